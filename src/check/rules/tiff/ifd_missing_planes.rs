use super::*;
use crate::tiff::DefectCode;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/missing-planes",
    title: "The file has too few IFDs for the planes that OME-XML describes: {ifds} instead of {planes}",
    why: "Viewers count IFDs, plane after plane (the channels of RGB images one by one). Planes after the last IFD do not exist for them: choosing one fails.",
    fix: Fix {
        text: "Correct SizeC, SizeZ and SizeT in OME-XML, or write the file again with all planes. If the other planes are in other files, open the companion file, or merge the files.",
        command: "python3 -c \"import sys, tifffile; print(tifffile.tiffcomment(sys.argv[1]))\" {file} > ome.xml\n# edit ome.xml, then:\npython3 -c \"import sys, tifffile; tifffile.tiffcomment(sys.argv[1], open('ome.xml', 'rb').read())\" {file}",
    },
    affects: &[says(Viv, Fails, "No image at index {ifds}"), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 getRelativeOmeIfdIndex", "OME-TIFF specification, TiffData", "viv issues 580 and 613"],
    run: |facts, found| {
        let ifds = crate::bytes::len64(facts.file.main);
        let images = facts.viv_images();
        let planes: u64 = images.iter().map(needed_by).max().unwrap_or(0);
        // A chain that leads back to itself gives planes without an end; that is a rule of its own.
        let cycle = facts.defects.iter().any(|defect| defect.code == DefectCode::IfdCycle && !defect.ifd.contains('.'));
        if cycle {
            return;
        }
        // RGB that is not declared as interleaved is a rule of its own.
        if planes <= ifds || images.iter().any(|image| is_rgb_as_channels(facts, image)) {
            return;
        }
        let later = images.iter().skip(1).any(|image| image.first_ifd >= ifds);
        let grade = if later { Grade::WORST } else { grade_plane(facts, |plane| plane >= ifds) };
        let finding = Finding::new(At::xml("Image[0]/Pixels", 0, 0)).with("planes", planes).with("ifds", ifds).at_most(grade);
        let asked = images.first().into_iter().flat_map(|image| image.start().into_iter().map(|plane| image.ifd(plane)));
        let deep = asked.filter(|plane| *plane >= ifds).any(|plane| is_too_deep(facts, plane));
        found.push(if deep { finding.saying(TOO_DEEP) } else { finding });
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(300, 300);
            let mut tiff = file(&page, &Ome { c: 2, ..Ome::new(&page) });
            tiff.pages.pop();
            tiff.into()
        },
        near_miss: || {
            let page = Page::new(300, 300);
            file(&page, &Ome { c: 2, ..Ome::new(&page) }).into()
        },
    },
};
