//! The report: verdicts for each viewer, what was found in order of its effect, and the facts that they rest on.

use super::effect::Effect;
use super::facts::NotChecked;
use super::rule::{Arg, At, Finding, Findings, RuleText, fill};
use super::shell::quote;
use crate::viewer::{Offer, Opening, Version};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::rc::Rc;

/// How much a user wants a rule to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is not looked for.
    Off,
    /// It counts as something slow.
    Warn,
    /// It counts as a failure.
    Error,
}

/// What a viewer will make of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It opens, and shows what is there.
    Loads,
    /// The same, but slower than need be.
    Slow,
    /// It opens and shows something false, or leaves something out.
    Wrong,
    /// It does not open, or nothing is shown.
    Fails,
    /// It cannot be told.
    Unknown,
}

/// The verdict for one viewer.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictJson {
    /// Which viewer: `viv@0.21`.
    pub viewer: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// When that version was published.
    pub date: &'static str,
    /// What it will make of the data.
    pub verdict: Verdict,
    /// Rules that the verdict rests on, the most telling first.
    pub because: Vec<&'static str>,
    /// What the viewer says, if it says anything: its error, as the console has it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// What should be known of verdicts for this viewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<&'static str>,
}

/// What a finding means for one viewer.
#[derive(Clone, Debug, Serialize)]
pub struct EffectJson {
    /// Which viewer.
    pub viewer: &'static str,
    /// What comes of it.
    pub effect: Effect,
    /// What it says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub says: String,
}

/// How to put it right.
#[derive(Clone, Debug, Serialize)]
pub struct FixJson {
    /// In words.
    pub text: String,
    /// Commands to paste into a shell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub command: String,
}

/// One place where it was found.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceJson {
    /// What is the matter there.
    pub title: String,
    /// Where.
    pub at: AtJson,
    /// The values that the texts speak of.
    pub args: ArgsJson,
}

/// All that one rule found.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingJson {
    /// Which rule.
    pub rule: &'static str,
    /// The worst of its effects.
    pub effect: Effect,
    /// What is the matter.
    pub title: String,
    /// What it means for each viewer that is affected.
    pub viewers: Vec<EffectJson>,
    /// What viewers do because of it.
    pub why: String,
    /// How to put it right.
    pub fix: FixJson,
    /// How often it is in the data.
    pub count: u64,
    /// The first places.
    pub places: Vec<PlaceJson>,
}

/// What was judged.
#[derive(Debug, Serialize)]
pub struct InputJson<'a> {
    /// Name of the file.
    pub name: Cow<'a, str>,
    /// Its address, where it was read over HTTP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Cow<'a, str>>,
    /// What it is: `ome-tiff`, `tiff`, or `unknown`.
    pub kind: &'static str,
    /// Its size in bytes, where it is known.
    pub size: Option<u64>,
}

/// Something that was not looked at.
#[derive(Clone, Debug, Serialize)]
pub struct NotCheckedJson {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

impl From<&NotChecked> for NotCheckedJson {
    fn from(not: &NotChecked) -> Self {
        Self { what: not.what.clone(), why: not.why.clone() }
    }
}

/// Where something is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AtJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    ifd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tile: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xml: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl AtJson {
    /// The node or key of a store.
    pub(super) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl From<&At> for AtJson {
    fn from(at: &At) -> Self {
        let At { ifd, byte, tile, xml, line, path, pointer } = at.clone();
        Self { ifd, tile, byte, xml, path, pointer, line: line.map(|(line, _)| line), column: line.map(|(_, column)| column) }
    }
}

/// Arguments, as an object.
#[derive(Clone, Debug)]
pub struct ArgsJson(Vec<(&'static str, Arg)>);

impl Serialize for ArgsJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                Arg::Text(text) => map.serialize_entry(name, &shown(text))?,
                Arg::Count(count) => map.serialize_entry(name, count)?,
                Arg::Number(number) if number.is_finite() => map.serialize_entry(name, number)?,
                // JSON has no such numbers.
                Arg::Number(number) => map.serialize_entry(name, &number.to_string())?,
            }
        }
        map.end()
    }
}

/// Longest text from a file that is shown.
const MOST_SHOWN: usize = 500;

/// Text from a file, as much of it as is shown.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_SHOWN).and_then(|(end, _)| text.get(..end)) {
        Some(start) => Cow::Owned(format!("{start}…")),
        None => Cow::Borrowed(text),
    }
}

/// What people call an IFD, by its path; `None` where they call it so.
pub(super) type Named<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A text as the software has it: arguments as they are.
fn said(template: &str, finding: &Finding) -> String {
    text_of(template, finding, &|_| None)
}

fn text_of(template: &str, finding: &Finding, named: Named<'_>) -> String {
    fill(template, |name| {
        let value = argument(finding, name)?;
        let text = match value {
            Arg::Text(path) if name == "ifd" => named(path),
            _ => None,
        };
        Some(shown(&text.unwrap_or_else(|| value.to_string())).into_owned())
    })
}

fn argument<'a>(finding: &'a Finding, name: &str) -> Option<&'a Arg> {
    finding.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Words of commands that hold for the file as a whole, by name: `None` for names that are none of them, and in that a `None`
/// for words that cannot be typed.
pub(super) type Words<'a> = &'a dyn Fn(&str) -> Option<Option<String>>;

/// A command with its words quoted for the shell; `None` where one of them cannot be typed.
fn command_of(template: &str, finding: &Finding, words: Words<'_>) -> Option<String> {
    if finding.in_words {
        return Some(String::new());
    }
    let once = fill(template, |name| if name == "rewrite" { words(name).flatten() } else { None });
    let mut typed = true;
    let command = fill(&once, |name| {
        let word = match argument(finding, name) {
            Some(Arg::Text(text)) => quote(text),
            Some(Arg::Count(count)) => Some(count.to_string()),
            Some(number @ Arg::Number(_)) => Some(number.to_string()),
            None => words(name)?,
        };
        typed &= word.is_some();
        word
    });
    typed.then_some(command)
}

/// What is said in the place of a command with a word that cannot be typed.
const NO_COMMAND: &str =
    " (There is no command for this, because it would contain a name or value that cannot be typed into a shell.)";

fn fix_of(rule: &RuleText, finding: &Finding, words: Words<'_>, named: Named<'_>) -> FixJson {
    let text = text_of(rule.fix.text, finding, named);
    match command_of(rule.fix.command, finding, words) {
        Some(command) => FixJson { text, command },
        None => FixJson { text: text + NO_COMMAND, command: String::new() },
    }
}

/// What one rule found, as it is reported: `None` where none of the viewers is affected.
pub(super) fn finding_json(
    rule: &RuleText,
    findings: &Findings,
    viewers: &[&'static Version],
    level: Option<Level>,
    words: Words<'_>,
    named: Named<'_>,
) -> Option<FindingJson> {
    let first = findings.kept().iter().rev().max_by_key(|finding| finding.worst())?;
    let viewers: Vec<EffectJson> =
        viewers.iter().filter_map(|viewer| effect_json(rule, findings, viewer, level, first)).collect();
    let effect = viewers.iter().map(|viewer| viewer.effect).max()?;
    let places = findings.kept().iter().map(|finding| PlaceJson {
        title: text_of(rule.title, finding, named),
        at: (&finding.at).into(),
        args: ArgsJson(finding.args.clone()),
    });
    Some(FindingJson {
        rule: rule.id,
        effect,
        title: text_of(rule.title, first, named),
        viewers,
        why: text_of(rule.why, first, named),
        fix: fix_of(rule, first, words, named),
        count: findings.count(),
        places: places.collect(),
    })
}

/// What a rule found comes to for a viewer: the worst of it.
fn effect_json(
    rule: &RuleText,
    findings: &Findings,
    viewer: &'static Version,
    level: Option<Level>,
    first: &Finding,
) -> Option<EffectJson> {
    let (usual, says) = rule.effect_for(viewer)?;
    let on = |finding: &Finding| finding.effect_on(viewer).map(|(effect, _)| effect.min(usual));
    let (effect, worst) =
        findings.kept().iter().rev().filter_map(|finding| Some((on(finding)?, finding))).max_by_key(|(effect, _)| *effect)?;
    // The words are those of the place that is shown first, unless another one is worse.
    let shown_first = on(first) == Some(effect);
    let finding = if shown_first { first } else { worst };
    let effect = levelled(effect, level);
    let own = finding
        .effect_on(viewer)
        .and_then(|(_, own)| own)
        .filter(|_| effect >= Effect::Slow && !viewer.software.is_specification());
    let says = own.map_or_else(|| said(says, finding), str::to_owned);
    Some(EffectJson { viewer: viewer.id(), effect, says: shown(&says).into_owned() })
}

fn levelled(effect: Effect, level: Option<Level>) -> Effect {
    match level {
        Some(Level::Warn) => Effect::Slow,
        Some(Level::Error) => Effect::Fails,
        _ => effect,
    }
}

/// The verdicts, from the findings. `undecided`: something was not looked at that may make viewers fail.
pub(super) fn verdicts(
    viewers: &[&'static Version],
    findings: &[FindingJson],
    ways: &[(&'static Version, Rc<Opening>)],
    undecided: bool,
) -> Vec<VerdictJson> {
    let way = |viewer: &Version| ways.iter().find(|(other, _)| *other == viewer).map(|(_, way)| way.as_ref());
    viewers.iter().filter_map(|viewer| verdict(viewer, findings, way(viewer), undecided)).collect()
}

fn verdict(viewer: &'static Version, findings: &[FindingJson], way: Option<&Opening>, undecided: bool) -> Option<VerdictJson> {
    let Offer { id, name, remark, .. } = *viewer.verdict.as_ref()?;
    let own = |finding: &FindingJson| finding.viewers.iter().find(|viewer| viewer.viewer == id).cloned();
    let affecting: Vec<(&'static str, EffectJson)> =
        findings.iter().filter_map(|finding| Some((finding.rule, own(finding)?))).collect();
    let worst = affecting.iter().map(|(_, effect)| effect.effect).max();
    let stopped = way.and_then(Opening::stopped).map(|(_, stopped)| stopped.says());
    let verdict = match worst {
        Some(Effect::Fails) => Verdict::Fails,
        _ if stopped.is_some() => Verdict::Fails,
        _ if undecided => Verdict::Unknown,
        Some(Effect::Wrong) => Verdict::Wrong,
        Some(Effect::Slow) => Verdict::Slow,
        _ => Verdict::Loads,
    };
    let telling = affecting.iter().filter(|(_, effect)| Some(effect.effect) == worst && effect.effect > Effect::Note);
    Some(VerdictJson {
        viewer: id,
        name,
        date: viewer.date,
        verdict,
        because: telling.clone().map(|(rule, _)| *rule).collect(),
        says: match stopped.filter(|says| !says.is_empty()) {
            Some(says) => shown(&says).into_owned(),
            None => telling.map(|(_, effect)| effect.says.as_str()).find(|says| !says.is_empty()).unwrap_or("").to_owned(),
        },
        remark,
    })
}
