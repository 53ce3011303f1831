//! The table. The order of its rows is that of verdicts.

use super::{Does, Geotiff, Offer, Software, Sort, Version, Vitessce, Viv, Zarrita};

/// Rows with their names, and the list of all.
macro_rules! table {
    ($($(#[$doc:meta])* $name:ident { $($field:tt)* })*) => {
        $($(#[$doc])* static $name: Version = Version { $($field)* };)*
        /// All rows.
        pub static VERSIONS: &[&Version] = &[$(&$name),*];
    };
}

const EVERYTHING: &[Sort] = &[Sort::Tiff, Sort::ZarrImage, Sort::ZarrTable];
const STORES: &[Sort] = &[Sort::ZarrImage, Sort::ZarrTable];
const IMAGES: &[Sort] = &[Sort::Tiff, Sort::ZarrImage];

const NODE_BY_NODE: &str = "every node is opened, and the first and the last chunk of every array read";

table! {
    VITESSCE_4_0 {
        software: Software::Vitessce,
        number: "4.0.8",
        npm: Some("vitessce"),
        date: "2026-09-23",
        parts: &[&ZARRITA_0_7, &VIV_0_16],
        like: None,
        verdict: Some(Offer { id: "vitessce@4.0.8", name: "Vitessce 4.0.8", default: true, reads: EVERYTHING, remark: None }),
        does: Does::Vitessce(Vitessce { knows_ome: true }),
    }
    VITESSCE_3_5 {
        software: Software::Vitessce,
        number: "3.5.10",
        npm: Some("vitessce"),
        date: "2025-02",
        parts: &[&ZARRITA_0_4, &VIV_0_16],
        like: Some(&VITESSCE_4_0),
        verdict: Some(Offer {
            id: "vitessce@3.5",
            name: "Vitessce 3.5",
            default: false,
            reads: EVERYTHING,
            remark: Some("based on the change logs of later versions"),
        }),
        does: Does::Vitessce(Vitessce { knows_ome: false }),
    }
    VIV_0_21 {
        software: Software::Viv,
        number: "0.21.0",
        npm: Some("@vivjs/loaders"),
        date: "2026-08-22",
        parts: &[&GEOTIFF_2_1, &ZARRITA_0_5],
        like: None,
        verdict: Some(Offer { id: "viv@0.21", name: "Viv 0.21", default: true, reads: IMAGES, remark: None }),
        does: Does::Viv(Viv::NEWEST),
    }
    VIV_0_22 {
        software: Software::Viv,
        number: "0.22.0",
        npm: None,
        date: "2026-11-24",
        parts: &[&GEOTIFF_2_1, &ZARRITA_0_5],
        like: Some(&VIV_0_21),
        verdict: Some(Offer {
            id: "viv@0.22",
            name: "Viv 0.22",
            default: false,
            reads: IMAGES,
            remark: Some("Viv 0.22 is not published yet; verdicts are those of 0.21"),
        }),
        does: Does::Viv(Viv::NEWEST),
    }
    AVIVATOR {
        software: Software::Avivator,
        number: "0.21.0",
        npm: None,
        date: "2026-08-22",
        parts: &[&VIV_0_21],
        like: None,
        verdict: Some(Offer { id: "avivator", name: "Avivator", default: true, reads: IMAGES, remark: None }),
        does: Does::Alike,
    }
    OME_SPEC {
        software: Software::OmeSpec,
        number: "2016.6.0",
        npm: None,
        date: "2016-06",
        parts: &[],
        like: None,
        verdict: Some(Offer {
            id: "ome-spec",
            name: "OME-TIFF specification",
            default: true,
            reads: &[Sort::Tiff],
            remark: Some("`wrong` means that the file breaks a rule of the specification"),
        }),
        does: Does::Alike,
    }
    NGFF_SPEC {
        software: Software::NgffSpec,
        number: "0.5.0",
        npm: None,
        date: "2024-11",
        parts: &[],
        like: None,
        verdict: Some(Offer {
            id: "ngff-spec",
            name: "OME-NGFF specification",
            default: true,
            reads: &[Sort::ZarrImage],
            remark: Some("`wrong` means that the store breaks a rule of the version of the specification that it states"),
        }),
        does: Does::Alike,
    }
    AUTO_CONFIG_4_0 {
        software: Software::AutoConfig,
        number: "4.0.8",
        npm: Some("@vitessce/config"),
        date: "2026-09-23",
        parts: &[],
        like: None,
        verdict: Some(Offer {
            id: "vitessce-autoconfig@4.0.8",
            name: "Vitessce 4.0.8, configured by itself",
            default: false,
            reads: STORES,
            remark: Some("whether the view config that Vitessce creates from the address alone is complete"),
        }),
        does: Does::Opens(&ZARRITA_0_7),
    }
    ZARRITA_0_7 {
        software: Software::Zarrita,
        number: "0.7.5",
        npm: Some("zarrita"),
        date: "2026-09-01",
        parts: &[],
        like: None,
        verdict: Some(Offer {
            id: "zarrita@0.7",
            name: "zarrita.js 0.7",
            default: false,
            reads: STORES,
            remark: Some(NODE_BY_NODE),
        }),
        does: Does::Zarrita(Zarrita {
            names_errors: true,
            strings: true,
            prefixes_codecs: true,
            codecs: &[
                "blosc", "lz4", "zstd", "gzip", "zlib", "transpose", "bytes", "crc32c", "vlen-utf8", "json2", "bitround",
                "cast_value", "scale_offset", "numcodecs.blosc", "numcodecs.lz4", "numcodecs.zstd", "numcodecs.gzip",
                "numcodecs.zlib", "numcodecs.vlen-utf8", "numcodecs.shuffle", "numcodecs.delta", "numcodecs.bitround",
                "numcodecs.json2",
            ],
            scales: true,
            wants_all_axes: false,
            expects_checksum: false,
            shares_index: true,
            leaves_fill_value: false,
        }),
    }
    ZARRITA_0_6 {
        software: Software::Zarrita,
        number: "0.6.1",
        npm: Some("zarrita"),
        date: "2026-03-17",
        parts: &[],
        like: None,
        verdict: Some(Offer {
            id: "zarrita@0.6",
            name: "zarrita.js 0.6",
            default: false,
            reads: STORES,
            remark: Some(NODE_BY_NODE),
        }),
        does: Does::Zarrita(Zarrita { strings: true, ..ZARRITA_FIRST }),
    }
    ZARRITA_0_5 {
        software: Software::Zarrita,
        number: "0.5.4",
        npm: Some("zarrita"),
        date: "2025-08",
        parts: &[],
        like: None,
        verdict: Some(Offer {
            id: "zarrita@0.5",
            name: "zarrita.js 0.5",
            default: false,
            reads: STORES,
            remark: Some(NODE_BY_NODE),
        }),
        does: Does::Zarrita(ZARRITA_FIRST),
    }
    /// In Vitessce 3.5. It leaves escapes in paths and inflates with numcodecs.js, which is not followed.
    ZARRITA_0_4 {
        software: Software::Zarrita,
        number: "0.4.0",
        npm: Some("zarrita"),
        date: "2025-06-23",
        parts: &[],
        like: Some(&ZARRITA_0_5),
        verdict: None,
        does: Does::Zarrita(ZARRITA_FIRST),
    }
    /// In Vitessce, which reads Zarr itself. This one has zarr.js for that, which is not followed.
    VIV_0_16 {
        software: Software::Viv,
        number: "0.16.1",
        npm: Some("@vivjs/loaders"),
        date: "2024-12-11",
        parts: &[&GEOTIFF_2_1],
        like: None,
        verdict: None,
        does: Does::Viv(Viv { defaults_tiff_data: false, checks_colours: false, pako_throws: false }),
    }
    GEOTIFF_2_1 {
        software: Software::Geotiff,
        number: "2.1.3",
        npm: Some("geotiff"),
        date: "2024-12-09",
        parts: &[],
        like: None,
        verdict: None,
        does: Does::Geotiff(Geotiff { block: Some(65_536), one_block_too_many: true, zstd: false }),
    }
    GEOTIFF_3_0 {
        software: Software::Geotiff,
        number: "3.0.5",
        npm: Some("geotiff"),
        date: "2026-03-17",
        parts: &[],
        like: None,
        verdict: None,
        does: Does::Geotiff(Geotiff { block: None, one_block_too_many: false, zstd: true }),
    }
    GEOTIFF_3_1 {
        software: Software::Geotiff,
        number: "3.1.0-beta.0",
        npm: Some("geotiff"),
        date: "2026-07-17",
        parts: &[],
        like: None,
        verdict: None,
        does: Does::Geotiff(Geotiff { block: Some(65_536), one_block_too_many: false, zstd: true }),
    }
}

/// What zarrita.js did before 0.6.
const ZARRITA_FIRST: Zarrita = Zarrita {
    names_errors: false,
    strings: false,
    prefixes_codecs: false,
    codecs: &["blosc", "lz4", "zstd", "gzip", "zlib", "transpose", "bytes", "crc32c", "vlen-utf8", "json2", "bitround"],
    scales: false,
    wants_all_axes: true,
    expects_checksum: true,
    shares_index: false,
    leaves_fill_value: true,
};
