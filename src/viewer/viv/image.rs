//! Images in Viv: `loadOmeZarr`, statistics as Avivator makes them first, and the tiles of Viv's layers.

use super::levels::{draw, levels};
use super::raster::{MOST_CHUNKS, MOST_DECODED, Raster, Selection, TEXTURES, labels_of};
use crate::viewer::js::text;
use crate::viewer::outcome::{Failure, Tried, Waits};
use crate::viewer::shown::ImageShown;
use crate::viewer::trace::{About, Trace};
use crate::viewer::versions::Zarrita;
use crate::viewer::zarrita::{Kind, Visit, resolve};
use crate::zarr::Look;

/// Channels that Avivator makes statistics of before it shows anything.
const FIRST_CHANNELS: u64 = 4;

/// Shows an image.
///
/// # Errors
/// That something has not arrived; the trace is what is known so far.
pub fn viv_image(look: &mut Look<'_>, zarrita: &'static Zarrita, trace: &mut Trace, path: &str) -> Result<(), Waits> {
    // Viv has no store for archives, and looks for a folder at the address of one.
    let mut visit = Visit::plain(look, zarrita).at_most(MOST_CHUNKS, MOST_DECODED).beside_archives();
    let visit = &mut visit;
    let Some(raster) = trace.step(visit, ("load", path), About::FREE, |visit, _| load(visit, path))? else { return Ok(()) };
    if trace.step(visit, ("pixel sources", path), About::FREE, |_, _| drawable(&raster))?.is_none() {
        return Ok(());
    }
    let channels = raster.size_of(0, "c");
    let at = |c: u64| vec![("c".to_owned(), i64::try_from(c).unwrap_or(i64::MAX))];
    let first: Vec<Selection> =
        channels.map_or_else(|| vec![Vec::new()], |channels| (0..channels.min(FIRST_CHANNELS)).map(at).collect());
    let last = raster.last();
    let statistics: Vec<Selection> = first.iter().map(|channel| in_the_middle(&raster, last, channel)).collect();
    let place = |level: usize| raster.levels.get(level).map_or("", |array| array.path.as_str());
    let shown = raster.plane_bytes(last).saturating_mul(crate::bytes::len64(first.len()));
    let about = if shown > 0 { About::shows(shown) } else { About::COUNTED };
    let done =
        trace.step(visit, ("first statistics", place(last)), about, |visit, out| raster.planes(visit, last, &statistics, out));
    let mut waits = done.map(drop);
    let selection = first.first().cloned().unwrap_or_default();
    for level in 0..raster.levels.len() {
        for (which, tile) in ["first", "last"].into_iter().zip(raster.tiles(level).into_iter().flatten()) {
            let name = format!("tile {level} {which}");
            let about = About::shows(raster.tile_bytes(level));
            let done = trace.step(visit, (&name, place(level)), about, |visit, out| {
                *out = raster.read_tile(visit, level, tile, &selection)?;
                Ok(())
            });
            waits = waits.and(done.map(drop));
        }
        let name = format!("draw {level}");
        waits = waits.and(trace.step(visit, (&name, place(level)), About::FREE, |_, _| draw(&raster)).map(drop));
    }
    trace.images.push(ImageShown {
        path: path.to_owned(),
        size: raster.size(0),
        tile: raster.tile,
        channels: channels.unwrap_or(1),
        ..ImageShown::default()
    });
    waits
}

/// `loadMultiscales`
fn load(visit: &mut Visit<'_, '_>, path: &str) -> Tried<Raster> {
    let group = visit.open(path, Kind::Group)?;
    group.attrs().assert_has_members("ome").map_err(|failure| failure.at(path))?;
    let root = group.attrs().cursor();
    let ome = root.as_ref().and_then(|root| root.get("ome"));
    let metadata = if ome.is_some() { ome } else { root };
    if let Some(wrong) = metadata.as_ref().filter(|at| at.value().as_object().is_none() && at.value().as_array().is_none()) {
        let said = format!("Cannot use 'in' operator to search for 'multiscales' in {}", text(wrong.value()));
        return Err(Failure::new("TypeError", said).at(path).into());
    }
    let Some(multiscales) = metadata.and_then(|metadata| metadata.get("multiscales")) else {
        let array = visit.open_array(&resolve(path, "0")?)?;
        return Raster::new(crate::zarr::ngff::DEFAULT_AXES.map(str::to_owned).to_vec(), vec![array]);
    };
    let first = multiscales.index(0).ok_or_else(|| {
        let said = "Cannot destructure property 'datasets' of 'rootAttrs.multiscales[0]' as it is undefined.";
        Failure::new("TypeError", said).at(path)
    })?;
    Raster::new(labels_of(&first), levels(visit, path, &first)?)
}

/// Types that there are textures for.
fn drawable(raster: &Raster) -> Tried<()> {
    for array in &raster.levels {
        if TEXTURES.contains(&array.data_type.as_str()) {
            continue;
        }
        let mut letters = array.data_type.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let said =
            format!("Dtype not supported, got {capital}. Must be one of Uint8,Uint16,Uint32,Float32,Int8,Int16,Int32,Float64.");
        return Err(Failure::new("Error", said).at(&array.path).into());
    }
    Ok(())
}

/// The middle of z and t.
fn in_the_middle(raster: &Raster, level: usize, channel: &Selection) -> Selection {
    let half = |name: &str| Some((name.to_owned(), i64::try_from(raster.size_of(level, name)? / 2).unwrap_or(i64::MAX)));
    ["z", "t"].into_iter().filter_map(half).chain(channel.clone()).collect()
}
