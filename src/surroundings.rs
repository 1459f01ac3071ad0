//! What stands around candidates: the words of a block.
//!
//! In: a folded block. Out: each word as a hash and what deciding asks of it: its capital, whether
//! its place explains that, and what parts it from the word before. Kept with the candidates, so that no text is read again.

use std::ops::Range;

use crate::{
    block::Block,
    capitals::{is_capital, is_small},
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
pub fn surroundings(block: &Block, is_heading: bool) -> (Vec<Word>, Vec<usize>) {
    let text = &block.folded.text;
    let (mut list, mut starts): (Vec<Word>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut end, mut sentence) = (0, 0);
    words(text, &mut |hash, range| {
        let between = part(text, end..range.start);
        let mut flags = if range.len() <= SHORT_WORD { BRIEF } else { 0 };
        // Behind these signs stands a part of an address, a hashtag or a handle.
        if !between.ends_with(['/', '#', '@']) {
            let first = first_letter(block, range.start);
            if is_capital(first) {
                let second = part(text, range.clone()).chars().next().map_or(0, |c| range.start + c.len_utf8());
                let is_acronym = second < range.end && is_capital(first_letter(block, second));
                flags |= CAPITAL | if is_acronym { ACRONYM } else { 0 };
            } else if is_small(first) {
                flags |= SMALL;
            }
        }
        flags |= match (starts.last(), between) {
            (None, _) => OPENS,
            (_, " ") => JOINED,
            (Some(&start), _) => gap(block, start..end, range.start),
        };
        if flags & OPENS != 0 {
            end_sentence(&mut list, sentence, between);
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

/// What parts a word from the next one, which begins at a byte.
fn gap(block: &Block, word: Range<usize>, next: usize) -> u32 {
    let mut flags = JOINED;
    let text = part(&block.folded.text, word.end..next);
    for c in text.chars() {
        flags = flags.max(match c {
            // A dash between two names makes no third.
            '-' if text.len() == 1 && matches!(first_letter(block, word.end), '-' | '\u{2010}' | '\u{2011}') => {
                HYPHENED
            }
            '.' if abbreviates(block, word.clone()) => JOINED,
            ' ' => JOINED,
            ',' | '\'' | '(' | ')' | ';' | '/' | '&' => COMMA,
            '-' if text.len() == 1 => COMMA,
            _ => return OPENS,
        });
    }
    flags
}

/// Three capitals or more, no small letter in any word but short ones, and no full stop at its end: a headline.
fn end_sentence(list: &mut [Word], start: usize, end: &str) {
    let Some(sentence) = list.get_mut(start..) else { return };
    let capitals = sentence.iter().map(|word| u32::from(word.is(CAPITAL))).sum::<u32>();
    if capitals >= 3
        && !end.bytes().any(|byte| byte == b'.')
        && !sentence.iter().any(|word| word.is(SMALL) && !word.is(BRIEF))
    {
        silence(sentence);
    }
}

/// Capitals say nothing of these.
fn silence(words: &mut [Word]) {
    for word in words {
        word.flags |= SILENT;
    }
}
