use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "table/instances-differ",
    title: "The instances of {path} have the type {kind}, but the labels {region} hold whole numbers",
    why: "Vitessce finds the row of a cell by the number of its label, written as text. Instances of another type match no label: no cell gets a value.",
    fix: Fix {
        text: "Put the numbers of the labels into the column {column} of `obs`, as integers, and write the table again.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadObsIndex", "SpatialData design document: Table"],
    run: |facts, found| {
        for table in facts.annotations() {
            let crate::zarr::Found::Here(data) = &table.anndata else { continue };
            let Some((annotates, key)) = table.annotates.as_ref().and_then(|annotates| Some((annotates, annotates.instance_key.as_ref()?)))
            else {
                continue;
            };
            let labels = facts.elements(ElementKind::Labels).find(|element| annotates.regions.contains(&element.name));
            let column = data.obs_frame().and_then(|frame| frame.column(key));
            let array = column.and_then(|column| column.main()).and_then(|node| Some((node.path.clone(), node.array()?.dtype.clone()?)));
            if let (Some(labels), Some((path, dtype))) = (labels, array)
                && !dtype.is_integer()
            {
                let finding = Finding::new(place_at(&path)).with("path", table.path.clone()).with("kind", dtype.name());
                found.push(finding.with("region", labels.name.clone()).with("column", key.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sd::table(|_| (), "<U5"), near_miss: || sd::table(|_| (), "<i8") },
};
