//! Commands for stores in zip archives: nothing can be changed in an archive, so it is unpacked, changed and packed again.

use super::facts::ZarrFacts;
use crate::check::report::FindingJson;
use crate::check::shell::{own_name, quote_path};
use crate::viewer::Zip;

/// Names of an archive and of what is made of it.
struct Names<'f> {
    archive: &'f str,
    /// The folder that it is unpacked into.
    folder: String,
    /// The store in it, which is below the folder where all is in one that ends in `.zarr`.
    store: String,
    /// The archive that is made.
    fixed: String,
    /// From the store to where the archive is.
    up: &'static str,
}

impl<'f> Names<'f> {
    fn of(facts: &'f ZarrFacts, zip: &Zip) -> Self {
        let archive = own_name(&facts.input.name, "data.zarr.zip");
        let (stem, end) = [".ome.zarr.zip", ".zarr.zip", ".zip", ".ozx"]
            .iter()
            .find_map(|end| Some((archive.strip_suffix(end)?, *end)))
            .unwrap_or((archive, ".zarr.zip"));
        let folder = format!("{stem}{}", if end == ".ozx" || end == ".zip" { ".zarr" } else { end.trim_end_matches(".zip") });
        let inside = zip.top.first().filter(|top| zip.top.len() == 1 && top.ends_with(".zarr"));
        let (store, up) = match inside {
            Some(inside) => (format!("{folder}/{inside}"), "../../"),
            None => (folder.clone(), "../"),
        };
        Self { archive, folder, store, fixed: format!("{stem}-fixed{end}"), up }
    }

    fn unpack(&self) -> Option<String> {
        Some(format!("unzip -q {} -d {}", quote_path(self.archive)?, quote_path(&self.folder)?))
    }

    fn pack(&self) -> Option<String> {
        let fixed = quote_path(&format!("{}{}", self.up, self.fixed))?;
        Some(format!("(cd {} && zip -q -0 -r {fixed} .)", quote_path(&self.store)?))
    }
}

/// The folder of the store once its archive is unpacked.
pub(super) fn folder(facts: &ZarrFacts) -> Option<String> {
    quote_path(&Names::of(facts, facts.input.zip.as_ref()?).store)
}

/// Unpacks the archive.
pub(super) fn unpack(facts: &ZarrFacts) -> Option<String> {
    Names::of(facts, facts.input.zip.as_ref()?).unpack()
}

/// Unpacks the archive, does something and packs it again.
pub(super) fn repack(facts: &ZarrFacts, command: Option<&str>) -> Option<String> {
    let names = Names::of(facts, facts.input.zip.as_ref()?);
    let steps: Vec<String> =
        [Some(names.unpack()?), command.map(str::to_owned), Some(names.pack()?)].into_iter().flatten().collect();
    Some(steps.join(" && "))
}

/// Commands that change a folder, for a store that is in an archive. `template`: the command of a rule before it is filled.
pub(super) fn packed_again(facts: &ZarrFacts, findings: &mut [FindingJson], template: impl Fn(&str) -> &'static str) {
    if facts.input.zip.is_none() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| template(finding.rule).contains("{folder}")) {
        if finding.fix.command.is_empty() {
            continue;
        }
        if let Some(command) = repack(facts, Some(&finding.fix.command)) {
            finding.fix.command = command;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Options;
    use crate::check::testing::Sample;
    use crate::check::testing::arrays::zipped;
    use crate::check::testing::store::image;
    use crate::check::zarr::judge_zarr;

    fn command(rule: &str, name: &str, top: &str) -> String {
        let sample = Sample { zip: zipped(1, &[top]).zip, ..image(|attributes| drop(attributes.remove("omero"))) }.named(name);
        let session = sample.store_facts();
        let report = judge_zarr(session.facts(), &Options::default());
        let finding = report.findings.iter().find(|finding| finding.rule == rule);
        finding.map(|finding| finding.fix.command.clone()).unwrap_or_default()
    }

    #[test]
    fn what_is_in_an_archive_is_mended_outside_of_it() {
        assert_eq!(
            command("omero/missing", "my cells.ome.zarr.zip", ".zgroup"),
            "unzip -q 'my cells.ome.zarr.zip' -d 'my cells.ome.zarr' && omescope fix 'my cells.ome.zarr' --write && (cd 'my cells.ome.zarr' && zip -q -0 -r '../my cells-fixed.ome.zarr.zip' .)",
        );
        assert_eq!(
            command("omero/missing", "a.ozx", "b.zarr"),
            "unzip -q a.ozx -d a.zarr && omescope fix a.zarr/b.zarr --write && (cd a.zarr/b.zarr && zip -q -0 -r ../../a-fixed.ozx .)",
        );
        assert_eq!(
            command("zip/compressed", "a.zip", ".zgroup"),
            "unzip -q a.zip -d a.zarr && (cd a.zarr && zip -q -0 -r ../a-fixed.zip .)"
        );
        assert_eq!(command("zip/viv", "a.zarr.zip", ".zgroup"), "unzip -q a.zarr.zip -d a.zarr");
    }
}
