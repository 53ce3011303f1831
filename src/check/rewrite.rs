//! How a TIFF is written anew: the command of many fixes. `npm run fixes` runs each of them. In Python of more than one line `if 1:` comes
//! first, as reports indent commands: lines that are indented alike are still read when they are pasted with the indentation.

use super::facts::{Decoded, TiffFacts};
use crate::tiff::DefectCode;

/// Every plane of the main chain as it is, in tiles and with SubIFDs, under the OME-XML that was there. One plane is in memory at a time.
const PLANES: &str = r#"python3 -c 'if 1:
    import sys, tifffile as t
    f = t.TiffFile(sys.argv[1])
    with t.TiffWriter(sys.argv[2], bigtiff=True, byteorder=f.byteorder) as w:
        for p in f.pages:
            if not p.is_reduced:
                a = p.asarray()
                a = a.transpose(1, 2, 0) if p.axes == "SYX" else a
                n = max(0, (max(a.shape[:2]) - 1).bit_length() - 9)
                kind = "rgb" if a.shape[2:] > (2,) else p.photometric if p.photometric < 2 else 1
                o = dict(photometric=kind, tile=(512, 512), compression="zlib", metadata=None)
                d = [x.value for x in p.tags.getall(270, []) if "OME" in x.value]
                w.write(a, subifds=n, description=d[0].encode() if d else None, **o)
                for _ in range(n):
                    h, w2 = max(1, a.shape[0] // 2), max(1, a.shape[1] // 2)
                    a = a[::2, ::2][:h, :w2]
                    w.write(a, subfiletype=1, **o)' {file} {out}"#;

/// One picture in colours, strip by strip, however large it is.
const PICTURE: &str =
    "vips tiffsave {file} {out} --tile --tile-width 512 --tile-height 512 --pyramid --subifd --compression deflate --bigtiff";

/// The same where there is no OME-XML: it is written from what the file holds then, in the place of what `--properties` writes.
const PICTURE_OF_PLAIN: &str = r#"vips tiffsave {file} {out} --tile --tile-width 512 --tile-height 512 --pyramid --subifd --compression deflate --properties --bigtiff
python3 -c 'if 1:
    import sys, tifffile as t
    p, x = t.TiffFile(sys.argv[1]).pages[0], t.OmeXml()
    x.addimage(p.dtype.name, p.shape, (1, 1, 1, *p.shape), axes="YXS")
    t.tiffcomment(sys.argv[1], x.tostring().encode())' {out}"#;

/// A grey image or stack that has no OME-XML.
const PLAIN: &str = r#"python3 -c 'if 1:
    import sys, tifffile as t
    a = t.TiffFile(sys.argv[1]).series[0].asarray()
    n = max(0, (max(a.shape[-2:]) - 1).bit_length() - 9)
    o = dict(photometric="minisblack", tile=(512, 512), compression="zlib")
    with t.TiffWriter(sys.argv[2], bigtiff=True, ome=True) as w:
        w.write(a, subifds=n, **o)
        for _ in range(n):
            h, w2 = max(1, a.shape[-2] // 2), max(1, a.shape[-1] // 2)
            a = a[..., ::2, ::2][..., :h, :w2]
            w.write(a, subfiletype=1, **o)' {file} {out}"#;

/// The command that writes a file anew; empty where none does what it should: nothing can be taken out of a damaged file.
pub(super) fn rewrite(facts: &TiffFacts) -> &'static str {
    let main = || (0..facts.file.main).filter_map(|ifd| Some(&facts.file.kind(ifd)?.storage.ifd));
    let samples = main().map(|ifd| ifd.samples_per_pixel).max().unwrap_or(0);
    let planar = samples > 1 && main().any(|ifd| ifd.planar_configuration != 1);
    let images = facts.file.images().count();
    match (images > 0, samples) {
        // Several images need levels alike, or viewers take the second for a level of the first.
        _ if images > 1 || !is_whole(facts) => "",
        (true, 2..) if facts.file.main == 1 && !planar => PICTURE,
        (true, 2..) if !facts.viv_images().iter().all(|image| image.interleaved) => "",
        (true, _) => PLANES,
        (false, 2..) if facts.file.main == 1 && !planar => PICTURE_OF_PLAIN,
        (false, 2..) => "",
        (false, _) => PLAIN,
    }
}

/// Whether the planes of the main chain are there and can be read, as far as was looked.
fn is_whole(facts: &TiffFacts) -> bool {
    let of_main = |path: &str| !path.contains('.');
    let damaged = facts.defects.iter().any(|defect| of_main(&defect.ifd) && defect.code != DefectCode::TagType);
    let cut = facts.file.tables.iter().any(|(_, table)| table.past_end > 0);
    let broken = facts.samples.iter().any(|sample| matches!(sample.decoded, Decoded::Broken(_)));
    !(damaged || cut || broken)
}
