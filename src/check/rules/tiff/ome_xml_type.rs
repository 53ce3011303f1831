use super::*;

/// Types of the data model that Viv has no texture for.
const UNSUPPORTED: &[&str] = &["bit", "complex", "double-complex"];
const SUPPORTED: &[&str] = &["int8", "int16", "int32", "uint8", "uint16", "uint32", "float", "double"];

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/type",
    title: "Pixels have the Type \"{value}\", which viewers cannot show",
    why: "Viv shows integers of up to 32 bits and floats of 32 and 64 bits. With any other Type the file does not open.",
    fix: Fix {
        text: "Write the pixels as uint8, uint16, uint32 or float.",
        command: "python3 -c \"import sys, tifffile as t; a = t.imread(sys.argv[1]); t.imwrite(sys.argv[2], a.astype('float32' if a.dtype.kind == 'f' else 'uint8'), ome=True, tile=(256, 256), compression='zlib')\" {file} {out}",
    },
    affects: &[says(Viv, Fails, "Assert failed: Pixel type {value} not supported."), says(Avivator, Fails, GENERIC)],
    evidence: &["OME data model 2016-06: PixelType", "@vivjs/loaders 0.21.0 PixelTypeSchema and parsePixelDataType"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(pixels) = &image.pixels else { continue };
            let Some(value) = pixels.element.attribute("Type").filter(|value| !SUPPORTED.contains(value)) else { continue };
            let at = At::xml(format!("Image[{index}]/Pixels/@Type"), pixels.element.line, pixels.element.column);
            let finding = Finding::new(at).with("value", value);
            found.push(if UNSUPPORTED.contains(&value) {
                finding
            } else {
                finding.saying(format!("ZodError: Image.{index}.Pixels.attr.Type: Invalid enum value."))
            });
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { bits: 1, ..Page::new(256, 256) };
            file(&page, &Ome { pixel_type: "bit", ..Ome::new(&page) }).into()
        },
        near_miss: || good().into(),
    },
};
