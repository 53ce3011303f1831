//! Which compressions there are, and which WebAssembly module decodes them.

/// The WebAssembly module that has the decoder of a compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the modules")]
pub enum Module {
    Core,
    More,
    Jxl,
}

impl Module {
    /// The module for a compression (tag 259); `None` for one that is not decoded at all.
    pub fn of(compression: u32) -> Option<Self> {
        Some(match compression {
            1 | 5 | 7 | 8 | 32773 | 32946 | 33007 | 34887 | 34926 | 50000 => Self::Core,
            2..=4 | 33003..=33005 | 34712 | 34925 | 34927 | 50001 => Self::More,
            50002 | 52546 => Self::Jxl,
            _ => return None,
        })
    }
}

/// A compression (tag 259) for messages: `compression 34712 (JPEG 2000)`.
pub fn compression_name(code: u32) -> String {
    let name = match code {
        2 => "CCITT RLE",
        3 => "CCITT Group 3",
        4 => "CCITT Group 4",
        6 => "old-style JPEG",
        32766 => "NeXT",
        32771 => "CCITT RLE in whole words",
        32809 => "ThunderScan",
        32908 => "PixarFilm",
        32909 => "PixarLog",
        33003..=33005 | 34712 => "JPEG 2000",
        34661 => "JBIG",
        34676 | 34677 => "LogLuv",
        34925 => "LZMA",
        34933 => "PNG",
        22610 | 34934 => "JPEG XR",
        34927 | 50001 => "WebP",
        50002 | 52546 => "JPEG XL",
        _ => return format!("compression {code}"),
    };
    format!("compression {code} ({name})")
}
