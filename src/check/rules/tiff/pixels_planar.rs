use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/planar",
    title: "IFD {ifd} stores its {samples} samples in separate planes (PlanarConfiguration 2)",
    why: "Viv reads all samples of an interleaved image together, with three reads for each tile; if the image is not declared as interleaved, it shows the first sample only.",
    fix: Fix { text: "Write the image with interleaved samples.", command: "{rewrite}" },
    affects: &[affects(Viv, Slow).with_any_loader()],
    evidence: &["@vivjs/loaders 0.21.0 TiffPixelSource._readRasters: raster[0] where not interleaved"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let says = &survey.kind.storage.ifd;
            if says.planar_configuration != 2 || says.samples_per_pixel < 2 || facts.use_of(ifd) == Use::Never {
                continue;
            }
            let path = facts.file.path(ifd);
            found.push(Finding::new(At::ifd(path)).with("ifd", path).with("samples", says.samples_per_pixel));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { planar: 2, ..Page::new(256, 256).rgb() };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { planar: 2, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};
