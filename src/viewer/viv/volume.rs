//! Volumes: what Vitessce reads of a level for its view in three dimensions.

use super::raster::{Raster, Selection};
use crate::viewer::outcome::{Stop, Tried};
use crate::viewer::zarrita::{ReadOut, Visit};

/// `canLoadResolution`, without what a browser says of its heap.
pub fn can_load(raster: &Raster, level: usize) -> bool {
    let size = |name: &str| raster.size_of(level, name);
    let (Some(height), Some(width), Some(depth)) = (size("y"), size("x"), size("z")) else { return false };
    let depth = thinned(depth, level);
    let bytes = [4, height, width, depth].into_iter().fold(1u64, u64::saturating_mul);
    bytes < i32::MAX.unsigned_abs().into() && height <= 2048 && width <= 2048 && depth <= 2048
}

/// Slices that are shown of a level: Viv takes it for one whose depth is that of the image.
fn thinned(depth: u64, level: usize) -> u64 {
    u32::try_from(level).ok().and_then(|level| depth.checked_shr(level)).unwrap_or(0).max(1)
}

/// Requests of one volume; of more the cost is estimated from the first slices.
const MOST_REQUESTS: u64 = 128;

/// `getVolume`: every slice that is shown, as a plane.
pub fn volume(visit: &mut Visit<'_, '_>, raster: &Raster, level: usize, selection: &Selection, out: &mut ReadOut) -> Tried<()> {
    let depth = thinned(raster.size_of(level, "z").unwrap_or(1), level);
    let step = u32::try_from(level).ok().and_then(|level| 1i64.checked_shl(level)).unwrap_or(i64::MAX);
    let (mut waits, mut failed, mut done) = (false, None, 0u64);
    let before = visit.spent;
    while done < depth && visit.spent.requests.saturating_sub(before.requests) < MOST_REQUESTS {
        let z = i64::try_from(done).unwrap_or(i64::MAX).saturating_mul(step);
        let others = selection.iter().filter(|(label, _)| label != "z").cloned();
        let slice = others.chain([("z".to_owned(), z)]).collect();
        match raster.plane(visit, level, &slice) {
            Ok(read) => out.absorb(read),
            Err(Stop::Wait) => waits = true,
            Err(Stop::Failed(failure)) => failed = failed.or(Some(failure)),
        }
        done = done.saturating_add(1);
    }
    if waits {
        return Err(Stop::Wait);
    }
    if done < depth {
        let rest = depth.saturating_sub(done);
        let more = |spent: u64| spent.saturating_mul(rest).checked_div(done).unwrap_or(0);
        let (requests, bytes) =
            (visit.spent.requests.saturating_sub(before.requests), visit.spent.bytes.saturating_sub(before.bytes));
        visit.spent.add(more(requests), more(bytes));
        visit.spent.estimated = true;
    }
    failed.map_or(Ok(()), |failure| Err(failure.into()))
}
