//! Rules on TIFF and OME-TIFF files, in the order of their names.

use crate::check::effect::{Effect, Grade};
use crate::check::facts::TiffFacts;
use crate::check::rule::{At, Finding, Findings, Fix, Only, Rule, affects, says};
#[cfg(test)]
use crate::check::{
    rule::Examples,
    testing::{Ome, Page, Sample, Tag, Tiff, file, good},
};
use crate::viewer::geotiff::block_size;
use crate::viewer::viv::{Plane, Use, tile_size};
use crate::viewer::{Software, js_number};
use Effect::{Fails, Note, Slow, Wrong};
use Software::{Avivator, Geotiff, OmeSpec, Vitessce, Viv};

/// A rule on a TIFF file.
pub(in crate::check) type TiffRule = Rule<TiffFacts>;

/// What Avivator shows whatever the error was.
const GENERIC: &str =
    "Something has gone wrong loading your image. Please refer to the docs for information about supported file formats.";

/// Changing the OME-XML by hand.
const EDIT_XML: &str = "python3 -c \"import sys, tifffile as t; open('ome.xml', 'wb').write(t.tiffcomment(sys.argv[1]).encode())\" {file}\n\
    # edit ome.xml, then:\n\
    python3 -c \"import sys, tifffile as t; t.tiffcomment(sys.argv[1], open('ome.xml', 'rb').read())\" {file}";

pub(in crate::check) mod reading;
use reading::{
    OTHER_IMAGE, TOO_DEEP, first_of, grade, grade_false, grade_image, grade_parse, grade_plane, is_own, is_rgb_as_channels,
    is_too_deep, needed_by, needed_ifds, stored_type,
};

macro_rules! catalogue {
    ($($rule:ident)*) => {
        $(mod $rule;)*

        /// All rules on TIFF files.
        pub(in crate::check) const RULES: &[TiffRule] = &[$($rule::RULE),*];

        /// Their names alone: who asks for them need not hold the rules.
        pub(in crate::check) const NAMES: &[&str] = &[$($rule::RULE.id),*];
    };
}

catalogue! {
    file_classic_too_large
    file_name
    file_not_tiff
    file_truncated
    file_url_query
    geotiff_block_end
    ifd_chain_broken
    ifd_damaged
    ifd_field_type
    ifd_missing_planes
    ifd_order
    ifd_size_missing
    ifd_tag_twice
    ifd_too_deep
    index_offsets_invalid
    index_offsets_missing
    index_offsets_stale
    ome_xml_all_in_time
    ome_xml_attribute_missing
    ome_xml_binary_only
    ome_xml_bits
    ome_xml_channel_colors
    ome_xml_channel_count
    ome_xml_channel_missing
    ome_xml_channel_names
    ome_xml_color
    ome_xml_dimension_order
    ome_xml_doctype
    ome_xml_encoding
    ome_xml_interleaved
    ome_xml_large
    ome_xml_missing
    ome_xml_modulo
    ome_xml_no_image
    ome_xml_number
    ome_xml_other_files
    ome_xml_physical_size
    ome_xml_plane_order
    ome_xml_planes_unassigned
    ome_xml_prefix
    ome_xml_rgb_planes
    ome_xml_schema
    ome_xml_size_differs
    ome_xml_tiff_data
    ome_xml_type
    ome_xml_type_differs
    ome_xml_unit
    ome_xml_unit_vitessce
    pixels_big_endian_predictor
    pixels_bits_missing
    pixels_compression
    pixels_fill_order
    pixels_jpeg_color
    pixels_jpeg_process
    pixels_lerc_version
    pixels_lzw_samples
    pixels_orientation
    pixels_packbits
    pixels_photometric
    pixels_photometric_of_first
    pixels_planar
    pixels_planar_unknown
    pixels_planes_differ
    pixels_predictor
    pixels_predictor_float
    pixels_rgb_samples
    pixels_sample_format_count
    pixels_type
    pixels_volumetric_tiles
    pyramid_factor
    pyramid_ifd8
    pyramid_images_as_levels
    pyramid_images_differ
    pyramid_level_differs
    pyramid_lowest_too_large
    pyramid_main_chain
    pyramid_rounding
    pyramid_sub_ifd_unreadable
    pyramid_subfile_type
    pyramid_uneven
    pyramid_vitessce_limit
    tiles_byte_counts_missing
    tiles_damaged
    tiles_jpeg_cut
    tiles_large
    tiles_offsets_missing
    tiles_size
    tiles_sparse
    tiles_strip_tags
    tiles_strips
    tiles_table_short
    viewer_stops
    vitessce_photometric
    vitessce_tiff_data
}

pub(in crate::check) use viewer_stops::ID as STOPS;
#[cfg(test)]
pub(in crate::check) use viewer_stops::mixed_bits;

#[cfg(test)]
mod tests;
