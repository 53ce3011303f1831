//! What coordinate transformations of SpatialData mean in x and y, to compare with what a viewer makes of them.

use crate::viewer::vitessce::Matrix;
use crate::zarr::ngff::{Endpoint, Mapping, Transformation};
use crate::zarr::spatialdata::SpatialElement;

/// A transformation of the plane: for x and for y the weights of x, of y, and of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::check) struct Plane(pub(in crate::check) [[f64; 3]; 2]);

impl Plane {
    const IDENTITY: Self = Self([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);

    /// What is drawn with a matrix.
    pub(in crate::check) fn drawn(matrix: &Matrix) -> Self {
        let [x, y, _, origin] = matrix.0;
        Self([[x[0], y[0], origin[0]], [x[1], y[1], origin[1]]])
    }

    /// What a way means that consists of scales, translations and affine transformations; `None` where there are others.
    pub(in crate::check) fn meant(element: &SpatialElement, way: &[&Transformation]) -> Option<Self> {
        let levels = element.image.iter().filter_map(|image| image.facts.multiscale()?.datasets.first());
        let first = levels.flat_map(|level| level.transformations.iter().flatten());
        first.chain(way.iter().copied()).try_fold(Self::IDENTITY, |plane, next| plane.then(next, &element.axes))
    }

    /// Widths and heights of what is one wide and one high.
    pub(in crate::check) fn sizes(&self) -> [f64; 2] {
        let [[xx, xy, _], [yx, yy, _]] = self.0;
        [xx.hypot(yx), xy.hypot(yy)]
    }

    /// Whether both are the same, but for rounding.
    pub(in crate::check) fn is_like(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()));
        self.0.iter().flatten().zip(other.0.iter().flatten()).all(|(a, b)| near(*a, *b))
    }

    /// In words: `x' = 2 x + 20, y' = 3 y + 30`.
    pub(in crate::check) fn words(&self) -> String {
        let [x, y] = self.0;
        format!("x' = {}, y' = {}", sum(x), sum(y))
    }

    fn then(self, next: &Transformation, axes: &[String]) -> Option<Self> {
        let names = |end: &Option<Endpoint>| -> Vec<String> {
            let named =
                end.as_ref().map(|end| end.axes.iter().map(|axis| axis.name.clone().unwrap_or_default()).collect::<Vec<_>>());
            named.filter(|names| !names.is_empty()).unwrap_or_else(|| axes.to_vec())
        };
        let (from, to) = (names(&next.input), names(&next.output));
        let of = |names: &[String], name: &str| names.iter().position(|own| own == name);
        let value = |list: &[f64], name: &str, absent: f64| match of(&from, name) {
            Some(at) => list.get(at).copied(),
            None => Some(absent),
        };
        let own = match &next.mapping {
            Mapping::Identity => Self::IDENTITY,
            Mapping::Scale(scale) => Self([[value(scale, "x", 1.0)?, 0.0, 0.0], [0.0, value(scale, "y", 1.0)?, 0.0]]),
            Mapping::Translation(by) => Self([[1.0, 0.0, value(by, "x", 0.0)?], [0.0, 1.0, value(by, "y", 0.0)?]]),
            Mapping::Affine(rows) => {
                let row = |name: &str| -> Option<[f64; 3]> {
                    let row = rows.get(of(&to, name)?)?;
                    Some([*row.get(of(&from, "x")?)?, *row.get(of(&from, "y")?)?, *row.get(from.len())?])
                };
                Self([row("x")?, row("y")?])
            }
            Mapping::Sequence(parts) => return parts.iter().try_fold(self, |plane, part| plane.then(part, axes)),
            _ => return None,
        };
        Some(own.after(&self))
    }

    /// This one done after another.
    fn after(&self, first: &Self) -> Self {
        let [fx, fy] = first.0;
        Self(self.0.map(|[wx, wy, w]| [wx * fx[0] + wy * fy[0], wx * fx[1] + wy * fy[1], wx * fx[2] + wy * fy[2] + w]))
    }
}

/// `2 x + 3 y + 4`, without what is zero.
fn sum([x, y, one]: [f64; 3]) -> String {
    let of = |weight: f64, name: &str| match weight {
        0.0 => None,
        1.0 => Some(name.to_owned()),
        _ => Some(format!("{weight} {name}")),
    };
    let constant = (one != 0.0).then(|| one.to_string());
    let parts: Vec<String> = [of(x, "x"), of(y, "y"), constant].into_iter().flatten().collect();
    if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") }
}

/// Types of transformations that Vitessce takes for none.
pub(in crate::check) fn ignored(transformation: &Transformation) -> Option<&str> {
    match &transformation.mapping {
        Mapping::Identity | Mapping::Scale(_) | Mapping::Translation(_) | Mapping::Affine(_) => None,
        Mapping::Sequence(parts) => parts.iter().find_map(ignored),
        _ => Some(transformation.kind.as_deref().unwrap_or("no type")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_leave_out_what_is_nothing() {
        assert_eq!(Plane([[2.0, 0.0, 20.0], [0.0, 1.0, 0.0]]).words(), "x' = 2 x + 20, y' = y");
        assert_eq!(Plane([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]).words(), "x' = y, y' = 0");
    }

    #[test]
    fn one_after_the_other_is_not_the_other_way_round() {
        let (twice, moved) = (Plane([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0]]), Plane([[1.0, 0.0, 3.0], [0.0, 1.0, 4.0]]));
        assert_eq!(moved.after(&twice).words(), "x' = 2 x + 3, y' = 2 y + 4");
        assert_eq!(twice.after(&moved).words(), "x' = 2 x + 6, y' = 2 y + 8");
        assert_eq!(twice.sizes(), [2.0, 2.0]);
    }
}
