//! `bindgen INPUT.wasm OUT_DIR`: writes `omescope_bg.wasm`, `omescope.js` (target `web`) and `omescope.d.ts`.

use std::{env, error::Error, fs, path::PathBuf};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out_dir)) = (args.next(), args.next()) else {
        return Err("usage: bindgen INPUT.wasm OUT_DIR".into());
    };
    fs::create_dir_all(&out_dir)?;
    Bindgen::new()
        .input_path(input)
        .out_name("omescope")
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(true)
        .generate(out_dir)?;
    Ok(())
}
