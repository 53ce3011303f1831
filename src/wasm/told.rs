//! The boundary to JavaScript: what callers tell, read from their own objects, and small facts that they get as such.
//!
//! Options are read one by one, so that an error says which one it is about, what was given and what is taken. Reports do not come
//! by here: they are JSON text, the same byte for byte wherever they are made.

use super::usage;
use js_sys::{JSON, Object, Reflect};
#[cfg(feature = "zarr")]
use serde::Serialize;
use serde::de::DeserializeOwned;
#[cfg(feature = "zarr")]
use serde_wasm_bindgen::Serializer;
use serde_wasm_bindgen::from_value;
use wasm_bindgen::prelude::*;

/// What options take, in words.
pub(super) const A_TEXT: &str = "a text";
#[cfg(feature = "check")]
pub(super) const A_COUNT: &str = "a whole number, 0 or more";

/// Characters that are told of a value that was given.
const SHOWN: usize = 60;

/// An object of JavaScript whose members are told.
pub(super) struct Told {
    object: JsValue,
    /// How its members are called in errors: before their own names.
    prefix: &'static str,
}

impl Told {
    /// What was given to a function of the boundary.
    pub(super) fn new(object: JsValue) -> Self {
        Self { object, prefix: "" }
    }

    /// A member that is an object itself; one without members where it is not given. `prefix`: its name and a dot.
    pub(super) fn inner(&self, name: &str, prefix: &'static str) -> Result<Self, String> {
        let object = self.value(name);
        if object.is_object() || nothing(&object) {
            Ok(Self { object, prefix })
        } else {
            Err(self.refused(name, &object, "an object"))
        }
    }

    /// A member, where it is given. `takes` says in words what is taken.
    pub(super) fn option<T: DeserializeOwned>(&self, name: &str, takes: &str) -> Result<Option<T>, String> {
        let value = self.value(name);
        from_value(value.clone()).map_err(|_| self.refused(name, &value, takes))
    }

    /// Names and texts of a member that is an object, in the order of JavaScript.
    pub(super) fn texts(&self, name: &str, takes: &str) -> Result<Vec<(String, String)>, String> {
        let value = self.value(name);
        if nothing(&value) {
            return Ok(Vec::new());
        }
        let plain = value.dyn_ref::<Object>().filter(|_| !js_sys::Array::is_array(&value));
        let entries = plain.and_then(|object| from_value(Object::entries(object).into()).ok());
        entries.ok_or_else(|| self.refused(name, &value, takes))
    }

    fn value(&self, name: &str) -> JsValue {
        // Only what is no object at all has no members to ask for.
        Reflect::get(&self.object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    fn refused(&self, name: &str, given: &JsValue, takes: &str) -> String {
        usage(format!("{}{name} is {}, and has to be {takes}", self.prefix, shown(given)))
    }
}

#[cfg(feature = "zarr")]
impl Told {
    /// A text, or several, of a member.
    pub(super) fn one_or_more(&self, name: &str, takes: &str) -> Result<Vec<String>, String> {
        match self.value(name).as_string() {
            Some(text) => Ok(vec![text]),
            None => Ok(self.option(name, takes)?.unwrap_or_default()),
        }
    }

    /// A text that stands for all, under the empty name, or a text for each name.
    pub(super) fn one_or_named(&self, name: &str, takes: &str) -> Result<Vec<(String, String)>, String> {
        match self.value(name).as_string() {
            Some(text) => Ok(vec![(String::new(), text)]),
            None => self.texts(name, takes),
        }
    }

    /// Names of all members that are given.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.object.dyn_ref::<Object>().map(Object::keys);
        let names = names.iter().flat_map(|names| names.iter().filter_map(|name| name.as_string()));
        names.filter(|name| !nothing(&self.value(name))).collect()
    }
}

fn nothing(value: &JsValue) -> bool {
    value.is_null() || value.is_undefined()
}

/// A value as people write it in JavaScript; its type where there is no such text.
fn shown(value: &JsValue) -> String {
    let json = || JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    let text = match value.as_f64() {
        // JSON knows no NaN, and has null for it.
        Some(number) => Some(number.to_string()),
        None => json(),
    };
    let text = text.unwrap_or_else(|| value.js_typeof().as_string().unwrap_or_default());
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A few facts as an object of JavaScript, as JSON would have them.
#[cfg(feature = "zarr")]
pub(super) fn to_object(facts: &impl Serialize) -> JsValue {
    // Types without maps of odd keys cannot fail.
    facts.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
