//! Reading a Zarr store for a checker: what it is, its metadata, then chunks whose values are facts.

use crate::bytes::len64;
use crate::check::zarr::contents::{Contents, contents};
use crate::check::zarr::facts::tables;
use crate::check::zarr::mend::Mending;
use crate::check::zarr::spatial::not_checked;
use crate::check::zarr::{ZarrFacts, strays};
use crate::need::StoreAsk;
use crate::viewer::{Host, StoreInput, Survey, Traces, Zip, survey, traces};
use crate::zarr::anndata::{anndata, mudata};
use crate::zarr::ngff::{Ngff, fields, image, labels, series};
use crate::zarr::probe::{Kind, probe};
use crate::zarr::spatialdata::{ElementKind, spatialdata};
use crate::zarr::tree::{Tree, tree};
use crate::zarr::{Answer, KeyPart, Look, Needs, Reply};
use std::collections::BTreeMap;

/// Images that are named of a plate and its like.
const MOST_BELOW: usize = 5;

/// Questions of one round.
const ROUND: usize = 256;

/// A store being read.
#[derive(Debug)]
pub struct StoreSession {
    facts: ZarrFacts,
    purpose: Purpose,
    tree: Tree,
    mending: Mending,
}

/// What a store is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// A report.
    Judge,
    /// All its groups and arrays.
    Tree,
    /// What can be mended in its metadata.
    Mend,
}

/// What a look came to: facts, as far as they are known.
#[derive(Default)]
struct Known {
    probe: Option<crate::zarr::probe::Probe>,
    image: Option<crate::zarr::ngff::Image>,
    images_below: Vec<String>,
    strays: BTreeMap<String, (usize, f64)>,
    labels: Option<crate::zarr::ngff::Labels>,
    anndata: Option<crate::zarr::anndata::AnnData>,
    mudata: Option<crate::zarr::anndata::MuData>,
    spatialdata: Option<crate::zarr::spatialdata::SpatialData>,
    traces: Traces,
    survey: Option<Survey>,
    tree: Option<Tree>,
    contents: Contents,
}

impl StoreSession {
    /// A session on a store of which nothing has arrived.
    pub fn new(input: StoreInput) -> Self {
        let mending = Mending::new(&input);
        let archive = input.zip.as_ref().map(Zip::archive);
        let mut facts = ZarrFacts::new(input);
        if let Some(archive) = archive {
            facts.store.lies_in(archive);
        }
        Self { facts, purpose: Purpose::Judge, tree: Tree::default(), mending }
    }

    /// A session that looks for all groups and arrays. `trust`: nodes are taken from consolidated metadata where it has them.
    pub fn for_tree(input: StoreInput, trust: bool) -> Self {
        let mut session = Self { purpose: Purpose::Tree, ..Self::new(input) };
        session.facts.store.trust_consolidated(trust);
        session
    }

    /// A session that mends metadata.
    pub fn for_mending(input: StoreInput) -> Self {
        Self { purpose: Purpose::Mend, ..Self::new(input) }
    }

    /// Looks at what is here: what is needed to know more, nothing when finished.
    pub fn step(&mut self) -> Vec<StoreAsk> {
        let input = &self.facts.input;
        let needs = match self.purpose {
            Purpose::Judge => {
                let (known, needs) = self.facts.store.read(|look| look_at(look, input));
                self.take(known);
                needs
            }
            Purpose::Tree => {
                let (known, needs) = self.facts.store.read(|look| tree_of(look, input));
                self.take(known);
                needs
            }
            Purpose::Mend => self.mend(),
        };
        let asks = asks(needs);
        if !asks.is_empty() {
            let transfer = &mut self.facts.transfer;
            transfer.rounds = transfer.rounds.saturating_add(1);
            transfer.requests = transfer.requests.saturating_add(len64(asks.len()));
        }
        asks
    }

    /// Goes on with the mending, stage by stage, up to where something is missing.
    fn mend(&mut self) -> Needs {
        let (store, mending) = (&mut self.facts.store, &mut self.mending);
        // Ends: each turn is one of a finite number of stages.
        while !mending.is_done() {
            let (outcome, needs) = store.read(|look| mending.look(look));
            if !needs.is_empty() {
                return needs;
            }
            let now = mending.take(outcome, |key| match store.read(|look| look.known(key)).0 {
                Some(Answer::Document(document)) => Some(document.text().to_vec()),
                _ => None,
            });
            // What the next stage sees is what was mended.
            for (key, text) in now {
                store.supply(&key, Reply::Bytes(text));
            }
            store.forget_chunks();
        }
        Needs::default()
    }

    fn take(&mut self, known: Known) {
        let facts = &mut self.facts;
        if let Some(probe) = known.probe {
            facts.probe = probe;
        }
        if let Some(tree) = known.tree {
            self.tree = tree;
        }
        facts.image = known.image;
        facts.images_below = known.images_below;
        facts.strays = known.strays;
        facts.labels = known.labels;
        facts.anndata = known.anndata;
        facts.mudata = known.mudata;
        facts.not_checked = known.spatialdata.iter().flat_map(not_checked).collect();
        facts.spatialdata = known.spatialdata;
        facts.traces = known.traces;
        facts.survey = known.survey.unwrap_or_default();
        facts.contents = known.contents;
    }

    /// Takes the answer to a question for a key.
    pub fn supply(&mut self, key: &str, reply: Reply) {
        if let Reply::Bytes(bytes) = &reply {
            self.facts.transfer.bytes = self.facts.transfer.bytes.saturating_add(len64(bytes.len()));
        }
        self.facts.store.supply(key, reply);
    }

    /// Takes the names below a path, `None` where the store cannot list.
    pub fn supply_names(&mut self, path: &str, names: Option<Vec<String>>) {
        self.facts.store.supply_names(path, names);
    }

    /// Takes the size of the object at a key, `None` where there is none.
    pub fn supply_size(&mut self, key: &str, size: Option<u64>) {
        self.facts.store.supply_size(key, size);
    }

    /// Takes a part of an object, `None` where there is none.
    pub fn supply_part(&mut self, part: KeyPart, bytes: Option<Vec<u8>>) {
        let transfer = &mut self.facts.transfer;
        transfer.bytes = transfer.bytes.saturating_add(bytes.as_ref().map_or(0, |bytes| len64(bytes.len())));
        self.facts.store.supply_part(part, bytes);
    }

    /// Groups and arrays, of a session that looks for them.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What is mended, of a session that mends.
    pub fn mending(&self) -> &Mending {
        &self.mending
    }

    /// Takes what was noticed of the host.
    pub fn learn_host(&mut self, host: Host) {
        self.facts.input.host = host;
    }

    /// What was found.
    pub fn facts(&self) -> &ZarrFacts {
        &self.facts
    }
}

/// At most so many questions at once: the rest comes with the next look.
fn asks(needs: Needs) -> Vec<StoreAsk> {
    let names = needs.names.into_iter().map(StoreAsk::Names);
    let keys = needs.keys.into_iter().map(StoreAsk::Key);
    let sizes = needs.sizes.into_iter().map(StoreAsk::Size);
    names.chain(keys).chain(sizes).chain(needs.parts.into_iter().map(StoreAsk::Part)).take(ROUND).collect()
}

fn tree_of(look: &mut Look<'_>, input: &StoreInput) -> Known {
    // Consolidated metadata names nodes where the store cannot; it is read first.
    let _ = look.consolidated("");
    Known { tree: Some(tree(look, &input.path)), ..Known::default() }
}

fn look_at(look: &mut Look<'_>, input: &StoreInput) -> Known {
    let path = input.path.as_str();
    let probe = probe(look, path);
    let (kind, node) = (probe.kind, probe.node.clone());
    let mut known = Known { probe: Some(probe), ..Known::default() };
    match kind {
        Kind::Image | Kind::Label | Kind::SpatialDataRaster => {
            known.image = image(look, path).here();
            known.labels = labels(look, path).here();
        }
        Kind::Plate | Kind::Well => {
            let group = node.map(|node| Ngff::read(&node)).unwrap_or_default();
            let own = group.well.iter().flat_map(|well| well.images.iter().filter_map(|image| image.resolved.clone()));
            known.images_below = own.take(MOST_BELOW).collect();
            known.images_below.extend(fields(look, &group, MOST_BELOW).into_iter().filter_map(|field| field.image));
        }
        Kind::Bioformats2Raw => known.images_below = series(look, path, MOST_BELOW).here().unwrap_or_default(),
        Kind::AnnData => known.anndata = anndata(look, path).here(),
        Kind::MuData => known.mudata = mudata(look, path).here(),
        Kind::SpatialData => known.spatialdata = spatialdata(look, path).here(),
        _ => {}
    }
    let own = known.image.iter().filter(|image| image.is_labels());
    let elements = known.spatialdata.iter().flat_map(|store| &store.elements);
    let elements = elements.filter(|element| element.kind == ElementKind::Labels).filter_map(|element| element.image.as_deref());
    for image in own.chain(elements) {
        if let Ok(Some(stray)) = strays(look, image) {
            known.strays.insert(image.facts.path.clone(), stray);
        }
    }
    known.traces = traces(look, input, kind);
    known.survey = survey(look, input, &known.traces);
    let tables = tables(known.anndata.as_ref(), known.mudata.as_ref(), known.spatialdata.as_ref());
    known.contents = contents(look, &tables, path, &input.asked);
    known
}
