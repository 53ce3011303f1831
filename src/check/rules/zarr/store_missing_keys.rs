use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/missing-keys",
    title: "The host answers {answer} for files that do not exist",
    why: "Viewers look for files of Zarr 2 and Zarr 3 and expect 404 for those that do not exist. Vitessce also accepts 403; Viv 0.21 accepts nothing else. If a web page is sent instead, as web applications do, it is read as metadata.",
    fix: Fix { text: "Let the host answer 404 for files that do not exist: on S3 give s3:ListBucket to those who read, and remove the rule that sends index.html for everything.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["zarrita 0.7.5 and 0.5.4 FetchStore: \"Unexpected response status\"", "@vitessce/zarr-utils 4.0.8: relaxedFetch"],
    run: |facts, found| {
        let denied = facts.store.denied().next().map(|(key, why)| (key.to_owned(), format!("with status {why}")));
        let page = || facts.store.pages().next().map(|key| (key.to_owned(), "with a page".to_owned()));
        let Some((key, answer)) = denied.or_else(page) else { return };
        let finding = Finding::new(At { path: Some(key), ..At::default() }).with("answer", answer);
        found.push(facts.of_images().into_iter().fold(finding, |finding, (who, trace)| {
            let failure = trace.and_then(|trace| trace.first_failure());
            match failure.filter(|(_, failure)| ["status", "JSON"].iter().any(|word| failure.message.contains(word))) {
                Some((_, failure)) => finding.tell(who, Fails, Some(failure.message.clone())),
                None => finding.tell(who, Note, Some(String::new())),
            }
        }));
    },
    #[cfg(test)]
    examples: Examples { triggers: || paged(image(|_| ())), near_miss: || image(|_| ()) },
};
