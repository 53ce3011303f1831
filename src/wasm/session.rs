//! The boundary to JavaScript: sessions.
//!
//! An instance of the module runs one session at a time. JavaScript takes an instance for each job and
//! throws it away if it traps, so no job can spoil another.

use super::{to_json, to_u64};
use crate::error::Error;
use crate::need::{Ask, Step};
#[cfg(feature = "check")]
use crate::session::CheckSession;
use crate::session::Reach;
use crate::session::{Depth, PixelsSession, Session, Which};
use crate::tiff::{Defect, Limits};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// What the instance is at.
pub(super) enum Job {
    Walk(Session),
    Pixels(PixelsSession),
    #[cfg(feature = "check")]
    Check(Box<CheckSession>),
}

impl Job {
    pub(super) fn step(&mut self) -> Result<Step<()>, Error> {
        match self {
            Self::Walk(session) => session.step(),
            Self::Pixels(session) => session.step(),
            #[cfg(feature = "check")]
            Self::Check(session) => Ok(session.step()),
        }
    }

    pub(super) fn supply(&mut self, start: u64, bytes: &[u8]) {
        match self {
            Self::Walk(session) => session.supply(start, bytes),
            Self::Pixels(session) => session.supply(start, bytes),
            #[cfg(feature = "check")]
            Self::Check(session) => session.supply(start, bytes),
        }
    }

    fn found(&self) -> u64 {
        match self {
            Self::Walk(session) => session.found(),
            Self::Pixels(_) => 0,
            #[cfg(feature = "check")]
            Self::Check(session) => session.found(),
        }
    }

    fn offsets(&self) -> &[u64] {
        match self {
            Self::Walk(session) => session.offsets(),
            Self::Pixels(_) => &[],
            #[cfg(feature = "check")]
            Self::Check(session) => session.offsets(),
        }
    }

    fn learn_size(&mut self, size: u64) {
        match self {
            Self::Walk(session) => session.learn_size(size),
            Self::Pixels(session) => session.learn_size(size),
            #[cfg(feature = "check")]
            Self::Check(session) => session.learn_size(size),
        }
    }
}

thread_local! {
    static JOB: RefCell<Option<Job>> = const { RefCell::new(None) };
}

pub(super) fn with_job<T>(work: impl FnOnce(&mut Job) -> T) -> Option<T> {
    JOB.with_borrow_mut(|job| job.as_mut().map(work))
}

fn with<T>(work: impl FnOnce(&mut Session) -> T) -> Option<T> {
    JOB.with_borrow_mut(|job| match job {
        Some(Job::Walk(session)) => Some(work(session)),
        _ => None,
    })
}

pub(super) fn with_pixels<T>(work: impl FnOnce(&mut PixelsSession) -> T) -> Option<T> {
    JOB.with_borrow_mut(|job| match job {
        Some(Job::Pixels(session)) => Some(work(session)),
        _ => None,
    })
}

#[cfg(feature = "check")]
pub(super) fn begin_job(session: CheckSession) {
    JOB.replace(Some(Job::Check(Box::new(session))));
}

#[cfg(feature = "check")]
pub(super) fn with_check<T>(work: impl FnOnce(&mut CheckSession) -> T) -> Option<T> {
    JOB.with_borrow_mut(|job| match job {
        Some(Job::Check(session)) => Some(work(session)),
        _ => None,
    })
}

pub(super) fn reach_of(reach: u8) -> Reach {
    match reach {
        0 => Reach::Memory,
        1 => Reach::Disk,
        _ => Reach::Network,
    }
}

/// Begins a session, ending the one before. `structure`: the tree of IFDs instead of offsets only.
/// `size` is negative where it is not known; `reach` 0 memory, 1 disk, 2 network; `ifds` the limit, 0 for the default.
#[wasm_bindgen]
pub fn begin(structure: bool, size: f64, reach: u8, ifds: f64) {
    let depth = if structure { Depth::Structure } else { Depth::Offsets };
    let default = Limits::default();
    let limits = Limits { ifds: to_u64(ifds).filter(|ifds| *ifds > 0).unwrap_or(default.ifds), ..default };
    JOB.replace(Some(Job::Walk(Session::new(depth, to_u64(size), reach_of(reach), limits))));
}

/// Begins reading one IFD for its pixels: the one at `offset`, or the first where that is negative. `described`: its
/// ImageDescription too. `size` and `reach` as in [`begin`].
#[wasm_bindgen(js_name = beginPixels)]
pub fn begin_pixels(offset: f64, described: bool, size: f64, reach: u8) {
    let which = to_u64(offset).map_or(Which::First, Which::At);
    JOB.replace(Some(Job::Pixels(PixelsSession::new(which, described, to_u64(size), reach_of(reach)))));
}

/// Goes on as far as possible. The ranges needed next as start, length, start, length ...; none when done.
/// Throws the JSON text of an error.
#[wasm_bindgen]
pub fn step() -> Result<Vec<f64>, String> {
    let step = with_job(Job::step).unwrap_or(Ok(Step::Done(()))).map_err(|error| to_json(&error))?;
    let Step::Need(asks) = step else {
        return Ok(Vec::new());
    };
    Ok(asks.iter().flat_map(|Ask::Range(range)| [range.start as f64, range.len as f64]).collect())
}

/// Takes the answer to a question: bytes from `start` on, none where the file ends there.
#[wasm_bindgen]
pub fn supply(start: f64, bytes: &[u8]) {
    if let Some(start) = to_u64(start) {
        with_job(|job| job.supply(start, bytes));
    }
}

/// Takes the size of the file once it is known.
#[wasm_bindgen(js_name = learnSize)]
pub fn learn_size(size: f64) {
    if let Some(size) = to_u64(size) {
        with_job(|job| job.learn_size(size));
    }
}

/// How many IFDs were found so far.
#[wasm_bindgen]
pub fn found() -> f64 {
    with_job(|job| job.found()).unwrap_or(0) as f64
}

/// Offsets of the main chain found so far.
#[wasm_bindgen]
pub fn offsets() -> Vec<f64> {
    with_job(|job| job.offsets().iter().map(|offset| *offset as f64).collect()).unwrap_or_default()
}

/// Why the main chain could not be followed to its end, as JSON; `null` if it could.
#[wasm_bindgen]
pub fn breakage() -> String {
    with(|session| to_json(&session.breakage())).unwrap_or_else(|| to_json(&None::<Defect>))
}

/// The tree of IFDs as JSON; `null` before the header was read.
#[wasm_bindgen]
pub fn structure() -> String {
    with(|session| to_json(&session.structure())).unwrap_or_else(|| to_json(&None::<Defect>))
}

/// Ends the session and gives its memory back to the instance.
#[wasm_bindgen]
pub fn end() {
    JOB.replace(None);
}
