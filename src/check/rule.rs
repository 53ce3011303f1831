//! Rules: declarations with their documentation as data, and what they find.

use super::effect::{Component, Effect, Grade, Profile, in_range};
use crate::viewer::grouped;
use std::fmt;

/// How to put it right.
#[derive(Clone, Copy, Debug)]
pub struct Fix {
    /// In words.
    pub text: &'static str,
    /// Commands that can be pasted into a shell: names of files, numbers of levels and the like are filled in. May be empty.
    pub command: &'static str,
}

/// What one piece of software does.
#[derive(Clone, Copy, Debug)]
pub struct Affects {
    /// Who.
    pub component: Component,
    /// Which of its versions; see [`in_range`].
    pub versions: &'static str,
    /// What comes of it.
    pub effect: Effect,
    /// What it says, if it says anything: its own words, with `{args}`.
    pub says: &'static str,
}

/// Who is affected: all versions, silently.
pub(super) const fn affects(component: Component, effect: Effect) -> Affects {
    Affects { component, versions: "", effect, says: "" }
}

/// Who is affected: all versions, with an error text.
pub(super) const fn says(component: Component, effect: Effect, says: &'static str) -> Affects {
    Affects { component, versions: "", effect, says }
}

/// A rule. `title`, `why`, `fix` and `says` may name arguments of a finding in braces.
pub(super) struct Rule<F: ?Sized + 'static> {
    /// `area/kebab-concept`; stays the same for ever.
    pub id: &'static str,
    /// What is the matter, in one sentence.
    pub title: &'static str,
    /// What viewers do because of it, and why that is so.
    pub why: &'static str,
    /// How to put it right.
    pub fix: Fix,
    /// Who is affected.
    pub affects: &'static [Affects],
    /// Where it can be seen: specifications, sources, issues.
    pub evidence: &'static [&'static str],
    /// Looks for it.
    pub run: fn(&F, &mut Findings),
    /// A file that has it, and one that just does not.
    #[cfg(test)]
    pub examples: Examples,
}

/// Files for the tests of a rule.
#[cfg(test)]
#[derive(Clone, Copy)]
pub(super) struct Examples {
    pub triggers: fn() -> super::testing::Sample,
    pub near_miss: fn() -> super::testing::Sample,
}

/// What the documentation of a rule consists of, for all sorts of rules.
#[derive(Clone, Copy, Debug)]
pub struct RuleText {
    /// As in [`Rule`].
    pub id: &'static str,
    /// As in [`Rule`].
    pub title: &'static str,
    /// As in [`Rule`].
    pub why: &'static str,
    /// As in [`Rule`].
    pub fix: Fix,
    /// As in [`Rule`].
    pub affects: &'static [Affects],
    /// As in [`Rule`].
    pub evidence: &'static [&'static str],
}

impl<F: ?Sized> Rule<F> {
    /// Its documentation.
    pub(super) fn text(&self) -> RuleText {
        let Self { id, title, why, fix, affects, evidence, .. } = *self;
        RuleText { id, title, why, fix, affects, evidence }
    }
}

impl RuleText {
    /// What it means for a viewer, and in which words that says it; `None` where the viewer is not affected.
    pub fn effect_for(&self, profile: &Profile) -> Option<(Effect, &'static str)> {
        let concerned = |affects: &&Affects| {
            profile.parts.iter().any(|(part, version)| *part == affects.component && in_range(*version, affects.versions))
        };
        let worst = self.affects.iter().filter(concerned).map(|affects| affects.effect).max()?;
        let says = self.affects.iter().filter(concerned).filter(|affects| affects.effect == worst).map(|affects| affects.says);
        Some((worst, says.max_by_key(|says| says.len()).unwrap_or("")))
    }
}

/// An argument of a finding.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Arg {
    /// Words or names, from the data or not.
    Text(String),
    /// A whole number.
    Count(u64),
    /// Any other number.
    Number(f64),
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => f.write_str(&grouped(*count)),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(crate::bytes::len64(count))
    }
}

impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Where something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// IFD: `3` in the main chain, `3.0` its first SubIFD.
    pub ifd: Option<String>,
    /// Byte offset in the file.
    pub byte: Option<u64>,
    /// Number of a tile or strip in its IFD.
    pub tile: Option<u64>,
    /// Element or attribute of OME-XML: `Image[0]/Pixels/@SizeT`.
    pub xml: Option<String>,
    /// Line and column in the text that it is about.
    pub line: Option<(u32, u32)>,
    /// Path in a store.
    pub path: Option<String>,
    /// JSON pointer in the file at that path.
    pub pointer: Option<String>,
}

impl At {
    /// In an IFD.
    pub fn ifd(path: impl Into<String>) -> Self {
        Self { ifd: Some(path.into()), ..Self::default() }
    }

    /// At a byte of an IFD.
    pub fn byte(path: impl Into<String>, byte: u64) -> Self {
        Self { ifd: Some(path.into()), byte: Some(byte), ..Self::default() }
    }

    /// At a path or key of a store.
    pub fn key(key: &str) -> Self {
        Self { path: Some(key.to_owned()), ..Self::default() }
    }

    /// At a line and column.
    #[must_use]
    pub fn on(self, line: u64, column: u64) -> Self {
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self { line: Some((number(line), number(column))), ..self }
    }

    /// In OME-XML.
    pub fn xml(path: impl Into<String>, line: u32, column: u32) -> Self {
        Self { xml: Some(path.into()), line: (line > 0).then_some((line, column)), ..Self::default() }
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    /// Where.
    pub at: At,
    /// Arguments for the texts of the rule.
    pub args: Vec<(&'static str, Arg)>,
    /// Where it is less than the rule says at its worst: it is at most this here.
    pub at_most: Option<Grade>,
    /// Whose words are another than the rule's here: what the viewer says in this case.
    pub says: Option<String>,
    /// What is known of single viewers: what it comes to for each, and in which words. Where anything is, the others are not
    /// affected.
    pub told: Vec<Told>,
    /// How often it is in the data, where one finding stands for many.
    pub times: u64,
}

/// What something comes to for one viewer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    /// The viewer, by the name of its profile.
    pub viewer: &'static str,
    /// What comes of it.
    pub effect: Effect,
    /// What it says; empty where it says nothing.
    pub says: String,
}

impl Finding {
    /// Something at a place.
    pub(super) fn new(at: At) -> Self {
        Self { at, args: Vec::new(), at_most: None, says: None, told: Vec::new(), times: 1 }
    }

    /// With what is known of a viewer.
    #[must_use]
    pub(super) fn told(mut self, viewer: &'static str, effect: Effect, says: impl Into<String>) -> Self {
        self.told.push(Told { viewer, effect, says: says.into() });
        self
    }

    /// With what is known of a viewer that was followed, and so of those that do the same.
    #[must_use]
    pub(super) fn told_alike(self, viewer: &'static str, effect: Effect, says: &str) -> Self {
        crate::viewer::alike(viewer).iter().fold(self, |finding, viewer| finding.told(viewer, effect, says))
    }

    /// What it comes to for the viewer that it is worst for.
    pub(super) fn worst(&self) -> Effect {
        self.told.iter().map(|told| told.effect).max().unwrap_or_else(|| self.grade().worst())
    }

    /// What it comes to for a viewer at most, and its own words for that, if it has any.
    pub(super) fn effect_on(&self, profile: &Profile) -> Option<(Effect, Option<&str>)> {
        if self.told.is_empty() {
            return Some((self.grade().of(profile), self.says.as_deref()));
        }
        let of = |viewer| self.told.iter().find(|told| told.viewer == viewer);
        let told = of(profile.id).or_else(|| of(profile.like?))?;
        Some((told.effect, Some(&told.says)))
    }

    /// With an argument.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Where it is less bad than the rule says at its worst.
    #[must_use]
    pub(super) fn at_most(mut self, grade: impl Into<Grade>) -> Self {
        self.at_most = Some(grade.into());
        self
    }

    /// How bad it is at most.
    pub(super) fn grade(&self) -> Grade {
        self.at_most.unwrap_or(Grade::WORST)
    }

    /// With what the viewer says in this case.
    #[must_use]
    pub(super) fn saying(mut self, says: impl Into<String>) -> Self {
        self.says = Some(says.into());
        self
    }

    /// For many at once.
    #[must_use]
    pub(super) fn times(mut self, times: u64) -> Self {
        self.times = times;
        self
    }
}

/// What one rule finds: the first ones are kept, all are counted.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    count: u64,
    worst: Option<Effect>,
}

impl Findings {
    /// How many of one rule are kept.
    pub(super) const MOST: usize = 20;

    /// Takes one.
    pub(super) fn push(&mut self, finding: Finding) {
        self.count = self.count.saturating_add(finding.times);
        let grade = finding.worst();
        self.worst = self.worst.max(Some(grade));
        if self.kept.len() < Self::MOST {
            self.kept.push(finding);
        } else if self.kept.iter().all(|kept| kept.worst() < grade) {
            // The worst must not be among those that are left out.
            self.kept.pop();
            self.kept.push(finding);
        }
    }

    /// Those that are kept.
    pub(super) fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// How often it is in the data.
    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

/// Fills the arguments of a finding into a text. Names without an argument stay as they are.
pub(super) fn fill(template: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    // Ends: every turn takes a brace off the rest.
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let name = behind.split_once('}').filter(|(name, _)| is_name(name));
        rest = match name.and_then(|(name, after)| Some((value(name)?, after))) {
            Some((value, after)) => {
                text.push_str(&value);
                after
            }
            None => {
                text.push('{');
                behind
            }
        };
    }
    text.push_str(rest);
    text
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The names in braces of a template.
#[cfg(test)]
pub(super) fn names_in(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name).filter(|name| is_name(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_in_and_other_braces_stay() {
        let value = |name: &str| (name == "levels").then(|| "6".to_owned());
        assert_eq!(fill("{levels} of {unknown}, {\"a\": 1} {", value), "6 of {unknown}, {\"a\": 1} {");
        assert_eq!(names_in("{levels} {\"a\"} {tile_size}"), ["levels", "tile_size"]);
    }

    #[test]
    fn of_many_findings_the_first_are_kept_with_the_worst() {
        let mut findings = Findings::default();
        for _ in 0..50 {
            findings.push(Finding::new(At::default()).at_most(Effect::Slow));
        }
        findings.push(Finding::new(At::ifd("7")));
        assert_eq!((findings.kept().len(), findings.count()), (Findings::MOST, 51));
        assert_eq!(findings.kept().last().unwrap().at.ifd.as_deref(), Some("7"));
    }
}
