//! What Vitessce makes of coordinate transformations: a matrix of x, y and z.

use crate::viewer::js::{null, text, truthy, undefined};
use crate::viewer::outcome::{Failure, Tried};
use crate::zarr::json::{Cursor, Value};

/// A matrix of four columns, column by column, as in math.gl.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [[f64; 4]; 4]);

/// An axis, as `getNgffAxes` gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NgffAxis {
    pub(super) name: String,
    /// `type`; `space` for all but t and c where there is none.
    pub(super) kind: String,
}

impl Matrix {
    /// Changes nothing.
    pub(super) const IDENTITY: Self =
        Self([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]);

    /// Scale of x, y and z.
    pub fn scale(&self) -> [f64; 3] {
        let [[x, ..], [_, y, ..], [_, _, z, _], _] = self.0;
        [x, y, z]
    }

    /// Where the first pixel is.
    pub fn offset(&self) -> [f64; 3] {
        let [.., [x, y, z, _]] = self.0;
        [x, y, z]
    }

    /// `multiplyLeft`: another one done after this one.
    pub(super) fn then(self, left: Self) -> Self {
        Self(self.0.map(|column| {
            let mut sums = [0.0; 4];
            for (weight, left) in column.into_iter().zip(left.0) {
                for (sum, value) in sums.iter_mut().zip(left) {
                    *sum += weight * value;
                }
            }
            sums
        }))
    }

    fn of_scale([x, y, z]: [f64; 3]) -> Self {
        Self([[x, 0.0, 0.0, 0.0], [0.0, y, 0.0, 0.0], [0.0, 0.0, z, 0.0], [0.0, 0.0, 0.0, 1.0]])
    }

    fn of_translation([x, y, z]: [f64; 3]) -> Self {
        Self([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [x, y, z, 1.0]])
    }

    fn transposed(self) -> Self {
        let mut turned = [[0.0; 4]; 4];
        for (row, column) in self.0.into_iter().enumerate() {
            for (to, value) in turned.iter_mut().zip(column) {
                if let Some(place) = to.get_mut(row) {
                    *place = value;
                }
            }
        }
        Self(turned)
    }

    fn is_nan(&self) -> bool {
        self.0.iter().flatten().any(|value| value.is_nan())
    }
}

/// `getNgffAxes`
pub(super) fn ngff_axes(axes: Option<Cursor<'_>>) -> Vec<NgffAxis> {
    let Some(axes) = axes.filter(|axes| truthy(axes.value())) else {
        return crate::zarr::ngff::DEFAULT_AXES
            .map(|name| NgffAxis { name: name.to_owned(), kind: default_kind(name).to_owned() })
            .to_vec();
    };
    axes.items().map(|axis| ngff_axis(&axis, default_kind)).collect()
}

/// `normalizeAxes`, which the elements of SpatialData go through.
pub(super) fn spatial_axes(axes: &Cursor<'_>) -> Vec<NgffAxis> {
    let kind = |axis: &Cursor<'_>| axis.get("type").map(|kind| text(kind.value())).unwrap_or_default();
    axes.items()
        .map(|axis| match axis.value().as_str() {
            Some(_) => ngff_axis(&axis, |_| "space"),
            None => NgffAxis { kind: kind(&axis), ..ngff_axis(&axis, default_kind) },
        })
        .collect()
}

fn ngff_axis(axis: &Cursor<'_>, default: fn(&str) -> &'static str) -> NgffAxis {
    if let Some(name) = axis.value().as_str() {
        return NgffAxis { name: name.to_owned(), kind: default(name).to_owned() };
    }
    let name = axis.get("name").map_or_else(|| "undefined".to_owned(), |name| text(name.value()));
    let kind = axis.get("type").filter(|kind| !kind.value().is_null());
    let kind = kind.map_or_else(|| default_kind(&name).to_owned(), |kind| text(kind.value()));
    NgffAxis { name, kind }
}

fn default_kind(name: &str) -> &'static str {
    match name {
        "t" => "time",
        "c" => "channel",
        _ => "space",
    }
}

/// `normalizeCoordinateTransformations`: those of the first level, then those of the image, sequences taken apart.
pub(super) fn normalized<'a>(of_image: Option<Cursor<'a>>, datasets: Option<Cursor<'a>>) -> Vec<Cursor<'a>> {
    let first = datasets.and_then(|datasets| datasets.index(0)?.get("coordinateTransformations"));
    let mut all: Vec<Cursor<'a>> = first.iter().flat_map(Cursor::items).collect();
    all.extend(taken_apart(of_image, 0));
    all
}

/// Sequences in sequences, no deeper than this.
const DEPTH: u32 = 16;

fn taken_apart(list: Option<Cursor<'_>>, depth: u32) -> Vec<Cursor<'_>> {
    let mut all = Vec::new();
    if depth > DEPTH {
        return all;
    }
    for item in list.iter().flat_map(Cursor::items) {
        let linked = ["input", "output"].iter().all(|name| item.get(name).is_some_and(|at| truthy(at.value())));
        let sequence = item.get("type").is_some_and(|kind| kind.value().as_str() == Some("sequence"));
        if linked && sequence {
            all.extend(taken_apart(item.get("transformations"), depth.saturating_add(1)));
        } else {
            all.push(item);
        }
    }
    all
}

/// `coordinateTransformationsToMatrix`
///
/// # Errors
/// What it throws.
pub(super) fn matrix<'a>(transformations: impl IntoIterator<Item = Cursor<'a>>, axes: &[NgffAxis]) -> Tried<Matrix> {
    let mut matrix = Matrix::IDENTITY;
    for transformation in transformations {
        if transformation.value().is_null() {
            return Err(null("type").into());
        }
        matrix = match transformation.get("type").and_then(|kind| kind.value().as_str()) {
            Some("affine") => affine(matrix, &transformation)?,
            Some("translation") => matrix.then(Matrix::of_translation(numbers(&transformation, "translation", axes, 0.0)?)),
            Some("scale") => matrix.then(Matrix::of_scale(numbers(&transformation, "scale", axes, 1.0)?)),
            _ => matrix,
        };
    }
    if matrix.is_nan() {
        return Err(Failure::new("Error", "Matrix contains NaN values").into());
    }
    Ok(matrix)
}

/// The numbers for x, y and z of a list in the order of the axes.
fn numbers(transformation: &Cursor<'_>, name: &str, axes: &[NgffAxis], default: f64) -> Tried<[f64; 3]> {
    let list = transformation.get(name).ok_or_else(|| undefined("length"))?;
    if list.value().as_array().is_none_or(|list| list.len() != axes.len()) {
        return Err(Failure::new("Error", format!("Length of {name} array was expected to match length of axes.")).into());
    }
    Ok(["x", "y", "z"].map(|wanted| match axes.iter().position(|axis| axis.kind == "space" && axis.name == wanted) {
        Some(at) => list.index(at).map_or(f64::NAN, |number| number_of(number.value())),
        None => default,
    }))
}

/// A value as JavaScript calculates with it.
fn number_of(value: &Value) -> f64 {
    let text = |text: &str| if text.trim().is_empty() { 0.0 } else { text.trim().parse().unwrap_or(f64::NAN) };
    let flag = |flag: bool| if flag { 1.0 } else { 0.0 };
    match (value.as_f64(), value.as_str(), value.as_bool()) {
        (Some(number), ..) => number,
        (_, Some(string), _) => text(string),
        (.., Some(value)) => flag(value),
        _ if value.is_null() => 0.0,
        _ => f64::NAN,
    }
}

/// An affine transformation of two or three axes of space; the others are left out.
fn affine(matrix: Matrix, transformation: &Cursor<'_>) -> Tried<Matrix> {
    let input = side(transformation, "input")?;
    let rows = transformation.get("affine").ok_or_else(|| undefined("filter"))?;
    let keeps = |at: usize| input.get(at).is_none_or(|(_, kind)| kind == "space");
    let kept = |row: Cursor<'_>| -> Vec<f64> {
        let numbers = row.items().enumerate().filter(|(at, _)| keeps(*at));
        numbers.map(|(_, number)| number_of(number.value())).collect()
    };
    let rows: Vec<Vec<f64>> = rows.items().enumerate().filter(|(at, _)| keeps(*at)).map(|(_, row)| kept(row)).collect();
    let output = side(transformation, "output")?;
    let of_space = |side: &[(String, String)]| -> Vec<String> {
        side.iter().filter(|(_, kind)| kind == "space").map(|(name, _)| name.clone()).collect()
    };
    let (input, output) = (of_space(&input), of_space(&output));
    let at = |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(f64::NAN);
    let swapped = |matrix: Matrix| if input == output { Ok(matrix) } else { Ok(matrix.then(swap(&input, &output)?)) };
    match (input.len(), output.len()) {
        (3, _) => {
            let column = |row: usize| [at(row, 0), at(row, 1), at(row, 2), at(row, 3)];
            swapped(matrix.then(Matrix([column(0), column(1), column(2), [0.0, 0.0, 0.0, 1.0]])))
        }
        (_, 2) => {
            let column = |row: usize| [at(row, 0), at(row, 1), 0.0, at(row, 2)];
            let next = Matrix([column(0), column(1), [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]);
            Ok(swapped(matrix.then(next))?.transposed())
        }
        _ => Err(Failure::new("Error", "Affine transformation must have 2 or 3 rows.").into()),
    }
}

/// Names and types of the axes of an end of a transformation.
fn side(transformation: &Cursor<'_>, name: &str) -> Tried<Vec<(String, String)>> {
    let end = transformation.get(name).ok_or_else(|| undefined("axes"))?;
    let axes = end.get("axes").ok_or_else(|| undefined(if name == "input" { "map" } else { "filter" }))?;
    let of = |axis: &Cursor<'_>, member: &str| axis.get(member).map(|at| text(at.value())).unwrap_or_default();
    Ok(axes.items().map(|axis| (of(&axis, "name"), of(&axis, "type"))).collect())
}

/// `getSwapAxesMatrix`
fn swap(input: &[String], output: &[String]) -> Tried<Matrix> {
    let size = input.len();
    if !(2..=3).contains(&size) {
        let said = format!("Expected input and output axes to have 2 or 3 elements, got {size}.");
        return Err(Failure::new("Error", said).into());
    }
    let mut columns = [[0.0; 4], [0.0; 4], [0.0, 0.0, if size == 2 { 1.0 } else { 0.0 }, 0.0], [0.0, 0.0, 0.0, 1.0]];
    for (row, column) in columns.iter_mut().take(size).enumerate() {
        let axis = output.get(row).map_or("undefined", String::as_str);
        let from = input.iter().position(|name| name == axis);
        let from = from.ok_or_else(|| Failure::new("Error", format!("Axis \"{axis}\" not found in inputAxes")))?;
        if let Some(place) = column.get_mut(from) {
            *place = 1.0;
        }
    }
    Ok(Matrix(columns))
}

/// `coordinateTransformationsToMatrixForSpatialData`: the way from the axes to a coordinate system.
///
/// # Errors
/// What it throws.
pub fn spatial_matrix(multiscale: &Cursor<'_>, system: &str) -> Tried<Matrix> {
    let axes = multiscale.get("axes").ok_or_else(|| undefined("map"))?;
    let axes = spatial_axes(&axes);
    let list = multiscale.get("coordinateTransformations").ok_or_else(|| undefined("map"))?;
    let name = |item: &Cursor<'_>, end: &str| -> Tried<Option<String>> {
        let end = item.get(end).ok_or_else(|| undefined("name"))?;
        Ok(end.get("name").map(|name| text(name.value())))
    };
    let mut edges = Vec::new();
    for item in list.items() {
        edges.push((name(&item, "input")?, name(&item, "output")?, item));
    }
    let intrinsic: String = axes.iter().map(|axis| axis.name.as_str()).collect();
    let Some(way) = way(&edges, &intrinsic, system) else {
        let leads = edges.iter().any(|(_, to, _)| to.as_deref() == Some(system));
        return Err(Failure::new(
            "Error",
            if leads {
                format!("No path found from \"{intrinsic}\" to \"{system}\".")
            } else {
                format!("No coordinate transformation found with output.name \"{system}\".")
            },
        )
        .into());
    };
    let first = multiscale.get("datasets").and_then(|datasets| datasets.index(0)?.get("coordinateTransformations"));
    let mut all: Vec<Cursor<'_>> = first.iter().flat_map(Cursor::items).collect();
    for item in way {
        let sequence = item.get("type").is_some_and(|kind| kind.value().as_str() == Some("sequence"));
        all.extend(if sequence { taken_apart(item.get("transformations"), 0) } else { vec![item] });
    }
    matrix(all, &axes)
}

type Edge<'a> = (Option<String>, Option<String>, Cursor<'a>);

/// `DAG.findPath`: the first way that going deeper first finds. Of two ways between the same two the last one counts.
fn way<'a>(edges: &[Edge<'a>], from: &str, to: &str) -> Option<Vec<Cursor<'a>>> {
    let mut visited = vec![from.to_owned()];
    let mut found = Vec::new();
    if !go_deeper(edges, from, to, &mut visited, &mut found) {
        return None;
    }
    let ends: Vec<(String, String)> = found;
    let item = |(from, to): &(String, String)| {
        let same = |edge: &&Edge<'a>| edge.0.as_ref() == Some(from) && edge.1.as_ref() == Some(to);
        edges.iter().rev().find(same).map(|(.., item)| item.clone())
    };
    ends.iter().map(item).collect()
}

/// Ends: every turn goes on to a name that was not visited.
fn go_deeper(edges: &[Edge<'_>], at: &str, to: &str, visited: &mut Vec<String>, path: &mut Vec<(String, String)>) -> bool {
    if at == to {
        return true;
    }
    if visited.len() > 256 {
        return false;
    }
    for next in edges.iter().filter(|(from, ..)| from.as_deref() == Some(at)).filter_map(|(_, to, _)| to.as_ref()) {
        if visited.contains(next) {
            continue;
        }
        visited.push(next.clone());
        path.push((at.to_owned(), next.clone()));
        if go_deeper(edges, next, to, visited, path) {
            return true;
        }
        path.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viewer::outcome::Stop;
    use crate::zarr::json::Document;

    fn of(multiscale: &str) -> Result<([f64; 3], [f64; 3]), String> {
        let document = Document::read("multiscale", multiscale.as_bytes());
        let at = document.cursor().unwrap();
        let axes = ngff_axes(at.get("axes"));
        let made = if at.get("system").is_some() {
            spatial_matrix(&at, "global")
        } else {
            matrix(normalized(at.get("coordinateTransformations"), at.get("datasets")), &axes)
        };
        match made {
            Ok(matrix) => Ok((matrix.scale(), matrix.offset())),
            Err(Stop::Failed(failure)) => Err(failure.message),
            Err(Stop::Wait) => Err("waits".to_owned()),
        }
    }

    #[test]
    fn scales_and_translations_of_the_first_level_come_before_those_of_the_image() {
        let level = r#"{"coordinateTransformations": [{"type": "scale", "scale": [1, 0.5, 0.25]}, {"type": "translation", "translation": [0, 3, 4]}]}"#;
        let text =
            |more: &str| format!(r#"{{"axes": ["c", "y", "x"], "datasets": [{level}], "coordinateTransformations": [{more}]}}"#);
        assert_eq!(of(&text("")), Ok(([0.25, 0.5, 1.0], [4.0, 3.0, 0.0])));
        assert_eq!(of(&text(r#"{"type": "scale", "scale": [1, 2, 2]}"#)), Ok(([0.5, 1.0, 1.0], [8.0, 6.0, 0.0])));
        assert_eq!(of(&text(r#"{"type": "rotation", "rotation": [1]}"#)), Ok(([0.25, 0.5, 1.0], [4.0, 3.0, 0.0])));
        assert_eq!(
            of(&text(r#"{"type": "scale", "scale": [1, 2]}"#)),
            Err("Length of scale array was expected to match length of axes.".to_owned())
        );
        assert_eq!(of(&text(r#"{"type": "scale", "scale": [1, "a", 2]}"#)), Err("Matrix contains NaN values".to_owned()));
        let bare = text(r#"{"type": "affine", "affine": [[1, 0], [0, 1]]}"#);
        assert_eq!(of(&bare), Err("Cannot read properties of undefined (reading 'axes')".to_owned()));
    }

    #[test]
    fn elements_of_spatialdata_go_the_way_to_their_coordinate_system() {
        let to = |name: &str| {
            format!(
                r#"{{"system": 1, "axes": [{{"name": "y", "type": "space"}}, {{"name": "x", "type": "space"}}], "datasets": [{{}}],
                "coordinateTransformations": [{{"type": "scale", "scale": [2, 3], "input": {{"name": "yx"}}, "output": {{"name": "{name}"}}}}]}}"#
            )
        };
        assert_eq!(of(&to("global")), Ok(([3.0, 2.0, 1.0], [0.0; 3])));
        let none = "No coordinate transformation found with output.name \"global\".";
        assert_eq!(of(&to("other")), Err(none.to_owned()));
    }
}
