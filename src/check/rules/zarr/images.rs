//! What rules on images have in common.

use super::*;
use crate::viewer::ImageShown;
use crate::viewer::{Step, Trace, Version};
use crate::zarr::array::Array;
use crate::zarr::json::Pointer;
use crate::zarr::ngff::{DEFAULT_AXES, Image, Multiscale};
use crate::zarr::spatialdata::ElementKind;

/// An image of a store: the store itself, or an element of SpatialData.
#[derive(Clone, Copy)]
pub(super) struct One<'a> {
    pub(super) image: &'a Image,
    /// Whether it is a label image.
    pub(super) labels: bool,
    /// Whether it is an element of SpatialData.
    pub(super) element: bool,
}

/// The images that viewers are asked to show.
pub(super) fn images(facts: &ZarrFacts) -> Vec<One<'_>> {
    let whole = facts.image.iter().map(|image| {
        let element = facts.probe.kind == Kind::SpatialDataRaster;
        One { image, labels: image.is_labels(), element }
    });
    let elements = facts.spatialdata.iter().flat_map(|store| &store.elements);
    let elements = elements.filter_map(|element| {
        let image = element.image.as_deref()?;
        Some(One { image, labels: element.kind == ElementKind::Labels, element: true })
    });
    whole.chain(elements).collect()
}

/// Those whose axes are where viewers look for them, so that what is said of an axis is so. From 0.6 on they are not.
pub(super) fn with_axes(facts: &ZarrFacts) -> Vec<One<'_>> {
    let elsewhere = |one: &One<'_>| {
        one.multiscale().is_some_and(|multiscale| multiscale.axes.is_none() && !multiscale.coordinate_systems.is_empty())
    };
    images(facts).into_iter().filter(|one| !elsewhere(one)).collect()
}

impl<'a> One<'a> {
    /// The path of its group.
    pub(super) fn path(&self) -> &'a str {
        &self.image.facts.path
    }

    /// The multiscale that is shown.
    pub(super) fn multiscale(&self) -> Option<&'a Multiscale> {
        self.image.facts.multiscale()
    }

    /// Its group.
    pub(super) fn here(&self) -> At {
        At { path: Some(self.path().to_owned()), ..At::default() }
    }

    /// A place in the attributes of its group.
    pub(super) fn at(&self, pointer: &Pointer) -> At {
        At { pointer: Some(pointer.as_str().to_owned()), ..self.here() }
    }

    /// The array of a level.
    pub(super) fn at_level(&self, level: usize) -> At {
        let node = self.image.levels.get(level).and_then(|level| level.node.as_ref());
        node.map_or_else(|| self.here(), |node| At { path: Some(node.path.clone()), ..At::default() })
    }

    /// The arrays of the levels; none of what is no array.
    pub(super) fn levels(&self) -> Vec<Option<&'a Array>> {
        self.image.levels.iter().map(|level| level.node.as_ref().and_then(|node| node.array())).collect()
    }

    /// The array of the first level.
    pub(super) fn first(&self) -> Option<&'a Array> {
        self.image.levels.first()?.node.as_ref()?.array()
    }

    /// The shape of a level.
    pub(super) fn shape(&self, level: usize) -> Option<&'a [u64]> {
        self.image.levels.get(level)?.node.as_ref()?.array()?.shape.as_deref()
    }

    /// Names of the axes, as viewers take them: those of 0.1 where `axes` is not there.
    pub(super) fn axes(&self) -> Vec<String> {
        match self.multiscale().and_then(|multiscale| multiscale.axes.as_ref()) {
            Some(axes) => axes.iter().map(|axis| axis.name.clone().unwrap_or_default()).collect(),
            None => DEFAULT_AXES.map(str::to_owned).to_vec(),
        }
    }

    /// The size of an axis of a level.
    pub(super) fn size(&self, level: usize, axis: &str) -> Option<u64> {
        let at = self.axes().iter().position(|name| name == axis)?;
        self.shape(level)?.get(at).copied()
    }

    /// Its number of channels: of the axis c, 1 without one.
    pub(super) fn channels(&self) -> u64 {
        self.size(0, "c").unwrap_or(1)
    }

    /// The same, for people: whatever case the name of the axis is in.
    pub(super) fn channels_of_any_name(&self) -> u64 {
        let at = self.axes().iter().position(|name| name.eq_ignore_ascii_case("c"));
        at.and_then(|at| self.shape(0)?.get(at).copied()).unwrap_or(1)
    }

    /// What viewers are about to show of it.
    pub(super) fn shown(&self, facts: &'a ZarrFacts) -> Vec<(&'static Version, &'a ImageShown)> {
        let own = |(viewer, trace): (&'static Version, &'a Trace)| {
            Some((viewer, trace.images.iter().find(|shown| shown.path == self.path())?))
        };
        facts.traces.iter().filter_map(own).collect()
    }

    /// What versions of Vitessce are about to show of it.
    pub(super) fn in_vitessce(&self, facts: &'a ZarrFacts) -> impl Iterator<Item = (&'static Version, &'a ImageShown)> {
        self.shown(facts).into_iter().filter(|(viewer, _)| viewer.way() == Some(Way::Vitessce))
    }

    /// The steps of a viewer that are about it.
    pub(super) fn steps<'t>(&self, trace: Option<&'t Trace>) -> impl Iterator<Item = &'t Step> {
        let path = self.path();
        let own = move |step: &&Step| {
            step.path.strip_prefix(path).is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        trace.into_iter().flat_map(|trace| &trace.steps).filter(own)
    }

    /// A finding that makes steps slow which are so, and is worth knowing else.
    pub(super) fn slows(&self, facts: &ZarrFacts, finding: Finding, concerns: impl Fn(&Step) -> bool) -> Finding {
        facts.of_images().into_iter().fold(finding, |finding, (who, trace)| {
            let slow = self.steps(trace).filter(|step| concerns(step));
            let said = slow.filter_map(|step| Some(format!("{}: {}", step.name, step.slowness()?))).next();
            let effect = if said.is_some() { Effect::Slow } else { Effect::Note };
            finding.tell(who, effect, Some(said.unwrap_or_default()))
        })
    }

    /// A finding that comes to what viewers fail with while they load it or draw it, and to something else where they do not.
    pub(super) fn fails_or(&self, facts: &ZarrFacts, finding: Finding, words: &[&str], otherwise: Effect) -> Finding {
        facts.of_images().into_iter().fold(finding, |finding, (who, trace)| {
            let failures = self.steps(trace).filter_map(|step| step.failure.as_ref());
            let said = failures.map(|failure| failure.message.as_str()).find(|said| words.iter().any(|word| said.contains(word)));
            let effect = if said.is_some() { Fails } else { otherwise };
            finding.tell(who, effect, Some(said.unwrap_or_default().to_owned()))
        })
    }
}

/// A shape in words: `2 x 512 x 512`.
pub(super) fn by(sizes: &[u64]) -> String {
    sizes.iter().map(u64::to_string).collect::<Vec<_>>().join(" x ")
}

/// A size to calculate with.
pub(super) fn float(size: u64) -> f64 {
    crate::bytes::nearest_float(size.into())
}

/// What it comes to in Avivator that channels have no names: it shows the first four, and no others can be chosen.
pub(super) fn without_names(channels: u64) -> Effect {
    if channels > 4 { Wrong } else { Note }
}
