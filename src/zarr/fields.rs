//! Taking members of an object as what they have to be, with a defect where they are not.

use super::json::{Cursor, Kind, Number};
use super::{DefectCode, Defects};

/// The members of one object, and where departures go.
pub(super) struct Fields<'a, 'd> {
    pub(super) at: Cursor<'a>,
    pub(super) defects: &'d mut Defects,
}

impl<'a, 'd> Fields<'a, 'd> {
    /// The members of an object; a defect and no members if it is something else.
    pub(super) fn of(at: &Cursor<'a>, defects: &'d mut Defects) -> Self {
        let mut fields = Self { at: at.clone(), defects };
        if fields.at.value().as_object().is_none() {
            fields.wrong_type(at, "an object");
        }
        fields
    }

    /// A member that has to be there.
    pub(super) fn want(&mut self, name: &str) -> Option<Cursor<'a>> {
        let found = self.at.get(name);
        if found.is_none() {
            self.note(&self.at.clone(), DefectCode::Missing, format!("\"{name}\" is missing"));
        }
        found
    }

    /// A member that may be there. `null` is as good as none.
    pub(super) fn may(&self, name: &str) -> Option<Cursor<'a>> {
        self.at.get(name).filter(|member| !member.value().is_null())
    }

    pub(super) fn note(&mut self, at: &Cursor<'_>, code: DefectCode, what: impl Into<String>) {
        self.defects.push(at.defect(code, what));
    }

    pub(super) fn wrong_type(&mut self, at: &Cursor<'_>, wanted: &str) {
        let found = at.value();
        let what = match &found.kind {
            Kind::Object(_) | Kind::Array(_) => format!("{wanted} has to stand here, not an {}", found.type_name()),
            _ => format!("{wanted} has to stand here, not {}", found.brief(60)),
        };
        self.note(at, DefectCode::WrongType, what);
    }

    /// A string, or a defect.
    pub(super) fn text(&mut self, at: &Cursor<'a>) -> Option<&'a str> {
        let text = at.value().as_str();
        if text.is_none() {
            self.wrong_type(at, "a string");
        }
        text
    }

    /// A number, or a defect.
    pub(super) fn number(&mut self, at: &Cursor<'a>) -> Option<f64> {
        let number = at.value().as_number().map(Number::to_f64);
        if number.is_none() {
            self.wrong_type(at, "a number");
        }
        number
    }

    /// An integer from 0 on, or a defect.
    pub(super) fn whole(&mut self, at: &Cursor<'a>) -> Option<u64> {
        let number = at.value().as_u64();
        if number.is_none() {
            self.wrong_type(at, "an integer from 0 on");
        }
        number
    }

    /// `true` or `false`, or a defect.
    pub(super) fn flag(&mut self, at: &Cursor<'a>) -> Option<bool> {
        let flag = at.value().as_bool();
        if flag.is_none() {
            self.wrong_type(at, "true or false");
        }
        flag
    }

    /// The items of an array, or a defect.
    pub(super) fn items(&mut self, at: &Cursor<'a>) -> Option<Vec<Cursor<'a>>> {
        if at.value().as_array().is_none() {
            self.wrong_type(at, "an array");
            return None;
        }
        Some(at.items().collect())
    }

    /// An array of integers from 0 on, or a defect at the item that is none.
    pub(super) fn wholes(&mut self, at: &Cursor<'a>) -> Option<Vec<u64>> {
        let items = self.items(at)?;
        items.iter().map(|item| self.whole(item)).collect()
    }

    /// An array of numbers, or a defect at the item that is none.
    pub(super) fn numbers(&mut self, at: &Cursor<'a>) -> Option<Vec<f64>> {
        let items = self.items(at)?;
        items.iter().map(|item| self.number(item)).collect()
    }

    /// The strings of an array, with a defect for each item that is none.
    pub(super) fn texts(&mut self, at: &Cursor<'a>) -> Option<Vec<String>> {
        let items = self.items(at)?;
        Some(items.iter().filter_map(|item| self.text(item).map(str::to_owned)).collect())
    }

    /// A string member that may be there.
    pub(super) fn may_text(&mut self, name: &str) -> Option<String> {
        let member = self.may(name)?;
        self.text(&member).map(str::to_owned)
    }

    /// A string member that has to be there.
    pub(super) fn want_text(&mut self, name: &str) -> Option<String> {
        let member = self.want(name)?;
        self.text(&member).map(str::to_owned)
    }

    /// The items of an array member that may be there; none where there is none.
    pub(super) fn may_items(&mut self, name: &str) -> Vec<Cursor<'a>> {
        let member = self.may(name);
        member.and_then(|member| self.items(&member)).unwrap_or_default()
    }
}
