use crate::sort::Gather;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "ngff/version",
    title: "The version of OME-NGFF is not clear: {problem}",
    why: "The version says how to read the attributes. Vitessce and Viv ignore it; validators and other readers depend on it.",
    fix: Fix { text: "State one version everywhere: `\"version\": \"0.4\"` in each multiscale, or `\"ome\": {\"version\": \"0.5\", ...}`.", command: "" },
    affects: &[affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.4 and 0.5: version"],
    run: |facts, found| {
        for one in images(facts) {
            let own = &one.image.facts;
            let Some(multiscale) = own.multiscale() else { continue };
            let versions: Vec<_> = own.versions().collect();
            let texts: std::collections::BTreeSet<&str> = versions.iter().map(|version| version.text.as_str()).gather();
            let (at, problem) = match versions.first() {
                None => (one.at(&multiscale.pointer), "no version is stated".to_owned()),
                Some(version) if crate::zarr::schema::version(&version.text).is_none() => {
                    (one.at(&version.pointer), format!("{} is not a known version", version.text))
                }
                Some(version) if own.in_ome && own.version.is_none() => (one.at(&version.pointer), "ome.version is missing".to_owned()),
                Some(version) if texts.len() > 1 => {
                    let all: Vec<&str> = texts.into_iter().collect();
                    (one.at(&version.pointer), format!("{} are both stated", all.join(" and ")))
                }
                _ => continue,
            };
            // From 0.5 on it must be there; before, and in parts of it, it should.
            let finding = Finding::new(at).with("problem", problem);
            found.push(if own.in_ome && own.version.is_none() { finding } else { finding.at_most(Note) });
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["version"] = json!("0.9")), near_miss: || image(|_| ()) },
};
