//! Text in its comparison form.
//!
//! In: text as it was written. Out: the folded text, and for each of its bytes where in the source the character that
//! made it begins. The rules are in the character table (DESIGN.md, matching rule 1); here is what needs the context:
//! runs of white space, marks after their base, jamo into syllables.

use crate::characters::{Class, Folding, character};

/// A part of a text; nothing where it would cut a character. A slice that panics would bring the machinery of panic
/// messages into every page.
pub fn part(text: &str, range: std::ops::Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

/// Takes what stands before the next line break.
pub fn line<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
    let line = part(rest, 0..end);
    *rest = part(rest, end + 1..rest.len());
    line
}

/// Folded text with its way back to the source.
#[derive(Debug, Default)]
pub struct Folded {
    /// The comparison form: what matching sees.
    pub text: String,
    /// For each byte of `text` the byte in the source at which the character that made it starts; then the source's
    /// length. Where two neighbours are equal, both bytes come from one character.
    pub origins: Vec<u32>,
}

/// Folds text of less than 4 GiB. Cost: linear; no offset is ever shifted by a character that changes its length.
///
/// # Panics
/// On a text of 4 GiB or more.
pub fn fold(source: &str) -> Folded {
    let mut folder = Folder {
        folded: Folded { text: String::with_capacity(source.len() + 8), origins: Vec::with_capacity(source.len() + 9) },
        marks: Vec::new(),
        mark_origins: Vec::new(),
        base: None,
    };
    for (at, c) in source.char_indices() {
        let origin = u32::try_from(at).expect("blocks are shorter than 4 GiB");
        if c.is_ascii() && c != ' ' && !c.is_ascii_control() {
            folder.end_marks();
            folder.folded.text.push(c.to_ascii_lowercase());
            folder.folded.origins.push(origin);
            folder.base = Some(c);
        } else {
            folder.character(c, origin);
        }
    }
    folder.end_marks();
    let end = u32::try_from(source.len()).expect("blocks are shorter than 4 GiB");
    folder.folded.origins.push(end);
    folder.folded
}

struct Folder {
    folded: Folded,
    /// Marks since the last base, by code point. Canonical equivalence lets marks of different classes change places;
    /// this order equates all that it equates without a table of classes, and beyond that only what no one writes.
    marks: Vec<char>,
    /// Where they come from, in the order of the text.
    mark_origins: Vec<u32>,
    /// The last character that is not a mark, as folded: says which marks count.
    base: Option<char>,
}

impl Folder {
    fn character(&mut self, c: char, origin: u32) {
        let character = character(c);
        match character.folding(c) {
            Folding::One(' ') => {
                self.end_marks();
                if !self.folded.text.ends_with(' ') {
                    self.push(' ', origin);
                }
                self.base = None;
            }
            Folding::One(folded) if folded == c => self.folded_character(c, character.class(), origin),
            Folding::One(folded) => self.character(folded, origin),
            Folding::Several(text) => {
                for folded in text.chars() {
                    self.character(folded, origin);
                }
            }
        }
    }

    fn folded_character(&mut self, c: char, class: Class, origin: u32) {
        if class == Class::Mark {
            if !self.base.is_some_and(|base| drops(base, c)) {
                // No text has more marks on one base (UAX #15, Stream-Safe Text Format); a longer run is not worth sorting.
                let is_before = |&mark: &char| mark <= c || self.marks.len() > 30;
                let at = self.marks.iter().rposition(is_before).map_or(0, |at| at + 1);
                self.marks.insert(at, c);
                self.mark_origins.push(origin);
            }
            return;
        }
        self.end_marks();
        self.base = Some(c);
        if !(class == Class::Hangul && self.compose(c)) {
            self.push(c, origin);
        }
    }

    fn end_marks(&mut self) {
        for at in 0..self.marks.len() {
            self.push(self.marks[at], self.mark_origins[at]);
        }
        self.marks.clear();
        self.mark_origins.clear();
    }

    fn push(&mut self, c: char, origin: u32) {
        self.folded.text.push(c);
        let length = self.folded.text.len();
        self.folded.origins.resize(length, origin);
    }

    /// Joins a vowel or a final consonant to the syllable before it (Unicode, chapter 3.12).
    fn compose(&mut self, c: char) -> bool {
        let Some(last) = self.folded.text.chars().next_back() else { return false };
        let (last, part) = (last as u32, c as u32);
        let syllable = match (last, part) {
            (0x1100..=0x1112, 0x1161..=0x1175) => 0xAC00 + ((last - 0x1100) * 21 + part - 0x1161) * 28,
            (0xAC00..=0xD7A3, 0x11A8..=0x11C2) if (last - 0xAC00) % 28 == 0 => last + part - 0x11A7,
            _ => return false,
        };
        // Leading consonant and syllable are three bytes alike, so the origins stay as they are.
        self.folded.text.pop();
        self.folded.text.push(char::from_u32(syllable).expect("computed within the Hangul syllables"));
        true
    }
}

/// Whether a mark that follows this base vanishes: any on a Latin or Greek letter, the stress of a Cyrillic vowel, the dots of ё.
fn drops(base: char, mark: char) -> bool {
    match character(base).class() {
        Class::BareLetter => true,
        Class::Letter => match mark {
            '\u{300}' | '\u{301}' => "аеиоуыэюяіѣѵ".chars().any(|vowel| vowel == base),
            '\u{308}' => base == 'е',
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(source: &str) -> String {
        fold(source).text
    }

    #[test]
    fn contexts() {
        assert_eq!(folded("a \u{A0}\n\u{2009}b"), "a b");
        assert_eq!(folded("e\u{301}E\u{301}é"), "eee");
        assert_eq!(folded("за\u{301}мок и\u{306}"), folded("замок й"));
        assert_ne!(folded("и"), folded("й"));
        assert_eq!(folded("\u{1100}\u{1161}\u{11A8}\u{AC00}\u{11A8}"), "각각");
        assert_eq!(folded("Straße ẞ ﬁ İı Σς"), "strasse ss fi ii σσ");
        assert_eq!(folded("ﾊﾟ"), folded("パ"));
        assert_eq!(folded("أُمَّة ‏کی"), "امة كي");
        assert_eq!(folded("שָׁלוֹם"), "שלום");
    }

    #[test]
    fn origins_point_at_the_characters() {
        let folded = fold("aß😀\u{AD}é");
        assert_eq!(folded.text, "ass😀e");
        assert_eq!(folded.origins, [0, 1, 1, 3, 3, 3, 3, 9, 11]);
    }
}
