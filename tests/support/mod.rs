//! Driving sessions from files in memory, real or virtual.
#![allow(dead_code, unreachable_pub, reason = "each test is a crate of its own, and takes some of it")]

pub mod big;
pub mod check;
pub mod pixels;
pub mod sample;
pub mod work;
pub mod zarr;

use omescope::need::{Ask, Step};
use omescope::session::{Depth, Reach, Session};
use omescope::tiff::Limits;
use omescope::{error::Error, need::Range};
use std::path::{Path, PathBuf};

/// A file as far as a session can tell.
pub trait File {
    fn size(&self) -> u64;
    fn read(&self, start: u64, len: u64) -> Vec<u8>;
}

impl File for [u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, start: u64, len: u64) -> Vec<u8> {
        let end = (start + len).min(self.size());
        self.get(start as usize..end as usize).unwrap_or(&[]).to_vec()
    }
}

/// What a drive cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub rounds: u64,
    pub requests: u64,
    pub bytes: u64,
}

/// How a session is fed.
#[derive(Clone, Copy)]
pub struct Feed {
    /// Most bytes of one answer.
    pub most: u64,
    /// Whether the session is told the size of the file.
    pub size_known: bool,
    pub reach: Reach,
}

impl Feed {
    pub const WHOLE: Self = Self { most: u64::MAX, size_known: true, reach: Reach::Memory };
    pub const ONE_BYTE: Self = Self { most: 1, size_known: false, reach: Reach::Memory };
}

/// Runs a session to its end. Panics where it takes more rounds than any file of the tests can need.
pub fn drive<F: File + ?Sized>(depth: Depth, file: &F, feed: Feed) -> (Session, Result<Cost, Error>) {
    let size = feed.size_known.then(|| file.size());
    let mut session = Session::new(depth, size, feed.reach, Limits::default());
    let mut cost = Cost::default();
    for _ in 0..20_000_000 {
        match session.step() {
            Err(error) => return (session, Err(error)),
            Ok(Step::Done(())) => return (session, Ok(cost)),
            Ok(Step::Need(asks)) => {
                assert!(!asks.is_empty(), "a question without ranges");
                cost.rounds += 1;
                for ask in asks {
                    let Ask::Range(Range { start, len }) = ask;
                    assert!(len > 0, "a question for nothing");
                    let bytes = file.read(start, len.min(feed.most));
                    cost.requests += 1;
                    cost.bytes += bytes.len() as u64;
                    session.supply(start, &bytes);
                }
            }
        }
    }
    panic!("the session does not end");
}

/// The whole result as text, to compare.
pub fn outcome<F: File + ?Sized>(depth: Depth, file: &F, feed: Feed) -> String {
    let (session, result) = drive(depth, file, feed);
    let structure = session.structure().map(|mut structure| {
        // It is learnt, or not, depending on what had to be read.
        structure.size = None;
        serde_json::to_string(&structure).unwrap()
    });
    format!("{:?} {:?} {:?} {structure:?}", result.map(|_| ()), session.offsets(), session.breakage())
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the corpus, where there is one.
pub fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("OMESCOPE_CORPUS").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root().join("../shared/corpus"));
    let found = folder.join("manifest.json").exists();
    if !found {
        println!("skipped: there is no corpus at {} (OMESCOPE_CORPUS names another place)", folder.display());
    }
    found.then_some(folder)
}
