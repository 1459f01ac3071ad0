//! Every place where an alias stands in folded text, before anything is judged.
//!
//! In: dictionaries and folded blocks. Out: hits, overlapping ones too (asking for the longest here would lose mentions:
//! DESIGN.md, matching rule 2). Only the forms whose words all occur in the blocks go into an Aho-Corasick automaton,
//! which is built for these blocks alone: the cost follows the text, not the dictionary.

use aho_corasick::{
    Anchored,
    automaton::Automaton,
    nfa::noncontiguous::{Builder, NFA},
};

use crate::{
    compiled::Dictionary,
    fold::Folded,
    words::{WordCounts, words},
};

/// One folded form of one dictionary, admitted because the text holds all its words.
#[derive(Debug, Clone, Copy)]
pub struct Admitted {
    /// The dictionary's place among those searched.
    pub dictionary: u32,
    /// The form's number in it.
    pub form: u32,
}

/// An admitted form at a place of the folded text, in bytes, end exclusive.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    /// Its place in [`Finder::admitted`].
    pub admitted: usize,
    /// Where it begins in the folded text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// An automaton over the forms that some blocks can hold.
pub struct Finder {
    /// The forms in it.
    pub admitted: Vec<Admitted>,
    automaton: Option<NFA>,
}

impl Finder {
    /// Looks up the words of the blocks and builds the automaton. Cost: the number of different words, and the length of
    /// the forms under them.
    pub fn new<'a>(dictionaries: &[impl AsRef<Dictionary>], blocks: impl Iterator<Item = &'a Folded>) -> Finder {
        let mut seen = WordCounts::default();
        for block in blocks {
            words(&block.text, &mut |word| seen.add(word));
        }
        let mut admitted = Vec::new();
        let mut forms = Vec::new();
        for (dictionary, number) in dictionaries.iter().map(AsRef::as_ref).zip(0..) {
            for word in seen.iter() {
                for form in dictionary.forms_under(word) {
                    let text = dictionary.form_text(form);
                    let mut whole = !text.is_empty();
                    words(text, &mut |word| whole &= seen.count(word) > 0);
                    if whole {
                        admitted.push(Admitted { dictionary: number, form });
                        forms.push(text);
                    }
                }
            }
        }
        // Building fails only beyond 2³¹ states, more than a text can admit; then nothing is found.
        let automaton = if forms.is_empty() { None } else { Builder::new().prefilter(false).build(&forms).ok() };
        Finder { admitted, automaton }
    }

    /// Calls `found` for every hit, by where it ends. Cost: linear in the text and the hits.
    pub fn find(&self, block: &Folded, mut found: impl FnMut(Hit)) {
        let Some(automaton) = &self.automaton else { return };
        let Ok(mut state) = automaton.start_state(Anchored::No) else { return };
        for (at, &byte) in block.text.as_bytes().iter().enumerate() {
            state = automaton.next_state(Anchored::No, state, byte);
            if automaton.is_match(state) {
                let end = at + 1;
                for index in 0..automaton.match_len(state) {
                    let pattern = automaton.match_pattern(state, index);
                    let start = end - automaton.pattern_len(pattern);
                    found(Hit { admitted: pattern.as_usize(), start, end });
                }
            }
        }
    }
}
