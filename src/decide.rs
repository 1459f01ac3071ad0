//! Which candidates of a document are mentions, and of whom: the stages, one after the other.
//!
//! In: the candidates and words of all blocks, one behind the other. Out: decisions, in order. No text is read. Each stage is
//! a module of its own; a [`Witness`] hears what each says.

use std::ops::Range;

use crate::{
    ambiguous::decide_spans,
    choose::choose,
    common::common_words,
    context::against,
    entities::Entities,
    introduced::short_forms,
    judge::Candidate,
    limits::{Limits, limit},
    longer_name::longer_names,
    numbers::Numbers,
    surroundings::{SMALL, Word},
    witness::{Verdict, Witness},
};

/// How to decide.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How many mentions there may be.
    pub limits: Limits,
    /// How far, in thousandths, the best of several entities must be ahead of the next; else none is chosen.
    pub margin: u32,
    /// A short form counts only behind a fuller alias, not before it.
    pub introduced_before: bool,
    /// Stages to leave out: some of the flags below.
    pub without: u32,
    /// Whether mentions that are left undecided are given; their spans are taken either way.
    pub keeps_undecided: bool,
}

/// The stage of common words.
pub const COMMON: u32 = 1;
/// The stage of longer names.
pub const LONGER_NAMES: u32 = 2;
/// What the document says of ambiguous aliases: only weight and order are left.
pub const EVIDENCE: u32 = 4;

/// A mention to be.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// The candidate that won, by its place in the document.
    pub candidate: usize,
    /// Where what is left undecided begins among [`Page::alternatives`].
    pub first: usize,
    /// And where it ends: entities that it may mean, two or more; or none.
    pub end: usize,
}

/// A document while it is decided: its blocks, one behind the other. Words and UTF-16 code units are counted through.
#[derive(Debug)]
pub struct Page<'a> {
    /// Whom candidates may mean.
    pub entities: &'a Entities,
    /// How to decide.
    pub options: &'a Options,
    /// All words.
    pub words: Vec<Word>,
    /// The first word of each block.
    pub blocks: Vec<usize>,
    /// All candidates, by start, then the longest first.
    pub candidates: Vec<Candidate>,
    /// Words that stand somewhere with a small letter.
    pub small: Numbers,
    /// Entities of mentions that are left undecided, the likeliest first.
    pub alternatives: Vec<u32>,
}

impl<'a> Page<'a> {
    /// An empty document.
    pub fn new(entities: &'a Entities, options: &'a Options) -> Page<'a> {
        let (words, blocks, candidates, alternatives) = Default::default();
        Page { entities, options, words, blocks, candidates, small: Numbers::default(), alternatives }
    }

    /// The next block, which begins at a UTF-16 code unit of the document; gives that of the one behind it.
    #[inline(never)]
    pub fn add(&mut self, words: &[Word], candidates: &[Candidate], start: u32) -> u32 {
        let (block, first) = (number(self.blocks.len()), number(self.words.len()));
        let mut next = start;
        self.blocks.push(self.words.len());
        for word in words {
            if word.is(SMALL) {
                self.small.add(word.hash);
            }
            self.words.push(*word);
        }
        for candidate in candidates {
            let mut candidate = *candidate;
            candidate.block = block;
            candidate.start += start;
            candidate.end += start;
            candidate.first += first;
            candidate.last += first;
            self.candidates.push(candidate);
            next = next.max(candidate.end);
        }
        next + NEXT
    }

    /// Decides. Cost: linear in the candidates, times what stands near each, what its alias has entities and these have
    /// context; and the words once for the context of each entity.
    #[inline(never)]
    pub fn decide(&mut self, witness: &mut impl Witness) -> Vec<Decision> {
        longer_names(self, witness);
        common_words(self, witness);
        against(self, witness);
        short_forms(self, witness);
        let spans = choose(self, witness);
        let decisions = decide_spans(self, &spans, witness);
        limit(self, decisions, witness)
    }

    /// Calls `judge` for every candidate that stands, with its place, in order: it falls where that has something against it.
    #[inline(never)]
    pub fn judge(
        &mut self,
        judge: &mut dyn FnMut(&Page, usize, &Candidate) -> Option<Verdict>,
        witness: &mut impl Witness,
    ) {
        for at in 0..self.candidates.len() {
            let candidate = &self.candidates[at];
            if !candidate.may_be() {
                continue;
            }
            if let Some(verdict) = judge(self, at, candidate) {
                witness.hear(candidate, verdict);
                self.candidates[at].stands = false;
            }
        }
    }

    /// A word; nothing in particular where there is none.
    #[inline(never)]
    pub fn word(&self, at: u32) -> Word {
        self.words.get(at as usize).copied().unwrap_or_default()
    }

    /// The word before a candidate, if nothing but space parts them.
    #[inline(never)]
    pub fn before(&self, candidate: &Candidate) -> Word {
        let is_joined = self.word(candidate.first).is_joined();
        if is_joined { self.word(candidate.first.wrapping_sub(1)) } else { Word::default() }
    }

    /// The places of candidates that lie near one: those that touch it or hold it are among them.
    #[inline(never)]
    pub fn around(&self, at: usize) -> Range<usize> {
        let (mut start, mut end) = (at, at);
        let candidate = &self.candidates[at];
        while start > 0 && self.candidates[start - 1].start + LONGEST >= candidate.start {
            start -= 1;
        }
        while self.candidates.get(end).is_some_and(|other| other.start <= candidate.end + NEXT) {
            end += 1;
        }
        start..end
    }
}

/// In UTF-16 code units: no alias is longer, but for marks on its letters.
const LONGEST: u32 = 200;
/// Likewise: from the end of a word to the next one that touches it.
const NEXT: u32 = 4;

/// (More than memory can hold would be needed to go beyond.)
pub fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
