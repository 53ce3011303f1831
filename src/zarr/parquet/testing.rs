//! Parquet files for tests: footers alone, with nothing where the values would be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::unwrap_used,
    reason = "tests of other crates are compiled with it"
)]

/// A file while it is made.
#[derive(Clone, Default)]
pub struct Made {
    columns: Vec<MadeColumn>,
    rows: Vec<u64>,
    metadata: Vec<(String, String)>,
    /// Bytes of each column of a row group.
    pub chunk_size: u64,
}

#[derive(Clone)]
struct MadeColumn {
    name: String,
    kind: i64,
    text: bool,
    extremes: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Made {
    /// A file with row groups of so many rows.
    pub fn groups(rows: &[u64]) -> Self {
        Self { rows: rows.to_vec(), chunk_size: 100, ..Self::default() }
    }

    /// A column of numbers, with the extremes of each row group.
    pub fn doubles(self, name: &str, extremes: &[(f64, f64)]) -> Self {
        let bytes = extremes.iter().map(|(min, max)| (min.to_le_bytes().to_vec(), max.to_le_bytes().to_vec()));
        self.column(name, 5, false, bytes.collect())
    }

    /// A column of whole numbers.
    pub fn ints(self, name: &str, extremes: &[(i32, i32)]) -> Self {
        let bytes = extremes.iter().map(|(min, max)| (min.to_le_bytes().to_vec(), max.to_le_bytes().to_vec()));
        self.column(name, 1, false, bytes.collect())
    }

    /// A column of text.
    pub fn texts(self, name: &str) -> Self {
        self.column(name, 6, true, Vec::new())
    }

    /// A column of bytes, of which all are these.
    pub fn bytes(self, name: &str, value: &[u8]) -> Self {
        let extremes = self.rows.iter().map(|_| (value.to_vec(), value.to_vec())).collect();
        self.column(name, 6, false, extremes)
    }

    /// Key-value metadata.
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.metadata.push((key.to_owned(), value.to_owned()));
        self
    }

    fn column(mut self, name: &str, kind: i64, text: bool, extremes: Vec<(Vec<u8>, Vec<u8>)>) -> Self {
        self.columns.push(MadeColumn { name: name.to_owned(), kind, text, extremes });
        self
    }

    /// The footer.
    pub fn footer(&self) -> Vec<u8> {
        let mut schema = vec![Struct::default().binary(4, b"schema").int(5, self.columns.len() as i64).end()];
        for column in &self.columns {
            let element = Struct::default().int(1, column.kind).int(3, 1).binary(4, column.name.as_bytes());
            schema.push(if column.text { element.int(6, 0).end() } else { element.end() });
        }
        let groups = self.rows.iter().enumerate().map(|(number, rows)| self.group(number, *rows)).collect::<Vec<_>>();
        let pair =
            |(key, value): &(String, String)| Struct::default().binary(1, key.as_bytes()).binary(2, value.as_bytes()).end();
        Struct::default()
            .int(1, 2)
            .list(2, &schema)
            .int(3, self.rows.iter().sum::<u64>() as i64)
            .list(4, &groups)
            .list(5, &self.metadata.iter().map(pair).collect::<Vec<_>>())
            .end()
    }

    fn group(&self, number: usize, rows: u64) -> Vec<u8> {
        let chunks = self.columns.iter().enumerate().map(|(index, column)| {
            let start = 4 + self.chunk_size * (number * self.columns.len() + index) as u64;
            let mut meta = Struct::default().int(1, column.kind).int(7, self.chunk_size as i64).int(9, start as i64);
            if let Some((min, max)) = column.extremes.get(number) {
                meta = meta.inner(12, &Struct::default().int(3, 0).binary(5, max).binary(6, min).end());
            }
            Struct::default().int(2, start as i64).inner(3, &meta.end()).end()
        });
        Struct::default().list(1, &chunks.collect::<Vec<_>>()).int(3, rows as i64).end()
    }

    /// The file.
    pub fn file(&self) -> Vec<u8> {
        let mut bytes = b"PAR1".to_vec();
        bytes.resize(4 + self.chunk_size as usize * self.columns.len() * self.rows.len(), 0);
        let footer = self.footer();
        bytes.extend(&footer);
        bytes.extend((footer.len() as u32).to_le_bytes());
        bytes.extend(b"PAR1");
        bytes
    }
}

/// A struct of the compact protocol while it is written.
#[derive(Default)]
struct Struct {
    bytes: Vec<u8>,
    id: u8,
}

impl Struct {
    fn head(&mut self, id: u8, kind: u8) {
        self.bytes.push((id - self.id) << 4 | kind);
        self.id = id;
    }

    fn int(mut self, id: u8, value: i64) -> Self {
        self.head(id, 6);
        varint(&mut self.bytes, (value << 1 ^ value >> 63) as u64);
        self
    }

    fn binary(mut self, id: u8, value: &[u8]) -> Self {
        self.head(id, 8);
        varint(&mut self.bytes, value.len() as u64);
        self.bytes.extend(value);
        self
    }

    fn inner(mut self, id: u8, value: &[u8]) -> Self {
        self.head(id, 12);
        self.bytes.extend(value);
        self
    }

    fn list(mut self, id: u8, items: &[Vec<u8>]) -> Self {
        self.head(id, 9);
        self.bytes.push(0xfc);
        varint(&mut self.bytes, items.len() as u64);
        self.bytes.extend(items.iter().flatten());
        self
    }

    fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
