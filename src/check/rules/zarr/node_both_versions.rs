use super::*;
use crate::zarr::json::{Object, Value};

pub(super) const RULE: ZarrRule = Rule {
    id: "node/both-versions",
    title: "{node} has metadata of both Zarr 2 and Zarr 3",
    why: "zarrita reads the version that it has found more often so far, starting with Zarr 2; other readers take the newer one. If the two differ, one of them shows data that are out of date.",
    fix: Fix { text: "Delete the set that is not kept up to date: zarr.json, or .zarray, .zgroup and .zattrs.", command: "" },
    affects: &[affects(Zarrita, Note), affects(Vitessce, Wrong)],
    evidence: &["zarrita 0.7.5: open, its count of versions"],
    run: |facts, found| {
        for path in &facts.survey.twins {
            let at = At { path: Some(path.clone()), ..At::default() };
            let finding = Finding::new(at).with("node", shown_path(path));
            // What an image says of itself counts where its group is read: Viv takes names of axes and paths alone from it.
            let differs = *path == facts.probe.path && facts.image.is_some() && attributes_differ(facts);
            let finding = finding.told_by(Zarrita, Note, "").told_by(Viv, Note, "");
            found.push(finding.told_by(Vitessce, if differs { Wrong } else { Note }, ""));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = bare_array("|u1");
            sample.keys.insert("zarr.json".to_owned(), br#"{"zarr_format": 3, "node_type": "group"}"#.to_vec());
            sample
        },
        near_miss: || bare_array("|u1"),
    },
};

/// Whether the two say different things of the image, beside the version.
fn attributes_differ(facts: &ZarrFacts) -> bool {
    let (Some(node), Some(twin)) = (&facts.probe.node, &facts.probe.twin) else { return false };
    let (Some(own), Some(other)) = (node.ome_attributes(), twin.ome_attributes()) else { return false };
    ["multiscales", "omero"].iter().any(|name| match (own.get(name), other.get(name)) {
        (Some(own), Some(other)) => !same(own.value(), other.value()),
        (own, other) => own.is_some() != other.is_some(),
    })
}

/// Whether two values are the same but for members called `version`.
fn same(own: &Value, other: &Value) -> bool {
    if let (Some(own), Some(other)) = (own.as_array(), other.as_array()) {
        return own.len() == other.len() && own.iter().zip(other).all(|(own, other)| same(own, other));
    }
    let (Some(own), Some(other)) = (own.as_object(), other.as_object()) else { return own == other };
    let within = |one: &Object, two: &Object| {
        let counts = one.members().iter().filter(|member| member.key != "version");
        counts.into_iter().all(|member| two.get(&member.key).is_some_and(|value| same(&member.value, value)))
    };
    within(own, other) && within(other, own)
}
