//! Reading a Zarr store for a checker: what it is, its metadata, then chunks whose values are facts.

use crate::bytes::len64;
use crate::check::zarr::contents::{Contents, contents};
use crate::check::zarr::facts::tables;
use crate::check::zarr::trace::Trace;
use crate::check::zarr::{StoreInput, ZarrFacts, traces};
use crate::need::StoreAsk;
use crate::zarr::anndata::{anndata, mudata};
use crate::zarr::ngff::{image, labels};
use crate::zarr::probe::{Kind, probe};
use crate::zarr::spatialdata::spatialdata;
use crate::zarr::{KeyPart, Look, Needs, Reply};
use std::collections::BTreeMap;

/// Questions of one round.
const ROUND: usize = 256;

/// A store being read.
#[derive(Debug)]
pub struct StoreSession {
    facts: ZarrFacts,
}

/// What a look came to: facts, as far as they are known.
#[derive(Default)]
struct Known {
    probe: Option<crate::zarr::probe::Probe>,
    image: Option<crate::zarr::ngff::Image>,
    labels: Option<crate::zarr::ngff::Labels>,
    anndata: Option<crate::zarr::anndata::AnnData>,
    mudata: Option<crate::zarr::anndata::MuData>,
    spatialdata: Option<crate::zarr::spatialdata::SpatialData>,
    traces: BTreeMap<&'static str, Trace>,
    contents: Contents,
}

impl StoreSession {
    /// A session on a store of which nothing has arrived.
    pub fn new(input: StoreInput) -> Self {
        Self { facts: ZarrFacts::new(input) }
    }

    /// Looks at what is here: what is needed to know more, nothing when finished.
    pub fn step(&mut self) -> Vec<StoreAsk> {
        let input = &self.facts.input;
        let (known, needs) = self.facts.store.read(|look| look_at(look, input));
        self.take(known);
        let asks = asks(needs);
        if !asks.is_empty() {
            let transfer = &mut self.facts.transfer;
            transfer.rounds = transfer.rounds.saturating_add(1);
            transfer.requests = transfer.requests.saturating_add(len64(asks.len()));
        }
        asks
    }

    fn take(&mut self, known: Known) {
        let facts = &mut self.facts;
        if let Some(probe) = known.probe {
            facts.probe = probe;
        }
        facts.image = known.image;
        facts.labels = known.labels;
        facts.anndata = known.anndata;
        facts.mudata = known.mudata;
        facts.spatialdata = known.spatialdata;
        facts.traces = known.traces;
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

fn look_at(look: &mut Look<'_>, input: &StoreInput) -> Known {
    let path = input.path.as_str();
    let probe = probe(look, path);
    let kind = probe.kind;
    let mut known = Known { probe: Some(probe), ..Known::default() };
    match kind {
        Kind::Image | Kind::Label | Kind::SpatialDataRaster => {
            known.image = image(look, path).here();
            known.labels = labels(look, path).here();
        }
        Kind::AnnData => known.anndata = anndata(look, path).here(),
        Kind::MuData => known.mudata = mudata(look, path).here(),
        Kind::SpatialData => known.spatialdata = spatialdata(look, path).here(),
        _ => {}
    }
    known.traces = traces(look, input, kind);
    let tables = tables(known.anndata.as_ref(), known.mudata.as_ref(), known.spatialdata.as_ref());
    known.contents = contents(look, &tables, path, &input.asked);
    known
}
