//! `namelight-rivals scan ALIASES TEXT`: a line of JSON, how long the contiguous automaton takes to be built and to scan natively.
//! `namelight-rivals serialize ALIASES OUT`: writes the double-array automaton.

use std::{env, error::Error, fs, time::Instant};

use namelight_rivals::{build, scan, serialize};

const SCANS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serialize", aliases, out] => fs::write(out, serialize(&fs::read_to_string(aliases)?))?,
        ["scan", aliases, text] => {
            let (aliases, text) = (fs::read_to_string(aliases)?, fs::read_to_string(text)?);
            let started = Instant::now();
            let automaton = build(&aliases);
            let build_ms = milliseconds(started);
            let mut times = [0.0; SCANS];
            let mut hits = 0;
            for time in &mut times {
                let started = Instant::now();
                hits = scan(&automaton, &text);
                *time = milliseconds(started);
            }
            times.sort_by(f64::total_cmp);
            println!(
                r#"{{"buildMs":{build_ms},"scanMs":{},"hits":{hits},"bytes":{}}}"#,
                times[SCANS / 2],
                automaton.memory_usage()
            );
        }
        _ => return Err("usage: namelight-rivals scan ALIASES TEXT | serialize ALIASES OUT".into()),
    }
    Ok(())
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}
