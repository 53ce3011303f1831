//! Stores from folders and from memory, and driving readers over them.

use super::corpus;
use omescope::zarr::{Look, Needs, Reply, Store};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// An entry of the manifest that is a Zarr store.
pub struct Entry {
    pub path: String,
    pub category: String,
    pub json: Value,
}

/// The Zarr stores of the corpus.
pub fn entries(wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
    let Some(folder) = corpus() else {
        return Vec::new();
    };
    let mut manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let Value::Array(entries) = manifest["entries"].take() else { panic!("no entries") };
    entries
        .into_iter()
        .filter(|entry| entry["kind"] == "zarr")
        .map(|json| {
            let text = |name: &str| json[name].as_str().unwrap().to_owned();
            Entry { path: text("path"), category: text("category"), json }
        })
        .filter(wanted)
        .collect()
}

/// What a store can answer.
pub trait Answers {
    fn object(&self, key: &str) -> Reply;
    fn names(&self, path: &str) -> Option<Vec<String>>;
}

/// What reading cost.
#[derive(Clone, Debug, Default)]
pub struct Cost {
    pub rounds: Vec<Vec<String>>,
}

/// Runs a reader until it needs nothing. Panics where it asks twice for the same, or for ever.
pub fn drive<T>(answers: &dyn Answers, mut store: Store, reader: impl Fn(&mut Look<'_>) -> T) -> (Store, T, Cost) {
    let mut cost = Cost::default();
    let mut asked = Needs::default();
    for _ in 0..64 {
        let (facts, needs) = store.read(&reader);
        if needs.is_empty() {
            return (store, facts, cost);
        }
        for key in &needs.keys {
            assert!(asked.keys.insert(key.clone()), "{key} is asked for twice");
            store.supply(key, answers.object(key));
        }
        for path in &needs.names {
            assert!(asked.names.insert(path.clone()), "the names of {path} are asked for twice");
            store.supply_names(path, answers.names(path));
        }
        for key in &needs.sizes {
            assert!(asked.sizes.insert(key.clone()), "the size of {key} is asked for twice");
            store.supply_size(key, bytes(answers, key).map(|bytes| bytes.len() as u64));
        }
        for part in needs.parts {
            assert!(asked.parts.insert(part.clone()), "{part:?} is asked for twice");
            let found = bytes(answers, &part.key).map(|bytes| {
                let [start, end] = [part.start, part.start + part.len].map(|at| (at as usize).min(bytes.len()));
                bytes[start..end].to_vec()
            });
            store.supply_part(part, found);
        }
        cost.rounds.push(needs.keys.into_iter().collect());
    }
    panic!("the reader does not end");
}

fn bytes(answers: &dyn Answers, key: &str) -> Option<Vec<u8>> {
    match answers.object(key) {
        Reply::Bytes(bytes) => Some(bytes),
        Reply::Absent | Reply::Denied(_) => None,
    }
}

/// A store in a folder.
pub struct Folder(PathBuf);

impl Folder {
    pub fn of(entry: &Entry) -> Self {
        Self(corpus().unwrap().join(&entry.path))
    }

    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn read<T>(&self, store: Store, reader: impl Fn(&mut Look<'_>) -> T) -> (Store, T) {
        let (store, facts, _) = drive(self, store, reader);
        (store, facts)
    }
}

impl Answers for Folder {
    fn object(&self, key: &str) -> Reply {
        assert!(!key.split('/').any(|part| part == ".."), "{key} leads out of the store");
        match fs::read(self.0.join(key)) {
            Ok(bytes) => Reply::Bytes(bytes),
            Err(_) => Reply::Absent,
        }
    }

    fn names(&self, path: &str) -> Option<Vec<String>> {
        let entries = fs::read_dir(self.0.join(path)).ok()?;
        Some(entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
    }
}

/// A store in memory.
#[derive(Clone, Default)]
pub struct Memory {
    pub files: BTreeMap<String, Vec<u8>>,
    pub lists: bool,
}

impl Memory {
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(key, text)| ((*key).to_owned(), text.as_bytes().to_vec()));
        Self { files: files.collect(), lists: true }
    }
}

impl Answers for Memory {
    fn object(&self, key: &str) -> Reply {
        self.files.get(key).map_or(Reply::Absent, |bytes| Reply::Bytes(bytes.clone()))
    }

    fn names(&self, path: &str) -> Option<Vec<String>> {
        let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
        let below = self.files.keys().filter_map(|key| Some(key.strip_prefix(&prefix)?.split('/').next()?.to_owned()));
        self.lists.then(|| below.collect())
    }
}
