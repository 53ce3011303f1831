//! Packs the official schemas into one zlib stream: they say the same things, version after version, and a module that has them
//! as they are is ten kilobytes heavier for it, after compression too.

use flate2::{Compression, write::ZlibEncoder};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=schemas");
    let mut texts = String::new();
    let mut list = String::new();
    let mut count = 0usize;
    for version in sorted(Path::new("schemas"))?.iter().filter(|path| path.is_dir()) {
        for schema in sorted(version)? {
            let start = texts.len();
            texts.push_str(&without_blanks(&fs::read_to_string(&schema)?));
            let (version, name) = (version.file_name().unwrap_or_default(), schema.file_stem().unwrap_or_default());
            writeln!(list, "    Embedded::new({version:?}, {name:?}, {start}, {}),", texts.len())?;
            count = count.saturating_add(1);
        }
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(texts.as_bytes())?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("schemas.zlib"), packed.finish()?)?;
    let size = texts.len();
    let code = format!(
        "const SIZE: usize = {size};\n\n/// All of them.\npub(super) static SCHEMAS: [Embedded; {count}] = [\n{list}];\n"
    );
    fs::write(out.join("schemas.rs"), code)?;
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.sort();
    Ok(paths)
}

/// JSON without the blanks between its tokens.
fn without_blanks(text: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let keep = |character: &char| {
        if inside {
            inside = escaped || *character != '"';
            escaped = !escaped && *character == '\\';
            return true;
        }
        inside = *character == '"';
        !character.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}
