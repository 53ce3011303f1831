//! JPEG tiles and strips (TIFF compression 7, TIFF technical note 2; ITU-T T.81).

use super::Failure;
use jpeg_decoder::{ColorTransform, Decoder};

/// What a tile should hold.
#[derive(Clone, Copy, Debug)]
pub struct JpegSpec<'a> {
    /// Columns of the tile as TIFF says it.
    pub width: u32,
    /// Rows of the tile as TIFF says it.
    pub height: u32,
    /// Samples per pixel in this stream: `SamplesPerPixel`, or 1 where planes are separate.
    pub samples: u16,
    /// `BitsPerSample`; above 8 the output is 16-bit numbers in host order.
    pub bits: u16,
    /// `JPEGTables`: an abbreviated stream that holds tables alone.
    pub tables: Option<&'a [u8]>,
    /// What becomes of the colours.
    pub color: ColorRule,
}

/// Whether components are converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorRule {
    /// Components are delivered as they are stored.
    AsStored,
    /// Three components are YCbCr and become RGB, four are YCCK and become CMYK.
    YCbCrToRgb,
    /// The Adobe marker, the JFIF marker or the ids of the components decide.
    ByMarkers,
}

/// Decodes a tile: rows of interleaved samples.
pub fn decode(input: &[u8], spec: &JpegSpec<'_>, out: &mut [u8]) -> Result<(), Failure> {
    let mut stream = Vec::new();
    let body = match spec.tables.and_then(|tables| tables.strip_suffix(&[0xFF, 0xD9])) {
        Some(tables) => {
            stream.extend_from_slice(tables);
            stream.extend_from_slice(input.get(2..).unwrap_or(&[]));
            &stream[..]
        }
        None => input,
    };
    let mut decoder = Decoder::new(body);
    match (spec.color, spec.samples) {
        (ColorRule::AsStored, _) => decoder.set_color_transform(ColorTransform::None),
        (ColorRule::YCbCrToRgb, 3) => decoder.set_color_transform(ColorTransform::YCbCr),
        _ => {}
    }
    decoder.set_max_decoding_buffer_size(256 << 20);
    let pixels = decoder.decode().map_err(|e| Failure::new(0, 0, e.to_string()))?;
    let Some(info) = decoder.info() else { return Err(Failure::new(0, 0, "the stream has no frame")) };
    let from = usize::from(info.width).saturating_mul(info.pixel_format.pixel_bytes());
    let to = out.len().checked_div(usize::try_from(spec.height).unwrap_or(0)).unwrap_or(0);
    let mut rows = pixels.chunks_exact(from.max(1));
    for target in out.chunks_mut(to.max(1)) {
        target.fill(0);
        for (to, from) in target.iter_mut().zip(rows.next().unwrap_or(&[])) {
            *to = *from;
        }
    }
    Ok(())
}
