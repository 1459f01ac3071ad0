//! From hits to candidates: what each hit is by itself and by its surroundings.
//!
//! In: a block and its hits. Out: candidates, each an alias at a span of whole words that passed every stage below. What
//! needs the rest of the document (short forms, whom an ambiguous alias means) is decided in `decide` and its stages.

use std::{ops::Range, rc::Rc};

use crate::{
    address::addresses,
    block::Block,
    boundary::is_whole,
    capitals::says_nothing,
    characters::{Class, character},
    compiled::{Dictionary, NO_ENTITY},
    entities::Entities,
    find::{Alias, Finder, Hit},
    fold::part,
    layout::CLOSED_CLASS,
    surroundings::Word,
    witness::{Refused, Verdict, Witness},
};

/// A place where an alias stands and may mean its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Where it begins, in UTF-16 code units of the block.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The dictionary's place among those searched.
    pub dictionary: u32,
    /// The alias in it.
    pub alias: u32,
    /// Its entity, by its number among those of the document, or [`NO_ENTITY`].
    pub entity: u32,
    /// Its first word, by its place in the block.
    pub first: u32,
    /// Behind its last word.
    pub last: u32,
    /// The alias counts only beside a fuller one of its entity.
    pub short: bool,
    /// What sort of ordinary word the alias is, too, as `layout` names them; 0 for none.
    pub common: u8,
    /// Its block, by its place in the document that is decided.
    pub block: u32,
    /// Whether no stage has let it fall.
    pub stands: bool,
    /// How close the text is to the alias as written: higher is closer.
    pub fit: u8,
}

impl Candidate {
    /// Whether it may still be a mention.
    pub fn may_be(&self) -> bool {
        self.stands && self.entity != NO_ENTITY
    }

    /// Whether it has more words than one.
    pub fn is_long(&self) -> bool {
        self.last - self.first > 1
    }
}

/// In words: "Department of Justice".
const HINTS_BEFORE: usize = 2;
/// In words: as far as an office may lie behind a name that it explains: White House Press Secretary.
pub const HINTS_BEHIND: u32 = 3;

/// Judges the hits of blocks that one finder was made for.
pub struct Judge<'a> {
    dictionaries: &'a [Rc<Dictionary>],
    finder: Finder,
}

impl<'a> Judge<'a> {
    /// Prepares for these blocks.
    pub fn new(dictionaries: &'a [Rc<Dictionary>], blocks: &[Block]) -> Judge<'a> {
        Judge { dictionaries, finder: Finder::new(dictionaries, blocks.iter().map(|block| &block.folded)) }
    }

    /// Says of the words near candidates what they hint at; nobody asks of others.
    pub fn hint(&self, block: &Block, words: &mut [Word], candidates: &[Candidate]) {
        let mut done = 0;
        for candidate in candidates {
            let start = (candidate.first as usize).saturating_sub(HINTS_BEFORE).max(done);
            done = done.max(words.len().min((candidate.last + HINTS_BEHIND) as usize));
            for word in words.get_mut(start..done).unwrap_or(&mut []) {
                let mut hint = 0;
                for dictionary in self.dictionaries {
                    if speaks(dictionary.words_language(), block.language) {
                        hint = dictionary.hint(word.hash).max(hint);
                    }
                }
                word.flags |= hint;
            }
        }
    }

    /// The candidates of a block, by start, then the longest first. `starts`: where its words begin; `id`: its number.
    pub fn candidates(
        &self,
        (id, block): (u32, &Block),
        starts: &[usize],
        entities: &mut Entities,
        witness: &mut impl Witness,
    ) -> Vec<Candidate> {
        let mut hits = Vec::new();
        self.finder.find(&block.folded, |hit| {
            if !splits_ascii_word(block.folded.text.as_bytes(), &hit) {
                hits.push(hit);
            }
        });
        let mut addresses_of_block: Option<Vec<Range<usize>>> = None;
        let mut sentence = (0..0, false);
        let mut candidates = Vec::new();
        let (mut cursor, mut cursor_utf16) = (0, 0);
        for hit in by_start(hits, block.folded.text.len()) {
            let Some(span) = source_span(block, &hit) else { continue };
            let admitted = &self.finder.admitted[hit.admitted];
            let dictionary = &self.dictionaries[admitted.dictionary as usize];
            let text = part(block.source, span.clone());
            cursor_utf16 += utf16_length(part(block.source, cursor..span.start));
            cursor = span.start;
            let start = cursor_utf16;
            let end = start + utf16_length(text);
            let mut refuse = |alias: &Alias, verdict| {
                let refused = Refused { start, end, dictionary: admitted.dictionary, alias: alias.number };
                witness.refuse(id, refused, verdict);
            };
            let language = if block.language.is_empty() { dictionary.language() } else { block.language };
            if !is_whole(block.source, span.start, span.end, language) {
                admitted.aliases.iter().for_each(|alias| refuse(alias, Verdict::Boundary));
                continue;
            }
            // The Arabic words for "on" and "until" are folded like the names علي and حتي, of which some write the last letter so, too.
            if language == "ar" && matches!(text, "على" | "حتى") {
                admitted.aliases.iter().for_each(|alias| refuse(alias, Verdict::Particle));
                continue;
            }
            let addresses = addresses_of_block.get_or_insert_with(|| addresses(block.source));
            if is_in_address(addresses, &span, text) {
                admitted.aliases.iter().for_each(|alias| refuse(alias, Verdict::Address));
                continue;
            }
            let first = starts.partition_point(|&start| start < hit.start);
            let last = starts.partition_point(|&start| start < hit.end);
            let has_words = speaks(dictionary.words_language(), block.language);
            for alias in &admitted.aliases {
                let common = if has_words { alias.traits.common } else { 0 };
                if !speaks(dictionary.alias_language(alias.traits), block.language) {
                    refuse(alias, Verdict::Language);
                } else if !alias.spelling.allows(block, hit.start, alias.traits) {
                    refuse(alias, Verdict::Case);
                } else if common == CLOSED_CLASS && says_nothing(block.source, &span, &mut sentence) {
                    refuse(alias, Verdict::Headline);
                } else {
                    let is_suppressed = alias.entity == NO_ENTITY;
                    candidates.push(Candidate {
                        start,
                        end,
                        dictionary: admitted.dictionary,
                        alias: alias.number,
                        entity: if is_suppressed {
                            NO_ENTITY
                        } else {
                            entities.know(admitted.dictionary, alias.entity)
                        },
                        first: u32::try_from(first).unwrap_or(0),
                        last: u32::try_from(last).unwrap_or(0),
                        short: alias.traits.short,
                        common,
                        block: 0,
                        stands: true,
                        fit: alias.spelling.fit(block, hit.start, text),
                    });
                }
            }
        }
        candidates
    }
}

/// Hits by start, then the longest first. They arrive by end, so that for each start the last one is the longest. Cost:
/// linear, however many overlap; a sort of the standard library would cost a page 1.5 KB.
fn by_start(hits: Vec<Hit>, length: usize) -> Vec<Hit> {
    if hits.len() < 2 {
        return hits;
    }
    // For each place the last hit that starts there, and for each hit the one before it.
    let mut last = vec![usize::MAX; length];
    let before: Vec<usize> =
        hits.iter().enumerate().map(|(at, hit)| std::mem::replace(&mut last[hit.start], at)).collect();
    let mut sorted = Vec::with_capacity(hits.len());
    for mut at in last {
        while let Some(hit) = hits.get(at) {
            sorted.push(*hit);
            at = before[at];
        }
    }
    sorted
}

/// Most hits of a large dictionary begin or end inside a word of ASCII letters; they go before anything is looked up.
fn splits_ascii_word(folded: &[u8], hit: &Hit) -> bool {
    let is_letter = |at: usize| folded.get(at).is_some_and(u8::is_ascii_alphabetic);
    (hit.start > 0 && is_letter(hit.start - 1) && is_letter(hit.start))
        || (is_letter(hit.end - 1) && is_letter(hit.end))
}

/// The span of source that a hit stands for: whole characters, with the marks and jamo that folding took up into the
/// last one, without what is invisible at the edges. None where the hit cuts a character that folds to several.
fn source_span(block: &Block, hit: &Hit) -> Option<Range<usize>> {
    let origins = &block.folded.origins;
    let cut = |at: usize| at > 0 && origins[at - 1] == origins[at];
    if cut(hit.start) || cut(hit.end) {
        return None;
    }
    let last = origins[hit.end - 1] as usize;
    let mut end = last;
    // Between two characters that left something in the folded text, all that lies there left nothing.
    let mut base = Class::Other;
    for (at, c) in part(block.source, last..origins[hit.end] as usize).char_indices() {
        let class = character(c).class();
        if at == 0 {
            base = class;
        }
        // An ideograph is another one without its variation selector.
        let is_variant = base == Class::Han && matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        if at == 0 || is_variant || matches!(class, Class::Mark | Class::Hangul) {
            end = last + at + c.len_utf8();
        }
    }
    Some(origins[hit.start] as usize..end)
}

/// Inside an address, unless the alias is the whole of it or holds what makes it one. Addresses are in order and apart.
fn is_in_address(addresses: &[Range<usize>], span: &Range<usize>, text: &str) -> bool {
    let first = addresses.partition_point(|address| address.end <= span.start);
    addresses
        .get(first)
        .is_some_and(|address| address.start < span.end && address != span && !text.contains(['.', '#', '@']))
}

/// An alias that names a language counts in texts of that language, and in those of none.
fn speaks(alias: &str, block: &str) -> bool {
    alias.is_empty() || block.is_empty() || alias == block
}

fn utf16_length(text: &str) -> u32 {
    text.chars().map(|c| if c > '\u{FFFF}' { 2 } else { 1 }).sum()
}
