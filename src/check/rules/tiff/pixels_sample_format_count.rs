use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/sample-format-count",
    title: "IFD {ifd} has {samples} samples per pixel, but {tag} for only {count} of them",
    why: "TIFF requires one value for each sample. QuPath, raw2ometiff with --rgb and 10x Genomics write one for all; geotiff.js then finds none for the second sample and fails.",
    fix: Fix {
        text: "Write the file again, with one value for each sample in every IFD and SubIFD.",
        command: "{rewrite}",
    },
    affects: &[says(Geotiff, Fails, "Unsupported data format/bitsPerSample"), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 19: Count = SamplesPerPixel", "geotiff 2.1.3 src/geotiffimage.js getReaderForSample", "geotiff.js issue 159, pull requests 363 and 420"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let (kind, ifd_says) = (&survey.kind, &survey.kind.storage.ifd);
            let samples = ifd_says.samples_per_pixel;
            let short = |count: Option<u64>| count.filter(|count| *count < samples);
            let (tag, count, value) = match (short(kind.sample_format_count), short(kind.bits_count)) {
                (Some(count), _) => ("SampleFormat", count, ifd_says.sample_format.first()),
                (None, Some(count)) => ("BitsPerSample", count, ifd_says.bits_per_sample.first()),
                (None, None) => continue,
            };
            let values = vec![value.copied().unwrap_or(1).to_string(); usize::try_from(samples.min(64)).unwrap_or(1)].join(",");
            let path = facts.file.path(ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("samples", samples).with("tag", tag);
            found.push(finding.with("count", count).with("values", values).at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).rgb().tag(Tag(339, 3, vec![1]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page::new(256, 256).rgb();
            file(&page, &Ome::new(&page)).into()
        },
    },
};
