use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/matrix-encoding",
    title: "{matrix} is a group {what}",
    why: "Vitessce recognises sparse matrices by the attribute `encoding-type`, `csr_matrix` or `csc_matrix`, and takes their size from the attribute `shape`. Without them it looks for an array, or gives up.",
    fix: Fix {
        text: "Write the matrix again with AnnData (0.8 or later): `{python} = scipy.sparse.csc_matrix({python})`; or add the attribute: `zarr.open_group(\"…\", mode=\"r+\")[\"{matrix}\"].attrs[\"{attribute}\"] = …`.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "Not found: v3 array or group")],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader.loadGeneSelection", "AnnData: on-disk format, sparse arrays"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let (what, attribute) = match &element.kind {
                ElementKind::Sparse(sparse) if sparse.shape.is_none() => ("without the attribute shape".to_owned(), "shape"),
                ElementKind::Other(encoding) if encoding.is_empty() => ("without encoding-type".to_owned(), "encoding-type"),
                ElementKind::Other(encoding) => (format!("with the encoding {encoding}"), "encoding-type"),
                ElementKind::Frame(_) => ("that holds a data frame".to_owned(), "encoding-type"),
                _ => continue,
            };
            let finding = Finding::new(at_attribute(&element.path, attribute)).with("matrix", element.path.clone()).with("what", what);
            let finding = finding.with("attribute", attribute).with("python", python(&element.path));
            found.push(given_up(facts, finding, &element.path));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.sparse("X", "coo_matrix", &[0, 1, 3], &[0, 1, 2]); }),
        near_miss: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]); }),
    },
};
