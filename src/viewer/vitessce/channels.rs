//! The channels that Vitessce offers of an image.

use super::metadata::{Metadata, member};
use crate::bytes::truncated;
use crate::viewer::js::{null, text, truthy, undefined};
use crate::viewer::outcome::{Failure, Tried};
use crate::viewer::viv::{Raster, Selection};
use crate::zarr::json::{Cursor, Value};

/// The channels, and where an image is entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Channels {
    /// Their names.
    pub(crate) names: Vec<String>,
    /// What `spatial` selects for each.
    pub(crate) selections: Vec<Selection>,
    /// What is black and what is white in `spatial`, for each.
    pub(crate) spatial: Vec<Window>,
    /// The same in `spatialBeta`; `None` where the view makes its own.
    pub(crate) beta: Vec<Option<Window>>,
    /// `defaultZ`
    pub(crate) default_z: i64,
    /// `defaultT`
    pub(crate) default_t: i64,
    /// Whether the image is shown as RGB.
    pub(crate) rgb: bool,
}

/// Where black is and where white is; NaN where nothing is said.
pub(crate) type Window = [f64; 2];

const WHOLE: Window = [0.0, 255.0];

/// Channels of labels, of SpatialData before 0.3, or of omero.
pub(crate) fn channels(metadata: &Metadata<'_>, raster: &Raster) -> Tried<Channels> {
    let old = metadata.get("channels_metadata").filter(|at| truthy(at.value()));
    let omero = metadata.get("omero").filter(|at| truthy(at.value()));
    let label = metadata.is_true("image-label");
    let element = label || old.is_some() || metadata.is_true("spatialdata_attrs");
    let mut channels = if label || (element && omero.is_none() && old.is_none()) {
        let selection = selection(raster, [0, 0, 0]);
        Channels { selections: vec![selection], spatial: vec![WHOLE], ..Channels::default() }
    } else if let Some(old) = &old {
        of_list(old, raster, |_| Ok(WHOLE), [0, 0])?
    } else {
        let omero = omero.as_ref().ok_or_else(|| undefined("rdefs"))?;
        let rdefs = omero.get("rdefs");
        let place = |name: &str| -> Tried<i64> {
            let Some(rdefs) = &rdefs else { return Ok(0) };
            let value = member(rdefs, name)?;
            Ok(value.and_then(|at| at.value().as_f64()).map_or(0, whole))
        };
        let (t, z) = (place("defaultT")?, place("defaultZ")?);
        of_list(omero, raster, spatial_window, [z, t])?
    };
    offered(metadata, &mut channels)?;
    Ok(channels)
}

/// The channels of a member `channels`.
fn of_list(at: &Cursor<'_>, raster: &Raster, window: fn(&Cursor<'_>) -> Tried<Window>, [z, t]: [i64; 2]) -> Tried<Channels> {
    let mut found = Channels::default();
    for (c, channel) in list(at)?.iter().enumerate() {
        found.selections.push(selection(raster, [z, t, i64::try_from(c).unwrap_or(i64::MAX)]));
        found.spatial.push(window(channel)?);
    }
    Ok(found)
}

fn list<'a>(at: &Cursor<'a>) -> Tried<Vec<Cursor<'a>>> {
    let list = at.get("channels").ok_or_else(|| undefined("map"))?;
    if list.value().is_null() {
        return Err(null("map").into());
    }
    if list.value().as_array().is_none() {
        return Err(Failure::new("TypeError", "channels2.map is not a function").into());
    }
    Ok(list.items().collect())
}

/// A window of omero, and its colour, which has to be one.
fn spatial_window(channel: &Cursor<'_>) -> Tried<Window> {
    let window = member(channel, "window")?.filter(|window| truthy(window.value()));
    color(channel)?;
    Ok(window.map_or(WHOLE, |window| ends(&window)))
}

fn ends(window: &Cursor<'_>) -> Window {
    let end = |name: &str| window.get(name).map_or(f64::NAN, |end| number(end.value()));
    [end("start"), end("end")]
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).unwrap_or(f64::NAN)
}

/// `hexToRgb`
fn color(channel: &Cursor<'_>) -> Tried<()> {
    let Some(color) = channel.get("color").filter(|color| truthy(color.value())) else { return Ok(()) };
    let text = text(color.value());
    let digits = text.strip_prefix('#').unwrap_or(&text);
    let six = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if six { Ok(()) } else { Err(null("1").into()) }
}

/// What `ImageWrapper` says of channels, colours and the first place.
fn offered(metadata: &Metadata<'_>, channels: &mut Channels) -> Tried<()> {
    let omero = metadata.get("omero");
    let old =
        metadata.get("channels_metadata").and_then(|old| old.get("channels")).filter(|old| old.value().as_array().is_some());
    if metadata.get("image-label").is_some() {
        (channels.names, channels.beta) = (vec!["labels".to_owned()], vec![Some(WHOLE)]);
    } else if let Some(old) = old {
        let name = |channel: Cursor<'_>| {
            format!("Channel {}", channel.get("label").map(|label| text(label.value())).unwrap_or_default())
        };
        channels.names = old.items().map(name).collect();
        channels.beta = vec![None; channels.names.len()];
    } else if let Some(omero) = &omero {
        for (c, channel) in list(omero)?.iter().enumerate() {
            let label = channel.get("label").filter(|label| truthy(label.value()));
            channels.names.push(label.map_or_else(|| format!("Channel {c}"), |label| text(label.value())));
            let window = channel.get("window").filter(|window| truthy(window.value()));
            channels.beta.push(window.map(|window| ends(&window)));
        }
    }
    let Some(rdefs) = omero.as_ref().and_then(|omero| omero.get("rdefs")) else { return Ok(()) };
    let place = |name: &str| -> Tried<i64> { Ok(whole(member(&rdefs, name)?.map_or(0.0, |at| number(at.value())))) };
    (channels.default_t, channels.default_z) = (place("defaultT")?, place("defaultZ")?);
    channels.rgb = rdefs.get("model").is_some_and(|model| model.value().as_str() == Some("color"));
    Ok(())
}

/// A number as an index.
fn whole(number: f64) -> i64 {
    // NaN is 0, as `NaN || 0` is.
    let number = truncated(number);
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

/// z, t and c, as far as there are such axes.
fn selection(raster: &Raster, [z, t, c]: [i64; 3]) -> Selection {
    let has = |(name, at): (&str, i64)| raster.axis(name).map(|_| (name.to_owned(), at));
    [("z", z), ("t", t), ("c", c)].into_iter().filter_map(has).collect()
}
