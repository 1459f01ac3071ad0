//! Deflates standard input to standard output, raw, as densely as it can be.

use std::{io, process::ExitCode};

use zopfli::{Format, Options};

fn main() -> ExitCode {
    match zopfli::compress(Options::default(), Format::Deflate, io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("deflate: {error}");
            ExitCode::FAILURE
        }
    }
}
