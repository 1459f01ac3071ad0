//! What capitals and accents say about a hit (DESIGN.md, matching rules 4 and 5).
//!
//! In: an alias as it is written, and the text at a hit. Out: whether the case of the alias allows the hit, how closely
//! the two agree, and whether a sentence is written in capitals throughout.

use std::ops::Range;

use crate::{
    characters::{Class, character},
    fold::{Folded, fold, part},
    judge::Block,
    traits::{Case, Traits},
};

/// An alias, aligned with its folded form.
#[derive(Debug)]
pub struct Spelling {
    text: String,
    folded: Folded,
}

impl Spelling {
    /// Folds an alias.
    pub fn new(alias: &str) -> Spelling {
        Spelling { folded: fold(alias), text: alias.to_owned() }
    }

    /// Its comparison form.
    pub fn form(&self) -> &str {
        &self.folded.text
    }

    /// Whether the case of the alias allows a hit that begins at a byte of the block's folded text.
    pub fn allows(&self, block: &Block, at: usize, traits: Traits) -> bool {
        let article = usize::from(traits.article);
        match traits.case {
            Case::Any => true,
            Case::Exact => self.pairs(block, at).all(|(_, alias, text)| is_capital(alias) == is_capital(text)),
            Case::Smart => self
                .pairs(block, at)
                .all(|(offset, alias, text)| offset < article || !is_capital(alias) || is_capital(text)),
        }
    }

    /// How closely the text agrees with the alias: spelled the same, else the same accents, else the same case.
    pub fn fit(&self, block: &Block, at: usize, text: &str) -> u8 {
        if text == self.text {
            return 7;
        }
        let (mut accents, mut case) = (true, true);
        for (offset, alias, text) in self.pairs(block, at) {
            case &= is_capital(alias) == is_capital(text);
            accents &= is_accented(&self.text, &self.folded, offset, alias)
                == is_accented(block.source, &block.folded, at + offset, text);
        }
        u8::from(accents) << 1 | u8::from(case)
    }

    /// The characters of alias and text side by side, with their byte in the folded form: those that begin there in
    /// both. Of Æ and Ae the A is a pair; the e has no letter of its own opposite.
    fn pairs(&self, block: &Block, at: usize) -> impl Iterator<Item = (usize, char, char)> {
        (0..self.folded.text.len()).filter_map(move |offset| {
            let alias = char_at(&self.text, &self.folded, offset)?;
            let text = char_at(block.source, &block.folded, at + offset)?;
            Some((offset, alias, text))
        })
    }
}

/// The source character that begins at a byte of folded text.
fn char_at(source: &str, folded: &Folded, at: usize) -> Option<char> {
    let origin = *folded.origins.get(at)?;
    let begins = at == 0 || folded.origins[at - 1] != origin;
    if begins { part(source, origin as usize..source.len()).chars().next() } else { None }
}

fn is_capital(c: char) -> bool {
    character(c).is_capital()
}

/// A letter of a script with case that is no capital. (`char::is_lowercase` would bring a table of its own.)
fn is_small(c: char) -> bool {
    let character = character(c);
    !character.is_capital()
        && (character.class() == Class::BareLetter || matches!(c, '\u{430}'..='\u{52F}' | '\u{561}'..='\u{588}'))
}

/// Accented in itself, or by a mark behind it that folding took off.
fn is_accented(source: &str, folded: &Folded, at: usize, c: char) -> bool {
    let next = folded.origins[at] as usize + c.len_utf8();
    character(c).is_accented()
        || part(source, next..source.len()).chars().next().is_some_and(|mark| character(mark).class() == Class::Mark)
}

/// Whether the sentence around a span is of three words or more and has capitals but no small letters: a headline in
/// which US may as well be the pronoun. `last` is the sentence that was judged last, and what was said of it: spans come in
/// order, and a block may be one long sentence.
pub fn says_nothing(source: &str, span: &Range<usize>, last: &mut (Range<usize>, bool)) -> bool {
    if !(last.0.start <= span.start && span.end <= last.0.end) {
        let start = part(source, 0..span.start).char_indices().rev().find(|&(at, c)| ends_sentence(source, at, c));
        let start = start.map_or(0, |(at, c)| at + c.len_utf8());
        let mut ahead = part(source, span.end..source.len()).char_indices();
        let end = ahead.find(|&(at, c)| ends_sentence(source, span.end + at, c));
        let end = end.map_or(source.len(), |(at, _)| span.end + at);
        *last = (start..end, is_headline(part(source, start..end)));
    }
    last.1
}

fn is_headline(sentence: &str) -> bool {
    // Words of scripts without case neither count nor speak against it.
    let (mut words, mut in_capitals) = (0, false);
    for c in sentence.chars() {
        if is_small(c) {
            return false;
        }
        words += u32::from(is_capital(c) && !in_capitals);
        in_capitals = is_capital(c) || (in_capitals && matches!(c, '\'' | '’' | '.' | '0'..='9'));
    }
    words >= 3
}

/// A full stop, question or exclamation mark before white space, but not behind a single letter (U.S. AND HAMAS).
fn ends_sentence(source: &str, at: usize, c: char) -> bool {
    match c {
        '。' | '！' | '？' => true,
        '.' | '!' | '?' | '…' => {
            let mut back = part(source, 0..at).chars().rev();
            let is_word = |c: Option<char>| c.is_some_and(|c| character(c).class().is_word());
            let initial = c == '.' && is_word(back.next()) && !is_word(back.next());
            let next = part(source, at + c.len_utf8()..source.len()).chars().next();
            !initial && next.is_some_and(|next| character(next).class() == Class::Space)
        }
        _ => false,
    }
}
