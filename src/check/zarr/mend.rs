//! What can be mended of a store in its metadata alone: texts that are written anew, each with the reasons.
//!
//! It goes stage by stage, and each stage sees what those before it have mended: first JSON that browsers refuse, then
//! separators of chunks, then `omero` of each image and the lists of label images, and at the end consolidated metadata, which repeat all that.
//! Chunks are read and never written.

mod consolidated;
mod labels;
mod literals;
mod omero;
mod outcome;
mod separator;

use crate::viewer::StoreInput;
use crate::zarr::Look;
use crate::zarr::node::Node;
use crate::zarr::probe::{Kind, kind_of};
use crate::zarr::tree::{Tree, tree};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(in crate::check) use omero::window_json;
use outcome::Edit;
pub use outcome::{Left, Outcome};

/// A text that is written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key of the store.
    pub key: String,
    /// The text that is there; `None` where there is none.
    pub before: Option<Vec<u8>>,
    /// The text that takes its place.
    pub after: Vec<u8>,
    /// Why, in sentences without their full stops.
    pub why: Vec<String>,
}

/// A mending under way.
#[derive(Clone, Debug)]
pub struct Mending {
    path: String,
    stage: Stage,
    changes: BTreeMap<String, Change>,
    left: Vec<Left>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Literals,
    Separators,
    /// The paths of images that are still to come.
    Images(Option<Vec<String>>),
    Labels,
    Consolidated,
    Done,
}

impl Mending {
    /// Mends what is at a path or below it. Consolidated metadata are those of the whole store.
    pub fn new(input: &StoreInput) -> Self {
        Self { path: input.path.clone(), stage: Stage::Literals, changes: BTreeMap::new(), left: Vec::new() }
    }

    /// Whether there is nothing more to look at.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// What is to be written, nodes first and consolidated metadata last, as they tell of the others.
    pub fn changes(&self) -> Vec<&Change> {
        let (summaries, nodes): (Vec<&Change>, Vec<&Change>) =
            self.changes.values().partition(|change| change.key.ends_with("zmetadata") || change.key == "zarr.json");
        nodes.into_iter().chain(summaries).collect()
    }

    /// What stays wrong.
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// Looks at what the stage is about. What it comes to counts when nothing is missing any more.
    pub fn look(&self, look: &mut Look<'_>) -> Outcome {
        let mut outcome = Outcome::default();
        // The metadata is looked at whole in every stage: the one before has changed it.
        let tree = tree(look, "");
        match &self.stage {
            Stage::Literals => literals::mend(look, &self.own(&tree), &mut outcome),
            Stage::Separators => separator::mend(look, &self.own(&tree), &mut outcome),
            Stage::Images(None) => outcome.images = images(&self.own(&tree)),
            Stage::Images(Some(paths)) => {
                if let Some(path) = paths.last() {
                    omero::mend(look, path, &mut outcome);
                }
            }
            Stage::Labels => labels::mend(&self.own(&tree), &mut outcome),
            Stage::Consolidated => consolidated::mend(look, &tree, &mut outcome),
            Stage::Done => {}
        }
        outcome
    }

    /// Takes what a stage came to and goes on to the next; gives the keys with the texts that they have now.
    pub fn take(&mut self, outcome: Outcome, before: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
        let Outcome { edits, left, images } = outcome;
        self.left.extend(left);
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Literals => Stage::Separators,
            Stage::Separators => Stage::Images(None),
            Stage::Images(None) if !images.is_empty() => Stage::Images(Some(images)),
            Stage::Images(Some(mut paths)) if paths.len() > 1 => {
                paths.pop();
                Stage::Images(Some(paths))
            }
            Stage::Images(_) => Stage::Labels,
            Stage::Labels => Stage::Consolidated,
            Stage::Consolidated | Stage::Done => Stage::Done,
        };
        let mut now = Vec::new();
        for Edit { key, after, why } in edits {
            let change = self.changes.entry(key.clone()).or_insert_with(|| Change {
                key: key.clone(),
                before: before(&key),
                after: Vec::new(),
                why: Vec::new(),
            });
            change.after.clone_from(&after);
            change.why.extend(why);
            now.push((key, after));
        }
        now
    }

    /// Nodes at the path or below.
    fn own(&self, tree: &Tree) -> Vec<Arc<Node>> {
        let below = |path: &str| path.strip_prefix(&self.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        tree.nodes.iter().filter(|node| self.path.is_empty() || below(&node.path)).cloned().collect()
    }
}

/// Paths of images that viewers show by their `omero`, elements of SpatialData among them; no label images.
fn images(nodes: &[Arc<Node>]) -> Vec<String> {
    let of_labels = |path: &str| path.split('/').rev().skip(1).any(|part| part == "labels");
    let is_image = |node: &Node| matches!(kind_of(node), Some(Kind::Image | Kind::SpatialDataRaster));
    let images = nodes.iter().filter(|node| is_image(node) && !of_labels(&node.path));
    let mut paths: Vec<String> = images.map(|node| node.path.clone()).collect();
    // They are taken from the end.
    paths.reverse();
    paths
}

#[cfg(test)]
mod tests;
