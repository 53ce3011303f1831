//! AnnData 0.7 to 0.13 and MuData in Zarr: what there is, how it is encoded, and how long it is.

mod element;
mod frame;
mod names;

pub use element::{Element, ElementKind, Sparse};
pub use frame::{Categorical, Column, ColumnKind, Frame};
pub use names::{Translation, translate};

use super::Defects;
use super::node::Node;
use super::path::join;
use super::store::{Expect, Found, Look};
use element::element;
use frame::frame;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An AnnData group.
#[derive(Clone, Debug)]
pub struct AnnData {
    /// Its path in the store.
    pub path: String,
    /// The group.
    pub node: Arc<Node>,
    /// `encoding-type` of the group; AnnData 0.7 states none.
    pub encoding: Option<String>,
    /// `encoding-version` of the group.
    pub version: Option<String>,
    /// Observations.
    pub obs: Found<Box<Frame>>,
    /// Variables.
    pub var: Found<Box<Frame>>,
    /// The matrix.
    pub x: Element,
    /// `raw/X`, where there is `raw`.
    pub raw_x: Option<Element>,
    /// `layers`
    pub layers: Named,
    /// `obsm`
    pub obsm: Named,
    /// `varm`
    pub varm: Named,
    /// Names in `obsp`, `varp` and `uns`, as far as they can be told.
    pub others: Vec<String>,
    /// What departs from the specification.
    pub defects: Defects,
}

/// Elements by name.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The elements.
    pub elements: Vec<Element>,
    /// Whether these are all; where the store cannot list, nobody knows.
    pub complete: bool,
}

/// A MuData group.
#[derive(Clone, Debug)]
pub struct MuData {
    /// Its path in the store.
    pub path: String,
    /// The group.
    pub node: Arc<Node>,
    /// What is said of all observations and variables together, as of an AnnData without a matrix.
    pub global: Box<AnnData>,
    /// The modalities, in the order of `mod-order` where it is there.
    pub modalities: Vec<Found<AnnData>>,
}

/// Elements that are read of one group, and modalities.
const MOST: usize = 256;

/// Reads an AnnData group. Absent where there is no group.
pub fn anndata(look: &mut Look<'_>, path: &str) -> Found<AnnData> {
    let node = match look.node(path, Expect::Group) {
        Found::Here(node) => node,
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let mut defects = Defects::default();
    let text = |name: &str| node.text_attribute(name).map(str::to_owned);
    let mut read = |name: &str| boxed(frame(look, &join(path, name), &mut defects));
    let (obs, var) = (read("obs"), read("var"));
    let x = element(look, &join(path, "X"), Expect::Node, &mut defects);
    let raw_x = raw(look, path, &mut defects);
    let [layers, obsm, varm] = ["layers", "obsm", "varm"].map(|name| named(look, &join(path, name), &mut defects));
    let others = ["obsp", "varp", "uns"].into_iter().flat_map(|name| {
        let names = look.children(&join(path, name)).here().unwrap_or_default();
        names.into_iter().map(move |child| join(name, &child))
    });
    let others = others.collect();
    let (encoding, version) = (text("encoding-type"), text("encoding-version"));
    Found::Here(AnnData {
        path: path.to_owned(),
        node,
        encoding,
        version,
        obs,
        var,
        x,
        raw_x,
        layers,
        obsm,
        varm,
        others,
        defects,
    })
}

/// Reads a MuData group. Absent where there is no group.
pub fn mudata(look: &mut Look<'_>, path: &str) -> Found<MuData> {
    let global = match anndata(look, path) {
        Found::Here(global) => Box::new(global),
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let modalities = modalities(look, path);
    let modalities = modalities.iter().map(|name| anndata(look, &join(&join(path, "mod"), name))).collect();
    Found::Here(MuData { path: path.to_owned(), node: global.node.clone(), global, modalities })
}

impl AnnData {
    /// Observations, by the index of `obs`.
    pub fn n_obs(&self) -> Option<u64> {
        self.obs_frame()?.rows()
    }

    /// Variables, by the index of `var`.
    pub fn n_var(&self) -> Option<u64> {
        self.var_frame()?.rows()
    }

    /// `obs`, where it is there.
    pub fn obs_frame(&self) -> Option<&Frame> {
        here(&self.obs)
    }

    /// `var`, where it is there.
    pub fn var_frame(&self) -> Option<&Frame> {
        here(&self.var)
    }

    /// Paths below the group of all that can be named in a view.
    pub fn paths(&self) -> BTreeSet<String> {
        let frames = [self.obs_frame(), self.var_frame()].into_iter().flatten();
        let columns = frames.flat_map(|frame| frame.columns.iter().chain(&frame.index));
        let columns = columns.filter(|column| column.node.is_some()).map(|column| &column.path);
        let elements = self.layers.elements.iter().chain(&self.obsm.elements).chain(&self.varm.elements);
        let elements =
            elements.chain([&self.x]).chain(&self.raw_x).filter(|element| element.exists()).map(|element| &element.path);
        let below = columns.chain(elements).map(|path| self.below(path));
        below.chain(self.others.iter().cloned()).collect()
    }

    /// Understands what a person typed for a path of this group.
    pub fn translate(&self, typed: &str) -> Translation {
        let index = |frame: Option<&Frame>| frame.and_then(|frame| frame.index_name.clone());
        let (obs, var) = (index(self.obs_frame()), index(self.var_frame()));
        translate(typed, &self.paths(), [obs.as_deref(), var.as_deref()])
    }

    fn below(&self, path: &str) -> String {
        let rest = path.strip_prefix(&self.path).map(|rest| rest.trim_start_matches('/'));
        rest.unwrap_or(path).to_owned()
    }
}

fn here(frame: &Found<Box<Frame>>) -> Option<&Frame> {
    match frame {
        Found::Here(frame) => Some(frame),
        Found::Absent | Found::Unknown => None,
    }
}

fn boxed(frame: Found<Frame>) -> Found<Box<Frame>> {
    match frame {
        Found::Here(frame) => Found::Here(Box::new(frame)),
        Found::Absent => Found::Absent,
        Found::Unknown => Found::Unknown,
    }
}

/// `raw` is a group with a matrix of its own, or stands for nothing.
fn raw(look: &mut Look<'_>, path: &str, defects: &mut Defects) -> Option<Element> {
    let raw = look.node(&join(path, "raw"), Expect::Node).here()?;
    raw.is_group().then(|| element(look, &join(&raw.path, "X"), Expect::Node, defects))
}

fn named(look: &mut Look<'_>, path: &str, defects: &mut Defects) -> Named {
    match look.children(path) {
        Found::Here(names) => Named {
            complete: names.len() <= MOST,
            elements: names.iter().take(MOST).map(|name| element(look, &join(path, name), Expect::Node, defects)).collect(),
        },
        Found::Absent | Found::Unknown => Named::default(),
    }
}

/// Names of the modalities: `mod-order`, else as listed.
fn modalities(look: &mut Look<'_>, path: &str) -> Vec<String> {
    let path = join(path, "mod");
    let Some(node) = look.node(&path, Expect::Group).here() else { return Vec::new() };
    let order =
        node.attribute("mod-order").map(|at| at.items().filter_map(|item| item.value().as_str().map(str::to_owned)).collect());
    let mut names: Vec<String> = order.unwrap_or_else(|| look.children(&path).here().unwrap_or_default());
    names.truncate(MOST);
    names
}

#[cfg(test)]
mod tests;
