//! What viewers do with a store, step by step: what they ask for, and where they give up.
//!
//! A visit runs over a [`Look`](crate::zarr::Look), as readers of facts do: it stops where something has not arrived, and
//! runs again when it has. It asks in the order of the viewer, so what it asked is what the viewer costs.

mod asked;
pub mod avivator;
mod file;
pub mod geotiff;
mod input;
mod js;
mod opening;
mod outcome;
mod samples;
mod shown;
mod survey;
mod trace;
mod traces;
mod versions;
pub mod vitessce;
pub mod viv;
pub mod zarrita;

pub use asked::{Asked, AskedPart};
pub use file::{Block, IfdFacts, Table, TiffFile};
pub use input::{Host, StoreInput, Zip};
pub use js::{grouped, js_number};
pub use opening::{Doing, End, Opening, Spot, Stopped};
pub use outcome::{Failure, Spent, Waits};
pub use samples::{Limits, region};
pub use shown::ImageShown;
pub use survey::{Refusals, Sample, State, Survey, Surveyed, survey};
pub use trace::{Configured, Step, Trace, Traces};
pub use traces::traces;
pub use versions::{
    Does, Geotiff, Offer, Software, Sort, Told, VERSIONS, Version, Vitessce, Viv, Way, Zarrita, asked_for, named, told, usual,
};
