//! Planes of components, brought to full size and joined to pixels while they are decoded.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "rows are taken modulo the rows of a plane, and rows and columns are cut to what planes and output hold"
)]

use super::color::{Conversion, Out, Sample};
use super::markers::Frame;

/// A component at its own size. Holds the last rows only: a ring.
pub(super) struct Plane<S> {
    samples: Vec<S>,
    pub(super) stride: usize,
    rows: usize,
    /// Real samples per row and rows, without the padding to whole units.
    width: usize,
    height: usize,
    /// Sampling factors.
    pub(super) h: usize,
    pub(super) v: usize,
}

impl<S: Sample> Plane<S> {
    /// The samples from the unit (of `size` x `size`) at this place on.
    #[inline(always)]
    pub(super) fn unit(&mut self, x: usize, y: usize, size: usize) -> &mut [S] {
        let at = (y * size) % self.rows * self.stride + x * size;
        &mut self.samples[at..]
    }

    /// A row, the nearest one where it is outside.
    pub(super) fn row(&self, y: usize) -> &[S] {
        let y = y.min(self.height - 1) % self.rows;
        &self.samples[y * self.stride..][..self.stride]
    }
}

impl Plane<u16> {
    /// Multiplies all samples by a power of two (the point transform, T.81 section A.4).
    pub(super) fn shift(&mut self, by: u32) {
        self.samples.iter_mut().for_each(|sample| *sample = sample.wrapping_shl(by));
    }
}

/// How a component is brought to full size.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Growth {
    /// It has full size.
    None,
    /// Twice as wide, weighted 3 : 1 with the nearer neighbour.
    Wide,
    /// Twice as high, likewise.
    High,
    /// Both.
    Both,
    /// Samples are repeated.
    Repeat,
}

/// The tile that a picture is decoded to.
pub(super) struct Target<'o> {
    /// Rows of `row` bytes.
    pub(super) out: &'o mut [u8],
    /// Bytes of a row.
    pub(super) row: usize,
    /// Whether samples have two bytes.
    pub(super) wide: bool,
    pub(super) conversion: Conversion,
}

/// A picture that is being decoded.
pub(super) struct Picture<'o, S> {
    pub(super) planes: Vec<Plane<S>>,
    growth: Vec<Growth>,
    full: Vec<Vec<S>>,
    sums: Vec<u16>,
    target: Target<'o>,
    frame: &'o Frame,
    /// Rows of the output that are done.
    done: usize,
    /// Rows of the output that a row of units makes, and those of them that wait for the next.
    step: usize,
    behind: usize,
}

impl<'o, S: Sample> Picture<'o, S> {
    /// Room for the rows of two rows of units of `size` x `size` samples, or for `whole` ones; `None` where memory ends.
    pub(super) fn new(frame: &'o Frame, target: Target<'o>, size: usize, whole: bool) -> Option<Self> {
        let mut planes = Vec::new();
        for component in &frame.components {
            let (h, v) = (component.h, component.v);
            let stride = frame.mcus(size).0 * h * size;
            let rows = v * size * if whole { frame.mcus(size).1 } else { 2 };
            let mut samples = Vec::new();
            samples.try_reserve_exact(stride * rows).ok()?;
            samples.resize(stride * rows, S::default());
            let (width, height) = frame.size_of(component);
            planes.push(Plane { samples, stride, rows, width, height, h, v });
        }
        let growth: Vec<_> = planes.iter().map(|plane| growth(plane, frame, size)).collect();
        let full = growth.iter().zip(&planes).map(|(growth, plane)| match growth {
            Growth::None => Vec::new(),
            _ => vec![S::default(); plane.stride * frame.h.div_ceil(plane.h)],
        });
        let widest = planes.iter().map(|plane| plane.stride).max().unwrap_or(0);
        Some(Self {
            full: full.collect(),
            sums: vec![0; widest + 2],
            step: frame.v * size,
            behind: if growth.iter().any(|growth| matches!(growth, Growth::Both | Growth::High)) { frame.v } else { 0 },
            planes,
            growth,
            target,
            frame,
            done: 0,
        })
    }

    /// Takes note that all units up to row `y` are decoded, and writes the rows of pixels that can be written.
    pub(super) fn finish(&mut self, y: usize) {
        let below = (y + 1) * self.step;
        let ready = if below >= self.frame.height { self.frame.height } else { below - self.behind };
        while self.done < ready && self.write(self.done) {
            self.done += 1;
        }
    }

    /// How many of `down` rows of units the output needs.
    pub(super) fn rows_wanted(&self, down: usize) -> usize {
        let rows = self.target.out.len() / self.target.row;
        (rows + self.behind).div_ceil(self.step).min(down)
    }

    /// Writes what there is of a row of units whose last ones are missing: gray.
    pub(super) fn leave(&mut self, units: usize, across: usize) {
        let (x, y) = (units % across, units / across);
        let gray = S::of(1 << (self.frame.precision - 1));
        let size = self.step / self.frame.v;
        for plane in &mut self.planes {
            for row in 0..plane.v * size {
                let at = (y * plane.v * size + row) % plane.rows * plane.stride;
                plane.samples[at + x * plane.h * size..at + plane.stride].fill(gray);
            }
        }
        self.finish(y);
    }

    /// Bytes of the output that are written.
    pub(super) fn written(&self) -> usize {
        (self.done * self.target.row).min(self.target.out.len())
    }

    /// Writes a row; false where the output has no such row.
    fn write(&mut self, y: usize) -> bool {
        let Some(out) = self.target.out.chunks_mut(self.target.row).nth(y) else { return false };
        for ((plane, growth), full) in self.planes.iter().zip(&self.growth).zip(&mut self.full) {
            grow(plane, *growth, self.frame, y, &mut self.sums, full);
        }
        let mut rows: [&[S]; 4] = [&[]; 4];
        let sources = self.planes.iter().zip(&self.growth).zip(&self.full);
        for (row, ((plane, growth), full)) in rows.iter_mut().zip(sources) {
            let source = if *growth == Growth::None { plane.row(y) } else { full };
            *row = &source[..self.frame.width.min(source.len())];
        }
        // Cropped to the columns of the output.
        let count = self.planes.len();
        let width = self.target.row / (count * if self.target.wide { 2 } else { 1 });
        rows.iter_mut().for_each(|row| *row = &row[..width.min(row.len())]);
        let mut out = if self.target.wide { Out::Words(out) } else { Out::Bytes(out) };
        S::pixels(&rows[..count], self.target.conversion, (1 << self.frame.precision) - 1, &mut out);
        true
    }
}

fn growth<S>(plane: &Plane<S>, frame: &Frame, size: usize) -> Growth {
    let smooth = size > 1;
    match (plane.h, plane.v) {
        (h, v) if h == frame.h && v == frame.v => Growth::None,
        (h, v) if smooth && plane.width > 2 && 2 * h == frame.h && v == frame.v => Growth::Wide,
        (h, v) if smooth && h == frame.h && 2 * v == frame.v => Growth::High,
        (h, v) if smooth && plane.width > 2 && 2 * h == frame.h && 2 * v == frame.v => Growth::Both,
        _ => Growth::Repeat,
    }
}

/// Row `y` of the full size of a component.
fn grow<S: Sample>(plane: &Plane<S>, growth: Growth, frame: &Frame, y: usize, sums: &mut [u16], full: &mut [S]) {
    let own = y * plane.v / frame.v;
    let near = &plane.row(own)[..plane.width];
    // The other row is the one above in even rows of the output, and the one below in odd ones.
    let far = || &plane.row(if y % 2 == 1 { own + 1 } else { own.saturating_sub(1) })[..plane.width];
    match growth {
        Growth::None => {}
        Growth::Wide => {
            sums[1..].iter_mut().zip(near).for_each(|(sum, near)| *sum = near.number());
            widen::<S, 1, 2, 2>(&mut sums[..plane.width + 2], full);
        }
        Growth::Both => {
            let rows = near.iter().zip(far());
            sums[1..].iter_mut().zip(rows).for_each(|(sum, (near, far))| *sum = 3 * near.number() + far.number());
            widen::<S, 8, 7, 4>(&mut sums[..plane.width + 2], full);
        }
        Growth::High => {
            let bias = if y % 2 == 1 { 2 } else { 1 };
            for (full, (near, far)) in full.iter_mut().zip(near.iter().zip(far())) {
                *full = S::of((3 * near.number() + far.number() + bias) >> 2);
            }
        }
        Growth::Repeat => {
            for (x, full) in full.iter_mut().enumerate() {
                *full = near[(x * plane.h / frame.h).min(near.len() - 1)];
            }
        }
    }
}

/// Doubles the columns of `sums`, which has room for a neighbour at both ends.
fn widen<S: Sample, const LEFT: u16, const RIGHT: u16, const SHIFT: u16>(sums: &mut [u16], full: &mut [S]) {
    let end = sums.len() - 1;
    sums[0] = sums[1];
    sums[end] = sums[end - 1];
    let (pairs, _) = full.as_chunks_mut::<2>();
    for (pair, ((before, own), after)) in pairs.iter_mut().zip(sums.iter().zip(&sums[1..]).zip(&sums[2..])) {
        *pair = S::pair((3 * own + before + LEFT) >> SHIFT, (3 * own + after + RIGHT) >> SHIFT);
    }
}
