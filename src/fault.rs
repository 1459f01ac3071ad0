//! Faults of a dictionary source, as a person reads them.
//!
//! In: what the checker finds. Out: a list in which each fault has a severity, a stable code, a JSON path and a sentence.
//! Guarantee: no list grows beyond [`MOST_FAULTS`], no quoted value beyond a few words.

use std::fmt;

/// How much a fault costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Something is left out of the dictionary.
    Error,
    /// It is kept, and probably not what was meant.
    Warning,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How much it costs.
    pub severity: Severity,
    /// Its stable name, for programs.
    pub code: &'static str,
    /// Where, such as `$.entities[3].aliases[1]`.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: String,
}

/// More than anyone mends in one go; the rest is counted.
pub const MOST_FAULTS: usize = 1000;

/// Faults in the order in which they were found.
#[derive(Debug, Default)]
pub struct Faults {
    /// Those that are listed.
    pub listed: Vec<Fault>,
    /// How many more there are.
    pub unlisted: usize,
}

impl Faults {
    pub(crate) fn error(&mut self, code: &'static str, path: &Path, message: String) {
        self.add(Severity::Error, code, path, message);
    }

    pub(crate) fn warning(&mut self, code: &'static str, path: &Path, message: String) {
        self.add(Severity::Warning, code, path, message);
    }

    fn add(&mut self, severity: Severity, code: &'static str, path: &Path, message: String) {
        if self.listed.len() < MOST_FAULTS {
            self.listed.push(Fault { severity, code, path: path.to_string(), message });
        } else {
            self.unlisted += 1;
        }
    }
}

/// A place in a JSON tree, built on the way down.
#[derive(Debug, Clone)]
pub(crate) struct Path(String);

impl Path {
    pub(crate) fn root() -> Path {
        Path("$".into())
    }

    pub(crate) fn key(&self, key: &str) -> Path {
        let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        Path(if plain { format!("{}.{key}", self.0) } else { format!("{}[{}]", self.0, quote(key)) })
    }

    pub(crate) fn index(&self, index: usize) -> Path {
        Path(format!("{}[{index}]", self.0))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value in quotes, cut to a length that fits a line, controls left out.
pub(crate) fn quote(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut chars = value.chars().map(|c| if c.is_control() { ' ' } else { c });
    let start: String = chars.by_ref().take(LONGEST).collect();
    format!("\"{start}{}\"", if chars.next().is_some() { "…" } else { "" })
}

/// Names in a row.
pub(crate) fn join(names: &[&str]) -> String {
    names.join(", ")
}

/// The name that was probably meant: at most a third of its letters typed wrong, missing, added or swapped.
pub(crate) fn nearest<'n>(given: &str, names: &[&'n str]) -> Option<&'n str> {
    let given: Vec<u8> = given.bytes().take(40).map(|b| b.to_ascii_lowercase()).collect();
    let (distance, name) = names
        .iter()
        .map(|name| (distance(&given, name.to_ascii_lowercase().as_bytes()), *name))
        .min_by_key(|&(distance, _)| distance)?;
    (distance <= (name.len() / 3).max(1)).then_some(name)
}

/// Edits between two words, a swap of neighbours counting as one (optimal string alignment).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
