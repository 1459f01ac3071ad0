//! What the core knows of single characters.
//!
//! In: a character. Out: its class, whether it is a capital, and what it folds to. The table is packed by `build.rs`
//! from Unicode's data and unpacked once, on first use, into pages that are looked up in two steps.

use std::sync::OnceLock;

use crate::fold::part;

/// What a character is to the boundary rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Punctuation, symbols, controls.
    Other,
    /// A letter of a script that writes spaces and keeps its marks (Cyrillic, Arabic, Devanagari, …).
    Letter,
    /// A Latin or Greek letter: marks after it do not count.
    BareLetter,
    /// A decimal digit.
    Digit,
    /// A combining mark, or the Arabic tatweel: never parted from what stands before it.
    Mark,
    /// White space.
    Space,
    /// A currency sign.
    Currency,
    /// Soft hyphen, zero width, bidi control, variation selector: not there, to matching.
    Invisible,
    /// An ideograph.
    Han,
    /// A hiragana.
    Hiragana,
    /// A katakana, or the length mark ー.
    Katakana,
    /// Thai, Lao, Khmer or Myanmar.
    SoutheastAsian,
    /// A syllable of Hangul, or a part of one.
    Hangul,
}

const CLASSES: [Class; 13] = [
    Class::Other,
    Class::Letter,
    Class::BareLetter,
    Class::Digit,
    Class::Mark,
    Class::Space,
    Class::Currency,
    Class::Invisible,
    Class::Han,
    Class::Hiragana,
    Class::Katakana,
    Class::SoutheastAsian,
    Class::Hangul,
];

impl Class {
    /// Letters, marks and digits make words.
    pub fn is_word(self) -> bool {
        !matches!(self, Class::Other | Class::Space | Class::Currency | Class::Invisible)
    }

    /// Letters and digits that touch each other without an edge between words.
    pub fn is_spaced(self) -> bool {
        matches!(self, Class::Letter | Class::BareLetter | Class::Digit | Class::Mark)
    }
}

/// What a character becomes. What that is not the character itself may become something else in turn (ẞ, ß, ss).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folding {
    /// One, often itself.
    One(char),
    /// Several, or none.
    Several(&'static str),
}

/// What is known of one character.
#[derive(Clone, Copy, Debug)]
pub struct Character {
    cell: u32,
}

// A cell: class in bits 0–3, then the flags, then from bit 11 the distance to the folded character or the number of a
// sequence.
const CAPITAL: u32 = 1 << 4;
const ACCENTED: u32 = 1 << 5;
const SEQUENCE: u32 = 1 << 6;
const TARGET_SHIFT: u32 = 11;

const PAGE: usize = 256;
const PAGES: usize = 0x11_0000 / PAGE;

struct Table {
    /// For each 256 code points the number of their page; the first pages hold one class each.
    index: Vec<u16>,
    cells: Vec<u32>,
    sequences: Vec<String>,
}

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/characters.bin"));
static TABLE: OnceLock<Table> = OnceLock::new();

/// Looks a character up. Cost: two array reads.
pub fn character(c: char) -> Character {
    let table = TABLE.get_or_init(Table::unpack);
    let cp = c as usize;
    let page = usize::from(table.index[cp / PAGE]);
    Character { cell: table.cells[page * PAGE + cp % PAGE] }
}

impl Character {
    /// Its class.
    pub fn class(self) -> Class {
        CLASSES[(self.cell & 15) as usize]
    }

    /// Whether it is a capital or title-case letter.
    pub fn is_capital(self) -> bool {
        self.cell & CAPITAL != 0
    }

    /// Whether folding takes a mark or a stroke off, or takes it apart.
    pub fn is_accented(self) -> bool {
        self.cell & (ACCENTED | SEQUENCE) != 0
    }

    /// What it folds to; `c` is the character that was looked up.
    pub fn folding(self, c: char) -> Folding {
        let target = self.cell >> TARGET_SHIFT;
        if self.class() == Class::Space {
            return Folding::One(' ');
        }
        if self.cell & SEQUENCE != 0 {
            return Folding::Several(&TABLE.get_or_init(Table::unpack).sequences[target as usize]);
        }
        let folded = (c as u32).wrapping_add(target) & (u32::MAX >> TARGET_SHIFT);
        Folding::One(char::from_u32(folded).unwrap_or(c))
    }
}

/// The first character that one folds to, whatever stands around it; none where it vanishes.
pub fn first_folded(mut c: char) -> Option<char> {
    loop {
        let next = match character(c).folding(c) {
            Folding::One(one) => one,
            Folding::Several(text) => text.chars().next()?,
        };
        if next == c {
            return Some(c);
        }
        c = next;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "there are thirteen classes, 4,352 pages and a few hundred sequences"
)]
impl Table {
    /// Reads the format described at `pack` in `build.rs`.
    fn unpack() -> Table {
        let mut packed = Stream(PACKED);
        let [
            mut classes,
            mut lengths,
            mut firsts,
            mut counts,
            mut kinds,
            mut distances,
            mut texts,
            mut gaps,
            mut widths,
        ] = std::array::from_fn(|_| {
            let length = packed.number() as usize;
            Stream(packed.take(length))
        });

        let mut table = Table { index: vec![0; PAGES], cells: Vec::new(), sequences: vec![String::new()] };
        let plain = |class: u32| if class == Class::Invisible as u32 { class | SEQUENCE } else { class };
        for class in 0..CLASSES.len() as u32 {
            table.cells.extend([plain(class); PAGE]);
        }
        let mut cp = 0;
        while cp < 0x11_0000 {
            let class = classes.number();
            let end = cp + lengths.number() as usize + 1;
            while cp < end {
                if cp % PAGE == 0 && end - cp >= PAGE {
                    table.index[cp / PAGE] = class as u16;
                    cp += PAGE;
                } else {
                    *table.own(cp) = plain(class);
                    cp += 1;
                }
            }
        }

        let mut first = 0;
        while !firsts.0.is_empty() {
            first += firsts.number();
            let (count, kind) = (counts.number() + 1, kinds.number());
            let text = std::str::from_utf8(texts.take((kind >> 4) as usize)).unwrap_or("");
            let zigzag = if kind & 8 == 0 { 0 } else { distances.number() };
            for at in 0..count {
                let cp = first + at * (1 + (kind & 1));
                *table.own(cp as usize) |= (kind & (2 | 4)) << 3;
                if kind & 8 == 0 {
                    table.fold(cp, text);
                } else {
                    *table.own(cp as usize) |= ((zigzag >> 1) ^ 0u32.wrapping_sub(zigzag & 1)) << TARGET_SHIFT;
                }
            }
        }

        let mut asked = [String::new(), String::new()];
        let mut cp = 0;
        while !gaps.0.is_empty() {
            let gap = gaps.number();
            cp += gap >> 1;
            for _ in 0..=widths.number() {
                let text = &mut asked[(gap & 1) as usize];
                text.extend(char::from_u32(cp));
                text.push('\n');
                cp += 1;
            }
        }
        for (text, form) in asked.iter().zip(["NFD", "NFKD"]) {
            table.derive(text, form);
        }
        table
    }

    /// Takes from the platform what characters become, one a line.
    fn derive(&mut self, text: &str, form: &str) {
        let normal = normalize(text, form);
        let small = to_small(&normal);
        let (mut normals, mut smalls) = (normal.as_str(), small.as_str());
        for c in text.chars() {
            // Answers are lines, like the questions.
            if c != '\n' {
                let (normal, small) = (line(&mut normals), line(&mut smalls));
                *self.own(c as usize) |= if normal == small { 0 } else { CAPITAL };
                self.fold(c as u32, small);
            }
        }
    }

    /// Notes what a code point folds to.
    fn fold(&mut self, cp: u32, text: &str) {
        let one = text.chars().next().filter(|c| c.len_utf8() == text.len());
        *self.own(cp as usize) |= if let Some(one) = one {
            // A capital that becomes ł or ß loses what these lose.
            let is_accented = Character { cell: *self.own(one as usize) }.is_accented();
            (one as u32).wrapping_sub(cp) << TARGET_SHIFT | if is_accented { ACCENTED } else { 0 }
        } else {
            self.sequences.push(text.to_owned());
            SEQUENCE | (self.sequences.len() as u32 - 1) << TARGET_SHIFT
        };
    }

    /// A code point's cell, in a page that only its 256 code points use.
    fn own(&mut self, cp: usize) -> &mut u32 {
        let page = &mut self.index[cp / PAGE];
        if usize::from(*page) < CLASSES.len() {
            let shared = usize::from(*page) * PAGE;
            *page = (self.cells.len() / PAGE) as u16;
            self.cells.extend_from_within(shared..shared + PAGE);
        }
        &mut self.cells[usize::from(*page) * PAGE + cp % PAGE]
    }
}

/// Takes what stands before the next line break.
fn line<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
    let line = part(rest, 0..end);
    *rest = part(rest, end + 1..rest.len());
    line
}

#[cfg(not(target_family = "wasm"))]
fn normalize(text: &str, form: &str) -> String {
    use icu_normalizer::DecomposingNormalizerBorrowed;
    let normalizer = match form {
        "NFD" => DecomposingNormalizerBorrowed::new_nfd(),
        _ => DecomposingNormalizerBorrowed::new_nfkd(),
    };
    normalizer.normalize(text).into_owned()
}

#[cfg(not(target_family = "wasm"))]
fn to_small(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(target_family = "wasm")]
use crate::wasm::platform::{normalize, to_small};

struct Stream(&'static [u8]);

impl Stream {
    fn number(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.take(1)[0];
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return value;
            }
            shift += 7;
        }
    }

    fn take(&mut self, length: usize) -> &'static [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_foldings() {
        let of = |c: char| (character(c).class(), character(c).folding(c));
        assert_eq!(of('a'), (Class::BareLetter, Folding::One('a')));
        assert_eq!(of('É'), (Class::BareLetter, Folding::Several("e\u{301}")));
        assert_eq!(of('ß'), (Class::BareLetter, Folding::Several("ss")));
        assert_eq!(of('й'), (Class::Letter, Folding::Several("и\u{306}")));
        assert_eq!(of('٣'), (Class::Digit, Folding::One('3')));
        assert_eq!(of('\u{AD}'), (Class::Invisible, Folding::Several("")));
        assert_eq!(of('\u{64E}'), (Class::Mark, Folding::Several("")));
        assert_eq!(of('＋'), (Class::Other, Folding::One('+')));
        assert_eq!(of('中'), (Class::Han, Folding::One('中')));
        assert_eq!(of('\u{2212}'), (Class::Other, Folding::One('-')));
        assert_eq!(of('ー'), (Class::Katakana, Folding::One('ー')));
        assert_eq!(of('〜'), (Class::Other, Folding::One('〜')));
        assert!(character('Å').is_capital() && character('Å').is_accented());
        assert!(character('ǅ').is_capital() && !character('a').is_capital());
        assert_eq!(of('\u{10FFFF}'), (Class::Other, Folding::One('\u{10FFFF}')));
    }
}
