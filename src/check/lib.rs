//! The judge: the layers [`check`] and [`inspect`]. See `src/lib.rs` for how the crates go together.
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::indexing_slicing,
        clippy::unwrap_used,
        reason = "tests know their numbers; all else is looked at without them"
    )
)]

pub use omescope_base::{bytes, error, need, sort};
pub use omescope_codec::codec;
pub use omescope_image::image;
pub use omescope_ome::ome;
pub use omescope_session::session;
pub use omescope_tiff::tiff;
pub use omescope_viewer::viewer;
pub use omescope_zarr::zarr;

#[path = "mod.rs"]
pub mod check;
pub mod inspect;
