//! Moving elements between arrays of several axes. Elements are `width` units of a slice: bytes, or one string.

use crate::bytes::{len_usize, len64};
use crate::sort::sort;

/// Shapes of what is decoded fit into memory.
pub(in crate::zarr) fn sizes(shape: &[u64]) -> Option<Vec<usize>> {
    shape.iter().map(|size| len_usize(*size)).collect()
}

/// Units between neighbours along each axis, row-major.
fn strides(shape: &[usize], width: usize) -> Vec<usize> {
    let mut strides: Vec<usize> = shape
        .iter()
        .rev()
        .scan(width, |stride, size| {
            let here = *stride;
            *stride = stride.saturating_mul(*size);
            Some(here)
        })
        .collect();
    strides.reverse();
    strides
}

/// Calls for the starts of all runs along the last axis: offsets in two arrays that have different strides. `shape` is
/// what both have in common.
fn each_run(shape: &[usize], one: &[usize], other: &[usize], see: &mut dyn FnMut(usize, usize)) {
    if shape.contains(&0) {
        return;
    }
    let outer = shape.len().saturating_sub(1);
    let mut index = vec![0usize; outer];
    // Ends: each turn counts on by one, and the last stops.
    loop {
        let offset = |strides: &[usize]| {
            index.iter().zip(strides).map(|(index, stride)| index.saturating_mul(*stride)).fold(0usize, usize::saturating_add)
        };
        see(offset(one), offset(other));
        let mut axes = index.iter_mut().zip(shape).rev();
        let more = axes.any(|(index, size)| {
            *index = index.saturating_add(1);
            let within = *index < *size;
            if !within {
                *index = 0;
            }
            within
        });
        if !more {
            return;
        }
    }
}

/// Undoes a transposition: axis `i` of `data` is axis `order[i]` of the result, whose shape this is. `None` where the order
/// is not one of the axes, or the data has another size.
pub(super) fn transpose_back<T: Clone>(data: &[T], shape: &[usize], order: &[usize], width: usize) -> Option<Vec<T>> {
    let mut sorted = order.to_vec();
    sort(&mut sorted);
    let is_order = sorted.iter().copied().eq(0..shape.len());
    let stored: Vec<usize> = order.iter().filter_map(|axis| shape.get(*axis).copied()).collect();
    let total = shape.iter().try_fold(width, |product, size| product.checked_mul(*size))?;
    if !is_order || data.len() != total {
        return None;
    }
    let mut from = vec![0; shape.len()];
    for (axis, stride) in order.iter().zip(strides(&stored, width)) {
        *from.get_mut(*axis)? = stride;
    }
    let step = from.last().copied().unwrap_or(width);
    let run = shape.last().copied().unwrap_or(1);
    let mut out = Vec::with_capacity(total);
    each_run(shape, &from, &from, &mut |start, _| {
        for index in 0..run {
            let at = start.saturating_add(index.saturating_mul(step));
            out.extend_from_slice(data.get(at..at.saturating_add(width)).unwrap_or(&[]));
        }
    });
    (out.len() == total).then_some(out)
}

/// Copies a box of elements into an array at a place; what stands over its edges is left out.
pub(super) fn paste<T: Clone>(out: &mut [T], shape: &[usize], part: &[T], part_shape: &[usize], place: &[usize], width: usize) {
    let room = shape.iter().zip(place).map(|(size, place)| size.saturating_sub(*place));
    let common: Vec<usize> = room.zip(part_shape).map(|(room, size)| room.min(*size)).collect();
    let (to, from) = (strides(shape, width), strides(part_shape, width));
    let start = place.iter().zip(&to).map(|(place, stride)| place.saturating_mul(*stride)).fold(0usize, usize::saturating_add);
    let run = common.last().copied().unwrap_or(1).saturating_mul(width);
    each_run(&common, &to, &from, &mut |to, from| {
        let to = start.saturating_add(to);
        let target = out.get_mut(to..to.saturating_add(run));
        if let (Some(target), Some(source)) = (target, part.get(from..from.saturating_add(run))) {
            target.clone_from_slice(source);
        }
    });
}

/// The place of a chunk in its array.
pub(in crate::zarr) fn place(index: &[u64], chunk: &[usize]) -> Option<Vec<usize>> {
    let along = |(index, size): (&u64, &usize)| len_usize(index.checked_mul(len64(*size))?);
    index.iter().zip(chunk).map(along).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn column_major_data_becomes_row_major() {
        // [[1, 2, 3], [4, 5, 6]] in column-major order, elements of two units.
        let data = [1, 1, 4, 4, 2, 2, 5, 5, 3, 3, 6, 6];
        assert_eq!(transpose_back(&data, &[2, 3], &[1, 0], 2).unwrap(), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
        assert_eq!(transpose_back(&[7], &[], &[], 1).unwrap(), [7]);
        assert!(transpose_back(&data, &[2, 3], &[0, 0], 2).is_none());
        assert!(transpose_back(&data, &[2, 2], &[1, 0], 2).is_none());
    }

    #[test]
    fn parts_are_cut_at_the_edges() {
        let mut out = vec![0; 12];
        paste(&mut out, &[3, 4], &[1, 2, 3, 4], &[2, 2], &[2, 3], 1);
        assert_eq!(out, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        paste(&mut out, &[3, 4], &[1, 2, 3, 4], &[2, 2], &[0, 1], 1);
        assert_eq!(out, [0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 1]);
        paste(&mut out, &[3, 4], &[9, 9, 9, 9], &[2, 2], &[7, 7], 1);
        let mut scalar = [0];
        paste(&mut scalar, &[], &[5], &[], &[], 1);
        assert_eq!(scalar, [5]);
    }

    proptest! {
        #[test]
        fn transpositions_are_undone(shape in prop::collection::vec(1usize..4, 1..5), seed: u64) {
            let axes = shape.len();
            let mut order: Vec<usize> = (0..axes).collect();
            let mut state = seed;
            for last in (1..axes).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                order.swap(last, usize::try_from(state >> 33).unwrap() % (last + 1));
            }
            let stored: Vec<usize> = order.iter().map(|axis| shape[*axis]).collect();
            // Each element knows its index.
            let total: usize = shape.iter().product();
            let index_of = |mut at: usize, shape: &[usize]| {
                let mut index = vec![0; shape.len()];
                for (slot, size) in index.iter_mut().zip(shape).rev() {
                    *slot = at % size;
                    at /= size;
                }
                index
            };
            let data: Vec<Vec<usize>> = (0..total)
                .map(|at| {
                    let index = index_of(at, &stored);
                    let mut original = vec![0; axes];
                    order.iter().zip(index).for_each(|(axis, index)| original[*axis] = index);
                    original
                })
                .collect();
            let expected: Vec<Vec<usize>> = (0..total).map(|at| index_of(at, &shape)).collect();
            prop_assert_eq!(transpose_back(&data, &shape, &order, 1).unwrap(), expected);
        }
    }
}
