//! What is said of the files of tests/truth, against what the viewers do with them, where the files have been made (`npm run truth`).
//! `TRUTH=beginning,beginning` looks at some of them alone and tells more.

mod support;

use omescope::check::{Input, OffsetsFile, Options, judge_tiff};
use omescope::session::{Budget, CheckSession};
use omescope::tiff::Limits;
use omescope::viewer::{VERSIONS, named};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use support::check::drive_session;
use support::{Feed, root};

/// Names of viewers there and here.
const VIEWERS: [(&str, &str); 3] =
    [("viv@0.21", "viv@0.21"), ("avivator@0.21", "avivator"), ("vitessce@4.0.8", "vitessce@4.0.8")];

/// Longest message that the oracle keeps.
const MOST: usize = 400;

fn report(case: &Value) -> Value {
    let folder = root().join("build/truth/files");
    let file = case["file"].as_str().unwrap();
    let bytes = fs::read(folder.join(file)).unwrap();
    let beside = case["beside"].as_object().unwrap().keys().find(|name| name.ends_with(".offsets.json"));
    let offsets = beside.map(|name| OffsetsFile::Text(name.clone(), fs::read_to_string(folder.join(name)).unwrap_or_default()));
    let name = file.split_once("--").map_or(file, |(_, name)| name).to_owned();
    let input = Input { name, url: None, offsets: offsets.unwrap_or_default() };
    let size = Some(bytes.len() as u64);
    let session = CheckSession::new(input, size, Feed::WHOLE.reach, Limits::default(), Budget::default());
    let (session, _) = drive_session(session, &bytes[..], Feed::WHOLE, || u64::MAX);
    let viewers = VIEWERS.iter().map(|(_, id)| named(VERSIONS, id).unwrap()).collect();
    serde_json::to_value(judge_tiff(session.facts(), &Options { viewers, rules: Vec::new() })).unwrap()
}

fn start(text: &str) -> String {
    text.chars().take(MOST).collect()
}

/// What the oracle says of a step before it tells the error.
fn error(reason: &str) -> &str {
    let behind = reason.strip_prefix("at the start, ").and_then(|rest| rest.split_once(": "));
    behind.map_or(reason, |(_, error)| error)
}

#[test]
fn what_is_said_is_what_viewers_do() {
    let Ok(files) = fs::read(root().join("build/truth/files.json")) else {
        println!("SKIPPED: the files have not been made (npm run truth)");
        return;
    };
    let files: Vec<Value> = serde_json::from_slice(&files).unwrap();
    let outcomes = fs::read(root().join("tests/truth/outcomes.json")).unwrap();
    let outcomes: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_slice(&outcomes).unwrap();
    let only = std::env::var("TRUTH").unwrap_or_default();
    let only: Vec<&str> = only.split(',').filter(|start| !start.is_empty()).collect();
    let (mut judged, mut verdicts, mut failures, mut texts) = (0u32, Vec::new(), 0u32, Vec::new());
    for case in &files {
        let id = case["id"].as_str().unwrap();
        if !only.is_empty() && !only.iter().any(|start| id.starts_with(start)) {
            continue;
        }
        let report = report(case);
        for (theirs, ours) in VIEWERS {
            let seen = &outcomes[id][theirs];
            let (outcome, reason) = seen.split_once(": ").unwrap_or((seen, ""));
            if outcome == "unknown" {
                continue;
            }
            let said = report["verdicts"].as_array().unwrap().iter().find(|verdict| verdict["viewer"] == ours).unwrap();
            let (verdict, because) = (said["verdict"].as_str().unwrap(), &said["because"]);
            let says = said["says"].as_str().unwrap_or("");
            judged += 1;
            if verdict.replace("slow", "loads") != outcome {
                verdicts.push(format!("{ours} {id}: {}; said {verdict} {because} {says}", start(seen)));
            } else if outcome == "fails" {
                failures += 1;
                // That it hangs or dies is not said in words.
                if !reason.starts_with("hangs") && start(says) != start(error(reason)) {
                    texts.push(format!("{ours} {id}: {}; said {} {because}", start(reason), start(says)));
                }
            }
        }
    }
    for line in verdicts.iter().chain(&texts) {
        println!("{line}");
    }
    println!("{judged} verdicts, {} differ; {failures} failures, {} in other words", verdicts.len(), texts.len());
    let share = |part: usize, whole: u32| part as f64 / f64::from(whole.max(1));
    assert!(share(verdicts.len(), judged) <= 0.005, "verdicts differ from what viewers did");
    assert!(!only.is_empty() || judged > 1400, "files are missing");
    assert!(share(texts.len(), failures) <= 0.03, "errors are told in other words than viewers have");
}
