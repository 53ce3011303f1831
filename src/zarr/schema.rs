//! JSON Schema 2020-12, as much of it as the official schemas of OME-NGFF use, on values with places.
//!
//! Keywords: `type`, `enum`, `const`, `properties`, `required`, `additionalProperties`, `items`, `minItems`, `maxItems`,
//! `uniqueItems`, `contains` with its bounds, `minimum`, `maximum`, `exclusiveMinimum`, `minLength`, `pattern` (simple
//! ones), `allOf`, `anyOf`, `oneOf`, `not`, `$ref` within the version. A test proves that the schemas have no others.

mod embedded;
mod evaluate;
mod outcome;
mod pattern;

use super::json::{Cursor, Value};
use evaluate::Evaluation;

pub use outcome::{Outcome, Violation};

/// Versions that there are schemas for.
pub const VERSIONS: [&str; 6] = ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"];

/// The version of the schemas for a version as metadata has it: `0.6rc0` is 0.6, `0.4-dev-spatialdata` is 0.4.
pub fn version(stated: &str) -> Option<&'static str> {
    VERSIONS.into_iter().find(|version| {
        let rest = stated.trim().strip_prefix(version);
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
    })
}

/// Names of the schemas of a version, as `image` and `strict_image`.
pub fn names(version: &str) -> impl Iterator<Item = &'static str> + use<> {
    let version = version.to_owned();
    embedded::SCHEMAS.iter().filter(move |schema| schema.version == version).map(|schema| schema.name)
}

/// Compares attributes with the official schema of a version. Up to 0.4 the value is all attributes; from 0.5 on too, as
/// the schemas begin above `ome`. `None` where there is no such schema.
pub fn validate(version: &str, name: &str, attributes: &Cursor<'_>) -> Option<Outcome> {
    let schema = embedded::find(version, name)?.document().root()?;
    Some(evaluate_in(version, name, schema, attributes))
}

/// Compares a value with a schema that refers to none but its own parts.
pub fn validate_with(schema: &Value, value: &Cursor<'_>) -> Outcome {
    let mut evaluation = Evaluation::new(evaluate::Home::Own(schema));
    evaluation.run(schema, value)
}

fn evaluate_in(version: &str, name: &str, schema: &Value, value: &Cursor<'_>) -> Outcome {
    let mut evaluation = Evaluation::new(evaluate::Home::Official { version, name });
    evaluation.run(schema, value)
}

#[cfg(test)]
mod tests;
