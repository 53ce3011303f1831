use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/consolidated-stale",
    title: "The consolidated metadata do not match the store: {difference}",
    why: "From the address of a store Vitessce creates view configs by its consolidated metadata, and zarr-python opens stores by them. Anything that was added or removed after they were written is not known there.",
    fix: Fix {
        text: "Consolidate the metadata again after the last change. In Python: `sdata.write_consolidated_metadata()` for SpatialData, `zarr.consolidate_metadata(\"{name}\")` for others.",
        command: "omescope fix {folder} --write",
    },
    affects: &[affects(AutoConfig, Wrong), affects(Vitessce, Note)],
    evidence: &["@vitessce/config 4.0.8 generateConfig: parsedUrlToZmetadata", "zarr-python: consolidated metadata"],
    run: |facts, found| {
        let configured = facts.traces.by(Way::AutoConfig).find_map(|(viewer, trace)| Some((viewer, trace.configured.as_ref()?)));
        let Some((viewer, known)) = configured else { return };
        let (Some(key), false) = (&known.consolidated, known.missing.is_empty() && known.gone.is_empty()) else { return };
        let words = |list: &std::collections::BTreeSet<String>, what: &str| {
            let names: Vec<&str> = list.iter().map(String::as_str).collect();
            (!names.is_empty()).then(|| format!("{} {what}", names.join(", ")))
        };
        let differences = [words(&known.missing, "left out"), words(&known.gone, "no longer there")];
        let difference = differences.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let finding = Finding::new(At { path: Some(key.clone()), ..At::default() }).with("difference", difference);
        let finding = finding.with("name", facts.input.name.clone());
        found.push(finding.told(viewer, Wrong, "").told_by(Vitessce, Note, ""));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || super::store_not_consolidated::consolidated(&[]),
        near_miss: || super::store_not_consolidated::consolidated(&["images/blobs"]),
    },
};
