//! Reading what rules want to know of a file or a store: sessions that couple asking with the gathering of facts.
//!
//! [`crate::check`] never asks; what it judges was asked for here.

mod store;
mod tiff;

pub use store::StoreSession;
pub use tiff::{Budget, CheckSession};
