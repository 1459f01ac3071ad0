//! Writes the JavaScript bindings of a built module: `bindgen MODULE.wasm OUT_DIR NAME web|bundler`. Those for `web` start what they
//! are given, those for `bundler` import it.

use std::{env, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, out, name, target] = arguments.as_slice() else {
        eprintln!("usage: bindgen MODULE.wasm OUT_DIR NAME web|bundler");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).typescript(true);
    let targeted = if target == "bundler" { bindgen.bundler(true) } else { bindgen.web(true) };
    let written = targeted.and_then(|bindgen| {
        // Bundlers would copy a second module if the bindings named one. Names stay for tools/shrink.mjs.
        bindgen.omit_default_module_path(true).remove_name_section(false).remove_producers_section(true).generate(out)
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
