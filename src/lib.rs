//! # omescope's core: architecture
//!
//! ```text
//! a person ---- page (www/) ----\
//! a script ---- CLI (src/js/cli) --+--> public JS API (src/js) --> wasm boundary (src/wasm) --> this crate
//! a viewer ---- npm import   ----/        all I/O lives here        the only place with JsValue      no I/O, no clock
//! ```
//!
//! The page and the CLI import only what the npm package exports.
//!
//! ## Modules
//!
//! The crate is built to five WebAssembly modules, so that nobody loads what he does not use. Each has a feature of
//! `Cargo.toml`, which stands for functions of the boundary; what they do not call is not in the module. Natively all features
//! are on.
//!
//! - `core`: sessions, structure, offsets, and the tiles that most files have.
//! - `check`: the core with the judge of TIFF files: a verdict needs one module.
//! - `zarr`: everything of Zarr stores, their judge among it.
//! - `more`: tiles of rarer compressions, and nothing else.
//! - `jxl`: tiles of JPEG XL, whose decoder is larger than all others together.
//!
//! ## Sans-IO
//!
//! The core never reads. A [`session::Session`] is stepped: it either needs ranges of the file
//! ([`need::Ask`]) or is done. Whoever drives it fetches the ranges, in parallel, and supplies them; answers
//! may be short, out of order, or say that the file ends. Abort, retries, caching, CORS and progress are the
//! driver's. The same core is fed one byte a read in the tests, with the same results.
//!
//! ## Layers
//!
//! Arrows mean "may use". Each layer is a crate of the workspace (`src/<layer>/Cargo.toml`), so that an edit compiles its layer
//! and what stands above it, and the compiler refuses what no arrow allows; `bytes`, `error`, `need` and `sort` are one crate, and so
//! are `check` and `inspect`, whose rules are tested by inspecting files. The `lib.rs` of a crate names the layers below as
//! this file does: a path like `crate::codec` is the same everywhere. A test reads these paths and enforces the arrows;
//! another one finds files of one layer that use each other in a circle, of which there is none.
//!
//! ```text
//! wasm -> inspect -> { check, session, viewer, tiff, zarr, image, ome, codec, need, bytes, error, sort }
//!         check   -> { viewer, tiff, zarr, ome, codec, bytes, error, sort }
//!         viewer  -> { tiff, zarr, ome, codec, bytes, error, sort }
//!         session -> { tiff, image, ome, codec, need, bytes, error }
//!         image   -> { tiff, codec, bytes, error }
//!         tiff    -> { need, bytes, error }
//!         zarr    -> { codec, need, bytes, error, sort }
//!         ome     -> { error }
//!         codec   -> { bytes, error }
//! ```
//!
//! - [`bytes`]: the only place that indexes. [`need`]: questions, answers, and the window of bytes that have
//!   arrived. [`error`]: the one error. [`sort`]: what sorts, once for all types.
//! - [`tiff`]: turns bytes into facts; never judges, and never asks: where bytes are missing it says which.
//! - [`codec`]: compressed bytes of a tile to samples; knows no IFD.
//! - [`ome`]: OME-XML, and which IFD holds which plane.
//! - [`image`]: the grid of an IFD's tiles and how each is decoded; the only place that knows both tiff and codec.
//! - [`zarr`]: turns the metadata and chunks of a Zarr store into facts; never judges, and never asks: where a key is
//!   missing it says which. It uses codec for the few chunks whose values are facts (`indptr`, indexes, categories).
//! - [`viewer`]: what viewers do, a folder for each piece of software: [`viewer::geotiff`], [`viewer::zarrita`],
//!   [`viewer::viv`] and [`viewer::vitessce`] with its auto-configuration. They are followed through a Zarr store request by
//!   request, so that verdicts, their words and costs come from one place. Through a TIFF they are followed until an image is shown
//!   (`viewer::opening`): whether they get there and what they say otherwise comes from that; what is wrong with an image that is shown comes from rules,
//!   and the cost of a TIFF from a forecast of its own.
//! - [`check`]: judges facts. Rules are declarations with their documentation as data, one file each; what they find is
//!   worded in the report alone. Rules say what is behind what viewers do and how to mend it.
//! - `check::zarr::mend`: better texts for metadata of a store, made by changes to the texts that are there
//!   ([`zarr::json::edit`]). It writes nothing: JavaScript does, or offers the texts as downloads.
//! - [`session`]: couples asking with parsing, and is the only place that guesses what will be needed next.
//!   `inspect` does the same for the judge: it asks for what rules want to know. Nothing else asks.
//! - `wasm`: the boundary. Options cross it as the objects of callers, reports as JSON text, pixels as typed arrays; no handles.
//!
//! ## Invariants, each with a test
//!
//! - No input makes the core panic, loop, or hold more than a stated limit ([`tiff::Limits`],
//!   [`need::Window::BUDGET`], [`tiff::Defects::MOST`]).
//! - What a text of a file may cost is bounded before it is parsed (`ome::xml`), and what is told of it is cut
//!   (`check::report`).
//! - A report hangs on the bytes of a file alone: not on how they come, in which order, or how many at a time.
//! - Names and values in commands are one word each in any POSIX shell, and do nothing while they are pasted
//!   (`check::shell`).
//! - What was found before a defect is kept; a defect names its IFD and its byte.
//! - Guesses change the number of questions, never the result.
//! - Unsafe code stands only in small modules of the codecs that say why it is sound (`codec::lzw::fast`,
//!   `codec::inflate::fast`, and the vector instructions of `jpeg::lanes`, `lerc::simd` and `codec::vector`), each
//!   compared with safe code by tests.
//! - What reads a Zarr store asks for no key twice and for none outside of the store, ends, and finds the rest where a
//!   part is broken; a defect names its key, JSON pointer, line and column ([`zarr::Defects::MOST`],
//!   [`zarr::json::MAX_SIZE`], [`zarr::json::MAX_DEPTH`], [`zarr::values::Limits`]).
//! - A decoder never writes past the output, whose size is known before, and says how far it got in a damaged stream.
//! - File offsets are `u64` here and whole numbers up to 2^53 - 1 in JavaScript.
//!
//! One difference to a plain handle-based boundary: an instance of the module runs one session, and JavaScript
//! keeps a small stock of instances. A job that traps takes only its own instance with it. Tiles, whose decoding is over
//! when the call returns, share one more instance, which is replaced if it traps.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub use omescope_base::{bytes, error, need, sort};
#[cfg(feature = "judge")]
pub use omescope_check::check;
pub use omescope_codec::codec;
#[cfg(feature = "readers")]
pub use omescope_image::image;
#[cfg(feature = "readers")]
pub use omescope_ome::ome;
#[cfg(feature = "readers")]
pub use omescope_tiff::tiff;
#[cfg(feature = "judge")]
pub use omescope_viewer::viewer;
#[cfg(feature = "judge")]
pub use omescope_zarr::zarr;

/// Sessions of all layers.
#[cfg(feature = "readers")]
pub mod session {
    #[cfg(feature = "judge")]
    pub use omescope_check::inspect::*;
    pub use omescope_session::session::*;
}

#[cfg(target_arch = "wasm32")]
pub mod wasm;
