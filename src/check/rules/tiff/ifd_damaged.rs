use super::*;
use crate::tiff::DefectCode;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/damaged",
    title: "The description of a plane (an IFD) is damaged: {what}",
    why: "A part of the IFD lies outside the file, or is not what its tag may hold. Viewers read zeros instead, or fail when they get there.",
    fix: Fix { text: "If the file was copied, copy it again; otherwise write it again from its source.", command: "" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 2, IFD Entry"],
    run: |facts, found| {
        let told = |code| matches!(code, DefectCode::TagOutsideFile | DefectCode::TagType | DefectCode::IfdEmpty | DefectCode::IfdDuplicate);
        let sub = |defect: &crate::tiff::Defect| defect.ifd.contains('.');
        for defect in &facts.defects {
            let outside = matches!(defect.code, DefectCode::IfdOutsideFile | DefectCode::IfdTruncated | DefectCode::IfdTooManyEntries);
            let empty_pyramid = outside && defect.byte == 0;
            if told(defect.code) || (sub(defect) && (outside || defect.code == DefectCode::IfdCycle) && !empty_pyramid) {
                found.push(Finding::new(At::byte(&*defect.ifd, defect.byte)).with("what", defect.what.as_str()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(300, 300).tag(Tag(330, 4, vec![0xff_ffff]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
