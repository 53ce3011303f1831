//! Our decoders beside those of the crates `flate2`, `weezl` and `jpeg-decoder`, on random data in random encodings, whole and damaged.

mod support;

use flate2::{Compression, Decompress, FlushCompress, FlushDecompress};
use jpeg_decoder::{ColorTransform, Decoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use omescope::codec::jpeg::{ColorRule, JpegSpec};
use omescope::codec::{Failure, inflate, jpeg, lzw};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::fmt::Debug;
use support::sample::cases;
use weezl::BitOrder;

/// Tries a property on cases that are the same in each run.
fn run<T: Debug>(what: &str, whole: u32, any: impl Strategy<Value = T>, check: impl Fn(T) -> Result<(), TestCaseError>) {
    let cases = cases(what, whole / 10, whole);
    let config = Config { cases, rng_seed: RngSeed::Fixed(1951), failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&any, check).unwrap();
}

/// Bytes as tiles have them: strings that come again, runs, and noise.
fn data() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        (any::<u8>(), 0usize..2000).prop_map(|(value, len)| vec![value; len]),
        (prop::collection::vec(any::<u8>(), 1..40), 1usize..80).prop_map(|(text, times)| text.repeat(times)),
        (0usize..8, 0usize..3000).prop_map(|(step, len)| (0..len).map(|at| (at / 9 * step) as u8).collect()),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

/// What happens to a stream: bytes of it become others, and it may be cut.
fn damage() -> impl Strategy<Value = (Vec<(prop::sample::Index, u8)>, Option<prop::sample::Index>)> {
    (prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4), prop::option::of(any::<prop::sample::Index>()))
}

fn damaged(mut stream: Vec<u8>, (hits, cut): (Vec<(prop::sample::Index, u8)>, Option<prop::sample::Index>)) -> Vec<u8> {
    for (place, value) in hits {
        let place = place.index(stream.len());
        stream[place] = value;
    }
    stream.truncate(cut.map_or(stream.len(), |cut| cut.index(stream.len())));
    stream
}

/// Two decoders of one stream give the same bytes as far as both go, and ours goes no less far; whether it ends well, they agree.
fn agree(ours: &(Result<(), Failure>, Vec<u8>), theirs: &[u8], wanted: usize) -> Result<(), TestCaseError> {
    let (result, out) = ours;
    match result {
        Ok(()) => prop_assert!(
            theirs.len() == wanted && out == theirs,
            "ours ends well, theirs after {} of {wanted} bytes",
            theirs.len()
        ),
        Err(failure) => {
            prop_assert!(failure.written <= wanted);
            prop_assert!(theirs.len() < wanted, "{failure}, but theirs ends well");
            let both = failure.written.min(theirs.len());
            prop_assert!(out[..both] == theirs[..both], "other bytes before {failure}");
            prop_assert!(failure.written >= theirs.len(), "{failure}, but theirs has {}", theirs.len());
        }
    }
    Ok(())
}

fn decoded(wanted: usize, decode: impl FnOnce(&mut [u8]) -> Result<(), Failure>) -> (Result<(), Failure>, Vec<u8>) {
    let mut out = vec![0xaa; wanted];
    (decode(&mut out), out)
}

/// A stream in parts, between which its encoder flushes.
fn deflated(data: &[u8], level: u32, flush: usize) -> Vec<u8> {
    let mut encoder = flate2::Compress::new(Compression::new(level), false);
    let mut stream = Vec::with_capacity(data.len() * 2 + 4096);
    let flushes = [FlushCompress::None, FlushCompress::Sync, FlushCompress::Full];
    for part in data.chunks(data.len() / 3 + 1) {
        stream.reserve(part.len() * 2 + 1024);
        encoder.compress_vec(part, &mut stream, flushes[flush]).unwrap();
    }
    encoder.compress_vec(&[], &mut stream, FlushCompress::Finish).unwrap();
    stream
}

/// What flate2 makes of it until it stops.
fn inflated_by_flate2(stream: &[u8], wanted: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(wanted);
    let _ = Decompress::new(false).decompress_vec(stream, &mut out, FlushDecompress::Finish);
    out
}

#[test]
fn deflate_streams_are_as_flate2_has_them() {
    run("Deflate streams beside flate2", 4000, (data(), 0u32..10, 0usize..3, damage()), |(data, level, flush, damage)| {
        let stream = deflated(&data, level, flush);
        let ours = decoded(data.len(), |out| inflate::decode_raw(&stream, out));
        prop_assert_eq!((&ours.0, &ours.1), (&Ok(()), &data));
        let stream = damaged(stream, damage);
        agree(&decoded(data.len(), |out| inflate::decode_raw(&stream, out)), &inflated_by_flate2(&stream, data.len()), data.len())
    });
}

fn packed(data: &[u8], order: BitOrder) -> Vec<u8> {
    match order {
        BitOrder::Msb => weezl::encode::Encoder::with_tiff_size_switch(order, 8),
        BitOrder::Lsb => weezl::encode::Encoder::new(order, 8),
    }
    .encode(data)
    .unwrap()
}

/// What weezl makes of it until it stops.
fn unpacked_by_weezl(stream: &[u8], order: BitOrder, wanted: usize) -> Vec<u8> {
    let mut decoder = match order {
        BitOrder::Msb => weezl::decode::Decoder::with_tiff_size_switch(order, 8),
        BitOrder::Lsb => weezl::decode::Decoder::new(order, 8),
    };
    let (mut out, mut read, mut written) = (vec![0; wanted], 0, 0);
    // Ends as a step that neither reads nor writes is the last.
    loop {
        let step = decoder.decode_bytes(&stream[read..], &mut out[written..]);
        (read, written) = (read + step.consumed_in, written + step.consumed_out);
        if step.status.is_err() || step.consumed_in + step.consumed_out == 0 {
            break;
        }
    }
    out.truncate(written);
    out
}

#[test]
fn lzw_streams_are_as_weezl_has_them() {
    let order = prop_oneof![Just(BitOrder::Msb), Just(BitOrder::Lsb)];
    run("LZW streams beside weezl", 4000, (data(), order, damage()), |(data, order, damage)| {
        let stream = packed(&data, order);
        let ours = decoded(data.len(), |out| lzw::decode(&stream, out));
        prop_assert_eq!((&ours.0, &ours.1), (&Ok(()), &data));
        // The first code says in which order bits lie, which weezl is told.
        let stream = [&stream[..2], &damaged(stream[2..].to_vec(), damage)].concat();
        agree(&decoded(data.len(), |out| lzw::decode(&stream, out)), &unpacked_by_weezl(&stream, order, data.len()), data.len())
    });
}

const SAMPLINGS: [SamplingFactor; 4] =
    [SamplingFactor::R_4_4_4, SamplingFactor::R_4_2_2, SamplingFactor::R_4_2_0, SamplingFactor::R_4_1_1];

/// How an image is encoded.
#[derive(Clone, Debug)]
struct Encoding {
    width: u16,
    height: u16,
    /// 1, 3 or 4.
    samples: u16,
    quality: u8,
    sampling: usize,
    progressive: bool,
    optimized: bool,
    restart: u16,
    /// How far pixels jump: noise, or something smoother.
    roughness: u8,
    seed: u32,
}

fn encodings() -> impl Strategy<Value = Encoding> {
    let size = (1u16..70, 1u16..70, prop_oneof![Just(1u16), Just(3), Just(4)]);
    let how = (1u8..=100, 0usize..4, any::<bool>(), any::<bool>(), prop_oneof![Just(0u16), 1u16..9]);
    (size, how, any::<u8>(), any::<u32>()).prop_map(|(size, how, roughness, seed)| {
        let ((width, height, samples), (quality, sampling, progressive, optimized, restart)) = (size, how);
        // The encoder counts codes for tables of its own as if there were no restarts, and then has none for what it writes.
        let optimized = optimized && restart == 0;
        Encoding { width, height, samples, quality, sampling, progressive, optimized, restart, roughness, seed }
    })
}

impl Encoding {
    fn pixels(&self) -> Vec<u8> {
        let count = usize::from(self.width) * usize::from(self.height) * usize::from(self.samples);
        let (mut state, mut last) = (self.seed | 1, 128_u8);
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let [jump, ..] = state.to_le_bytes();
            last = last.wrapping_add(jump % self.roughness.max(1)).wrapping_sub(self.roughness / 2);
            last
        };
        (0..count).map(|_| next()).collect()
    }

    fn stream(&self) -> Vec<u8> {
        let color = match self.samples {
            1 => ColorType::Luma,
            3 => ColorType::Rgb,
            _ => ColorType::Cmyk,
        };
        let mut stream = Vec::new();
        let mut encoder = Encoder::new(&mut stream, self.quality);
        encoder.set_sampling_factor(SAMPLINGS[self.sampling]);
        encoder.set_progressive(self.progressive);
        encoder.set_optimized_huffman_tables(self.optimized);
        if self.restart > 0 {
            encoder.set_restart_interval(self.restart);
        }
        encoder.encode(&self.pixels(), self.width, self.height, color).unwrap();
        stream
    }

    /// Whether two samples of a row, or fewer, are stored of some component for what are up to four pixels.
    fn is_narrow(&self) -> bool {
        self.samples > 1
            && matches!(SAMPLINGS[self.sampling], SamplingFactor::R_4_2_2 | SamplingFactor::R_4_2_0)
            && self.width <= 4
    }

    fn ours(&self, stream: &[u8], color: ColorRule) -> Vec<u8> {
        let mut out = vec![0; usize::from(self.width) * usize::from(self.height) * usize::from(self.samples)];
        let (width, height) = (u32::from(self.width), u32::from(self.height));
        let spec = JpegSpec { width, height, samples: self.samples, bits: 8, tables: None, color };
        assert_eq!(jpeg::decode(stream, &spec, &mut out), Ok(()));
        out
    }
}

/// Components as they are stored: of three, `RGB` says so, as `None` gives rows of them one behind the other; four are delivered
/// as 255 less what is stored.
fn decoded_by_jpeg_decoder(stream: &[u8], transform: ColorTransform) -> Vec<u8> {
    let mut decoder = Decoder::new(stream);
    decoder.set_color_transform(transform);
    let pixels = decoder.decode().unwrap();
    if transform == ColorTransform::CMYK { pixels.into_iter().map(|value| 255 - value).collect() } else { pixels }
}

fn worst(ours: &[u8], theirs: &[u8]) -> u8 {
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

/// The inverse DCT of the standard may be a little off, and that of each of the two is in a way of its own.
const STORED: u8 = 2;
/// The factors of the conversion to RGB, at most 1.772, carry that of two components into one.
const RGB: u8 = 4;

#[test]
fn jpeg_streams_are_as_jpeg_decoder_has_them() {
    run("JPEG streams beside jpeg-decoder", 4000, encodings(), |encoding| {
        let stream = encoding.stream();
        let transform = match encoding.samples {
            1 => ColorTransform::Grayscale,
            3 => ColorTransform::RGB,
            _ => ColorTransform::CMYK,
        };
        let (ours, theirs) = (encoding.ours(&stream, ColorRule::AsStored), decoded_by_jpeg_decoder(&stream, transform));
        if encoding.is_narrow() {
            // Luma, or black, is whole. What else there is they smooth, and libjpeg-turbo and we repeat.
            let samples = usize::from(encoding.samples);
            let whole = |pixels: &[u8]| pixels.iter().copied().skip(samples / 4 * 3).step_by(samples).collect::<Vec<u8>>();
            prop_assert!(worst(&whole(&ours), &whole(&theirs)) <= STORED);
            return Ok(());
        }
        prop_assert!(worst(&ours, &theirs) <= STORED, "off by {}", worst(&ours, &theirs));
        if encoding.samples == 3 {
            let off =
                worst(&encoding.ours(&stream, ColorRule::YCbCrToRgb), &decoded_by_jpeg_decoder(&stream, ColorTransform::YCbCr));
            prop_assert!(off <= RGB, "off by {off} as RGB");
        }
        Ok(())
    });
}

#[test]
fn lossless_jpeg_is_exactly_as_jpeg_decoder_has_it() {
    let gray = include_bytes!("fixtures/jpeg/gray-lossless-16.jpg").as_slice();
    let rgb = include_bytes!("fixtures/jpeg/rgb-lossless.jpg").as_slice();
    for (stream, samples) in [(gray, 1_u16), (rgb, 3)] {
        let mut reader = Decoder::new(stream);
        let wanted = reader.decode().unwrap();
        let info = reader.info().unwrap();
        let bits = if wanted.len() == usize::from(info.width) * usize::from(info.height) * usize::from(samples) { 8 } else { 16 };
        let spec = JpegSpec {
            width: info.width.into(),
            height: info.height.into(),
            samples,
            bits,
            tables: None,
            color: ColorRule::AsStored,
        };
        let mut out = vec![0; wanted.len()];
        assert_eq!(jpeg::decode(stream, &spec, &mut out), Ok(()));
        assert!(out == wanted, "{samples} samples of {bits} bits differ");
    }
}
