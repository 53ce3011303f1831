use super::*;
use crate::tiff::{DefectCode, End};

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/chain-broken",
    title: "The list of planes in the file (the chain of IFDs) is broken: {what}",
    why: "Viewers follow this chain from one IFD to the next to find a plane. Where it leads out of the file or into something else, they fail at that plane and all planes after it. If it leads back to itself, a reader that counts the planes never stops.",
    fix: Fix {
        text: "If the file was copied, copy it again. If the original is broken too, write it again from its source; `omescope offsets --partial` writes the offsets before the damage.",
        command: "",
    },
    affects: &[says(Geotiff, Fails, "RangeError: Invalid field type: 0"), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 2: offset of next IFD", "geotiff 2.1.3 src/geotiff.js requestIFD: no cycle is looked for"],
    run: |facts, found| {
        if facts.chain_end != Some(End::Broken) {
            return;
        }
        let needed = needed_ifds(facts);
        let main = |path: &str| !path.contains('.');
        let breaks = |defect: &&crate::tiff::Defect| main(&defect.ifd) && is_break(defect.code);
        let Some(defect) = facts.defects.iter().find(breaks) else { return };
        let finding = Finding::new(At::byte(&*defect.ifd, defect.byte)).with("what", defect.what.as_str());
        let cycle = defect.code == DefectCode::IfdCycle;
        let known = crate::bytes::len64(facts.file.main);
        // What is behind the last plane is never looked at.
        let grade = match needed {
            Some(needed) if known >= needed => Note.into(),
            Some(_) if cycle => Wrong.into(),
            Some(_) => grade_plane(facts, |plane| plane >= known),
            None => Grade::WORST,
        };
        let finding = finding.at_most(grade);
        found.push(if cycle { finding.saying("") } else { finding });
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut bytes = good().write();
            let end = bytes.len() - 4;
            bytes.splice(end.., [2, 0xff, 0xff, 0]);
            bytes.into()
        },
        near_miss: || good().into(),
    },
};

fn is_break(code: DefectCode) -> bool {
    use DefectCode::{IfdCycle, IfdLimit, IfdOutsideFile, IfdTooManyEntries, IfdTruncated};
    matches!(code, IfdCycle | IfdOutsideFile | IfdTruncated | IfdTooManyEntries | IfdLimit)
}
