//! The words of folded text, as keys.
//!
//! In: folded text. Out: one hash per word. A word is a run of letters, digits and marks of scripts with spaces, a run
//! of katakana, or a single character of a script without spaces. Guarantee: where an alias stands in a text within
//! the boundary rules, all its words are among the text's words.

use crate::characters::{Class, character};

/// Calls `found` with the hash of each word, in order. Cost: linear.
pub fn words(folded: &str, found: &mut dyn FnMut(u32)) {
    let mut run: Option<(Class, u32)> = None;
    for c in folded.chars() {
        let class = character(c).class();
        let kind = match class {
            Class::Letter | Class::BareLetter | Class::Digit => Class::Letter,
            other => other,
        };
        match (&mut run, kind) {
            (Some((last, hash)), kind) if kind == *last || kind == Class::Mark => *hash = mix(*hash, c),
            // A mark without a base, or on an unspaced character, is no word of its own.
            (None, Class::Mark) => {}
            (_, Class::Letter | Class::Katakana) => {
                if let Some((_, hash)) = run.replace((kind, mix(SEED, c))) {
                    found(hash);
                }
            }
            (_, _) => {
                if let Some((_, hash)) = run.take() {
                    found(hash);
                }
                if class.is_word() {
                    found(mix(SEED, c));
                }
            }
        }
    }
    if let Some((_, hash)) = run {
        found(hash);
    }
}

/// Words and how often each was added. Open addressing over a power of two, at most half full.
#[derive(Debug, Default)]
pub struct WordCounts {
    /// Word and count; a count of 0 is an empty slot.
    slots: Vec<(u32, u32)>,
    length: usize,
}

impl WordCounts {
    /// Counts a word once more.
    pub fn add(&mut self, word: u32) {
        if self.slots.len() < (self.length + 1) * 2 {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); (old.len() * 2).max(64)];
            for (word, count) in old {
                if count > 0 {
                    let at = self.slot(word);
                    self.slots[at] = (word, count);
                }
            }
        }
        let at = self.slot(word);
        let count = self.slots[at].1;
        self.length += usize::from(count == 0);
        self.slots[at] = (word, count + 1);
    }

    /// How often a word was added.
    pub fn count(&self, word: u32) -> u32 {
        if self.slots.is_empty() { 0 } else { self.slots[self.slot(word)].1 }
    }

    /// The different words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.slots.iter().filter(|slot| slot.1 > 0).map(|slot| slot.0)
    }

    fn slot(&self, word: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = word as usize & mask;
        while self.slots[at].1 > 0 && self.slots[at].0 != word {
            at = (at + 1) & mask;
        }
        at
    }
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

    fn count(folded: &str) -> usize {
        let mut count = 0;
        words(folded, &mut |_| count += 1);
        count
    }

    #[test]
    fn word_edges() {
        assert_eq!(count("at&t's u.s. g20"), 6);
        assert_eq!(count("日本ibm株式会社"), 7);
        assert_eq!(count("カタカナー"), 1);
        assert_eq!(count("한국은"), 3);
        assert_eq!(count("…!"), 0);
    }

    #[test]
    fn same_word_same_hash() {
        let mut seen = WordCounts::default();
        words("doha, hamas — doha", &mut |word| seen.add(word));
        assert_eq!(seen.iter().count(), 2);
        assert_eq!(seen.iter().map(|word| seen.count(word)).sum::<u32>(), 3);
    }
}
