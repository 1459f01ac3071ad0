//! Times the core natively: `bench DICTIONARY TEXT [--mentions FILE]`, called by `tests/bench`. The dictionary is JSON or compiled.
//!
//! Out: one line of JSON with medians in milliseconds. The text is one block. `foldMs`, `findMs` (every hit), `decideMs` (the
//! stages over what was kept); `judgeMs` is what is left of the whole: each hit by itself, and the words around; `forms` and
//! `aliases` of them went into the automaton. `--mentions` writes the mentions, one JSON object a line.

use std::{env, error::Error, fmt::Write as _, fs, hint::black_box, rc::Rc, time::Instant};

use namelight::{
    check::check,
    compile::compile,
    compiled::Dictionary,
    decide::Options,
    document::{Document, Mention, Text},
    find::Finder,
    fold::fold,
    json::Json,
    layout::MAGIC,
};
use serde_json::json;

const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (dictionary_path, text_path, mentions_path) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..]
    {
        [dictionary, text] => (dictionary, text, None),
        [dictionary, text, "--mentions", mentions] => (dictionary, text, Some(mentions)),
        _ => return Err("usage: bench DICTIONARY TEXT [--mentions FILE]".into()),
    };
    let given = fs::read(dictionary_path)?;
    let text = fs::read_to_string(text_path)?;

    let (build_ms, bytes) = if given.starts_with(&MAGIC) {
        (0.0, given)
    } else {
        let json: Json = serde_json::from_slice(&given)?;
        timed(|| compile(&check(&json, |address| address.starts_with("https://")).source))
    };
    let dictionaries = vec![Rc::new(Dictionary::load(bytes)?)];
    let (fold_ms, folded) = timed(|| fold(&text));
    let (find_ms, (hits, forms, aliases)) = timed(|| {
        let finder = Finder::new(&dictionaries, [&folded].into_iter());
        let mut hits = 0_u32;
        finder.find(&folded, |hit| {
            black_box(hit);
            hits += 1;
        });
        (hits, finder.admitted.len(), finder.admitted.iter().map(|form| form.aliases.len()).sum::<usize>())
    });
    let mut deciding = Vec::new();
    let (total_ms, mentions) = timed(|| {
        let mut document = Document::new(dictionaries.clone());
        document.read(&[Text { text: &text, ..Text::default() }], &mut ());
        let started = Instant::now();
        let mentions = document.decide(&[0], &Options::default(), &mut ()).added;
        deciding.push(milliseconds(started));
        mentions
    });
    let decide_ms = median(&mut deciding);

    if let Some(path) = mentions_path {
        fs::write(path, lines(&dictionaries[0], &mentions))?;
    }
    println!(
        "{}",
        json!({
            "buildMs": build_ms, "foldMs": fold_ms, "findMs": find_ms,
            "judgeMs": (total_ms - fold_ms - find_ms - decide_ms).max(0.0), "decideMs": decide_ms,
            "totalMs": total_ms, "forms": forms, "aliases": aliases, "hits": hits, "mentions": mentions.len(), "runs": RUNS,
        })
    );
    Ok(())
}

/// The median time of some runs in milliseconds, and what the last one gave.
fn timed<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..RUNS {
        let started = Instant::now();
        let result = black_box(run());
        times.push(milliseconds(started));
        last = Some(result);
    }
    (median(&mut times), last.expect("there is at least one run"))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn lines(dictionary: &Dictionary, mentions: &[Mention]) -> String {
    let mut lines = String::new();
    for mention in mentions {
        let (entity, alias) = (dictionary.entity_id(mention.entity), dictionary.alias_text(mention.alias));
        let line = json!({ "start": mention.start, "end": mention.end, "entity": entity, "alias": alias });
        writeln!(lines, "{line}").expect("a String takes all that is written");
    }
    lines
}
