//! Packs what the core must know of each character into one small table.
//!
//! In: Unicode's data from ICU4X. Out: `characters.bin` (read by `src/characters.rs`), which says for every code
//! point its class, and what it folds to where the platform's own decompositions and small letters do not give that.
//! The rules are DESIGN.md's "Fold"; the format is described at [`pack`].

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::maybe_infinite_iter,
    reason = "all numbers here are code points, or counts of them"
)]

use std::{collections::BTreeMap, env, fs, path::Path};

use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory as Category, Script, WhiteSpace},
};

/// Must agree with `Class` in `src/characters.rs`.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Class {
    Other,
    Letter,
    BareLetter,
    Digit,
    Mark,
    Space,
    Currency,
    Invisible,
    Han,
    Hiragana,
    Katakana,
    SoutheastAsian,
    Hangul,
}

#[derive(Clone, PartialEq, Eq)]
struct Cell {
    class: Class,
    assigned: bool,
    capital: bool,
    /// Folding takes a mark or a stroke off.
    accented: bool,
    fold: Vec<char>,
}

struct Unicode {
    category: icu_properties::CodePointMapDataBorrowed<'static, Category>,
    script: icu_properties::CodePointMapDataBorrowed<'static, Script>,
    ignorable: icu_properties::CodePointSetDataBorrowed<'static>,
    white: icu_properties::CodePointSetDataBorrowed<'static>,
    canonical: DecomposingNormalizerBorrowed<'static>,
    compatible: DecomposingNormalizerBorrowed<'static>,
    case: icu_casemap::CaseMapperBorrowed<'static>,
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // tools/shrink.mjs takes texts out that nothing points at, for which each must be a segment of its own.
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=--no-merge-data-segments");
    }
    let unicode = Unicode {
        category: CodePointMapData::<Category>::new(),
        script: CodePointMapData::<Script>::new(),
        ignorable: CodePointSetData::new::<DefaultIgnorableCodePoint>(),
        white: CodePointSetData::new::<WhiteSpace>(),
        canonical: DecomposingNormalizerBorrowed::new_nfd(),
        compatible: DecomposingNormalizerBorrowed::new_nfkd(),
        case: CaseMapper::new(),
    };
    let cells: BTreeMap<u32, Cell> =
        (0..=0x10_FFFF).filter_map(char::from_u32).map(|c| (c as u32, unicode.cell(c))).collect();
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("characters.bin"), pack(&cells, &unicode)).expect("OUT_DIR is writable");
}

impl Unicode {
    fn cell(&self, c: char) -> Cell {
        let class = self.class(c);
        let (fold, accented) = self.fold(c, class);
        let category = self.category.get(c);
        // Letters of mathematics are neither.
        let capital = self.case.simple_lowercase(c) != c;
        Cell { class, assigned: category != Category::Unassigned, capital, accented, fold }
    }

    fn class(&self, c: char) -> Class {
        let category = self.category.get(c);
        if self.is_invisible(c) {
            return Class::Invisible;
        }
        if self.white.contains(c) {
            return Class::Space;
        }
        match category {
            // The tatweel stretches a word and is never one by itself.
            Category::NonspacingMark | Category::SpacingMark | Category::EnclosingMark => Class::Mark,
            _ if c == '\u{640}' => Class::Mark,
            Category::DecimalNumber => Class::Digit,
            Category::CurrencySymbol => Class::Currency,
            Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
            | Category::LetterNumber => match self.script.get(c) {
                _ if is_apostrophe(c) => Class::Other,
                Script::Latin | Script::Greek => Class::BareLetter,
                Script::Han => Class::Han,
                Script::Hiragana => Class::Hiragana,
                Script::Katakana => Class::Katakana,
                Script::Common if matches!(c, 'ー' | 'ｰ') => Class::Katakana,
                Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Class::SoutheastAsian,
                Script::Hangul => Class::Hangul,
                _ => Class::Letter,
            },
            _ => Class::Other,
        }
    }

    /// Default ignorable, but for the letters among them (Hangul fillers).
    fn is_invisible(&self, c: char) -> bool {
        self.ignorable.contains(c) && self.category.get(c) != Category::OtherLetter
    }

    fn fold(&self, c: char, class: Class) -> (Vec<char>, bool) {
        if class == Class::Invisible {
            return (vec![], false);
        }
        if class == Class::Space {
            return (vec![' '], false);
        }
        if let Some(plain) = punctuation(c, self.category.get(c)) {
            return (vec![plain], false);
        }
        // Precomposed syllables are the comparison form of Hangul; the core composes what is spelled in jamo.
        if ('\u{AC00}'..='\u{D7A3}').contains(&c) {
            return (vec![c], false);
        }
        let text = c.to_string();
        let normal = if is_compatible(c) { self.compatible.normalize(&text) } else { self.canonical.normalize(&text) };
        let (bare, stripped) = self.strip(normal.chars());
        // A mark has no case: the iota subscript is a mark of its letter, not a letter of its own.
        if class == Class::Mark {
            return (bare, stripped);
        }
        let bare: String = bare.iter().collect();
        // Cherokee's capitals are older than its small letters, to which platforms bring them all the same.
        let cased = match self.script.get(c) {
            Script::Cherokee => bare.to_lowercase(),
            _ => self.case.fold_string(&bare).into_owned(),
        };
        let (bare, again) = self.strip(self.canonical.normalize(&cased).chars());
        let mut accented = stripped || again;
        let mut folded = Vec::new();
        for d in bare {
            if let Some(plain) = punctuation(d, self.category.get(d)) {
                folded.push(plain);
            } else if let Some(plain) = letter(d) {
                accented = true;
                folded.extend(plain.chars());
            } else {
                folded.push(d);
            }
        }
        // Presentation forms of lone Arabic marks stand on a space; the mark is what vanishes.
        if folded == [' '] {
            folded.clear();
        }
        (folded, accented)
    }

    /// Takes off the marks that do not count: any on a Latin or Greek base, the stress of a Cyrillic vowel, Arabic
    /// and the dots of ё (Russian print leaves them out), harakat and hamza seats, Hebrew points.
    fn strip(&self, chars: impl Iterator<Item = char>) -> (Vec<char>, bool) {
        let (mut kept, mut stripped) = (Vec::<char>::new(), false);
        for c in chars {
            let vanishes = vanishes(c)
                || (self.class(c) == Class::Mark && kept.last().is_some_and(|&base| drops(self.class(base), base, c)));
            if vanishes {
                stripped = true;
            } else {
                kept.push(c);
            }
        }
        (kept, stripped)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | '′' | '´' | '׳')
}

/// Quotes and dashes in their ASCII form. The wave dashes are not dashes but tildes of Japanese.
fn punctuation(c: char, category: Category) -> Option<char> {
    match c {
        _ if is_apostrophe(c) => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '״' => Some('"'),
        '\u{2212}' => Some('-'),
        '\u{301C}' | '\u{3030}' => None,
        _ if category == Category::DashPunctuation => Some('-'),
        _ => None,
    }
}

/// Letters that no decomposition takes apart. Applied after case folding, so only small ones occur.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ک' => "ك",
        'ی' | 'ى' => "ي",
        'ٱ' => "ا",
        '\u{660}'..='\u{669}' => DIGITS[c as usize - 0x660],
        '\u{6F0}'..='\u{6F9}' => DIGITS[c as usize - 0x6F0],
        _ => return None,
    })
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Arabic harakat, Quranic marks, tatweel and hamza above and below; Hebrew points and accents (but not the maqaf,
/// the paseq, the sof pasuq and the nun hafukha, which are punctuation).
fn vanishes(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}')
}

fn is_stress(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}')
}

fn is_cyrillic_vowel(c: char) -> bool {
    "аеиоуыэюяіѣѵАЕИОУЫЭЮЯІѢѴ".contains(c)
}

/// Full and half width, ligatures, digraphs and presentation forms become plain; other compatibility characters
/// (superscripts, Roman numerals, squared words, and U+FFE3, a mark on a space) are left as they are.
fn is_compatible(c: char) -> bool {
    matches!(c, '\u{132}' | '\u{133}' | '\u{13F}' | '\u{140}' | '\u{149}' | '\u{1C4}'..='\u{1CC}'
        | '\u{1F1}'..='\u{1F3}' | '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FFE2}' | '\u{FFE4}'..='\u{FFEE}')
}

/// The format: streams of numbers (LEB128), each after its length in bytes, since bytes of one kind compress better
/// together. Runs of classes up to U+10FFFF: class; length − 1. Fold runs by their first code point: its distance from
/// the last run's first; count − 1; kind; for runs that move the zigzag distance to the target; and for the others, in
/// one UTF-8 text, what all of the run become. Kinds: 1 every second code point, 2 capital, 4 accented, 8 moves, and
/// from bit 4 how many bytes of the text. Then ranges that the platform folds: their distances from the end of the last one,
/// doubled, and 1 more where it is by compatibility; and their lengths − 1.
fn pack(cells: &BTreeMap<u32, Cell>, unicode: &Unicode) -> Vec<u8> {
    let [mut classes, mut lengths, mut firsts, mut counts, mut kinds, mut distances, mut texts, mut gaps, mut widths] =
        [const { Vec::new() }; 9];
    for (class, length) in class_runs(cells) {
        number(&mut classes, class as u32);
        number(&mut lengths, length - 1);
    }

    let derived = unicode.derived(cells);
    let mut end = 0;
    for &(first, length, is_compatible) in &derived {
        number(&mut gaps, (first - end) << 1 | u32::from(is_compatible));
        number(&mut widths, length - 1);
        end = first + length;
    }

    let is_derived = |cp: u32| derived.iter().any(|&(first, length, _)| (first..first + length).contains(&cp));
    let mut left: BTreeMap<u32, &Cell> = cells
        .iter()
        .filter(|(cp, cell)| !is_plain(**cp, cell) && !is_derived(**cp))
        .map(|(&cp, cell)| (cp, cell))
        .collect();
    let mut last = 0;
    while let Some((&first, &cell)) = left.first_key_value() {
        let (count, stride, constant) = [(1, true), (1, false), (2, true), (2, false)]
            .map(|(stride, constant)| {
                let like = |index: u32, other: &Cell| same_run(first, cell, first + index * stride, other, constant);
                let count = (0u32..)
                    .take_while(|&i| left.get(&(first + i * stride)).is_some_and(|other| like(i, other)))
                    .count();
                (count as u32, stride, constant)
            })
            .into_iter()
            .max_by_key(|&(count, stride, constant)| (count, 2 - stride, constant))
            .expect("four ways to run");
        for index in 0..count {
            left.remove(&(first + index * stride));
        }
        number(&mut firsts, first - last);
        number(&mut counts, count - 1);
        let mut kind = u32::from(stride == 2) | u32::from(cell.capital) << 1 | u32::from(cell.accented) << 2;
        if constant {
            let text: String = cell.fold.iter().collect();
            kind |= (text.len() as u32) << 4;
            texts.extend(text.bytes());
        } else {
            kind |= 8;
            let distance = cell.fold[0] as i32 - first as i32;
            number(&mut distances, ((distance << 1) ^ (distance >> 31)) as u32);
        }
        number(&mut kinds, kind);
        last = first;
    }

    let mut out = Vec::new();
    for stream in [classes, lengths, firsts, counts, kinds, distances, texts, gaps, widths] {
        number(&mut out, stream.len() as u32);
        out.extend(stream);
    }
    out
}

/// Letters newer than Unicode 13, the oldest that a browser with our other code may have: their folding is in the table.
/// What is older folds alike on every platform, now and later (Unicode's stability policies for normalization and case).
const NEW: [std::ops::RangeInclusive<u32>; 12] = [
    0x1C89..=0x1C8A,
    0x2C2F..=0x2C2F,
    0xA7C0..=0xA7C1,
    0xA7CB..=0xA7F1,
    0x10570..=0x105BC,
    0x105C9..=0x105E4,
    0x10D50..=0x10D85,
    0x11383..=0x113C8,
    0x16121..=0x16128,
    0x16D68..=0x16D6A,
    0x16EA0..=0x16EBF,
    0x1DF40..=0x1DFFF,
];

impl Unicode {
    /// What a character folds to where the table has the platform's answer (`Table::derive` in `src/characters.rs`), whether
    /// it is a capital, and whether folding takes a mark or a stroke off.
    fn derive(&self, cells: &BTreeMap<u32, Cell>, c: char, is_compatible: bool) -> (Vec<char>, bool, bool) {
        let text = c.to_string();
        let normal = if is_compatible { self.compatible.normalize(&text) } else { self.canonical.normalize(&text) };
        let small = normal.to_lowercase();
        let capital = small != normal;
        let (mut folded, mut accented, mut base) = (Vec::new(), false, ' ');
        for d in small.chars() {
            let cell = &cells[&(d as u32)];
            if cell.class == Class::Mark && drops(cells[&(base as u32)].class, base, d) {
                accented = true;
                continue;
            }
            if d == c {
                folded.push(d);
            } else {
                accented |= cell.accented;
                folded.extend(&cell.fold);
            }
            base = d;
        }
        (folded, capital, accented)
    }

    /// Ranges of code points that fold to what the platform makes of them: first, length, whether by compatibility. A range
    /// goes on over plain ones that stay so, up to `LONGEST_BRIDGE`.
    fn derived(&self, cells: &BTreeMap<u32, Cell>) -> Vec<(u32, u32, bool)> {
        let mut ranges: Vec<(u32, u32, bool)> = Vec::new();
        let mut open = false;
        for (&cp, cell) in cells {
            let is_plain = is_plain(cp, cell);
            let last = ranges.last().copied().unwrap_or_default();
            open &= cp < last.0 + last.1 + LONGEST_BRIDGE;
            if is_plain && !open {
                continue;
            }
            let fits = |&is_compatible: &bool| {
                cell.assigned
                    && !NEW.iter().any(|range| range.contains(&cp))
                    && char::from_u32(cp).is_some_and(|c| {
                        self.derive(cells, c, is_compatible) == (cell.fold.clone(), cell.capital, cell.accented)
                    })
            };
            if open && fits(&last.2) {
                if !is_plain && let Some(range) = ranges.last_mut() {
                    range.1 = cp + 1 - range.0;
                }
            } else {
                let kind = [false, true].into_iter().find(fits).filter(|_| !is_plain);
                open = kind.is_some();
                ranges.extend(kind.map(|kind| (cp, 1, kind)));
            }
        }
        ranges
    }
}

const LONGEST_BRIDGE: u32 = 40;

/// Whether a mark that follows this base vanishes.
fn drops(class: Class, base: char, mark: char) -> bool {
    match class {
        Class::BareLetter => true,
        Class::Letter => {
            (is_stress(mark) && is_cyrillic_vowel(base)) || (mark == '\u{308}' && matches!(base, 'е' | 'Е'))
        }
        _ => false,
    }
}

/// A gap in a script takes the class before it: its code points are not assigned, so they do not occur, and half of all
/// runs would be there to say so.
const LONGEST_GAP: u32 = 128;

fn class_runs(cells: &BTreeMap<u32, Cell>) -> Vec<(Class, u32)> {
    let is_gap = |cp: u32| cells.get(&cp).is_some_and(|cell| !cell.assigned && cell.class == Class::Other);
    let mut runs: Vec<(Class, u32)> = Vec::new();
    let mut cp = 0;
    while cp < 0x11_0000 {
        let gap = (cp..0x11_0000).take_while(|&cp| is_gap(cp)).count() as u32;
        let (length, class) = match gap {
            // Surrogates are no characters.
            0 => (1, cells.get(&cp).map_or(Class::Other, |cell| cell.class)),
            1..=LONGEST_GAP => (gap, runs.last().map_or(Class::Other, |run| run.0)),
            _ => (gap, Class::Other),
        };
        match runs.last_mut() {
            Some(run) if run.0 == class => run.1 += length,
            _ => runs.push((class, length)),
        }
        cp += length;
    }
    runs
}

/// As its class says: it is itself; white space is a space, what is invisible is nothing.
fn is_plain(cp: u32, cell: &Cell) -> bool {
    let fold = match cell.class {
        Class::Space => Some(' '),
        Class::Invisible => None,
        _ => char::from_u32(cp),
    };
    !cell.accented && !cell.capital && cell.fold.iter().eq(&fold)
}

fn same_run(first: u32, a: &Cell, at: u32, b: &Cell, constant: bool) -> bool {
    (a.capital, a.accented) == (b.capital, b.accented)
        && match (&a.fold[..], &b.fold[..]) {
            ([x], [y]) if !constant => (*x as u32).wrapping_sub(first) == (*y as u32).wrapping_sub(at),
            (x, y) => x == y,
        }
}

fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 128 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}
