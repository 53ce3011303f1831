//! The report on a TIFF file.

use super::facts::TiffFacts;
use super::facts::Transfer;
use super::judge::{Options, findings};
use super::plane::PlaneNames;
use super::report::{FindingJson, InputJson, NotCheckedJson, VerdictJson, shown, verdicts};
use super::rules::tiff::{RULES, TiffRule};
use super::shell::{own_name, quote, quote_path};
use super::summary::{Summary, summary};
use crate::viewer::avivator::Loader;
use crate::viewer::viv::{Cost, cost};
use crate::viewer::{Software, Sort, Version};
use serde::Serialize;

/// The report on a TIFF file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TiffReport<'a> {
    /// Version of the form of reports.
    pub report: u32,
    /// Version of omescope.
    pub omescope: &'static str,
    /// What was judged.
    pub input: InputJson<'a>,
    /// For each viewer.
    pub verdicts: Vec<VerdictJson>,
    /// What was found, the worst first.
    pub findings: Vec<FindingJson>,
    /// What was not looked at.
    pub not_checked: Vec<NotCheckedJson>,
    /// What is in it; `None` where it is no TIFF.
    pub facts: Option<Summary<'a>>,
    /// What looking at it costs over HTTP; `None` where viewers do not come so far.
    pub cost: Option<Cost>,
    /// What was read for the report.
    pub transfer: Transfer,
}

/// Judges a file.
pub fn judge_tiff<'a>(facts: &'a TiffFacts, options: &Options) -> TiffReport<'a> {
    let viewers = options.viewers(Sort::Tiff);
    let planes = PlaneNames::new(facts);
    let findings = findings(
        RULES,
        facts,
        &viewers,
        options,
        |rule, viewer| concerns(facts, rule, viewer),
        &|name| word(facts, name),
        &|path| planes.named(path),
    );
    let undecided = facts.not_checked.iter().any(|not| not.decisive);
    TiffReport {
        report: 1,
        omescope: env!("CARGO_PKG_VERSION"),
        input: InputJson {
            name: shown(&facts.input.name),
            url: facts.input.url.as_deref().map(shown),
            kind: kind(facts),
            size: facts.file.size,
        },
        verdicts: verdicts(&viewers, &findings, undecided),
        findings,
        not_checked: facts.not_checked.iter().map(NotCheckedJson::from).collect(),
        facts: summary(facts),
        cost: cost(&facts.file, facts.viv_images()),
        transfer: facts.transfer,
    }
}

/// Whether a rule is a matter of a viewer: where the name makes Avivator open a file as plain TIFF, or as Zarr, it looks neither at OME-XML nor
/// at pyramids.
fn concerns(facts: &TiffFacts, rule: &TiffRule, viewer: &Version) -> bool {
    if viewer.software != Software::Avivator {
        return true;
    }
    let mut any_loader = rule.affects.iter().filter(|affects| affects.any_loader);
    match facts.avivator_loader() {
        Loader::OmeTiff => true,
        Loader::MultiTiff => any_loader.next().is_some(),
        // It does not come so far as to read a TIFF.
        Loader::Zarr => any_loader.any(|affects| affects.software == Software::Avivator),
    }
}

fn kind(facts: &TiffFacts) -> &'static str {
    match (&facts.file.header, facts.file.document()) {
        (None, _) => "unknown",
        (Some(_), None) => "tiff",
        (Some(_), Some(_)) => "ome-tiff",
    }
}

/// Words of commands that hold for the file as a whole: `None` in `Some` for one that cannot be typed.
fn word(facts: &TiffFacts, name: &str) -> Option<Option<String>> {
    let file = own_name(&facts.input.name, "image.ome.tif");
    let stem = stem(file);
    Some(match name {
        "file" => quote_path(file),
        "out" => quote_path(&format!("{stem}-fixed.ome.tif")),
        "zarr" => quote_path(&format!("{stem}.zarr")),
        "offsets" => quote_path(&format!("{stem}.offsets.json")),
        "stem" => quote_path(stem),
        "url" => quote(facts.input.url.as_deref().unwrap_or("https://example.org/image.ome.tif")),
        "levels" => Some(levels_needed(facts).to_string()),
        "reconvert" => Some(reconvert(facts).to_owned()),
        _ => return None,
    })
}

/// The name without its endings.
fn stem(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let ending = [".ome.tiff", ".ome.tif", ".ome.tf2", ".ome.tf8", ".ome.btf", ".tiff", ".tif", ".btf", ".tf8", ".tf2"];
    let cut = ending.iter().find(|ending| lower.ends_with(**ending)).map_or(0, |ending| ending.len());
    name.len().checked_sub(cut).and_then(|len| name.get(..len)).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// Levels until the smallest has at most 512 pixels a side.
fn levels_needed(facts: &TiffFacts) -> u32 {
    let (width, height) = facts.file.size_of(0).unwrap_or((1, 1));
    let mut levels = 1u32;
    let mut side = width.max(height);
    // Ends: halving comes below 512 in at most 64 turns.
    while side > 512 {
        side = side.div_ceil(2);
        levels = levels.saturating_add(1);
    }
    levels
}

/// How the file is written anew. raw2ometiff's `--rgb` writes what Viv cannot read, so RGB goes another way.
fn reconvert(facts: &TiffFacts) -> &'static str {
    let rgb = facts.file.kind(0).is_some_and(|kind| kind.storage.ifd.samples_per_pixel > 1);
    if rgb {
        "vips tiffsave {file} {out} --tile --tile-width 512 --tile-height 512 --pyramid --subifd --compression deflate --bigtiff"
    } else {
        "bioformats2raw {file} {zarr} --tile_width 512 --tile_height 512 --resolutions {levels}\n\
         raw2ometiff {zarr} {out} --compression=zlib"
    }
}
