//! `omero` of images: made whole where viewers need what it lacks. What is there stays.

use super::outcome::{Outcome, count};
use crate::bytes::{len_usize, len64, nearest_float};
use crate::viewer::{Limits, region};
use crate::zarr::array::Array;
use crate::zarr::dtype::Class;
use crate::zarr::json::{Document, Pointer, edit, quoted};
use crate::zarr::ngff::{Channel, Channels, DEFAULT_AXES, Image, Rdefs, image};
use crate::zarr::{Look, Node};
use std::ops::Range;

/// Chunks that are read of an image, and of a channel; values of a chunk.
const MOST_CHUNKS: u64 = 64;
const MOST_OF_CHANNEL: u64 = 16;
const MOST_VALUES: u64 = 1 << 16;
/// Channels that are written. Of more, `omero` is not what is wrong.
const MOST_CHANNELS: u64 = 1024;

/// Colours by position, as Viv and Avivator have them.
const COLORS: [&str; 7] = ["0000FF", "00FF00", "FF00FF", "FFFF00", "00FFFF", "FFFFFF", "FF0000"];

pub(super) fn mend(look: &mut Look<'_>, path: &str, outcome: &mut Outcome) {
    let Some(image) = image(look, path).here() else { return };
    let (Some(at), Some(document)) = (image.group.ome_attributes(), image.group.attributes_document()) else { return };
    let element = image.group.attribute("spatialdata_attrs").is_some();
    let lacking = if element { lacks_windows(&image) } else { lacks(&image) };
    if document.refusal().is_some() || !lacking {
        return;
    }
    let attributes = at.pointer().clone();
    let shape = match Pixels::of(&image) {
        Ok(pixels) => pixels,
        Err(why) => return outcome.leave(path, format!("omero is not what viewers need, and could not be created: {why}")),
    };
    let mut draft = Draft { document: (**document).clone(), why: Vec::new() };
    let mut windows = Windows { look, pixels: &shape, waits: false };
    if element {
        draft.windows(&image, &mut windows);
    } else {
        draft.complete(&image, &attributes, &mut windows);
    }
    let waits = windows.waits;
    if !waits && !draft.why.is_empty() {
        outcome.edit(document.key(), draft.document.text().to_vec(), draft.why);
    }
}

/// Whether there is anything to do, as far as metadata alone tell.
fn lacks(image: &Image) -> bool {
    let Some(omero) = &image.facts.omero else { return true };
    let Channels::Here(channels) = &omero.channels else { return true };
    let count = Pixels::of(image).map_or(0, |pixels| pixels.channels);
    !matches!(omero.rdefs, Rdefs::Here { .. })
        || len64(channels.len()) < count
        || channels.iter().any(|channel| !is_whole(channel))
}

/// Elements of SpatialData need no more than windows, and have `omero` where they have channels at all.
fn lacks_windows(image: &Image) -> bool {
    let omero = image.facts.omero.as_ref().filter(|_| !image.is_labels());
    omero.is_some_and(|omero| omero.channel_list().iter().any(|channel| channel.window.is_none()))
}

fn is_whole(channel: &Channel) -> bool {
    let window = channel.window.as_ref();
    let whole = window.is_some_and(|window| [window.start, window.end, window.min, window.max].iter().all(Option::is_some));
    whole && has_color(channel)
}

fn has_color(channel: &Channel) -> bool {
    channel.color.as_ref().is_some_and(|color| !color.is_null() && color.as_str() != Some(""))
}

/// What the arrays of an image say.
struct Pixels<'i> {
    /// The smallest level, and its number.
    lowest: &'i Node,
    level: usize,
    array: &'i Array,
    /// Where the axes stand.
    c: Option<usize>,
    t: Option<usize>,
    channels: u64,
    depth: u64,
}

impl<'i> Pixels<'i> {
    fn of(image: &'i Image) -> Result<Self, &'static str> {
        let axes: Vec<String> = match image.facts.multiscale().and_then(|multiscale| multiscale.axes.as_ref()) {
            Some(axes) => axes.iter().map(|axis| axis.name.clone().unwrap_or_default()).collect(),
            None => DEFAULT_AXES.map(str::to_owned).to_vec(),
        };
        let level = |(number, level): (usize, &'i crate::zarr::ngff::Level)| {
            let node = level.node.as_deref()?;
            let array = node.array()?;
            let items = array.grid()?.items()?;
            (array.shape.as_ref()?.len() == axes.len()).then_some((items, number, node, array))
        };
        let levels: Vec<_> = image.levels.iter().enumerate().filter_map(level).collect();
        let (_, number, lowest, array) =
            *levels.iter().min_by_key(|(items, ..)| *items).ok_or("its levels are not arrays that fit its axes")?;
        let (_, _, _, full) = *levels.first().ok_or("it has no levels")?;
        let size = |name: &str| {
            let at = axes.iter().position(|axis| axis == name)?;
            full.shape.as_ref()?.get(at).copied()
        };
        let place = |name: &str| axes.iter().position(|axis| axis == name);
        let channels = size("c").unwrap_or(1);
        if channels == 0 || channels > MOST_CHANNELS {
            return Err("it has no channels, or very many");
        }
        let (c, t, depth) = (place("c"), place("t"), size("z").unwrap_or(1));
        Ok(Self { lowest, level: number, array, c, t, channels, depth })
    }

    /// A channel at the first time.
    fn ranges(&self, channel: u64) -> Vec<Range<u64>> {
        let shape = self.array.shape.iter().flatten();
        let along = |(axis, size): (usize, &u64)| match axis {
            _ if Some(axis) == self.c => channel..channel.saturating_add(1),
            _ if Some(axis) == self.t => 0..1.min(*size),
            _ => 0..*size,
        };
        shape.enumerate().map(along).collect()
    }
}

/// The values that the type can have, of integers of up to 16 bits.
fn bounds(array: &Array) -> Option<(i64, i64)> {
    match array.dtype.as_ref()?.class {
        Class::Bool => Some((0, 1)),
        Class::Uint(8) => Some((0, 0xff)),
        Class::Uint(16) => Some((0, 0xffff)),
        Class::Int(8) => Some((-0x80, 0x7f)),
        Class::Int(16) => Some((-0x8000, 0x7fff)),
        _ => None,
    }
}

fn is_float(array: &Array) -> bool {
    array.dtype.as_ref().is_none_or(|dtype| matches!(dtype.class, Class::Float(_)))
}

/// Windows by the pixels.
struct Windows<'w, 'l, 'p> {
    look: &'w mut Look<'l>,
    pixels: &'w Pixels<'p>,
    waits: bool,
}

/// `window` as numbers of JSON.
struct Window {
    start: String,
    end: String,
    min: String,
    max: String,
}

impl Windows<'_, '_, '_> {
    /// The window of a channel: from the 1st to the 99th percentile of the lowest level.
    fn of(&mut self, channel: u64) -> Window {
        let chunks = MOST_CHUNKS.checked_div(self.pixels.channels).unwrap_or(1).clamp(1, MOST_OF_CHANNEL);
        let limits = Limits { chunks, values: MOST_VALUES, bytes: 64 << 20, whole: false };
        let values = match region(self.look, self.pixels.lowest, &self.pixels.ranges(channel), limits) {
            Ok(values) => values.unwrap_or_default(),
            Err(_) => {
                self.waits = true;
                Vec::new()
            }
        };
        self.window(values)
    }

    fn window(&self, values: Vec<f64>) -> Window {
        window(values, self.pixels.array)
    }
}

/// The window that is advised for values of an array, as JSON.
pub(in crate::check) fn window_json(values: &[f64], array: &Array) -> String {
    window(values.to_vec(), array).json()
}

fn window(mut values: Vec<f64>, array: &Array) -> Window {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let (float, bounds) = (is_float(array), bounds(array));
    let (least, most) = values.first().zip(values.last()).map_or((0.0, 1.0), |(least, most)| (*least, *most));
    let (start, end) = (percentile(&values, 1), percentile(&values, 99));
    // An image that is nearly empty is shown by what there is in it, and one that is empty somehow.
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) if start < end => (start, end),
        _ if least < most => (least, most),
        _ if bounds.is_some() && values.is_empty() => {
            let (min, max) = bounds.unwrap_or_default();
            (nearest_float(min.into()), nearest_float(max.into()))
        }
        _ => (least, least + 1.0),
    };
    let (min, max) = match bounds {
        Some((min, max)) => (min.to_string(), max.to_string()),
        None => (number(least.min(start), float), number(most.max(end), float)),
    };
    Window { start: number(start, float), end: number(end, float), min, max }
}

impl Window {
    fn json(&self) -> String {
        let Self { start, end, min, max } = self;
        format!("{{\"start\": {start}, \"end\": {end}, \"min\": {min}, \"max\": {max}}}")
    }
}

/// A value of sorted ones that so many in a hundred do not exceed.
fn percentile(values: &[f64], percent: u64) -> Option<f64> {
    let last = len64(values.len().checked_sub(1)?);
    let at = last.saturating_mul(percent).saturating_add(50).checked_div(100)?;
    values.get(len_usize(at)?).copied()
}

/// A number of JSON: a whole one of integers, six digits of floats.
fn number(value: f64, float: bool) -> String {
    if !float {
        return format!("{value:.0}");
    }
    let short: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    format!("{short:?}")
}

/// The attributes while they are written.
struct Draft {
    document: Document,
    why: Vec<String>,
}

impl Draft {
    fn complete(&mut self, image: &Image, attributes: &Pointer, windows: &mut Windows<'_, '_, '_>) {
        let pixels = windows.pixels;
        let whole = image.facts.omero.as_ref().filter(|omero| matches!(omero.channels, Channels::Here(_)));
        let way = format!("windows from the 1st to the 99th percentile of level {}", pixels.level);
        let amount = count(len_usize(pixels.channels).unwrap_or(usize::MAX), "channel");
        let Some(omero) = whole else {
            let channels: Vec<String> = (0..pixels.channels).map(|at| channel(pixels, at, &windows.of(at))).collect();
            let channels = format!("[{}]", channels.join(", "));
            let is_object = image
                .facts
                .omero
                .as_ref()
                .is_some_and(|omero| self.document.find(&omero.pointer).is_some_and(|at| at.value().as_object().is_some()));
            if is_object {
                self.set(&attributes.key("omero"), "channels", &channels);
                self.why.push(format!("omero has no list of channels: added {amount}, {way}"));
                return self.rdefs(image, attributes, pixels);
            }
            let omero = format!("{{\"channels\": {channels}, \"rdefs\": {}}}", rdefs(pixels));
            self.set(attributes, "omero", &omero);
            return self
                .why
                .push(format!("the image has no omero, without which Vitessce does not open it: added {amount}, {way}"));
        };
        let list = omero.pointer.key("channels");
        let (mut completed, mut added) = (0usize, 0usize);
        for (number, stated) in omero.channel_list().iter().enumerate() {
            let at = len64(number);
            if at < pixels.channels && !is_whole(stated) {
                completed = completed.saturating_add(1);
                self.channel(stated, at, windows);
            }
        }
        for at in len64(omero.channel_list().len())..pixels.channels {
            added = added.saturating_add(1);
            let new = channel(pixels, at, &windows.of(at));
            self.put(|document| edit::append(document, &list, &new));
        }
        if completed > 0 {
            self.why.push(format!("{} of omero lacked a window or a colour: {way}", count(completed, "channel")));
        }
        if added > 0 {
            self.why.push(format!("omero described all but {added} of {amount}: the missing ones are added, {way}"));
        }
        self.rdefs(image, attributes, pixels);
    }

    /// The windows that channels of an element of SpatialData lack, and nothing else.
    fn windows(&mut self, image: &Image, windows: &mut Windows<'_, '_, '_>) {
        let bare = image.facts.omero.iter().flat_map(|omero| omero.channel_list().iter().enumerate());
        let bare: Vec<_> =
            bare.filter(|(at, channel)| channel.window.is_none() && len64(*at) < windows.pixels.channels).collect();
        let way = format!("windows from the 1st to the 99th percentile of level {}", windows.pixels.level);
        let mut added = 0usize;
        for (at, channel) in bare {
            if self.document.find(&channel.pointer).is_some_and(|at| at.value().as_object().is_some()) {
                let window = windows.of(len64(at)).json();
                self.set(&channel.pointer, "window", &window);
                added = added.saturating_add(1);
            }
        }
        if added > 0 {
            self.why.push(format!("{} of omero lacked a window: {way}", count(added, "channel")));
        }
    }

    /// What a channel lacks.
    fn channel(&mut self, stated: &Channel, at: u64, windows: &mut Windows<'_, '_, '_>) {
        let window = windows.of(at);
        let is_object = self.document.find(&stated.pointer).is_some_and(|at| at.value().as_object().is_some());
        if !is_object {
            let new = channel(windows.pixels, at, &window);
            return self.put(|document| edit::replace(document, &stated.pointer, &new));
        }
        if !has_color(stated) {
            self.set(&stated.pointer, "color", &quoted(color(windows.pixels, at)));
        }
        let Some(own) = &stated.window else { return self.set(&stated.pointer, "window", &window.json()) };
        let members = [
            ("start", own.start, &window.start),
            ("end", own.end, &window.end),
            ("min", own.min, &window.min),
            ("max", own.max, &window.max),
        ];
        for (name, _, value) in members.into_iter().filter(|(_, own, _)| own.is_none()) {
            self.set(&own.pointer, name, value);
        }
    }

    fn rdefs(&mut self, image: &Image, attributes: &Pointer, pixels: &Pixels<'_>) {
        let was = match image.facts.omero.as_ref().map(|omero| &omero.rdefs) {
            Some(Rdefs::Here { .. }) | None => return,
            Some(Rdefs::Absent) => "missing".to_owned(),
            Some(Rdefs::NotAnObject(value)) => format!("{value}, which Vitessce does not open"),
        };
        self.set(&attributes.key("omero"), "rdefs", &rdefs(pixels));
        self.why.push(format!("omero.rdefs is {was}: added the model and the plane that are shown first"));
    }

    fn set(&mut self, object: &Pointer, name: &str, value: &str) {
        self.put(|document| edit::set(document, object, name, value));
    }

    fn put(&mut self, change: impl FnOnce(&Document) -> Option<Vec<u8>>) {
        if let Some(text) = change(&self.document) {
            self.document = Document::read(self.document.key(), &text);
        }
    }
}

fn rdefs(pixels: &Pixels<'_>) -> String {
    format!("{{\"model\": \"greyscale\", \"defaultZ\": {}, \"defaultT\": 0}}", pixels.depth >> 1)
}

fn channel(pixels: &Pixels<'_>, at: u64, window: &Window) -> String {
    let (label, color, window) = (at.saturating_add(1), color(pixels, at), window.json());
    format!("{{\"label\": \"Channel {label}\", \"color\": \"{color}\", \"active\": true, \"window\": {window}}}")
}

fn color(pixels: &Pixels<'_>, at: u64) -> &'static str {
    if pixels.channels == 1 {
        return "FFFFFF";
    }
    let at = at.checked_rem(len64(COLORS.len())).and_then(len_usize).unwrap_or(0);
    COLORS.get(at).copied().unwrap_or("FFFFFF")
}
