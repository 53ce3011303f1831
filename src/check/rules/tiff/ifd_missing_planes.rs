use super::*;
use crate::ome::{PlanePlace, plane_map};
use crate::tiff::DefectCode;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/missing-planes",
    title: "The file has too few IFDs for the planes that OME-XML describes: {ifds} instead of {planes}",
    why: "Viewers count IFDs, plane after plane (the channels of RGB images one by one). Planes after the last IFD do not exist for them: choosing one fails.",
    fix: Fix {
        text: "Write the file again with all planes. If there never were more, correct SizeC, SizeZ and SizeT in OME-XML, and the Channel elements with them.",
        command: EDIT_XML,
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
        // Those of a set are not to be struck out of its OME-XML.
        let elsewhere = images.iter().filter_map(|image| facts.file.pixels(image.image)).any(|(_, sizes)| {
            plane_map(sizes, is_own(facts, sizes)).is_some_and(|map| map.contains(&PlanePlace::Elsewhere))
        });
        let finding = finding.in_words(elsewhere);
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
