use super::*;
use crate::zarr::array::Order;
use crate::zarr::codec::Step;
use crate::zarr::probe::Kind;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/order-f",
    title: "{node} is stored in Fortran order (column by column)",
    why: "zarrita passes such chunks on as they are, with other strides. Viv and the heatmap of Vitessce expect row after row, so rows and columns are mixed up.",
    fix: Fix { text: "Write the array again in C order: `numpy.ascontiguousarray(values)`, and `order=\"C\"` where that is an option; in Zarr 3 without a transpose codec.", command: "" },
    affects: &[affects(Viv, Wrong), affects(Vitessce, Wrong), affects(Zarrita, Effect::Note)],
    evidence: &["@vivjs/loaders 0.21.0 and @vitessce/zarr 4.0.8, run on arrays in both orders"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(own) = array.node.array().filter(|array| array.rank().is_some_and(|rank| rank > 1)) else { continue };
            let transposed = own.pipeline.codecs().any(|codec| match &codec.step {
                Step::Transpose(order) => order.iter().zip(0u64..).any(|(axis, place)| *axis != place),
                _ => false,
            });
            if own.order != Order::F && !transposed {
                continue;
            }
            let at = At { path: Some(array.node.path.clone()), ..At::default() };
            let finding = Finding::new(at).with("node", shown_path(&array.node.path));
            let shown = match facts.probe.kind {
                Kind::Image | Kind::Label | Kind::SpatialDataRaster => true,
                _ => is_matrix(&array.node.path),
            };
            let finding = facts.traces.iter().filter(|(viewer, _)| shown && viewer.way() != Some(Way::Nodes)).fold(finding, |finding, (viewer, trace)| {
                finding.told(viewer, if trace.arrays.contains(&array.node.path) { Wrong } else { Effect::Note }, "")
            });
            found.push(if finding.told.is_empty() { finding.at_most(Effect::Note) } else { finding });
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || changed_array(|meta| {
            meta.insert("order".to_owned(), "F".into());
            meta.insert("shape".to_owned(), serde_json::json!([2, 2]));
            meta.insert("chunks".to_owned(), serde_json::json!([2, 2]));
        }),
        near_miss: || changed_array(|meta| drop(meta.insert("order".to_owned(), "F".into()))),
    },
};

/// Whether a heatmap is made of it: X and layers.
fn is_matrix(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    last == "X" || before == "layers" || before == "images" || before == "labels"
}
