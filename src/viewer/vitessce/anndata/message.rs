//! What Vitessce says where a matrix is too large, and from when on it is.

use crate::bytes::nearest_float;
use crate::viewer::js::grouped;
use crate::viewer::outcome::Failure;

/// Bytes that a page may hold at once, where the browser does not say (`DEFAULT_MAX_ALLOCATION_BYTES`).
pub(super) const BUDGET: u64 = (1 << 31) - 1;

/// Elements of a typed array that no engine makes: V8's limit.
const MOST_ELEMENTS: u64 = 1 << 33;

const SPARSE_DOCS: &str = "https://vitessce.io/docs/data-troubleshooting/#anndata-zarr-obsfeaturematrix-with-sparse-matrices";
const TOO_LARGE_DOCS: &str =
    "https://vitessce.io/docs/data-troubleshooting/#my-obsfeaturematrix-is-too-large-to-render-everything";

/// A matrix that is to be loaded.
pub(super) struct Matrix<'a> {
    pub(super) path: &'a str,
    pub(super) shape: &'a [u64],
    /// As `dense float32`.
    pub(super) description: &'a str,
}

impl Matrix<'_> {
    /// `csrScanMessage`
    pub(super) fn scan(&self, values: u64, bytes: u64) -> Failure {
        let (path, shape, values) = (self.path, shape(self.shape), grouped(values));
        too_large(format!(
            "Selecting features from the csr_matrix at \"{path}\" (shape {shape}, {values} stored values) requires scanning about {} of \"indices\" and \"data\" per selection, more than this browser's ~{} budget. Store the matrix as csc_matrix (adata.X = scipy.sparse.csc_matrix(adata.X)) so that individual features can be read without scanning the whole matrix. See {SPARSE_DOCS}",
            size(bytes),
            size(BUDGET)
        ))
    }

    /// `fullMatrixMessage`, where so many elements of so many bytes all in all cannot be held.
    pub(super) fn whole(&self, elements: u64, bytes: u64) -> Option<Failure> {
        let (path, shape, description) = (self.path, shape(self.shape), self.description);
        (elements > MOST_ELEMENTS).then(|| too_large(format!(
            "Loading the full observation-by-feature matrix at \"{path}\" (shape {shape}, {description}) needs about {} of memory, more than this browser's ~{} budget. Load a subset of features with the \"initialFeatureFilterPath\" option (or a smaller subset, if one is already set), or point \"path\" at a smaller matrix, for example in obsm, together with \"featureFilterPath\". See {TOO_LARGE_DOCS} (Invalid typed array length: {elements})",
            size(bytes),
            size(BUDGET)
        )))
    }
}

fn too_large(message: String) -> Failure {
    Failure::new("MatrixTooLargeError", message)
}

fn shape(shape: &[u64]) -> String {
    let sizes: Vec<String> = shape.iter().map(u64::to_string).collect();
    format!("[{}]", sizes.join(", "))
}

/// `formatBytes`: `2.24 GB`
fn size(bytes: u64) -> String {
    const NAMES: [&str; 6] = ["Bytes", "KB", "MB", "GB", "TB", "PB"];
    let (mut value, mut names) = (nearest_float(bytes.into()), NAMES.into_iter());
    let mut name = names.next().unwrap_or_default();
    // Ends: the names do.
    while value >= 1024.0 {
        let Some(next) = names.next() else { break };
        (value, name) = (value / 1024.0, next);
    }
    let text = format!("{value:.2}");
    format!("{} {name}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `getBytesPerElement`
pub(super) fn bytes_per_element(data_type: &str) -> u64 {
    match data_type {
        "bool" | "int8" | "uint8" => 1,
        "int16" | "uint16" => 2,
        "int32" | "uint32" | "float32" => 4,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_vitessce_says_them() {
        for (bytes, text) in [
            (BUDGET, "2 GB"),
            (2_400_000_000, "2.24 GB"),
            (48_000_000_000_000, "43.66 TB"),
            (1536, "1.5 KB"),
            (1000, "1000 Bytes"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
