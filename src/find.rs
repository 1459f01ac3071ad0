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
    capitals::Spelling,
    compiled::{Dictionary, NO_ENTITY},
    fold::{Folded, part},
    traits::Traits,
    words::{Words, words},
};

/// One folded form of one dictionary, admitted because the text holds all its words.
pub struct Admitted {
    /// The dictionary's place among those searched.
    pub dictionary: u32,
    /// What it may be a spelling of, in the order of the source; not more than [`MOST_SHARED`].
    pub aliases: Vec<Alias>,
}

/// An alias of an admitted form.
pub struct Alias {
    /// Its number in the dictionary.
    pub number: u32,
    /// Its entity, or [`NO_ENTITY`].
    pub entity: u32,
    /// What else is known of it.
    pub traits: Traits,
    /// How it is written.
    pub spelling: Spelling,
    weight: u32,
}

/// Of one form only so many aliases are looked at, those of the greatest weight: each hit costs as many looks.
const MOST_SHARED: usize = 100;

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
    /// the aliases under them.
    pub fn new<'a>(dictionaries: &[impl AsRef<Dictionary>], blocks: impl Iterator<Item = &'a Folded>) -> Finder {
        let mut seen = Words::default();
        for block in blocks {
            words(&block.text, &mut |hash, range| seen.add(hash, part(&block.text, range)));
        }
        let mut admitted = Vec::new();
        let mut forms: Vec<String> = Vec::new();
        for (dictionary, number) in dictionaries.iter().map(AsRef::as_ref).zip(0..) {
            for word in seen.iter() {
                // Aliases of one form are neighbours.
                let first = forms.len();
                dictionary.aliases_under(word, &mut |alias, text| {
                    if !seen.may_hold(text) {
                        return;
                    }
                    let Ok(text) = std::str::from_utf8(text) else { return };
                    let spelling = Spelling::new(text);
                    let form = spelling.form();
                    let mut whole = !form.is_empty();
                    words(form, &mut |hash, _| whole &= seen.holds(hash));
                    if !whole {
                        return;
                    }
                    if forms.len() == first || forms.last().is_none_or(|last| last != form) {
                        forms.push(form.to_owned());
                        admitted.push(Admitted { dictionary: number, aliases: Vec::new() });
                    }
                    if let Some(last) = admitted.last_mut() {
                        last.admit(dictionary, alias, spelling);
                    }
                });
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

impl Admitted {
    fn admit(&mut self, dictionary: &Dictionary, number: u32, spelling: Spelling) {
        let entity = dictionary.alias_entity(number);
        let weight = if entity == NO_ENTITY { u32::MAX } else { dictionary.weight(entity) };
        if self.aliases.len() == MOST_SHARED {
            let Some(least) = (0..MOST_SHARED).rev().min_by_key(|&at| self.aliases[at].weight) else { return };
            if self.aliases[least].weight >= weight {
                return;
            }
            self.aliases.remove(least);
        }
        let traits = dictionary.alias_traits(number);
        self.aliases.push(Alias { number, entity, traits, spelling, weight });
    }
}
