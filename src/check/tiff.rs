//! The report on a TIFF file.

use super::effect::Effect;
use super::facts::TiffFacts;
use super::facts::Transfer;
use super::judge::{Options, findings};
use super::plane::PlaneNames;
use super::report::{FindingJson, InputJson, Level, NotCheckedJson, VerdictJson, shown, verdicts};
use super::rewrite::rewrite;
use super::rules::tiff::{RULES, STOPS, TiffRule};
use super::shell::{own_name, quote, quote_path};
use super::summary::{Summary, summary};
use crate::sort::sort_by;
use crate::viewer::avivator::Loader;
use crate::viewer::viv::{Cost, cost};
use crate::viewer::{Opening, Software, Sort, Version};
use serde::Serialize;
use std::rc::Rc;

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
    let mut findings = findings(
        RULES,
        facts,
        &viewers,
        options,
        |rule, viewer| concerns(facts, rule, viewer),
        &|name| word(facts, name),
        &|path| planes.named(path),
    );
    let undecided = facts.not_checked.iter().any(|not| not.decisive);
    let ways = facts.ways(&viewers);
    settle(&mut findings, &ways, options);
    TiffReport {
        report: 1,
        omescope: env!("CARGO_PKG_VERSION"),
        input: InputJson {
            name: shown(&facts.input.name),
            url: facts.input.url.as_deref().map(shown),
            kind: kind(facts),
            size: facts.file.size,
        },
        verdicts: verdicts(&viewers, &findings, &ways, undecided),
        findings,
        not_checked: facts.not_checked.iter().map(NotCheckedJson::from).collect(),
        facts: summary(facts),
        cost: cost(&facts.file, facts.viv_images()),
        transfer: facts.transfer,
    }
}

/// Brings together what rules say and what viewers were seen to do on their way: where one gets to the end, nothing keeps the file
/// from opening in it, and what a rule takes for that comes later; where one stops and a rule says why, nothing more is said; and where no rule does, it is told
/// where that is.
fn settle(findings: &mut Vec<FindingJson>, ways: &[(&'static Version, Rc<Opening>)], options: &Options) {
    let way = |viewer: &str| ways.iter().find(|(other, _)| other.id() == viewer).map(|(_, way)| way.as_ref());
    for finding in findings.iter_mut().filter(|finding| options.level(finding.rule) != Some(Level::Error)) {
        for told in &mut finding.viewers {
            if told.effect == Effect::Fails && way(told.viewer).is_some_and(Opening::shows) {
                told.effect = Effect::Wrong;
            }
        }
    }
    let explained: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.rule != STOPS)
        .flat_map(|finding| finding.viewers.iter().filter(|told| told.effect == Effect::Fails).map(|told| told.viewer))
        .collect();
    for finding in findings.iter_mut().filter(|finding| finding.rule == STOPS) {
        let stopped = |viewer: &str| way(viewer).is_some_and(|way| way.stopped().is_some());
        finding.viewers.retain(|told| stopped(told.viewer) && !explained.contains(&told.viewer));
    }
    findings.retain(|finding| !finding.viewers.is_empty());
    for (viewer, way) in ways {
        // What Avivator shows is another text whatever the error was.
        let says = way.stopped().map(|(_, stopped)| stopped.says()).filter(|says| !says.is_empty());
        if let Some(says) = says.filter(|_| viewer.software != Software::Avivator) {
            give_words(findings, viewer.id(), &says);
        }
    }
    for finding in findings.iter_mut() {
        finding.effect = finding.viewers.iter().map(|told| told.effect).max().unwrap_or(finding.effect);
    }
    sort_by(findings, |one, other| other.effect.cmp(&one.effect));
}

/// Gives what a viewer says to the finding that it is about: the only one that keeps the file from opening, or the one whose words begin
/// alike.
fn give_words(findings: &mut [FindingJson], viewer: &str, says: &str) {
    let alike = |own: &str| own.bytes().zip(says.bytes()).take_while(|(one, other)| one == other).count();
    let of = |finding: &FindingJson| {
        let told = finding.viewers.iter().find(|told| told.viewer == viewer && told.effect == Effect::Fails)?;
        Some(alike(&told.says))
    };
    let failing: Vec<(usize, usize)> = findings.iter().enumerate().filter_map(|(at, finding)| Some((at, of(finding)?))).collect();
    let best = match failing.as_slice() {
        [(only, _)] => Some(*only),
        // The last of equals is taken; turned round, it is the first.
        several => several.iter().rev().filter(|(_, alike)| *alike > 3).max_by_key(|(_, alike)| *alike).map(|(at, _)| *at),
    };
    let told = best.and_then(|at| findings.get_mut(at)).into_iter().flat_map(|finding| &mut finding.viewers);
    for told in told.filter(|told| told.viewer == viewer) {
        told.says = shown(says).into_owned();
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
        "rewrite" => Some(rewrite(facts).to_owned()),
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

#[cfg(test)]
mod tests {
    use super::super::testing::{Ome, Page, Sample, Tiff, file};
    use super::*;
    use crate::check::Verdict;
    use crate::check::rules::tiff::mixed_bits;

    /// For Vitessce, Viv and Avivator: the verdict, the rules that it rests on, and what the viewer says.
    fn judged(sample: &Sample) -> Vec<(Verdict, Vec<&'static str>, String)> {
        let session = sample.facts();
        let report = judge_tiff(session.facts(), &Options::default());
        report.verdicts.into_iter().take(3).map(|verdict| (verdict.verdict, verdict.because, verdict.says)).collect()
    }

    #[test]
    fn where_a_viewer_stops_and_no_rule_says_why_it_is_told_where() {
        let says = "When decoding with predictor, all samples must have the same size.";
        for (verdict, because, said) in judged(&mixed_bits()) {
            assert_eq!((verdict, because, said.as_str()), (Verdict::Fails, vec!["viewer/stops"], says));
        }
        let session = mixed_bits().facts();
        let report = judge_tiff(session.facts(), &Options::default());
        let finding = report.findings.iter().find(|finding| finding.rule == "viewer/stops").unwrap();
        assert!(finding.title.contains("tile 0 of IFD 0"), "{}", finding.title);
    }

    #[test]
    fn a_rule_that_gives_the_reason_stands_alone_with_the_words_of_the_viewer() {
        let page = Page { compression: 50_002, ..Page::new(256, 256) };
        let says = "Unknown compression method identifier: 50002";
        for (verdict, because, said) in judged(&file(&page, &Ome::new(&page)).into()) {
            assert_eq!((verdict, because, said.as_str()), (Verdict::Fails, vec!["pixels/compression"], says));
        }
    }

    #[test]
    fn errors_of_the_schema_are_said_as_a_whole() {
        let page = Page::new(256, 256);
        for (verdict, _, said) in judged(&file(&page, &Ome { pixel_type: "float16", ..Ome::new(&page) }).into()) {
            assert_eq!(verdict, Verdict::Fails);
            assert!(said.starts_with("ZodError: Image.0.Pixels.attr.Type: Invalid enum value. Expected 'int8'"), "{said}");
            assert!(said.ends_with("received 'float16'"), "{said}");
        }
    }

    #[test]
    fn what_is_read_where_no_ifd_is_decides_what_is_said() {
        // Two images without SubIFDs: the second is taken for a level, and looked for at byte 1.
        let page = Page::new(256, 256);
        let sample: Sample = file(&page, &Ome { images: 2, ..Ome::new(&page) }).into();
        for (verdict, _, said) in judged(&sample) {
            assert_eq!(verdict, Verdict::Fails);
            let number = said.strip_prefix("RangeError: Invalid field type: ").unwrap().parse::<u32>().unwrap();
            assert!(number > 18, "{said}");
        }
    }

    #[test]
    fn where_the_way_leads_to_an_image_a_rule_does_not_keep_it_from_opening() {
        // Two images without SubIFDs: Viv looks for the lower level of the first plane at the byte that is the number of planes. Here
        // that is by chance where the first IFD stands.
        let page = Page { bits: 8, tile: 16, ..Page::new(16, 16) };
        let with = |z: u64| Sample::from(Tiff::new([page.clone().describe(Ome { z, images: 2, ..Ome::new(&page) }.xml())]));
        let place = |sample: &Sample| sample.facts().facts().file.survey(0).unwrap().offset;
        let sections = (0..8).fold(1, |sections, _| place(&with(sections)));
        assert_eq!(place(&with(sections)), sections);
        let verdicts = judged(&with(sections));
        let (verdict, because, _) = &verdicts[1];
        assert_eq!(*verdict, Verdict::Wrong, "{verdicts:?}");
        assert!(because.contains(&"pyramid/images-as-levels"), "{because:?}");
        assert_eq!(judged(&with(sections + 2))[1].0, Verdict::Fails);
    }

    #[test]
    fn volumes_that_vitessce_has_no_memory_for_are_refused_by_it_alone() {
        let page = Page { tile: 512, bits: 8, compression: 8, ..Page::new(1024, 1024) };
        let verdicts = judged(&file(&page, &Ome { z: 512, ..Ome::new(&page) }).into());
        let fails: Vec<bool> = verdicts.iter().map(|(verdict, ..)| *verdict == Verdict::Fails).collect();
        assert_eq!(fails, [true, false, false], "{verdicts:?}");
        assert_eq!(verdicts[0].1, ["pyramid/vitessce-limit"]);
    }
}
