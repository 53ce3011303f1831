//! Commands of fixes in real shells: whatever a file is called and says, each name and value arrives as one argument, and
//! nothing else is run. Programs are stubs that write down their arguments.
use super::rules::tiff::RULES;
use super::testing::{Ome, Page, Sample, file};
use super::{Options, judge_tiff};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAMS: &[&str] =
    &["python3", "bioformats2raw", "raw2ometiff", "vips", "tifftools", "bfconvert", "mv", "npx", "file", "curl", "touch"];

/// Shells with the arguments that make them read a script from standard input; those that are here are used. In an
/// interactive one `!` means something.
const SHELLS: &[&[&str]] = &[
    &["sh"],
    &["dash"],
    &["bash", "--norc"],
    &["bash", "--norc", "-i"],
    &["zsh", "-f"],
    &["busybox", "sh"],
    &["ksh"],
    &["mksh"],
];

/// A folder with stubs in `bin`, where commands are run in `work`.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("omescope-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("bin")).unwrap();
        let log = folder.join("log");
        let stub = format!("#!/bin/sh\nprintf '%s\\0' \"${{0##*/}}\" \"$#\" \"$@\" >> '{}'\n", log.display());
        for program in PROGRAMS {
            let path = folder.join("bin").join(program);
            fs::write(&path, &stub).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        // mksh has none of its own.
        std::os::unix::fs::symlink(which("printf").unwrap(), folder.join("bin/printf")).unwrap();
        Self { folder }
    }

    /// What a script runs, program by program with its arguments.
    fn run(&self, shell: &[&str], script: &str) -> Vec<Vec<String>> {
        let work = self.folder.join("work");
        let _ = fs::remove_dir_all(&work);
        fs::create_dir_all(&work).unwrap();
        let log = self.folder.join("log");
        fs::write(&log, "").unwrap();
        let mut child = Command::new(which(shell[0]).unwrap());
        child
            .args(&shell[1..])
            .current_dir(&work)
            .env_clear()
            .env("PATH", self.folder.join("bin"))
            .env("HOME", &work)
            .env("HISTFILE", "/dev/null");
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{script}\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.contains("not found") && !errors.contains("syntax"), "{shell:?}: {script:?}: {errors}");
        let made: Vec<_> = fs::read_dir(&work).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(made.iter().all(|name| name == "ome.xml"), "{shell:?}: {script:?} made {made:?}");
        parse(&fs::read_to_string(&log).unwrap())
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn parse(log: &str) -> Vec<Vec<String>> {
    let mut words = log.split_terminator('\0');
    let mut calls = Vec::new();
    while let Some(program) = words.next() {
        let count: usize = words.next().unwrap().parse().unwrap();
        calls.push([program].into_iter().chain(words.by_ref().take(count)).map(str::to_owned).collect());
    }
    calls
}

fn which(program: &str) -> Option<PathBuf> {
    ["/bin", "/usr/bin", "/usr/local/bin"].iter().map(|folder| Path::new(folder).join(program)).find(|path| path.exists())
}

fn shells() -> Vec<&'static [&'static str]> {
    let here: Vec<_> = SHELLS.iter().copied().filter(|shell| which(shell[0]).is_some()).collect();
    println!("shells: {here:?}");
    assert!(!here.is_empty(), "there is no shell to test commands with");
    here
}

fn payloads() -> Vec<String> {
    let groups: BTreeMap<String, Vec<String>> = serde_json::from_str(include_str!("../../tests/fixtures/payloads.json")).unwrap();
    groups.into_values().flatten().collect()
}

/// Commands of the findings of a file, by rule, with the words of its fixes.
fn commands(sample: &Sample) -> BTreeMap<String, (String, String)> {
    let session = sample.facts();
    let report = serde_json::to_value(judge_tiff(session.facts(), &Options::default())).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let fix = |finding: &Value| (text(&finding["rule"]), (text(&finding["fix"]["command"]), text(&finding["fix"]["text"])));
    report["findings"].as_array().unwrap().iter().map(fix).collect()
}

/// Nothing in a command acts on a terminal but the line breaks of its template.
fn assert_inert(command: &str) {
    let active = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    assert_eq!(command.chars().find(active), None, "{command:?}");
}

/// Names that say what they are made of, as a file could be called: without a slash.
fn names() -> Vec<String> {
    let names = payloads().into_iter().map(|payload| payload.replace('/', "\u{2215}"));
    names.flat_map(|name| [format!("{name}.ome.tif"), name]).filter(|name| !matches!(name.as_str(), "" | "." | "..")).collect()
}

#[test]
fn the_names_of_files_arrive_as_they_are_in_every_shell() {
    // A command of each sort: all that rules have, each once.
    let mut samples: BTreeMap<&str, Sample> = BTreeMap::new();
    for rule in RULES.iter().filter(|rule| !rule.fix.command.is_empty()) {
        samples.entry(rule.fix.command).or_insert_with(|| (rule.examples.triggers)().named("cells.ome.tif"));
    }
    let (bench, shells) = (Bench::new("names"), shells());
    let mut known = Known::default();
    let mut untyped = 0;
    // Every name with a command and in two shells; every command with many names.
    for (number, (name, sample)) in names().iter().zip(samples.values().cycle()).enumerate() {
        for shell in [number, number + 3].map(|number| shells[number % shells.len()]) {
            untyped += check_name(&bench, &mut known, shell, sample, name);
        }
    }
    assert!(untyped > 0, "names that end with a line break are among them");
}

/// What commands for `cells.ome.tif` run in each shell.
type Known = BTreeMap<(Vec<String>, String), Vec<Vec<String>>>;

/// Runs the commands of a sample under another name; how many are not given as the name cannot be typed.
fn check_name(bench: &Bench, ran: &mut Known, shell: &[&str], sample: &Sample, name: &str) -> usize {
    let known = commands(sample);
    let other = sample.clone().named(name);
    let mut untyped = 0;
    for (rule, (command, text)) in commands(&other) {
        assert_inert(&command);
        let Some((plain, _)) = known.get(&rule).filter(|(plain, _)| plain.contains("cells")) else { continue };
        if command.is_empty() {
            assert!(text.contains("cannot be typed"), "{rule}: {name:?}");
            untyped += 1;
            continue;
        }
        let key = (shell.iter().map(|word| (*word).to_owned()).collect(), plain.clone());
        let expected = ran.entry(key).or_insert_with(|| bench.run(shell, plain));
        let expected: Vec<Vec<String>> =
            expected.iter().map(|call| call.iter().map(|word| renamed(word, name)).collect()).collect();
        assert_eq!(bench.run(shell, &command), expected, "{shell:?}, {rule}, {name:?}: {command}");
    }
    untyped
}

/// A word of the command for `cells.ome.tif`, as it has to be for another name.
fn renamed(word: &str, name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let ending = [".ome.tiff", ".ome.tif", ".tiff", ".tif"]
        .iter()
        .find(|ending| lower.ends_with(**ending))
        .map_or(0, |ending| ending.len());
    let stem = if ending < name.len() { &name[..name.len() - ending] } else { name };
    let new = match word {
        "cells.ome.tif" => name.to_owned(),
        _ => match word.strip_prefix("cells") {
            Some(rest) => format!("{stem}{rest}"),
            None => return word.to_owned(),
        },
    };
    if new.starts_with('-') { format!("./{new}") } else { new }
}

#[test]
fn values_of_a_file_arrive_as_they_are_in_every_shell() {
    let bench = Bench::new("values");
    let page = Page::new(256, 256);
    let shells = shells();
    let mut tried = 0;
    for payload in payloads() {
        let escaped = payload
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
            .replace('\n', "&#10;")
            .replace('\t', "&#9;")
            .replace('\r', "&#13;");
        let sample: Sample = file(&page, &Ome::new(&page).attribute("PhysicalSizeXUnit", &escaped)).into();
        let commands = commands(&sample);
        // Not all characters can be in XML; what cannot be typed has no command.
        let Some((command, _)) = commands.get("ome-xml/unit").filter(|(command, _)| !command.is_empty()) else { continue };
        assert_inert(command);
        let shell = shells[tried % shells.len()];
        let calls = bench.run(shell, command);
        let words: Vec<&str> = calls.iter().flatten().map(String::as_str).collect();
        assert_eq!(
            (calls.len(), words[0], &words[3..]),
            (1, "python3", &["cells.ome.tif", payload.as_str()][..]),
            "{shell:?}: {command}"
        );
        tried += 1;
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn an_address_names_no_other_folder() {
    for (name, first) in
        [("../../etc/passwd", "passwd"), ("a/..", "image.ome.tif"), ("/", "image.ome.tif"), ("", "image.ome.tif")]
    {
        let sample = Sample::from(super::testing::good()).without_offsets().named(name);
        let commands = commands(&sample);
        let (command, _) = commands.get("index/offsets-missing").unwrap();
        assert_eq!(command, &format!("npx omescope offsets {first}"), "{name}");
    }
}

/// What `npm run fixes` found out, for each rule with a command.
#[derive(serde::Deserialize)]
struct Proof {
    rule: String,
    state: String,
    /// What was printed for the rule's example, where it was tried on that.
    example: String,
}

#[test]
fn what_is_printed_was_tried_and_mends() {
    let proofs: Vec<Proof> =
        serde_json::from_str(&fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixes/proofs.json")).unwrap())
            .unwrap();
    let tiff = RULES.iter().map(|rule| (rule.id, rule.fix.command));
    let zarr = super::rules::zarr::RULES.iter().map(|rule| (rule.id, rule.fix.command));
    for (id, _) in tiff.chain(zarr).filter(|(_, command)| !command.is_empty()) {
        let state = proofs.iter().find(|proof| proof.rule == id).map(|proof| proof.state.as_str());
        assert!(
            matches!(state, Some("mends" | "unproven")),
            "{id}: this command does not mend, or was not tried: `npm run fixes -- {id}`"
        );
    }
    for rule in RULES.iter().filter(|rule| !rule.fix.command.is_empty()) {
        let proof = proofs.iter().find(|proof| proof.rule == rule.id && !proof.example.is_empty());
        let Some(proof) = proof else { continue };
        let printed = commands(&(rule.examples.triggers)());
        let printed = printed.get(rule.id).map(|(command, _)| command.as_str());
        assert_eq!(printed, Some(proof.example.as_str()), "{}: another command was tried: `npm run fixes -- --accept`", rule.id);
    }
}
