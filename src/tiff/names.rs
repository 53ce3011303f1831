//! Names of codes, in the words that people use for them.

use serde::Serialize;
use tiff::tags::{CompressionMethod, PhotometricInterpretation, Predictor};

/// A code from a file with its name, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Named {
    /// The number in the file.
    pub code: u64,
    /// What it is called, or nothing where nobody has named it.
    pub name: Option<&'static str>,
}

/// Compression (tag 259): TIFF 6.0, its technical notes, and the codes that vendors registered.
pub fn compression(code: u64) -> Named {
    let name = u16::try_from(code).ok().and_then(|code| match CompressionMethod::from_u16_exhaustive(code) {
        CompressionMethod::None => Some("none"),
        CompressionMethod::Huffman => Some("CCITT RLE"),
        CompressionMethod::Fax3 => Some("CCITT Group 3"),
        CompressionMethod::Fax4 => Some("CCITT Group 4"),
        CompressionMethod::LZW => Some("LZW"),
        CompressionMethod::JPEG => Some("old-style JPEG"),
        CompressionMethod::ModernJPEG => Some("JPEG"),
        CompressionMethod::Deflate => Some("Deflate"),
        CompressionMethod::OldDeflate => Some("Deflate (old code)"),
        CompressionMethod::PackBits => Some("PackBits"),
        CompressionMethod::ZSTD => Some("Zstd"),
        CompressionMethod::WebP => Some("WebP"),
        _ => vendor_compression(code),
    });
    Named { code, name }
}

fn vendor_compression(code: u16) -> Option<&'static str> {
    Some(match code {
        9 => "JBIG (black and white)",
        10 => "JBIG (color)",
        22610 | 34934 => "JPEG XR",
        32766 => "NeXT",
        32771 => "CCITT RLE, word aligned",
        32809 => "ThunderScan",
        32908 => "PixarFilm",
        32909 => "PixarLog",
        33003 => "JPEG 2000 (Aperio, YCbCr)",
        33004 => "JPEG 2000 (Bio-Formats, lossy)",
        33005 => "JPEG 2000 (Aperio, RGB)",
        33007 => "JPEG (ALT)",
        34661 => "JBIG",
        34676 => "SGI LogLuv",
        34677 => "SGI LogLuv 24-bit",
        34712 => "JPEG 2000",
        34887 => "LERC",
        34892 => "lossy JPEG (DNG)",
        34925 => "LZMA",
        34926 => "Zstd (old code)",
        34927 => "WebP (old code)",
        34933 => "PNG",
        50002 => "JPEG XL",
        52546 => "JPEG XL (DNG)",
        _ => return None,
    })
}

/// PhotometricInterpretation (tag 262; TIFF 6.0 section 8 and part 3).
pub fn photometric(code: u64) -> Named {
    use PhotometricInterpretation as P;
    let name = u16::try_from(code).ok().and_then(|code| match P::from_u16(code) {
        Some(P::WhiteIsZero) => Some("WhiteIsZero"),
        Some(P::BlackIsZero) => Some("BlackIsZero"),
        Some(P::RGB) => Some("RGB"),
        Some(P::RGBPalette) => Some("Palette"),
        Some(P::TransparencyMask) => Some("TransparencyMask"),
        Some(P::CMYK) => Some("CMYK"),
        Some(P::YCbCr) => Some("YCbCr"),
        Some(P::CIELab) => Some("CIELab"),
        Some(P::IccLab) => Some("ICCLab"),
        Some(P::ItuLab) => Some("ITULab"),
        _ => match code {
            32803 => Some("CFA"),
            32844 => Some("LogL"),
            32845 => Some("LogLuv"),
            34892 => Some("LinearRaw"),
            _ => None,
        },
    });
    Named { code, name }
}

/// Predictor (tag 317; TIFF 6.0 section 14, and technical note 3 for floating point).
pub fn predictor(code: u64) -> Named {
    let name = u16::try_from(code).ok().and_then(|code| match Predictor::from_u16(code) {
        Some(Predictor::None) => Some("none"),
        Some(Predictor::Horizontal) => Some("horizontal"),
        Some(Predictor::FloatingPoint) => Some("floating point"),
        _ => None,
    });
    Named { code, name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_names_people_use() {
        for (named, name) in [
            (compression(5), Some("LZW")),
            (compression(34887), Some("LERC")),
            (compression(34712), Some("JPEG 2000")),
            (compression(7777), None),
            (compression(70_000), None),
            (photometric(2), Some("RGB")),
            (photometric(99), None),
            (predictor(3), Some("floating point")),
        ] {
            assert_eq!(named.name, name, "{}", named.code);
        }
    }
}
