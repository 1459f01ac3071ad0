//! The words of folded text.
//!
//! In: folded text. Out: its words, each with a hash. A word is a run of letters, digits and marks of scripts with spaces,
//! a run of katakana, or a single character of a script without spaces. Guarantee: where an alias stands in a text within
//! the boundary rules, all its words are among the text's words.

use std::ops::Range;

use crate::{
    characters::{Class, character},
    fold::part,
};

/// Calls `found` with each word's hash and bytes, in order. Cost: linear.
pub fn words(folded: &str, found: &mut dyn FnMut(u32, Range<usize>)) {
    let mut run: Option<(Class, u32, usize)> = None;
    for (at, c) in folded.char_indices() {
        let class = character(c).class();
        let kind = match class {
            Class::Letter | Class::BareLetter | Class::Digit => Class::Letter,
            other => other,
        };
        match (&mut run, kind) {
            (Some((last, hash, _)), kind) if kind == *last || kind == Class::Mark => *hash = mix(*hash, c),
            // A mark without a base, or on an unspaced character, is no word of its own.
            (None, Class::Mark) => {}
            (_, kind) => {
                let begins = matches!(kind, Class::Letter | Class::Katakana).then(|| (kind, mix(SEED, c), at));
                if let Some((_, hash, start)) = std::mem::replace(&mut run, begins) {
                    found(hash, start..at);
                }
                if run.is_none() && class.is_word() {
                    found(mix(SEED, c), at..at + c.len_utf8());
                }
            }
        }
    }
    if let Some((_, hash, start)) = run {
        found(hash, start..folded.len());
    }
}

/// The hash of a word.
#[cfg(feature = "matcher")]
pub fn hash_of(folded: &str) -> u32 {
    folded.chars().fold(SEED, mix)
}

/// Different words, and how often each was added. Open addressing over a power of two, at most half full.
#[derive(Debug, Default)]
pub struct Words {
    /// A word's place in the list, from 1; 0 is an empty slot.
    slots: Vec<u32>,
    list: Vec<Word>,
    text: String,
}

#[derive(Debug)]
struct Word {
    hash: u32,
    start: usize,
    end: usize,
    count: u32,
}

impl Words {
    /// Counts a word once more.
    pub fn add(&mut self, hash: u32, word: &str) {
        if self.slots.len() <= self.list.len() * 2 {
            self.slots = vec![0; (self.list.len() * 4).max(64)];
            for at in 0..self.list.len() {
                let slot = self.slot(self.list[at].hash, None);
                self.slots[slot] = number(at + 1);
            }
        }
        let slot = self.slot(hash, Some(word));
        match self.slots[slot] {
            0 => {
                let start = self.text.len();
                self.text.push_str(word);
                self.list.push(Word { hash, start, end: self.text.len(), count: 1 });
                self.slots[slot] = number(self.list.len());
            }
            at => self.list[at as usize - 1].count += 1,
        }
    }

    /// How often a word was added.
    pub fn count(&self, hash: u32, word: &str) -> u32 {
        if self.slots.is_empty() {
            return 0;
        }
        match self.slots[self.slot(hash, Some(word))] {
            0 => 0,
            at => self.list[at as usize - 1].count,
        }
    }

    /// Whether all words of a text as it is written may have been added, as far as its plain letters tell. Cost: mostly a look
    /// at its first two words.
    pub fn may_hold(&self, written: &[u8]) -> bool {
        let mut word = None;
        for at in 0..=written.len() {
            match written.get(at).map_or(0, |&byte| plain(byte)) {
                UNPLAIN => break,
                0 if word.take().is_some_and(|hash| !self.holds(hash)) => return false,
                0 => {}
                letter => word = Some(mix(word.unwrap_or(SEED), letter.into())),
            }
        }
        true
    }

    /// Whether a word of this hash was added.
    pub fn holds(&self, hash: u32) -> bool {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        while let Some(&at) = self.slots.get(slot)
            && at > 0
        {
            if self.list[at as usize - 1].hash == hash {
                return true;
            }
            slot = (slot + 1) & mask;
        }
        false
    }

    /// A word's place among the different words.
    #[cfg(feature = "compiler")]
    pub fn place(&self, hash: u32, word: &str) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        (self.slots[self.slot(hash, Some(word))] as usize).checked_sub(1)
    }

    /// The different words, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|word| part(&self.text, word.start..word.end))
    }

    /// The slot of a word, or the one it would have; without a word the next empty one.
    fn slot(&self, hash: u32, word: Option<&str>) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let at = self.slots[slot];
            if at == 0 {
                return slot;
            }
            let known = &self.list[at as usize - 1];
            if known.hash == hash && word == Some(part(&self.text, known.start..known.end)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// What a byte of written text is to its words, folded: a letter or digit; 0 where it ends one; [`UNPLAIN`] where folding has
/// to say.
#[inline]
pub fn plain(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' => byte,
        b'A'..=b'Z' => byte | 0x20,
        b' '..0x7F => 0,
        _ => UNPLAIN,
    }
}

/// A byte beyond ASCII, or a control character. No byte of UTF-8.
pub const UNPLAIN: u8 = 0xFF;

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer than 2³² words fit in memory")
}

// FNV-1a over code points, with a last spread so that the low bits can index.
const SEED: u32 = 0x811C_9DC5;

fn mix(hash: u32, c: char) -> u32 {
    let hash = (hash ^ c as u32).wrapping_mul(0x0100_0193);
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(folded: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(folded, &mut |_, range| found.push(&folded[range]));
        found
    }

    #[test]
    fn word_edges() {
        assert_eq!(of("at&t's u.s. g20"), ["at", "t", "s", "u", "s", "g20"]);
        assert_eq!(of("日本ibm株式会社"), ["日", "本", "ibm", "株", "式", "会", "社"]);
        assert_eq!(of("カタカナー!"), ["カタカナー"]);
        assert_eq!(of("한국은").len(), 3);
        assert_eq!(of("и\u{306}а \u{306}"), ["и\u{306}а"]);
        assert_eq!(of("…!"), [""; 0]);
    }

    #[test]
    fn counts_words() {
        let (mut seen, text) = (Words::default(), "doha, hamas — doha");
        words(text, &mut |hash, range| seen.add(hash, &text[range]));
        assert_eq!(seen.iter().collect::<Vec<_>>(), ["doha", "hamas"]);
        words(text, &mut |hash, range| {
            assert_eq!(seen.count(hash, &text[range.clone()]), if range.start == 6 { 1 } else { 2 });
        });
        for n in 0..1000_u32 {
            seen.add(n % 7, &n.to_string());
        }
        assert!((0..1000).all(|n: u32| seen.count(n % 7, &n.to_string()) == 1));
    }
}
