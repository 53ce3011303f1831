//! What is said of the stores of tests/truth/zarr, against what the loaders do with them, where the stores have been made
//! (`npm run truth:zarr`). `TRUTH=beginning,beginning` looks at some of them alone and tells more, `TRUTH_VIEWER` at one viewer.

use omescope::check::Options;
use omescope::check::zarr::judge_zarr;
use omescope::need::StoreAsk;
use omescope::session::StoreSession;
use omescope::viewer::{Asked, AskedPart, StoreInput, VERSIONS, Version, Zip, named};
use omescope::zarr::Reply;
use omescope::zarr::json::Document;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[path = "support/archive.rs"]
mod archive;
use archive::opened;

/// Names of viewers there and here.
const VIEWERS: [(&str, &str); 5] = [
    ("zarrita@0.7.5", "zarrita@0.7"),
    ("zarrita@0.5.4", "zarrita@0.5"),
    ("vitessce@4.0.8", "vitessce@4.0.8"),
    ("viv@0.21.0", "viv@0.21"),
    ("vitessce-autoconfig@4.0.8", "vitessce-autoconfig@4.0.8"),
];

fn viewers() -> Vec<&'static Version> {
    VIEWERS.iter().map(|(_, name)| named(VERSIONS, name).unwrap()).collect()
}

/// Ways of hosts that a folder cannot have: they are tried in tests/js.
const OF_HOSTS: [&str; 4] = ["head", "ranges", "gzip", "truncate"];

struct Host {
    folder: PathBuf,
    /// What is in it, where it is an archive.
    archive: Option<(BTreeMap<String, Vec<u8>>, Zip)>,
    /// What comes for keys that are not there.
    missing: Reply,
    dot_files: bool,
}

impl Host {
    fn object(&self, key: &str) -> Option<Vec<u8>> {
        if let Some((files, _)) = &self.archive {
            return files.get(key).cloned();
        }
        let hidden = !self.dot_files && key.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        if hidden { None } else { fs::read(self.folder.join(key)).ok() }
    }

    fn names(&self, path: &str) -> Option<Vec<String>> {
        if let Some((files, _)) = &self.archive {
            let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
            let below = files.keys().filter_map(|key| key.strip_prefix(&prefix));
            return Some(below.map(|rest| rest.split('/').next().unwrap().to_owned()).collect());
        }
        let entries = fs::read_dir(self.folder.join(path)).ok()?;
        Some(entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
    }

    fn facts(&self, name: &str, options: &Value) -> StoreSession {
        let viewers = viewers();
        let (coordinate_systems, asked) = (coordinate_systems(options), asked(options));
        let given = options["coordinateTransformations"].as_array().map(|_| options["coordinateTransformations"].to_string());
        let transformations = given.map(|text| Arc::new(Document::read("coordinateTransformations", text.as_bytes())));
        let name = name.to_owned();
        let zip = self.archive.as_ref().map(|(_, zip)| zip.clone());
        let input = StoreInput { name, zip, viewers, coordinate_systems, asked, transformations, ..StoreInput::default() };
        let mut session = StoreSession::new(input);
        for _ in 0..4000 {
            let asks = session.step();
            if asks.is_empty() {
                return session;
            }
            for ask in asks {
                match ask {
                    StoreAsk::Key(key) => {
                        session.supply(&key, self.object(&key).map_or_else(|| self.missing.clone(), Reply::Bytes))
                    }
                    StoreAsk::Size(key) => session.supply_size(&key, self.object(&key).map(|bytes| bytes.len() as u64)),
                    StoreAsk::Part(part) => {
                        let bytes = self.object(&part.key).map(|bytes| {
                            let [start, end] = [part.start, part.start + part.len].map(|at| (at as usize).min(bytes.len()));
                            bytes[start..end].to_vec()
                        });
                        session.supply_part(part, bytes);
                    }
                    StoreAsk::Names(path) => session.supply_names(&path, self.names(&path)),
                }
            }
        }
        panic!("the session does not end");
    }
}

/// What HTTP calls a status.
fn reason(status: u64) -> &'static str {
    if status == 403 { "Forbidden" } else { "Internal Server Error" }
}

/// Coordinate systems that a case chooses for elements.
fn coordinate_systems(options: &Value) -> BTreeMap<String, String> {
    let chosen = options.as_object().into_iter().flatten();
    chosen.filter_map(|(path, chosen)| Some((path.clone(), chosen["coordinateSystem"].as_str()?.to_owned()))).collect()
}

/// What the view config of a case asks for.
fn asked(options: &Value) -> Vec<Asked> {
    let extra = options["extra"].as_array().into_iter().flatten();
    let asked = extra.filter_map(|extra| {
        let options = &extra["options"];
        let filter = &options["initialFeatureFilterPath"];
        let (part, path) = match extra["loader"].as_str()? {
            "ObsEmbeddingAnndataLoader" => (AskedPart::ObsEmbedding, &options["path"]),
            "ObsSetsAnndataLoader" => (AskedPart::ObsSets, &options["obsSets"][0]["path"]),
            _ if filter.is_null() => (AskedPart::ObsFeatureMatrix, &options["path"]),
            _ => (AskedPart::FeatureFilter, filter),
        };
        Some(Asked { part, path: path.as_str()?.to_owned() })
    });
    asked.collect()
}

#[derive(Default)]
struct Tally {
    agreed: usize,
    differing: Vec<String>,
    costs_equal: usize,
    costs: Vec<String>,
}

fn compare(id: &str, case: &Value, build: &Path, told: bool, tallies: &mut BTreeMap<String, Tally>) {
    let manners = &case["manners"];
    if OF_HOSTS.iter().any(|name| !manners[name].is_null()) {
        return;
    }
    let missing = match &manners["missing"] {
        Value::String(_) => Reply::Bytes(b"<!doctype html><title>App</title><div id=\"root\"></div>".to_vec()),
        Value::Number(status) => Reply::Denied(format!("{status} {}", reason(status.as_u64().unwrap()))),
        _ => Reply::Absent,
    };
    let folder = build.join(case["place"].as_str().unwrap());
    if !folder.exists() {
        return;
    }
    let archive = folder.is_file().then(|| opened(&fs::read(&folder).unwrap()));
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let host = Host { folder, archive, missing, dot_files: manners["dotFiles"] != false };
    let session = host.facts(&name, &case["options"]);
    let report =
        serde_json::to_value(judge_zarr(session.facts(), &Options { viewers: viewers(), ..Options::default() })).unwrap();
    if told {
        for finding in report["findings"].as_array().unwrap() {
            println!("-- {id}: {} {} {}", finding["effect"], finding["rule"], finding["title"]);
        }
    }
    for (there, here) in VIEWERS {
        let observed = &case["viewers"][there];
        if observed.is_null() || std::env::var("TRUTH_VIEWER").is_ok_and(|wanted| wanted != here) {
            continue;
        }
        let verdict = report["verdicts"].as_array().unwrap().iter().find(|verdict| verdict["viewer"] == here);
        let said = verdict.map_or("absent", |verdict| verdict["verdict"].as_str().unwrap());
        let tally = tallies.entry(here.to_owned()).or_default();
        if told {
            println!("because {here} {id}: {said} {}", verdict.map_or(&Value::Null, |verdict| &verdict["because"]));
        }
        if said == observed["outcome"] {
            tally.agreed += 1;
        } else {
            let because = verdict.map_or(String::new(), |verdict| format!("{} {}", verdict["because"], verdict["says"]));
            tally.differing.push(format!(
                "{id}: said {said} {because}; {} at {}: {}",
                observed["outcome"].as_str().unwrap(),
                observed["step"],
                observed["message"]
            ));
        }
        costs(id, here, &session, observed, told, tally);
    }
}

/// Requests and bytes of every interaction that the loader did and came through.
fn costs(id: &str, viewer: &str, session: &StoreSession, observed: &Value, told: bool, tally: &mut Tally) {
    let Some(trace) = session.facts().traces.of(named(VERSIONS, viewer).unwrap()) else { return };
    let mut names = BTreeSet::new();
    for step in observed["steps"].as_array().into_iter().flatten() {
        let name = step["name"].as_str().unwrap();
        // What has no requests of its own is a judgement on what was loaded, or never ended.
        if step["metadata"].is_null() && step["outcome"] != "fails" {
            names.insert(name);
            continue;
        }
        let Some(own) = trace.steps.iter().find(|own| own.name == name) else {
            tally.costs.push(format!("{id}: no interaction {name}"));
            continue;
        };
        names.insert(name);
        if told {
            println!(
                "   {viewer} {name}: {:?} {:?} said; {} {} {}",
                own.spent, own.failure, step["requests"], step["bytes"], step["message"]
            );
        }
        let failed = step["outcome"] == "fails";
        if failed != own.failure.is_some() {
            tally.costs.push(format!("{id} {name}: {} {}; said {:?}", step["outcome"], step["message"], own.failure));
        } else if failed {
            let said = own.failure.as_ref().unwrap();
            if step["message"] == said.message {
                tally.costs_equal += 1
            } else {
                tally.costs.push(format!("{id} {name}: {}; said {}", step["message"], said.message))
            }
        } else if (step["requests"].as_u64(), step["bytes"].as_u64()) == (Some(own.spent.requests), Some(own.spent.bytes)) {
            tally.costs_equal += 1;
        } else {
            tally
                .costs
                .push(format!("{id} {name}: {} requests, {} bytes; said {:?}", step["requests"], step["bytes"], own.spent));
        }
    }
    for own in trace.steps.iter().filter(|own| !names.contains(own.name.as_str())) {
        tally.costs.push(format!("{id}: nobody does {}", own.name));
    }
}

#[test]
fn verdicts_are_what_the_loaders_do() {
    let build = Path::new(env!("CARGO_MANIFEST_DIR")).join("build/truth-zarr");
    let Ok(observed) = fs::read(build.join("observed.json")) else {
        println!("SKIPPED: the stores of tests/truth/zarr are not there; make them with `npm run truth:zarr`");
        return;
    };
    let observed: Value = serde_json::from_slice(&observed).unwrap();
    let wanted = std::env::var("TRUTH").ok();
    let mut tallies = BTreeMap::new();
    for (id, case) in observed["cases"].as_object().unwrap() {
        let asked = wanted.as_ref().is_none_or(|wanted| wanted.split(',').any(|start| id.starts_with(start)));
        if asked {
            compare(id, case, &build, wanted.is_some(), &mut tallies);
        }
    }
    for (viewer, Tally { agreed, differing, costs_equal, costs }) in &tallies {
        println!(
            "== {viewer}: {agreed} of {} verdicts agree; {costs_equal} of {} interactions",
            agreed + differing.len(),
            costs_equal + costs.len()
        );
        for line in differing {
            println!("verdict {viewer} {line}");
        }
        for line in costs {
            println!("cost {viewer} {line}");
        }
    }
}
