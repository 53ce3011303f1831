//! `omero`: how an image is shown. Viewers fail on some of its forms, so that each form is told apart.

use super::stated::Stated;
use crate::zarr::Defects;
use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer, Value};

/// `omero`
#[derive(Clone, Debug, PartialEq)]
pub struct Omero {
    /// `version`
    pub version: Option<Stated>,
    /// `name`
    pub name: Option<String>,
    /// `channels`
    pub channels: Channels,
    /// `rdefs`
    pub rdefs: Rdefs,
    /// Where it stands.
    pub pointer: Pointer,
}

/// `omero.channels`
#[derive(Clone, Debug, PartialEq)]
pub enum Channels {
    /// There are none.
    Absent,
    /// It is something else than an array; what, as JSON.
    NotAnArray(String),
    /// The channels.
    Here(Vec<Channel>),
}

/// A channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// `label` as it is; SpatialData writes numbers.
    pub label: Option<Value>,
    /// `color` as it is; it should be six hexadecimal digits.
    pub color: Option<Value>,
    /// `active`
    pub active: Option<bool>,
    /// `window`, if it is an object.
    pub window: Option<Window>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// `window`: what is black and what is white.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// `start`
    pub start: Option<f64>,
    /// `end`
    pub end: Option<f64>,
    /// `min`
    pub min: Option<f64>,
    /// `max`
    pub max: Option<f64>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// `omero.rdefs`
#[derive(Clone, Debug, PartialEq)]
pub enum Rdefs {
    /// It is not there.
    Absent,
    /// It is `null`, or something else that is no object; what, as JSON.
    NotAnObject(String),
    /// It is there.
    Here {
        /// `model`: `color` or `greyscale`.
        model: Option<String>,
        /// `defaultZ`
        default_z: Option<f64>,
        /// `defaultT`
        default_t: Option<f64>,
        /// Where it stands.
        pointer: Pointer,
    },
}

impl Omero {
    /// The channels, none where they cannot be read.
    pub fn channel_list(&self) -> &[Channel] {
        match &self.channels {
            Channels::Here(channels) => channels,
            Channels::Absent | Channels::NotAnArray(_) => &[],
        }
    }

    pub(super) fn read(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        Self {
            version: Stated::read("version", &mut fields),
            name: fields.may_text("name"),
            channels: channels(&mut fields),
            rdefs: rdefs(&mut fields),
            pointer: at.pointer().clone(),
        }
    }
}

impl Channel {
    /// The colour as `RRGGBB` in upper case, if it is written with six digits, with or without `#`.
    pub fn rgb(&self) -> Option<String> {
        let text = self.color.as_ref()?.as_str()?;
        let digits = text.strip_prefix('#').unwrap_or(text);
        let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        six.then(|| digits.to_ascii_uppercase())
    }

    fn read(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        Self {
            label: at.get("label").map(|label| label.value().clone()),
            color: at.get("color").map(|color| color.value().clone()),
            active: fields.may("active").and_then(|at| fields.flag(&at)),
            window: fields.may("window").and_then(|at| Window::read(&at, fields.defects)),
            pointer: at.pointer().clone(),
        }
    }
}

impl Window {
    fn read(at: &Cursor<'_>, defects: &mut Defects) -> Option<Self> {
        let mut fields = Fields::of(at, defects);
        at.value().as_object()?;
        let [start, end, min, max] =
            ["start", "end", "min", "max"].map(|name| fields.may(name).and_then(|at| fields.number(&at)));
        Some(Self { start, end, min, max, pointer: at.pointer().clone() })
    }
}

fn channels(fields: &mut Fields<'_, '_>) -> Channels {
    match fields.at.get("channels") {
        None => Channels::Absent,
        Some(at) => match fields.items(&at) {
            Some(items) => Channels::Here(items.iter().map(|item| Channel::read(item, fields.defects)).collect()),
            None => Channels::NotAnArray(at.value().brief(40)),
        },
    }
}

fn rdefs(fields: &mut Fields<'_, '_>) -> Rdefs {
    let Some(at) = fields.at.get("rdefs") else { return Rdefs::Absent };
    if at.value().as_object().is_none() {
        fields.wrong_type(&at, "an object");
        return Rdefs::NotAnObject(at.value().brief(40));
    }
    let mut fields = Fields { at: at.clone(), defects: fields.defects };
    let model = fields.may_text("model");
    let [default_z, default_t] = ["defaultZ", "defaultT"].map(|name| fields.may(name).and_then(|at| fields.number(&at)));
    Rdefs::Here { model, default_z, default_t, pointer: at.pointer().clone() }
}
