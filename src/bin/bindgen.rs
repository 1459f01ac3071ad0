//! Writes the JavaScript bindings of a built module: `bindgen MODULE.wasm OUT_DIR NAME`.

use std::{env, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, out, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen MODULE.wasm OUT_DIR NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    let written = bindgen.input_path(module).out_name(name).typescript(true).web(true).and_then(|bindgen| {
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
