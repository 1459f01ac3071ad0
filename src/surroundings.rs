//! What stands around candidates: the words of a block.
//!
//! In: a folded block, and what words hint at. Out: each word as a hash and what deciding asks of it: its capital, whether
//! its place explains that, and what parts it from the word before. Kept with the candidates, so that no text is read again.

use std::ops::Range;

use crate::{
    block::Block,
    capitals::{is_capital, is_small},
    characters::{Class, character},
    fold::part,
    layout::HINTS,
    words::words,
};

/// A word of a block.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// As `words` gives it.
    pub hash: u32,
    /// Some of the flags below; in the lowest bits what it hints at.
    pub flags: u32,
}

/// It begins with a capital.
pub const CAPITAL: u32 = 4;
/// It begins with a small letter, of a script that has capitals.
pub const SMALL: u32 = 8;
/// In bytes: In, The, For.
const SHORT_WORD: usize = 3;

/// It begins a sentence: that explains a capital.
pub const OPENS: u32 = 16;
/// Capitals say nothing in its sentence: a headline, German.
pub const SILENT: u32 = 32;
/// Nothing but space parts it from the word before, or the full stop of an abbreviation.
pub const JOINED: u32 = 64;
/// Nothing but a hyphen does.
pub const HYPHENED: u32 = 128;
/// A comma does.
pub const COMMA: u32 = 256;
/// It begins with two capitals.
pub const ACRONYM: u32 = 1024;
/// It is so short that a headline may well write it small.
pub const BRIEF: u32 = 512;

impl Word {
    /// Whether it has any of these flags.
    pub fn is(self, flags: u32) -> bool {
        self.flags & flags != 0
    }

    /// What it hints at.
    pub fn hint(self) -> u32 {
        self.flags & HINTS
    }

    /// Whether nothing parts it from the word before but space.
    pub fn is_joined(self) -> bool {
        self.is(JOINED)
    }
}

/// It is the first of a heading.
pub const HEADING: u32 = 2048;

/// The words of a block, and where each begins in its folded text. Cost: linear.
pub fn surroundings(block: &Block, is_heading: bool, hint: &dyn Fn(u32) -> u32) -> (Vec<Word>, Vec<usize>) {
    let text = &block.folded.text;
    let (mut list, mut starts): (Vec<Word>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut end, mut sentence) = (0, 0);
    words(text, &mut |hash, range| {
        let first = first_letter(block, range.start);
        let mut flags = hint(hash);
        // Behind these signs stands a part of an address, a hashtag or a handle.
        let is_attached = part(text, end..range.start).ends_with(['/', '#', '@']);
        flags |= if is_attached {
            0
        } else if is_capital(first) {
            CAPITAL
        } else if is_small(first) {
            SMALL
        } else {
            0
        };
        flags |= if range.len() <= SHORT_WORD { BRIEF } else { 0 };
        let second = range.start + first.len_utf8();
        let is_acronym = range.len() > first.len_utf8() && is_capital(first) && is_capital(first_letter(block, second));
        flags |= if is_acronym { ACRONYM } else { 0 };
        let is_abbreviation = starts.last().is_some_and(|&start| abbreviates(block, start..end));
        flags |= if list.is_empty() {
            OPENS
        } else {
            gap(part(text, end..range.start), is_abbreviation, first_letter(block, end))
        };
        if flags & OPENS != 0 {
            end_sentence(&mut list, sentence, part(text, end..range.start));
            sentence = list.len();
        }
        end = range.end;
        list.push(Word { hash, flags });
        starts.push(range.start);
    });
    end_sentence(&mut list, sentence, part(text, end..text.len()));
    if let Some(first) = list.first_mut()
        && is_heading
    {
        first.flags |= HEADING;
    }
    if block.language == "de" {
        silence(&mut list);
    }
    (list, starts)
}

fn first_letter(block: &Block, at: usize) -> char {
    let origin = block.folded.origins[at] as usize;
    part(block.source, origin..block.source.len()).chars().next().unwrap_or(' ')
}

/// An initial, or a capital and one or two small letters: a full stop behind it ends no sentence.
fn abbreviates(block: &Block, word: Range<usize>) -> bool {
    let second = word.start + 1;
    word.len() <= SHORT_WORD
        && is_capital(first_letter(block, word.start))
        && (second >= word.end || is_small(first_letter(block, second)))
}

/// What parts two words. `first` is how it begins as it is written.
fn gap(text: &str, is_abbreviation: bool, first: char) -> u32 {
    let mut flags = JOINED;
    for c in text.chars() {
        flags = flags.max(match c {
            // A dash between two names makes no third.
            '-' if text.len() == 1 => {
                if matches!(first, '-' | '\u{2010}' | '\u{2011}') {
                    HYPHENED
                } else {
                    COMMA
                }
            }
            ' ' => JOINED,
            '.' if is_abbreviation => JOINED,
            ',' | '\'' | '(' | ')' | ';' | '/' | '&' => COMMA,
            c if character(c).class() == Class::Space => JOINED,
            _ => return OPENS,
        });
    }
    flags
}

/// Three capitals or more, no small letter in any word but short ones, and no full stop at its end: a headline.
fn end_sentence(list: &mut [Word], start: usize, end: &str) {
    let Some(sentence) = list.get_mut(start..) else { return };
    let capitals = sentence.iter().map(|word| u32::from(word.is(CAPITAL))).sum::<u32>();
    if capitals >= 3 && !end.contains('.') && !sentence.iter().any(|word| word.is(SMALL) && !word.is(BRIEF)) {
        silence(sentence);
    }
}

/// Capitals say nothing of these.
fn silence(words: &mut [Word]) {
    for word in words {
        word.flags |= SILENT;
    }
}
