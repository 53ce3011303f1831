//! zarrita.js, which Viv and Vitessce read Zarr with.

mod array;
mod attrs;
mod codecs;
mod open;
mod read;
mod url;
mod visit;
mod walk;

pub use array::{Part, ZarritaArray};
pub use attrs::Attrs;
pub use open::{Kind, Opened};
pub use read::ReadOut;
pub use url::resolve;
pub use visit::Visit;
pub use walk::walk;
