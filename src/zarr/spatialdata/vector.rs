//! Points and shapes: the Parquet files that hold them, and what pandas and GeoParquet say in their footers.

use crate::zarr::json::Document;
use crate::zarr::parquet::{Footer, ParquetFile, parquet_file};
use crate::zarr::path::join;
use crate::zarr::store::{Found, Look};

/// Parquet at a path: a file, or a folder of parts.
#[derive(Clone, Debug, Default)]
pub struct Parquet {
    /// The file, where it is one.
    pub file: Option<ParquetFile>,
    /// `part.0.parquet`, `part.1.parquet` and so on, as far as there is no gap.
    pub parts: Vec<ParquetFile>,
    /// Whether there may be more parts than were looked at.
    pub more: bool,
    /// Names in the folder, where it can be listed.
    pub names: Vec<String>,
}

/// The index of a table of pandas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PandasIndex {
    /// Nothing is said of one.
    Unsaid,
    /// A column.
    Column(String),
    /// Numbers that count up and are not stored.
    Range,
    /// Several, or none.
    NotOne(usize),
    /// Something else.
    Odd,
}

/// What GeoParquet says of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Geo {
    /// `encoding`
    pub encoding: Option<String>,
    /// `geometry_types`
    pub types: Vec<String>,
}

/// Parts that are looked at.
pub const MOST_PARTS: usize = 128;

/// Reads what there is at a key.
pub fn parquet(look: &mut Look<'_>, key: &str) -> Found<Parquet> {
    let mut found = Parquet::default();
    match parquet_file(look, key) {
        Found::Here(file) => return Found::Here(Parquet { file: Some(file), ..found }),
        Found::Unknown => return Found::Unknown,
        Found::Absent => {}
    }
    let names = look.names(key);
    if names == Found::Unknown {
        return Found::Unknown;
    }
    let names = names.here().unwrap_or_default();
    let mut waits = false;
    // Ends: at most MOST_PARTS turns.
    for number in 0..MOST_PARTS {
        let name = format!("part.{number}.parquet");
        match parquet_file(look, &join(key, &name)) {
            Found::Here(file) => found.parts.push(file),
            Found::Absent => {
                found.names = names.into_iter().collect();
                return if waits { Found::Unknown } else { Found::Here(found) };
            }
            // What is listed is asked for at once, of the rest one after the other.
            Found::Unknown if names.contains(&name) => waits = true,
            Found::Unknown => return Found::Unknown,
        }
    }
    found.more = true;
    if waits { Found::Unknown } else { Found::Here(found) }
}

impl Parquet {
    /// The file, or the first part.
    pub fn first(&self) -> Option<&ParquetFile> {
        self.file.as_ref().or(self.parts.first())
    }

    /// The footer of the first file.
    pub fn footer(&self) -> Option<&Footer> {
        self.first()?.footer.as_ref().ok().map(AsRef::as_ref)
    }

    /// The footers of all parts, as far as they can be read.
    pub fn footers(&self) -> impl Iterator<Item = &Footer> {
        self.file.iter().chain(&self.parts).filter_map(|file| file.footer.as_ref().ok()).map(AsRef::as_ref)
    }
}

/// What pandas says of the index of a table.
pub fn pandas_index(footer: &Footer) -> PandasIndex {
    let Some(text) = footer.value("pandas") else { return PandasIndex::Unsaid };
    let document = Document::read("pandas", text);
    let columns = document.cursor().and_then(|at| at.get("index_columns"));
    let Some(items) = columns.as_ref().and_then(|at| at.value().as_array()) else { return PandasIndex::NotOne(0) };
    match items {
        [only] => match (only.as_str(), only.get("kind").and_then(|kind| kind.as_str())) {
            (Some(name), _) => PandasIndex::Column(name.to_owned()),
            (None, Some("range")) => PandasIndex::Range,
            _ => PandasIndex::Odd,
        },
        several => PandasIndex::NotOne(several.len()),
    }
}

/// What GeoParquet says of a column; `None` where there is no such metadata.
pub fn geo(footer: &Footer, column: &str) -> Option<Geo> {
    let document = Document::read("geo", footer.value("geo")?);
    let at = document.cursor()?.get("columns")?.get(column)?;
    let encoding = at.get("encoding").and_then(|at| at.value().as_str()).map(str::to_owned);
    let types = at.get("geometry_types").map(|at| at.items().filter_map(|at| Some(at.value().as_str()?.to_owned())).collect());
    Some(Geo { encoding, types: types.unwrap_or_default() })
}

/// The type that well-known binary states in its first bytes, as a number: 1 is a point, 3 a polygon, 6 several polygons.
pub fn wkb_type(bytes: &[u8]) -> Option<u32> {
    let (little, rest) = bytes.split_first()?;
    let number: [u8; 4] = rest.get(..4)?.try_into().ok()?;
    Some(if *little > 0 { u32::from_le_bytes(number) } else { u32::from_be_bytes(number) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::parquet::testing::Made;

    fn footer(made: &Made) -> Footer {
        Footer::read(&made.footer()).unwrap_or_default()
    }

    #[test]
    fn the_index_is_what_pandas_says() {
        let of = |text: &str| pandas_index(&footer(&Made::groups(&[1]).with("pandas", text)));
        assert_eq!(of(r#"{"index_columns": ["i"]}"#), PandasIndex::Column("i".to_owned()));
        assert_eq!(of(r#"{"index_columns": [{"kind": "range"}]}"#), PandasIndex::Range);
        assert_eq!(of(r#"{"index_columns": ["i", "j"]}"#), PandasIndex::NotOne(2));
        assert_eq!(of(r#"{"index_columns": [3]}"#), PandasIndex::Odd);
        assert_eq!(pandas_index(&footer(&Made::groups(&[1]))), PandasIndex::Unsaid);
    }

    #[test]
    fn geometry_types_are_what_geoparquet_says() {
        let text = r#"{"columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Polygon", "MultiPolygon"]}}}"#;
        let made = footer(&Made::groups(&[1]).with("geo", text));
        let wanted = Geo { encoding: Some("WKB".to_owned()), types: vec!["Polygon".to_owned(), "MultiPolygon".to_owned()] };
        assert_eq!(geo(&made, "geometry"), Some(wanted));
        assert_eq!(geo(&made, "other"), None);
    }

    #[test]
    fn types_of_well_known_binary_stand_in_either_order_of_bytes() {
        assert_eq!(wkb_type(&[1, 6, 0, 0, 0, 9]), Some(6));
        assert_eq!(wkb_type(&[0, 0, 0, 0, 3]), Some(3));
        assert_eq!(wkb_type(b"POLYGON"), Some(0x4759_4C4F));
        assert_eq!(wkb_type(&[1, 6, 0]), None);
    }
}
