//! Writes the JavaScript bindings of a built module: `bindgen MODULE.wasm OUT_DIR NAME`. They are those for bundlers, which leave
//! to `www/engine.js` how the module is started: those that start it themselves would cost a page half a KB.

use std::{env, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, out, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen MODULE.wasm OUT_DIR NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    let written = bindgen.input_path(module).out_name(name).typescript(true).bundler(true).and_then(|bindgen| {
        // Names stay for tools/shrink.mjs.
        bindgen.remove_name_section(false).remove_producers_section(true).generate(out)
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
