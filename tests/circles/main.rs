//! No files go round in a circle: what a file of `src` uses does not use that file, neither itself nor through others.
//!
//! A file uses another when its code names something that the other defines: a function, a type, a trait, a constant, a
//! macro; or when it calls a method of a type of its own that the other gives to this type (an `impl` away from home). By
//! which path something is named does not count: what a module hands on (`pub use`) is still of the file that defines it, so
//! that a `mod.rs` that declares and hands on what is below it is in no circle, and a file whose parent calls it and that
//! takes a type of this parent (`super::Limits`) is. Code that is compiled for tests alone does not count.

mod house;
mod module;
#[path = "../support/sources.rs"]
mod sources;
mod text;

use house::{Arrows, House, circles};
use sources::rust_files;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files below `src`, with their texts.
fn files() -> Vec<(String, String)> {
    let src = src();
    let below =
        |path: PathBuf| (path.strip_prefix(&src).unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap());
    rust_files(&src).into_iter().map(below).collect()
}

fn arrows() -> Arrows {
    let files = files();
    House::of(files.iter().map(|(file, text)| (file.as_str(), text.as_str()))).arrows()
}

#[test]
fn no_files_go_round_in_a_circle() {
    let arrows = arrows();
    let told = |circle: &BTreeSet<String>| {
        let within = arrows.iter().filter(|((from, to), _)| circle.contains(from) && circle.contains(to));
        within.map(|((from, to), names)| format!("\n  {from} takes {names:?} from {to}")).collect::<String>()
    };
    let found: Vec<String> = circles(&arrows).iter().map(told).collect();
    assert!(found.is_empty(), "{} circles of files:{}", found.len(), found.join("\n"));
}

/// Circles of made-up files.
fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let arrows = House::of(files.iter().copied()).arrows();
    circles(&arrows).into_iter().map(|circle| circle.into_iter().collect()).collect()
}

#[test]
fn circles_are_found_however_files_name_each_other() {
    let circle = ["tiff/a.rs", "tiff/b.rs"].map(str::to_owned).to_vec();
    let ways = [
        ("use super::b::Other;\npub struct One(Other);", "use super::a::One;\npub struct Other(Box<One>);"),
        // Through what the module above hands on, and by a path in the code.
        ("use crate::tiff::Other;\npub struct One(Other);", "pub struct Other;\nfn own() -> super::a::One { todo!() }"),
        ("use super::b;\npub struct One(b::Other);", "pub struct Other;\nfn own(one: &crate::tiff::One) {}"),
        ("use super::*;\npub struct One(Other);", "use super::*;\npub struct Other(Box<One>);"),
        (
            "use super::b::{self as other};\npub struct One(other::Other);",
            "use super::{a::One as First};\npub struct Other(First);",
        ),
    ];
    for (one, other) in ways {
        let face = "mod a;\nmod b;\npub use a::One;\npub use b::Other;";
        assert_eq!(
            circles_of(&[("tiff/mod.rs", face), ("tiff/a.rs", one), ("tiff/b.rs", other)]),
            std::slice::from_ref(&circle),
            "{one} | {other}"
        );
    }
    // A file and the one above it, and three of different folders.
    let above = "mod a;\npub struct Limits;\npub fn read() { a::read() }";
    assert_eq!(
        circles_of(&[("tiff/mod.rs", above), ("tiff/a.rs", "use super::Limits;\npub fn read(limits: Limits) {}")]).len(),
        1
    );
    let three = [
        ("zarr/mod.rs", "pub mod x;\npub mod y;"),
        ("ome/mod.rs", "pub mod z;"),
        ("zarr/x.rs", "use crate::zarr::y::f;\npub fn h() { f() }"),
        ("zarr/y.rs", "pub fn f() { crate::ome::z::g() }"),
        ("ome/z.rs", "use crate::zarr::x;\npub fn g() { x::h() }"),
    ];
    assert_eq!(circles_of(&three)[0].len(), 3);
}

#[test]
fn what_is_no_circle_is_none() {
    let face = "mod a;\nmod b;\npub use a::One;\npub use b::Other;";
    let innocent = [
        // What the module above hands on is not its own.
        ("pub struct One;", "use super::One;\npub struct Other(One);"),
        ("pub struct One;", "use super::*;\npub struct Other(One);"),
        // Comments, texts, and tests are not compiled with the rest.
        ("// super::b::Other\npub struct One;", "use super::One;\npub struct Other(One);"),
        ("pub const ONE: &str = \"super::b::Other\"; pub struct One;", "pub struct Other(super::One);"),
        (
            "pub struct One;\n#[cfg(test)]\nmod tests {\n use super::super::b::Other;\n fn it(other: Other) {} }",
            "pub struct Other(super::One);",
        ),
        // A method that no other file gives.
        ("pub struct One(Vec<u8>);\nfn f(it: &One) { it.0.g(); }", "impl super::One { pub fn g(&self) {} }\npub struct Other;"),
        // A field or a variable is called as something of another file.
        (
            "pub struct One { other: u8 }\nfn f(it: &One) -> u8 { it.other }",
            "pub fn other(one: super::One) {}\npub struct Other;",
        ),
    ];
    for (one, other) in innocent {
        assert!(circles_of(&[("tiff/mod.rs", face), ("tiff/a.rs", one), ("tiff/b.rs", other)]).is_empty(), "{one} | {other}");
    }
}
