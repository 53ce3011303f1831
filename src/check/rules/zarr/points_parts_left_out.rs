use super::*;
use crate::viewer::Trace;
use crate::check::zarr::spatial::place_at;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "points/parts-left-out",
    title: "Only the first of the {parts} parts of {path} is shown: {shown} of {rows} points",
    why: "Vitessce reads points that are not loaded by tiles from part.0.parquet only; the other parts are left out without a message.",
    fix: Fix {
        text: "Write the points as one part: `points = sdata[\"{name}\"].repartition(npartitions=1); points.attrs.update(sdata[\"{name}\"].attrs); sdata[\"{name}\"] = points` (repartition alone loses the attributes with the coordinate system). Or sort them so that they are loaded by tiles.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadParquetBytes"],
    run: |facts, found| {
        for (element, files) in facts.untiled_points() {
            let rows = files.footers().fold(0u64, |sum, footer| sum.saturating_add(footer.rows));
            let shown = files.footer().map_or(0, |footer| footer.rows);
            let Some(second) = files.parts.get(1) else { continue };
            if shown < rows {
                let finding = Finding::new(place_at(&second.key)).with("path", element.path.clone());
                let finding = finding.with("name", element.name.clone()).with("parts", files.parts.len());
                let points = facts.step_name(&element.path, "points");
                let reads = |trace: &Trace| trace.named(&points).is_none_or(|step| step.failure.is_none());
                let finding = finding.with("shown", shown).with("rows", rows);
                facts.told_where(finding, reads).into_iter().for_each(|finding| found.push(finding));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::points(|_| (), &[sd::molecules(&[4]), sd::molecules(&[4])]),
        near_miss: || sd::points(|_| (), &[sd::ordered(&[4]), sd::ordered(&[4])]),
    },
};
