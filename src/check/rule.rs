//! Rules: declarations with their documentation as data, and what they find.

use super::effect::{Effect, Grade};
use crate::viewer::{Does, Geotiff, Software, VERSIONS, Version, Vitessce, grouped};
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
    pub software: Software,
    /// Which of its versions; `None` for all.
    pub only: Option<Only>,
    /// What comes of it.
    pub effect: Effect,
    /// What it says, if it says anything: its own words, with `{args}`.
    pub says: &'static str,
    /// Whether it is so whichever loader the viewer chooses: it is not about OME-XML or pyramids. Of geotiff.js it always is.
    pub any_loader: bool,
}

/// Who is affected: all versions, silently.
pub(super) const fn affects(software: Software, effect: Effect) -> Affects {
    says(software, effect, "")
}

/// Who is affected: all versions, with an error text.
pub(super) const fn says(software: Software, effect: Effect, says: &'static str) -> Affects {
    Affects { software, only: None, effect, says, any_loader: matches!(software, Software::Geotiff) }
}

/// Versions that do something: by what the table says of them.
#[derive(Clone, Copy, Debug)]
pub enum Only {
    /// Of geotiff.js.
    Geotiff(fn(&Geotiff) -> bool),
    /// Of Vitessce.
    Vitessce(fn(&Vitessce) -> bool),
}

impl Only {
    /// Whether a version of that software does it; `None` for other software.
    fn does(self, version: &Version) -> Option<bool> {
        match (self, &version.does) {
            (Self::Geotiff(does), Does::Geotiff(version)) => Some(does(version)),
            (Self::Vitessce(does), Does::Vitessce(version)) => Some(does(version)),
            _ => None,
        }
    }

    /// Whether a viewer may be affected: a part of it does it, or it has no such part.
    fn concerns(self, viewer: &'static Version) -> bool {
        viewer.all_parts().into_iter().find_map(|part| self.does(part)).unwrap_or(true)
    }
}

impl Affects {
    /// The versions in which only those that are known do it.
    #[must_use]
    pub(super) const fn only(self, only: Only) -> Self {
        Self { only: Some(only), ..self }
    }

    /// The same whichever loader the viewer chooses.
    #[must_use]
    pub(super) const fn with_any_loader(self) -> Self {
        Self { any_loader: true, ..self }
    }

    /// Those versions, as people read them; empty for all.
    pub fn versions(&self) -> String {
        let numbers = |only: Only| {
            let does = VERSIONS.iter().filter(|version| only.does(version) == Some(true));
            does.map(|version| version.number).collect::<Vec<_>>().join(", ")
        };
        self.only.map(numbers).unwrap_or_default()
    }

    fn concerns(&self, viewer: &'static Version) -> bool {
        viewer.has(self.software) && self.only.is_none_or(|only| only.concerns(viewer))
    }
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
    pub fn effect_for(&self, viewer: &'static Version) -> Option<(Effect, &'static str)> {
        let concerned = |affects: &&Affects| affects.concerns(viewer);
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
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Where.
    pub at: At,
    /// Arguments for the texts of the rule.
    pub args: Vec<(&'static str, Arg)>,
    /// Where it is less than the rule says at its worst: it is at most this here.
    pub at_most: Option<Grade>,
    /// Whose words are another than the rule's here: what the viewer says in this case.
    pub says: Option<String>,
    /// Versions that it is a matter of; `None` for all that the rule affects.
    pub only: Option<Only>,
    /// What is known of single viewers: what it comes to for each, and in which words. Where anything is, the others are not
    /// affected.
    pub told: Vec<Told>,
    /// How often it is in the data, where one finding stands for many.
    pub times: u64,
    /// Whether the command of the rule is left out, as it does not mend it here.
    pub in_words: bool,
}

/// What something comes to for one viewer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    /// For whom.
    pub who: Who,
    /// What comes of it.
    pub effect: Effect,
    /// What it says; empty where it says nothing, and `None` where it says what the rule has.
    pub says: Option<String>,
}

/// For whom something is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Who {
    /// A viewer that was followed, and those that do the same.
    One(&'static Version),
    /// All versions of some software, whatever they hold.
    All(Software),
}

impl Who {
    /// How well it fits a viewer; `None` where it does not.
    fn fits(self, viewer: &'static Version) -> Option<u8> {
        match self {
            Self::One(one) if one == viewer => Some(3),
            Self::All(software) if software == viewer.software => Some(2),
            Self::One(one) if one.does_alike(viewer) => Some(1),
            // Avivator is Viv with more.
            Self::All(Software::Viv) if viewer.software == Software::Avivator => Some(1),
            _ => None,
        }
    }
}

impl Finding {
    /// Something at a place.
    pub(super) fn new(at: At) -> Self {
        Self { at, args: Vec::new(), at_most: None, says: None, only: None, told: Vec::new(), times: 1, in_words: false }
    }

    /// With what is known of a viewer that was followed, and so of those that do the same.
    #[must_use]
    pub(super) fn told(self, viewer: &'static Version, effect: Effect, says: impl Into<String>) -> Self {
        self.tell(Who::One(viewer), effect, Some(says.into()))
    }

    /// With what is known of all versions of some software.
    #[must_use]
    pub(super) fn told_by(self, software: Software, effect: Effect, says: impl Into<String>) -> Self {
        self.tell(Who::All(software), effect, Some(says.into()))
    }

    /// The same, in the words of the rule where there are no others.
    #[must_use]
    pub(super) fn tell(mut self, who: Who, effect: Effect, says: Option<String>) -> Self {
        self.told.push(Told { who, effect, says });
        self
    }

    /// Where it is a matter of some versions.
    #[must_use]
    pub(super) fn only(self, only: Only) -> Self {
        Self { only: Some(only), ..self }
    }

    /// What it comes to for the viewer that it is worst for.
    pub(super) fn worst(&self) -> Effect {
        self.told.iter().map(|told| told.effect).max().unwrap_or_else(|| self.grade().worst())
    }

    /// What it comes to for a viewer at most, and its own words for that, if it has any.
    pub(super) fn effect_on(&self, viewer: &'static Version) -> Option<(Effect, Option<&str>)> {
        if self.only.is_some_and(|only| !only.concerns(viewer)) {
            return None;
        }
        if self.told.is_empty() {
            return Some((self.grade().of(viewer), self.says.as_deref()));
        }
        // Of those that fit equally well the first counts.
        let fitting = self.told.iter().rev().filter_map(|told| Some((told.who.fits(viewer)?, told)));
        let (_, told) = fitting.max_by_key(|(fits, _)| *fits)?;
        Some((told.effect, told.says.as_deref()))
    }

    /// With an argument.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Where the command of the rule does not mend it.
    #[must_use]
    pub(super) fn in_words(self, in_words: bool) -> Self {
        Self { in_words, ..self }
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

/// What one rule finds for some viewers: the first ones are kept, all are counted.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The viewers; all, where there are none.
    viewers: Vec<&'static Version>,
    kept: Vec<Finding>,
    count: u64,
    worst: Option<Effect>,
}

impl Findings {
    /// How many of one rule are kept.
    pub(super) const MOST: usize = 20;

    /// Nothing yet, for some viewers.
    pub(super) fn of(viewers: &[&'static Version]) -> Self {
        Self { viewers: viewers.to_vec(), ..Self::default() }
    }

    /// Takes one, unless none of the viewers is concerned.
    pub(super) fn push(&mut self, finding: Finding) {
        if !self.viewers.is_empty() && self.viewers.iter().all(|viewer| finding.effect_on(viewer).is_none()) {
            return;
        }
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
