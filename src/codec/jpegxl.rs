//! JPEG XL (ISO/IEC 18181; TIFF compressions 50002 and 52546): grey and RGB pictures with extra channels, integers of up to
//! 16 bits and floats of 16 and 32 bits.

use super::picture;
use super::{SampleFormat, TileError, TileSpec};
use crate::bytes::len_usize;
use jxl::api::{
    Endianness, Event, JxlBasicInfo, JxlBitDepth, JxlColorType, JxlDataFormat, JxlDecoder, JxlDecoderOptions, JxlOutputBuffer,
    JxlPixelFormat, ProfileLevel,
};

/// Decodes a tile: the first frame of the stream. Of one that is cut the output holds what could be made of the rest.
///
/// # Errors
/// Where it is damaged, or its samples are not those of the tile.
pub fn decode(spec: &TileSpec, input: &[u8], out: &mut [u8]) -> Result<(), TileError> {
    let mut rest = input;
    let mut decoder = JxlDecoder::new(options());
    let event = decoder.process(&mut rest, None, None).map_err(|error| damaged(&error))?;
    let Some(info) = decoder.basic_info().filter(|_| event == Event::BasicInfo) else { return Err(cut()) };
    let (width, height) = (u32::try_from(info.size.0).unwrap_or(0), u32::try_from(info.size.1).unwrap_or(0));
    let extra = info.extra_channels.len();
    let grey = decoder.embedded_color_profile().is_some_and(|profile| profile.channels() == 1);
    let colors = if grey { 1usize } else { 3 };
    picture::check(spec, width, height, u32::try_from(colors.saturating_add(extra)).unwrap_or(u32::MAX))?;
    let format = data_format(spec, info)?;
    let color_type = if grey { JxlColorType::Grayscale } else { JxlColorType::Rgb };
    let wanted = JxlPixelFormat { color_type, color_data_format: Some(format), extra_channel_format: vec![Some(format); extra] };
    decoder.set_pixel_format(wanted).map_err(|error| damaged(&error))?;

    let planes = Planes::new((width, height), format.bytes_per_sample(), colors, extra);
    let (planes, result) = planes.decode(&mut decoder, &mut rest);
    planes.write(spec, out);
    result
}

fn options() -> JxlDecoderOptions {
    let mut options = JxlDecoderOptions::default();
    // As TIFF has an Orientation of its own.
    options.adjust_orientation = false;
    // Spot colours are samples here.
    options.render_spot_colors = false;
    options.sample_limit = Some(64 << 20);
    options.max_profile_level = ProfileLevel::Main10;
    options
}

fn damaged(error: &jxl::error::Error) -> TileError {
    TileError::Damaged(format!("the JPEG XL stream: {error}"))
}

fn cut() -> TileError {
    TileError::Damaged("the JPEG XL stream is cut".to_owned())
}

/// Samples as they are stored, without scaling.
fn data_format(spec: &TileSpec, info: &JxlBasicInfo) -> Result<JxlDataFormat, TileError> {
    let endianness = Endianness::native();
    Ok(match (spec.format, spec.bits, &info.bit_depth) {
        (SampleFormat::Uint, 1..=8, JxlBitDepth::Int { bits_per_sample: bits @ 1..=8 }) => {
            JxlDataFormat::U8 { bit_depth: u8::try_from(*bits).unwrap_or(8) }
        }
        (SampleFormat::Uint, 9..=16, JxlBitDepth::Int { bits_per_sample: bits @ 1..=16 }) => {
            JxlDataFormat::U16 { endianness, bit_depth: u8::try_from(*bits).unwrap_or(16) }
        }
        (SampleFormat::Float, 16, JxlBitDepth::Float { bits_per_sample: 16, .. }) => JxlDataFormat::F16 { endianness },
        (SampleFormat::Float, 32, JxlBitDepth::Float { .. }) => JxlDataFormat::F32 { endianness },
        (format, bits, depth) => {
            let what = format!("a JPEG XL picture of {depth:?} in a tile of {bits} bits of format {format:?} is not decoded");
            return Err(TileError::Unsupported(what));
        }
    })
}

/// Room for the colours, interleaved, and for a plane of each extra channel.
struct Planes {
    size: (u32, u32),
    sample_len: usize,
    colors: usize,
    /// The colours first.
    bytes: Vec<Vec<u8>>,
}

/// The decoder wants rows to begin where their samples may stand in memory.
const ALIGNMENT: usize = 8;

impl Planes {
    fn new(size: (u32, u32), sample_len: usize, colors: usize, extra: usize) -> Self {
        let pixels = len_usize(u64::from(size.0).saturating_mul(u64::from(size.1))).unwrap_or(0);
        let plane =
            |samples: usize| vec![0u8; pixels.saturating_mul(samples).saturating_mul(sample_len).saturating_add(ALIGNMENT)];
        let bytes = std::iter::once(plane(colors)).chain((0..extra).map(|_| plane(1))).collect();
        Self { size, sample_len, colors, bytes }
    }

    fn row_len(&self, plane: usize) -> usize {
        let samples = if plane == 0 { self.colors } else { 1 };
        len_usize(u64::from(self.size.0)).unwrap_or(0).saturating_mul(samples).saturating_mul(self.sample_len)
    }

    /// Decodes the first frame into the planes; of one that is cut, what there is of it.
    fn decode(mut self, decoder: &mut JxlDecoder, rest: &mut &[u8]) -> (Self, Result<(), TileError>) {
        let rows = len_usize(u64::from(self.size.1)).unwrap_or(0);
        let lens: Vec<usize> = (0..self.bytes.len()).map(|plane| self.row_len(plane)).collect();
        let planes = self.bytes.iter_mut().zip(&lens).filter_map(|(bytes, len)| {
            let start = bytes.as_ptr().align_offset(ALIGNMENT);
            let bytes = bytes.get_mut(start..start.checked_add(len.checked_mul(rows)?)?)?;
            Some(JxlOutputBuffer::new(bytes, rows, *len))
        });
        let mut buffers: Vec<JxlOutputBuffer<'_>> = planes.collect();
        let result = run(decoder, rest, &mut buffers);
        drop(buffers);
        (self, result)
    }

    fn write(&self, spec: &TileSpec, out: &mut [u8]) {
        let (len, all) = (self.sample_len, self.colors.saturating_add(self.bytes.len()).saturating_sub(1));
        for (y, row) in picture::rows(spec, self.size.0, self.size.1, len, out).enumerate() {
            for (plane, bytes) in self.bytes.iter().enumerate() {
                let start = bytes.as_ptr().align_offset(ALIGNMENT).saturating_add(y.saturating_mul(self.row_len(plane)));
                let from = bytes.get(start..start.saturating_add(self.row_len(plane))).unwrap_or(&[]);
                let (first, samples) =
                    if plane == 0 { (0, self.colors) } else { (self.colors.saturating_add(plane).saturating_sub(1), 1) };
                let (at, size) = (first.saturating_mul(len), samples.saturating_mul(len));
                for (pixel, from) in row.chunks_exact_mut(all.saturating_mul(len).max(1)).zip(from.chunks_exact(size.max(1))) {
                    pixel.iter_mut().skip(at).zip(from).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }
}

fn run(decoder: &mut JxlDecoder, rest: &mut &[u8], buffers: &mut [JxlOutputBuffer<'_>]) -> Result<(), TileError> {
    // Ends with the first frame or the first event that is about none, and those that come before are few.
    loop {
        match decoder.process(rest, Some(buffers), None).map_err(|error| damaged(&error))? {
            Event::BasicInfo | Event::FrameHeader => {}
            Event::FrameComplete { .. } => return Ok(()),
            Event::Complete => return Err(TileError::Damaged("the JPEG XL stream has no frame".to_owned())),
            Event::NeedMoreInput { .. } => {
                // What is there is better than nothing; that it fails is no news.
                let _ = decoder.flush_pixels(buffers, None);
                return Err(cut());
            }
        }
    }
}
