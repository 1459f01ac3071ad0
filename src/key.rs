//! The order of the aliases in a compiled dictionary: by the folded word under which each lies, its key.
//!
//! In: an alias from its key on, as it was written; a folded word. Out: how they compare. Cost: mostly a look at a few bytes.

use std::cmp::Ordering;

use crate::{
    characters::{Class, character, first_folded},
    fold::{fold, part},
    words::{UNPLAIN, plain, words},
};

/// What pages are found by: the first eight bytes of a key, in an order that is the order of texts.
pub(crate) fn key_prefix(key: &str) -> [u8; 8] {
    let mut prefix = [0; 8];
    for (to, from) in prefix.iter_mut().zip(key.bytes()) {
        *to = from;
    }
    prefix
}

/// How the first word of some written text, folded, is ordered against a word. Nearly all bytes are ASCII, which folds to its
/// small letters.
#[inline]
pub(crate) fn compare_word(text: &[u8], word: &str) -> Ordering {
    let mut at = 0;
    loop {
        let found = text.get(at).map_or(0, |&byte| plain(byte));
        let wanted = word.as_bytes().get(at).copied().unwrap_or(0);
        if found == UNPLAIN {
            return compare_folded(text, at, word);
        }
        if found != wanted || found == 0 {
            return found.cmp(&wanted);
        }
        at += 1;
    }
}

/// The same where only the bytes up to `at` are plain: a letter may tell, else the whole text is folded.
fn compare_folded(text: &[u8], at: usize, word: &str) -> Ordering {
    let text = std::str::from_utf8(text).unwrap_or("");
    if let Some(c) = part(text, at..text.len()).chars().next()
        && let Some(letter) = first_folded(c)
        && let Class::Letter | Class::BareLetter = character(letter).class()
    {
        let order = Some(letter).cmp(&part(word, at..word.len()).chars().next());
        if order != Ordering::Equal {
            return order;
        }
    }
    let folded = fold(text).text;
    let mut first = None;
    words(&folded, &mut |_, range| first = first.take().or(Some(range)));
    first.map_or("", |range| part(&folded, range)).cmp(word)
}
