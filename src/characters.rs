//! What the core knows of single characters.
//!
//! In: a character. Out: its class, whether it is a capital, and what it folds to. The table is packed by `build.rs`
//! from Unicode's data and unpacked once, on first use, into pages that are looked up in two steps.

use std::sync::OnceLock;

/// What a character is to the boundary rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Punctuation, symbols, controls, unassigned.
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

/// How a character is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folding {
    /// It vanishes.
    Nothing,
    /// It becomes one character, often itself.
    One(char),
    /// It becomes several.
    Several(&'static str),
}

/// What is known of one character.
#[derive(Clone, Copy, Debug)]
pub struct Character {
    cell: u32,
}

// A cell: class in bits 0–3, then the flags, then from bit 11 the folded character or the number of a sequence.
const CAPITAL: u32 = 1 << 4;
const ACCENTED: u32 = 1 << 5;
const VANISHES: u32 = 1 << 6;
const SEQUENCE: u32 = 1 << 7;
const FOLDS: u32 = 1 << 8;
const TARGET_SHIFT: u32 = 11;

const PAGE: usize = 256;
const PAGES: usize = 0x11_0000 / PAGE;

struct Table {
    /// For each 256 code points the number of their page; the first pages hold one class each.
    index: Vec<u16>,
    cells: Vec<u32>,
    sequences: Vec<&'static str>,
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

    /// Whether folding takes a mark or a stroke off.
    pub fn is_accented(self) -> bool {
        self.cell & ACCENTED != 0
    }

    /// What it folds to; `c` is the character that was looked up.
    pub fn folding(self, c: char) -> Folding {
        let target = self.cell >> TARGET_SHIFT;
        if self.cell & VANISHES != 0 {
            Folding::Nothing
        } else if self.cell & SEQUENCE != 0 {
            let table = TABLE.get_or_init(Table::unpack);
            Folding::Several(table.sequences[target as usize])
        } else if self.cell & FOLDS != 0 {
            Folding::One(char::from_u32(target).unwrap_or(c))
        } else {
            Folding::One(c)
        }
    }
}

impl Table {
    /// Reads the format described at `pack` in `build.rs`.
    fn unpack() -> Table {
        let mut packed = Packed(PACKED);
        let mut table = Table { index: vec![0; PAGES], cells: Vec::new(), sequences: Vec::new() };
        for class in 0..CLASSES.len() {
            table.cells.extend([class_bits(class); PAGE]);
        }
        let mut start = 0;
        while start < 0x11_0000 {
            let class = packed.number() as usize;
            let end = start + packed.number() as usize + 1;
            let mut cp = start;
            while cp < end {
                let whole = cp % PAGE == 0 && end - cp >= PAGE;
                let step = if whole { PAGE } else { (PAGE - cp % PAGE).min(end - cp) };
                if whole {
                    table.index[cp / PAGE] = u16::try_from(class).expect("thirteen classes");
                } else {
                    let at = table.own(cp);
                    table.cells[at..at + step].fill(class_bits(class));
                }
                cp += step;
            }
            start = end;
        }
        let runs = packed.number();
        let mut first = 0;
        for _ in 0..runs {
            first += packed.number();
            let count = packed.number() + 1;
            let flags = packed.number();
            let stride = 1 + (flags & 1);
            let mut bits = (if flags & 4 != 0 { CAPITAL } else { 0 }) | (if flags & 8 != 0 { ACCENTED } else { 0 });
            let mut target = 0;
            if flags & 16 != 0 {
                bits |= VANISHES;
            } else if flags & 32 != 0 {
                bits |= SEQUENCE;
                target = u32::try_from(table.sequences.len()).expect("a few hundred sequences");
                table.sequences.push(packed.text());
            } else {
                bits |= FOLDS;
                let distance = packed.number();
                target = first.wrapping_add((distance >> 1) ^ 0u32.wrapping_sub(distance & 1));
            }
            let moves = flags & (2 | 16 | 32) == 0;
            for i in 0..count {
                let at = table.own((first + i * stride) as usize);
                let target = if moves { target + i * stride } else { target };
                table.cells[at] = (table.cells[at] & 15) | bits | target << TARGET_SHIFT;
            }
        }
        table
    }

    /// The place of a code point's cell, in a page that only its 256 code points use.
    fn own(&mut self, cp: usize) -> usize {
        let page = usize::from(self.index[cp / PAGE]);
        if page >= CLASSES.len() {
            return page * PAGE + cp % PAGE;
        }
        let own = self.cells.len();
        self.cells.extend_from_within(page * PAGE..(page + 1) * PAGE);
        self.index[cp / PAGE] = u16::try_from(own / PAGE).expect("fewer pages than code points");
        own + cp % PAGE
    }
}

fn class_bits(class: usize) -> u32 {
    u32::try_from(class).expect("thirteen classes")
}

struct Packed(&'static [u8]);

impl Packed {
    fn number(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.0.split_first().expect("build.rs wrote whole numbers");
            self.0 = rest;
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return value;
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> &'static str {
        let length = self.number() as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).expect("build.rs wrote UTF-8")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_foldings() {
        let of = |c: char| (character(c).class(), character(c).folding(c));
        assert_eq!(of('a'), (Class::BareLetter, Folding::One('a')));
        assert_eq!(of('É'), (Class::BareLetter, Folding::One('e')));
        assert_eq!(of('ß'), (Class::BareLetter, Folding::Several("ss")));
        assert_eq!(of('й'), (Class::Letter, Folding::Several("и\u{306}")));
        assert_eq!(of('٣'), (Class::Digit, Folding::One('3')));
        assert_eq!(of('\u{AD}'), (Class::Invisible, Folding::Nothing));
        assert_eq!(of('\u{64E}'), (Class::Mark, Folding::Nothing));
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
