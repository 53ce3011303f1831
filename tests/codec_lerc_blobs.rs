//! LERC blobs of another encoder, whole, cut and damaged, beside another decoder.

use lerc::bitmask::BitMask;
use lerc::{Precision, Sample, encode_borrowed};
use omescope::codec::lerc::{LercSpec, SampleType, decode};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// What is encoded: how rough the values are, how many are missing, how precise they stay.
#[derive(Clone, Debug)]
struct Case {
    width: u32,
    height: u32,
    depth: u32,
    bands: u32,
    seed: u64,
    noise: f64,
    holes: u32,
    tolerance: Option<f64>,
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (1u32..50, 1u32..50, 1u32..5, 1u32..3);
    let noise = prop_oneof![Just(0.0), Just(0.01), Just(3.0), Just(40.0), Just(1000.0), Just(1e6)];
    let tolerance = prop_oneof![Just(None), Just(None), Just(Some(1.0)), Just(Some(0.01)), Just(Some(7.5))];
    (sizes, any::<u64>(), noise, 0u32..4, tolerance).prop_map(|((width, height, depth, bands), seed, noise, holes, tolerance)| {
        Case { width, height, depth, bands, seed, noise, holes, tolerance }
    })
}

fn random(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 40) as f64 / f64::from(1u32 << 24)
}

/// The blob, the spec, and the bytes wanted.
struct Encoded {
    blob: Vec<u8>,
    spec: LercSpec,
    wanted: Vec<u8>,
    valid: Vec<bool>,
}

fn encode<T: Sample + Default>(
    case: &Case,
    sample: SampleType,
    value: impl Fn(f64) -> T,
    bytes: impl Fn(T) -> Vec<u8>,
) -> Option<Encoded> {
    let (pixels, mut state) = ((case.width * case.height) as usize, case.seed);
    let (depth, bands) = (case.depth as usize, case.bands as usize);
    let wave = |at: usize| f64::from(at as u32 % case.width).mul_add(0.7, (at / case.width as usize) as f64 * 1.3);
    let values: Vec<T> = (0..pixels * depth * bands)
        .map(|at| value(60.0 + wave(at / depth % pixels) + case.noise * (random(&mut state) - 0.4)))
        .collect();
    // A value that stands for "no data" in single samples; it moves where its place is needed.
    let no_data = (case.depth > 1 && case.seed.is_multiple_of(3)).then_some(99.0);
    let is_missing = |state: &mut u64| no_data.is_some() && random(state) < 0.2;
    let values: Vec<T> = values.iter().map(|value| if is_missing(&mut state) { T::from_f64(99.0) } else { *value }).collect();
    let holes: Vec<bool> =
        (0..pixels * bands).map(|_| case.holes > 0 && random(&mut state) < f64::from(case.holes) * 0.25).collect();
    let masks: Vec<BitMask> = (0..bands)
        .map(|band| {
            let mut mask = BitMask::all_valid(pixels);
            (0..pixels).filter(|at| holes[band * pixels + at]).for_each(|at| mask.set_invalid(at));
            mask
        })
        .collect();
    let precision = case.tolerance.map_or(Precision::Lossless, |tolerance| Precision::Tolerance(T::from_f64(tolerance)));
    let blob = encode_borrowed::<T>(case.width, case.height, case.depth, case.bands, &values, &masks, no_data, precision).ok()?;
    // What their decoder makes of it, with zeros where nothing is valid, the bands of a pixel together.
    let mut theirs = vec![T::default(); values.len()];
    lerc::decode_into::<T>(&blob, &mut theirs).unwrap();
    let order = (0..pixels).flat_map(|pixel| (0..bands).map(move |band| (pixel, band)));
    let (mut wanted, mut valid) = (Vec::new(), Vec::new());
    for (pixel, band) in order {
        let is_valid = !holes[band * pixels + pixel];
        for index in 0..depth {
            let from = theirs[(band * pixels + pixel) * depth + index];
            wanted.extend(bytes(if is_valid { from } else { T::default() }));
            valid.push(is_valid);
        }
    }
    let spec = LercSpec { width: case.width, height: case.height, samples: (case.depth * case.bands) as u16, sample };
    Some(Encoded { blob, spec, wanted, valid })
}

fn encoded(case: &Case, sample: SampleType) -> Option<Encoded> {
    match sample {
        SampleType::U8 => encode::<u8>(case, sample, |v| v as u8, |v| v.to_ne_bytes().into()),
        SampleType::I8 => encode::<i8>(case, sample, |v| (v - 70.0) as i8, |v| v.to_ne_bytes().into()),
        SampleType::U16 => encode::<u16>(case, sample, |v| v as u16, |v| v.to_ne_bytes().into()),
        SampleType::I16 => encode::<i16>(case, sample, |v| (v - 70.0) as i16, |v| v.to_ne_bytes().into()),
        SampleType::U32 => encode::<u32>(case, sample, |v| (v * 900.0) as u32, |v| v.to_ne_bytes().into()),
        SampleType::I32 => encode::<i32>(case, sample, |v| ((v - 70.0) * 900.0) as i32, |v| v.to_ne_bytes().into()),
        SampleType::F32 => encode::<f32>(case, sample, |v| (v - 70.0) as f32, |v| v.to_ne_bytes().into()),
        SampleType::F64 => encode::<f64>(case, sample, |v| v - 70.0, |v| v.to_ne_bytes().into()),
    }
}

const TYPES: [SampleType; 8] = [
    SampleType::U8,
    SampleType::I8,
    SampleType::U16,
    SampleType::I16,
    SampleType::U32,
    SampleType::I32,
    SampleType::F32,
    SampleType::F64,
];

fn run(cases_count: u32, check: impl Fn(&Case) -> Result<(), TestCaseError>) {
    let config = Config { cases: cases_count, rng_seed: RngSeed::Fixed(34_887), failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&cases(), |case| check(&case)).unwrap();
}

#[test]
fn blobs_of_another_encoder_decode_as_by_the_other_decoder() {
    run(150, |case| {
        for sample in TYPES {
            let Some(Encoded { blob, spec, wanted, valid }) = encoded(case, sample) else { continue };
            let mut out = vec![0xaa; wanted.len()];
            let mask = decode(&blob, &spec, &mut out).map_err(|failure| TestCaseError::fail(format!("{sample:?} {failure}")))?;
            prop_assert!(out == wanted, "{sample:?}: other values");
            prop_assert_eq!(mask.is_none(), valid.iter().all(|valid| *valid));
            if let Some(mask) = mask {
                let samples = usize::from(spec.samples);
                let found: Vec<bool> = (0..valid.len()).map(|at| mask.is_valid(at / samples, at % samples)).collect();
                prop_assert!(found == valid, "{sample:?}: another mask");
            }
        }
        Ok(())
    });
}

fn plain(width: u32, height: u32, depth: u32) -> Case {
    Case { width, height, depth, bands: 1, seed: 5, noise: 30.0, holes: 0, tolerance: None }
}

#[test]
fn every_cut_is_a_failure() {
    for sample in TYPES {
        for (depth, holes) in [(1, 0), (3, 0), (1, 1)] {
            let Encoded { blob, spec, wanted, .. } = encoded(&Case { holes, ..plain(17, 11, depth) }, sample).unwrap();
            for len in 0..blob.len() {
                let failure = decode(&blob[..len], &spec, &mut vec![0; wanted.len()]).unwrap_err();
                assert!(failure.read <= len && failure.written <= wanted.len(), "{sample:?} {len} {failure}");
            }
        }
    }
}

/// Makes the checksum of a blob right again, so that damage reaches what lies behind it.
fn seal(blob: &mut [u8]) {
    let size = i32::from_le_bytes(blob[if blob[6] >= 4 { 34 } else { 30 }..][..4].try_into().unwrap());
    if blob[6] >= 3 && size > 14 && size as usize <= blob.len() {
        let checksum = lerc::checksum::fletcher32(&blob[14..size as usize]);
        blob[10..14].copy_from_slice(&checksum.to_le_bytes());
    }
}

#[test]
fn damaged_blobs_end_in_a_failure_or_in_values_never_in_a_panic() {
    let mut state = 7;
    for round in 0..1000 {
        let sample = TYPES[round % 8];
        let case = Case {
            holes: (round / 8 % 2) as u32,
            noise: [0.0, 3.0, 40.0][round / 16 % 3],
            ..plain(24, 19, (round / 48 % 3) as u32 + 1)
        };
        let Encoded { mut blob, spec, wanted, .. } = encoded(&case, sample).unwrap();
        for _ in 0..=round % 3 {
            let at = (random(&mut state) * blob.len() as f64) as usize;
            // Half of the damage is in what describes the rest.
            let at = if random(&mut state) < 0.5 { 14 + at % 120 } else { at };
            if let Some(byte) = blob.get_mut(at) {
                *byte ^= (random(&mut state) * 255.0) as u8 + 1;
            }
        }
        seal(&mut blob);
        let mut out = vec![0; wanted.len()];
        if let Err(failure) = decode(&blob, &spec, &mut out) {
            assert!(failure.read <= blob.len() && failure.written <= out.len(), "{round} {failure}");
        }
    }
}

#[test]
fn a_changed_byte_is_noticed_by_the_checksum() {
    let Encoded { blob, spec, wanted, .. } = encoded(&plain(20, 20, 1), SampleType::U16).unwrap();
    for at in 0..blob.len() {
        let mut damaged = blob.clone();
        damaged[at] ^= 4;
        assert!(decode(&damaged, &spec, &mut vec![0; wanted.len()]).is_err(), "{at}");
    }
}

#[test]
fn bytes_behind_the_blob_are_ignored() {
    let Encoded { mut blob, spec, wanted, .. } = encoded(&plain(20, 20, 1), SampleType::U8).unwrap();
    blob.extend([1, 2, 3]);
    let mut out = vec![0; wanted.len()];
    assert_eq!(decode(&blob, &spec, &mut out), Ok(None));
    assert_eq!(out, wanted);
}

#[test]
fn a_tile_of_another_size_is_refused() {
    let Encoded { blob, spec, .. } = encoded(&plain(20, 10, 2), SampleType::U8).unwrap();
    for (width, height, samples) in [(10, 20, 2), (20, 10, 1), (20, 10, 4), (0, 0, 2), (20, 10, 0)] {
        let other = LercSpec { width, height, samples, ..spec };
        let size = (width * height) as usize * usize::from(samples);
        assert!(decode(&blob, &other, &mut vec![0; size]).is_err(), "{other:?}");
    }
    for size in [0, 399, 401] {
        assert!(decode(&blob, &spec, &mut vec![0; size]).is_err(), "{size}");
    }
}

#[test]
fn values_are_converted_to_another_type_where_nothing_is_lost() {
    let Encoded { blob, spec, wanted, .. } = encoded(&plain(20, 10, 1), SampleType::U8).unwrap();
    let mut out = vec![0; 800];
    decode(&blob, &LercSpec { sample: SampleType::F32, ..spec }, &mut out).unwrap();
    let values: Vec<u8> = out.as_chunks().0.iter().map(|bytes| f32::from_ne_bytes(*bytes) as u8).collect();
    assert_eq!(values, wanted);
    let Encoded { blob, spec, .. } = encoded(&plain(20, 10, 1), SampleType::F32).unwrap();
    let failure = decode(&blob, &LercSpec { sample: SampleType::U8, ..spec }, &mut [0; 200]).unwrap_err();
    assert_eq!(failure.what, "a value of the LERC tile is no uint8");
}

#[test]
fn a_last_8_bit_sample_that_is_missing_is_made_of_the_mask() {
    let Encoded { blob, spec, wanted, valid } = encoded(&Case { holes: 1, ..plain(20, 10, 3) }, SampleType::U8).unwrap();
    let mut out = vec![0; 800];
    decode(&blob, &LercSpec { samples: 4, ..spec }, &mut out).unwrap();
    for (pixel, rgba) in out.chunks(4).enumerate() {
        assert_eq!(rgba[..3], wanted[pixel * 3..][..3]);
        assert_eq!(rgba[3], if valid[pixel * 3] { 255 } else { 0 });
    }
}
