use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/planar-unknown",
    title: "IFD {ifd} has PlanarConfiguration {planar}, which does not exist",
    why: "It must be 1 (samples of a pixel together) or 2 (each sample in its own plane). geotiff.js does not read an IFD with anything else.",
    fix: Fix { text: "Set the tag to 1 if the samples of a pixel are stored together, otherwise to 2 (tifftools from PyPI).", command: "tifftools set -y -s 284 1 {file}" },
    affects: &[says(Geotiff, Fails, "Invalid planar configuration."), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 8, PlanarConfiguration", "geotiff 2.1.3 src/geotiffimage.js constructor"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let planar = survey.kind.storage.ifd.planar_configuration;
            if !matches!(planar, 1 | 2) {
                let path = facts.file.path(ifd);
                let grade = if ifd == 0 { Grade::WORST } else { grade(facts, ifd) };
                found.push(Finding::new(At::ifd(path)).with("ifd", path).with("planar", planar).at_most(grade));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { planar: 3, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { planar: 2, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};
