//! Comparing a value with a schema, keyword by keyword.

use super::embedded;
use super::outcome::{Outcome, Violation};
use super::pattern::Pattern;
use crate::zarr::json::{Cursor, Kind, Object, Value};
use std::collections::BTreeSet;

/// What references lead to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home<'s> {
    /// Parts of this schema alone.
    Own(&'s Value),
    /// Schemas of a version; this one if only a part is named.
    Official {
        /// The version.
        version: &'s str,
        /// The schema.
        name: &'s str,
    },
}

/// Steps after which the work is given up: schemas that refer to themselves can take any time on values made for that.
const MOST_STEPS: u64 = 2_000_000;
/// References within references, with no step into the value between them.
const MAX_DEPTH: usize = 400;

pub(super) struct Evaluation<'s> {
    home: Home<'s>,
    steps: u64,
    depth: usize,
    found: Vec<Violation>,
}

type Result = std::result::Result<(), GaveUp>;

/// The work takes too long.
#[derive(Debug)]
pub(super) struct GaveUp;

impl<'s> Evaluation<'s> {
    pub(super) fn new(home: Home<'s>) -> Self {
        Self { home, steps: 0, depth: 0, found: Vec::new() }
    }

    pub(super) fn run(&mut self, schema: &Value, value: &Cursor<'_>) -> Outcome {
        let gave_up = self.check(schema, value).is_err();
        Outcome { valid: self.found.is_empty() && !gave_up, violations: std::mem::take(&mut self.found), gave_up }
    }

    /// Compares and records. Recursion is bounded by [`MAX_DEPTH`].
    fn check(&mut self, schema: &Value, value: &Cursor<'_>) -> Result {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MOST_STEPS || self.depth > MAX_DEPTH {
            return Err(GaveUp);
        }
        self.depth = self.depth.saturating_add(1);
        let result = match &schema.kind {
            Kind::Bool(false) => {
                self.say(value, "false", "must not be there");
                Ok(())
            }
            Kind::Object(keywords) => self.keywords(keywords, value),
            _ => Ok(()),
        };
        self.depth = self.depth.saturating_sub(1);
        result
    }

    fn keywords(&mut self, schema: &Object, value: &Cursor<'_>) -> Result {
        self.any_type(schema, value);
        match &value.value().kind {
            Kind::Object(members) => self.object(schema, members, value)?,
            Kind::Array(items) => self.array(schema, items, value)?,
            Kind::Number(number) => self.number(schema, number.to_f64(), value),
            Kind::String(text) => self.text(schema, text, value),
            Kind::Null | Kind::Bool(_) => {}
        }
        self.combined(schema, value)
    }

    fn any_type(&mut self, schema: &Object, value: &Cursor<'_>) {
        if let Some(wanted) = schema.get("type")
            && !is_of_type(wanted, value.value())
        {
            self.say(value, "type", format!("must be of type {}, but is {}", wanted.brief(60), described(value.value())));
        }
        if let Some(wanted) = schema.get("const")
            && wanted != value.value()
        {
            self.say(value, "const", format!("must be {}, but is {}", wanted.brief(60), described(value.value())));
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
            && !allowed.contains(value.value())
        {
            let names: Vec<String> = allowed.iter().take(12).map(|value| value.brief(30)).collect();
            let more = if allowed.len() > 12 { ", \u{2026}" } else { "" };
            self.say(value, "enum", format!("must be one of {}{more}, but is {}", names.join(", "), described(value.value())));
        }
    }

    fn object(&mut self, schema: &Object, members: &Object, value: &Cursor<'_>) -> Result {
        for name in schema.get("required").and_then(Value::as_array).unwrap_or_default().iter().filter_map(Value::as_str) {
            if members.get(name).is_none() {
                self.say(value, "required", format!("must have the member \"{name}\""));
            }
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for property in properties.map(Object::members).unwrap_or_default() {
            if let Some(member) = value.get(&property.key) {
                self.check(&property.value, &member)?;
            }
        }
        if let Some(additional) = schema.get("additionalProperties") {
            let is_other = |name: &str| properties.is_none_or(|properties| properties.get(name).is_none());
            for (name, member) in value.members().filter(|(name, _)| is_other(name)) {
                match additional.as_bool() {
                    Some(true) => {}
                    Some(false) => self.say(&member, "additionalProperties", format!("\"{name}\" must not be there")),
                    None => self.check(additional, &member)?,
                }
            }
        }
        Ok(())
    }

    fn array(&mut self, schema: &Object, items: &[Value], value: &Cursor<'_>) -> Result {
        let len = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
        if let Some(least) = bound("minItems").filter(|least| len < *least) {
            self.say(value, "minItems", format!("must have at least {}, but has {len}", count(least)));
        }
        if let Some(most) = bound("maxItems").filter(|most| len > *most) {
            self.say(value, "maxItems", format!("must have at most {}, but has {len}", count(most)));
        }
        if schema.get("uniqueItems").and_then(Value::as_bool) == Some(true) {
            self.unique(items, value);
        }
        if let Some(each) = schema.get("items") {
            for item in value.items() {
                self.check(each, &item)?;
            }
        }
        match schema.get("contains") {
            Some(contains) => self.contains(contains, bound("minContains").unwrap_or(1), bound("maxContains"), value),
            None => Ok(()),
        }
    }

    fn unique(&mut self, items: &[Value], value: &Cursor<'_>) {
        let mut seen = BTreeSet::new();
        if let Some(twice) = items.iter().map(Value::canonical).find(|item| !seen.insert(item.clone())) {
            let twice: String = twice.chars().take(60).collect();
            self.say(value, "uniqueItems", format!("must not have an item twice: {twice}"));
        }
    }

    fn contains(&mut self, schema: &Value, least: u64, most: Option<u64>, value: &Cursor<'_>) -> Result {
        let mut matches = 0u64;
        for item in value.items() {
            matches = matches.saturating_add(u64::from(self.attempt(schema, &item)?.is_empty()));
        }
        if matches < least {
            self.say(
                value,
                "contains",
                format!("must have at least {} of a kind ({}), but has {matches}", count(least), schema.brief(80)),
            );
        }
        if let Some(most) = most.filter(|most| matches > *most) {
            self.say(
                value,
                "contains",
                format!("must have at most {} of a kind ({}), but has {matches}", count(most), schema.brief(80)),
            );
        }
        Ok(())
    }

    fn number(&mut self, schema: &Object, number: f64, value: &Cursor<'_>) {
        let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
        if let Some(least) = bound("minimum").filter(|least| number < *least) {
            self.say(value, "minimum", format!("must be at least {least}, but is {number}"));
        }
        if let Some(most) = bound("maximum").filter(|most| number > *most) {
            self.say(value, "maximum", format!("must be at most {most}, but is {number}"));
        }
        if let Some(below) = bound("exclusiveMinimum").filter(|below| number <= *below) {
            self.say(value, "exclusiveMinimum", format!("must be greater than {below}, but is {number}"));
        }
    }

    fn text(&mut self, schema: &Object, text: &str, value: &Cursor<'_>) {
        let len = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        if let Some(least) = schema.get("minLength").and_then(Value::as_u64).filter(|least| len < *least) {
            self.say(value, "minLength", format!("must have at least {least} characters, but has {len}"));
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && Pattern::parse(pattern).is_some_and(|parsed| !parsed.is_in(text))
        {
            self.say(value, "pattern", format!("must match {pattern}, but is {}", described(value.value())));
        }
    }

    fn combined(&mut self, schema: &Object, value: &Cursor<'_>) -> Result {
        for all in schema.get("allOf").and_then(Value::as_array).unwrap_or_default() {
            self.check(all, value)?;
        }
        if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
            self.alternatives("anyOf", any, value)?;
        }
        if let Some(one) = schema.get("oneOf").and_then(Value::as_array) {
            self.alternatives("oneOf", one, value)?;
        }
        if let Some(not) = schema.get("not")
            && self.attempt(not, value)?.is_empty()
        {
            self.say(value, "not", format!("must not be like {}, but is {}", not.brief(80), described(value.value())));
        }
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.reference(reference, value),
            None => Ok(()),
        }
    }

    fn alternatives(&mut self, keyword: &'static str, schemas: &[Value], value: &Cursor<'_>) -> Result {
        let mut matches = 0usize;
        let mut nearest: Option<Vec<Violation>> = None;
        for schema in schemas {
            let found = self.attempt(schema, value)?;
            if found.is_empty() {
                matches = matches.saturating_add(1);
            } else if nearest.as_ref().is_none_or(|nearest| weight(&found) < weight(nearest)) {
                nearest = Some(found);
            }
        }
        match matches {
            0 => self.record(value, keyword, "fits none of the forms it may have".to_owned(), nearest.unwrap_or_default()),
            1 => {}
            _ if keyword == "oneOf" => self.say(value, keyword, format!("fits {matches} forms at once, but must fit one")),
            _ => {}
        }
        Ok(())
    }

    /// What would be recorded, without recording it.
    fn attempt(&mut self, schema: &Value, value: &Cursor<'_>) -> std::result::Result<Vec<Violation>, GaveUp> {
        let before = std::mem::take(&mut self.found);
        let result = self.check(schema, value);
        let found = std::mem::replace(&mut self.found, before);
        result.map(|()| found)
    }

    fn reference(&mut self, reference: &str, value: &Cursor<'_>) -> Result {
        let (file, part) = reference.split_once('#').unwrap_or((reference, ""));
        let home = self.home;
        let (document, next) = match home {
            Home::Own(schema) => (Some(schema), home),
            Home::Official { version, name } => {
                let file = file.rsplit('/').next().and_then(|file| file.strip_suffix(".schema")).unwrap_or(name);
                // A reference names the version of its own folder; a test proves it.
                let found = embedded::find(version, file);
                (
                    found.and_then(|found| found.document().root()),
                    found.map_or(home, |found| Home::Official { version, name: found.name }),
                )
            }
        };
        let target = part.split('/').skip(1).try_fold(document, |at, step| Some(at?.get(step))).flatten();
        let Some(target) = target else { return Ok(()) };
        self.home = next;
        let result = self.check(target, value);
        self.home = home;
        result
    }

    fn say(&mut self, value: &Cursor<'_>, keyword: &'static str, wanted: impl Into<String>) {
        self.record(value, keyword, wanted.into(), Vec::new());
    }

    fn record(&mut self, value: &Cursor<'_>, keyword: &'static str, wanted: String, causes: Vec<Violation>) {
        if self.found.len() < Outcome::MOST {
            let (pointer, place) = (value.pointer().clone(), value.place());
            self.found.push(Violation { pointer, place, keyword, wanted, causes });
        }
    }
}

/// How far an alternative is from the value: one of another `type` is far.
fn weight(found: &[Violation]) -> usize {
    let of = |violation: &Violation| if matches!(violation.keyword, "const" | "type") { 10 } else { 1 };
    found.iter().map(of).fold(0usize, usize::saturating_add)
}

fn count(items: u64) -> String {
    if items == 1 { "1 item".to_owned() } else { format!("{items} items") }
}

fn described(value: &Value) -> String {
    match value.kind {
        Kind::Object(_) | Kind::Array(_) => format!("an {}", value.type_name()),
        _ => value.brief(60),
    }
}

fn is_of_type(wanted: &Value, value: &Value) -> bool {
    let fits = |wanted: &str| match (wanted, &value.kind) {
        ("integer", Kind::Number(number)) => number.is_integer(),
        (wanted, _) => value.type_name() == wanted,
    };
    match &wanted.kind {
        Kind::String(wanted) => fits(wanted),
        Kind::Array(several) => several.iter().filter_map(Value::as_str).any(fits),
        _ => true,
    }
}
