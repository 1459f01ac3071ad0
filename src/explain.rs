//! Why a document has the mentions that it has: what each stage said of each alias at each place.
//!
//! In: a document's texts. Out: what was said, in the order in which it was. For editors: no page has this in its build.

use std::rc::Rc;

use crate::{
    compiled::Dictionary,
    decide::Options,
    document::{Document, Text},
    judge::Candidate,
    witness::{Refused, Verdict, Witness},
};

/// What was said of an alias at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The block, by its place among the texts.
    pub block: u32,
    /// Where it begins, in UTF-16 code units of the block.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The dictionary of the alias, by its place.
    pub dictionary: u32,
    /// The alias in it.
    pub alias: u32,
    /// What.
    pub verdict: Verdict,
}

#[derive(Default)]
struct Listener {
    said: Vec<Said>,
    /// Where the blocks begin that are decided.
    starts: Vec<u32>,
}

impl Witness for Listener {
    fn refuse(&mut self, block: u32, refused: Refused, verdict: Verdict) {
        let Refused { start, end, dictionary, alias } = refused;
        self.said.push(Said { block, start, end, dictionary, alias, verdict });
    }

    fn begin(&mut self, start: u32) {
        self.starts.push(start);
    }

    fn hear(&mut self, candidate: &Candidate, verdict: Verdict) {
        let Candidate { block, dictionary, alias, .. } = *candidate;
        let start = self.starts[block as usize];
        let (start, end) = (candidate.start - start, candidate.end - start);
        self.said.push(Said { block, start, end, dictionary, alias, verdict });
    }
}

/// Reads and decides texts, whose numbers are their places, and listens.
pub fn explain(dictionaries: &[Rc<Dictionary>], texts: &[Text], about: &[&str], options: &Options) -> Vec<Said> {
    let (mut document, mut listener) = (Document::new(dictionaries.to_vec()), Listener::default());
    document.read(texts, &mut listener);
    let mut options = options.clone();
    options.limits.about = about.iter().flat_map(|id| document.find(id)).collect();
    let order: Vec<u32> = texts.iter().map(|text| text.id).collect();
    document.decide(&order, &options, &mut listener);
    listener.said
}
