//! The laws that every catalogue of rules obeys.
use crate::check::rule::{Findings, Rule, fill, names_in};
use crate::check::testing::Sample;
use crate::viewer::VERSIONS;
use std::fmt::Write as _;
use std::fs::{OpenOptions, read_to_string};
use std::io::Write as _;
use std::path::PathBuf;

/// Asserts all laws. `words`: names that commands may use beside arguments; `found`: what a rule finds in a sample.
pub(super) fn hold<F: ?Sized>(rules: &[Rule<F>], words: &[&str], found: fn(&Rule<F>, &Sample) -> Findings) {
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted, "ids are unique and sorted");
    let titles = rules.iter().map(|rule| {
        well_formed(rule);
        documented(rule);
        kept(rule.id, &(rule.examples.triggers)());
        (rule.id, examples(rule, words, found))
    });
    shown(&titles.collect::<Vec<_>>());
}

fn well_formed<F: ?Sized>(rule: &Rule<F>) {
    let (area, concept) = rule.id.split_once('/').unwrap();
    for part in [area, concept] {
        assert!(
            !part.is_empty() && part.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-'),
            "{}",
            rule.id
        );
    }
}

/// Every rule says what, why, how to mend it, whom it affects, and how that is known.
fn documented<F: ?Sized>(rule: &Rule<F>) {
    let text = rule.text();
    for (what, words) in [("title", text.title), ("why", text.why), ("fix", text.fix.text)] {
        assert!(words.len() > 15 && !words.contains("  "), "{}: {what}", rule.id);
    }
    assert!(text.why.ends_with('.') && text.fix.text.ends_with('.') && !text.title.ends_with('.'), "{}", rule.id);
    assert!(!text.affects.is_empty() && !text.evidence.is_empty(), "{}", rule.id);
    assert!(VERSIONS.iter().any(|viewer| text.effect_for(viewer).is_some()), "{} affects no viewer", rule.id);
}

/// Every rule finds its example and not the near miss, and has an argument for every name in its texts. Its title on the example.
fn examples<F: ?Sized>(rule: &Rule<F>, words: &[&str], found: fn(&Rule<F>, &Sample) -> Findings) -> String {
    let findings = found(rule, &(rule.examples.triggers)());
    assert!(findings.count() > 0, "{} does not find its example", rule.id);
    let near = found(rule, &(rule.examples.near_miss)());
    assert!(near.count() == 0, "{} finds its near miss: {:?}", rule.id, near.kept());
    let says = rule.affects.iter().map(|affects| affects.says);
    for finding in findings.kept() {
        let has = |name: &str| finding.args.iter().any(|(arg, _)| *arg == name);
        for name in [rule.title, rule.why, rule.fix.text].into_iter().chain(says.clone()).flat_map(names_in) {
            assert!(has(name), "{}: {{{name}}} has no argument", rule.id);
        }
        for name in names_in(rule.fix.command) {
            assert!(words.contains(&name) || has(name), "{}: {{{name}}} of the command has no value", rule.id);
        }
    }
    let first = &findings.kept()[0];
    fill(rule.title, |name| first.args.iter().find(|(arg, _)| *arg == name).map(|(_, value)| value.to_string()))
}

/// Where the variable names a folder, the example of each rule is put there in a folder of the rule's own: what printed fixes
/// are tried on.
fn kept(id: &str, sample: &Sample) {
    if let Some(folder) = std::env::var_os("OMESCOPE_RULE_EXAMPLES") {
        sample.keep(&PathBuf::from(folder).join(id.replace('/', "__")));
    }
}

/// The table of rules in the documents has the titles of the examples. `npm run docs` writes it: with these titles, which are
/// written to the file that the variable names.
fn shown(titles: &[(&str, String)]) {
    if let Some(path) = std::env::var_os("OMESCOPE_RULE_TITLES") {
        let mut lines = String::new();
        for (id, title) in titles {
            writeln!(lines, "{id}\t{title}").unwrap();
        }
        OpenOptions::new().create(true).append(true).open(path).unwrap().write_all(lines.as_bytes()).unwrap();
        return;
    }
    let document = read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md")).unwrap();
    for (id, title) in titles {
        let escaped: String =
            title.chars().flat_map(|c| ['|', '<', '>', '*', '_'].contains(&c).then_some('\\').into_iter().chain([c])).collect();
        let row = format!("| `{id}` | {escaped} |");
        assert!(document.contains(&row), "docs/rules.md is out of date (npm run docs); it should have: {row}");
    }
}
