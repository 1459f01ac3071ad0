//! How a compiled dictionary lies in its file: what `compile` writes and `compiled` reads.
//!
//! [`MAGIC`], [`VERSION`], then for each [`Section`] its length in bytes and its checksum, the checksum of all that, and the
//! sections in order. Numbers are little-endian; those of several bytes that are read one by one lie in planes, low bytes
//! first, since bytes of one kind compress better together. Aliases and ids lie in pages of [`PAGE`]: a page is the unit of
//! looking up, of checking, and of a later split into several files. Each text of a page begins with a control byte, which
//! says how many bytes it shares with the one before it. Aliases are ordered by their key, one of their words, then by
//! their folded form, then as in the source; entities by their ids, and those that end with a number by that.

/// The first four bytes of a compiled dictionary.
pub const MAGIC: [u8; 4] = *b"NMLT";
/// The format's version: raised with every change by which a reader of the version before would find something else. A reader takes
/// its own version alone, and says what to do with another: an older file is compiled again from its source (all sources stay
/// readable), a newer one needs a newer Namelight. Reading half of a file that was meant otherwise would mark the wrong things; and
/// code for old versions would cost every page. `tests/hostile.rs` holds both refusals.
pub const VERSION: u32 = 5;
/// How many aliases, or ids, make a page. A word of a text costs half a page, which is most of the time under a million aliases (with
/// 64 a sixth more, with 32 no less); each page costs some ten bytes (with 32 small dictionaries are 3 percent larger).
pub const PAGE: usize = 40;
/// The seed of the checksums of addresses of pages: several entities may share one, which makes none of them the same.
pub const PAGE_LINK: u32 = 1;
/// Bytes below this one stand before a text, never in it.
pub const CONTROLS: u8 = 32;
/// In ids, a control byte from here on says: the id before, its number raised by the next one to four bytes.
pub const RAISES: u8 = CONTROLS - 4;
/// Few texts are longer than this, in bytes.
const LONG: usize = 128;
/// In [`Section::Backs`]: the entity is the next one in [`Section::Entities`].
pub const FAR: u8 = 0;
/// So many times in a row an alias may say that its entity is that of one before; the next is [`FAR`]. A bound to what a reader does.
pub const MOST_BACKS: u8 = 100;

/// The parts of the file, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Section {
    /// Numbers: priority (biased by 2³¹), aliases, entities.
    Head,
    /// Texts, each ended by NUL: name, language, the head as JSON, then the languages that aliases name.
    HeadTexts,
    /// Numbers: the different traits of aliases.
    Traits,
    /// Lines: a file of cards, and how many entities it holds.
    Chunks,
    /// For each page of aliases the first eight bytes of its first key.
    Keys,
    /// For each page of aliases a [`checksum`].
    Sums,
    /// For each page of aliases the length of its texts, a number.
    Lengths,
    /// For each page of aliases how many of its aliases are [`FAR`], a byte.
    Fars,
    /// For each page of ids a [`checksum`].
    IdSums,
    /// For each page of ids the length of its texts, a number.
    IdLengths,
    /// Numbers, ascending: hashes of addresses that mean an entity elsewhere.
    Links,
    /// For each of these its entity, a number.
    LinkEntities,
    /// Numbers, ascending: hashes of words that mean something to deciding, with a [`HINTS`] in the lowest bits.
    Hints,
    /// For each page of ids a [`checksum`] of its evidence.
    EvidenceSums,
    /// For each page of ids the length of its evidence, a number.
    EvidenceLengths,
    /// Pages: the aliases as they were written.
    AliasTexts,
    /// For each alias its place in [`Section::Traits`], a byte.
    AliasTraits,
    /// For each alias the byte at which its key begins.
    KeyPlaces,
    /// For each alias how many aliases back one of the same entity stands; or [`FAR`].
    Backs,
    /// The entities of aliases that are [`FAR`], in three planes.
    Entities,
    /// The second plane.
    EntitiesMiddle,
    /// The third.
    EntitiesHigh,
    /// Pages: the ids of entities.
    IdTexts,
    /// The weights of entities in thousandths, in two planes.
    Weights,
    /// The second plane.
    WeightsHigh,
    /// Pages: what deciding knows of each entity, as `evidence` says. The match part ends here.
    Evidence,
}

/// How many sections there are.
pub const SECTIONS: usize = Section::Evidence as usize + 1;
/// In traits: capitals that are a word of a closed class (US, WHO), which a headline may hold without meaning the alias.
pub const CLOSED_CLASS: u8 = 1;
/// In traits: a word that is written with a capital all the same, such as a month.
pub const CAPITALISED: u8 = 2;
/// In traits: another ordinary word.
pub const ORDINARY: u8 = 3;
/// The bits of a word's hash that say what it hints at.
pub const HINTS: u32 = 3;
/// Its capital says nothing: a sentence may begin with it, or it has one all the same (Saturday).
pub const OPENER: u32 = 1;
/// Of a person: it stands before names, or for an office.
pub const TITLE: u32 = 2;
/// Where something is: a place follows.
pub const LOCATIVE: u32 = 3;
/// Where the sections begin.
pub const HEADER: usize = 8 + SECTIONS * 8 + 4;

impl Section {
    /// The sections from here on are checked page by page, when a page is first read; those before, when loading.
    pub const PAGED: Section = Section::AliasTexts;
}

/// A checksum of bytes, going on from another: each eight of them turned, added and multiplied in (as `FxHash` does), mixed at the
/// end. Against damage, not against forgery. A fuzzer cannot guess sums: for it they are all equal.
pub fn checksum(seed: u32, bytes: &[u8]) -> u32 {
    if cfg!(fuzzing) {
        return 0;
    }
    let step = |sum: u64, word: u64| (sum.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = bytes.as_chunks();
    let mut sum = words.iter().fold(u64::from(seed), |sum, &word| step(sum, u64::from_le_bytes(word)));
    sum = rest.iter().fold(sum, |sum, &byte| step(sum, 0x100 | u64::from(byte)));
    sum ^= sum >> 32;
    #[expect(clippy::cast_possible_truncation, reason = "the half that the other was mixed into")]
    let sum = sum.wrapping_mul(0x9E37_79B9_7F4A_7C15) as u32;
    sum ^ (sum >> 16)
}

/// The number at a place of some bytes; 0 where there is none.
pub fn number(bytes: &[u8], index: usize) -> u32 {
    let chunk = bytes.get(index.saturating_mul(4)..).and_then(<[u8]>::first_chunk);
    chunk.map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

/// The texts of a page, one after the other, as bytes. `read` gets each one's place in the page and its bytes, and says
/// whether to go on. `raises`: whether the texts are ids. What comes out of a damaged page are other bytes, never more of
/// them than the page could hold.
pub fn read_texts(mut bytes: &[u8], count: usize, raises: bool, read: &mut dyn FnMut(usize, &[u8]) -> bool) {
    let mut text = Vec::with_capacity(LONG);
    for at in 0..count {
        let Some((&control, rest)) = bytes.split_first() else { return };
        if raises && control >= RAISES {
            let width = usize::from(control - RAISES) + 1;
            let raise = rest.iter().take(width).rev().fold(0, |number, &byte| number << 8 | u32::from(byte));
            let (start, number) = split_number(&text);
            text.truncate(start);
            push_digits(&mut text, number.unwrap_or(0).wrapping_add(raise));
            bytes = rest.get(width..).unwrap_or(&[]);
        } else {
            text.truncate(usize::from(control));
            bytes = push_until_control(&mut text, rest);
        }
        if !read(at, &text) {
            return;
        }
    }
}

/// Takes bytes up to the next control byte, eight at a time: nearly all the time of looking up aliases goes here. Gives the rest.
#[inline]
fn push_until_control<'a>(text: &mut Vec<u8>, mut bytes: &'a [u8]) -> &'a [u8] {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    while let Some(chunk) = bytes.first_chunk::<8>() {
        // Control bytes have none of the three high bits: where one is, subtracting borrows from the highest.
        let high = u64::from_le_bytes(*chunk) & (ONES * 0xE0);
        let controls = high.wrapping_sub(ONES) & !high & (ONES * 0x80);
        let length = controls.trailing_zeros() as usize / 8;
        text.extend_from_slice(chunk);
        text.truncate(text.len() + length - chunk.len());
        bytes = bytes.get(length..).unwrap_or(&[]);
        if length < chunk.len() {
            return bytes;
        }
    }
    let end = bytes.iter().position(|&byte| byte < CONTROLS).unwrap_or(bytes.len());
    text.extend_from_slice(bytes.get(..end).unwrap_or(&[]));
    bytes.get(end..).unwrap_or(&[])
}

/// The text at a place of texts that are ended by NUL.
pub fn head(texts: &[u8], index: u8) -> Option<&[u8]> {
    texts.split(|&byte| byte == 0).nth(usize::from(index))
}

/// (Formatting a number would bring the machinery of formatting.)
fn push_digits(text: &mut Vec<u8>, number: u32) {
    if number >= 10 {
        push_digits(text, number / 10);
    }
    text.extend((number % 10).to_le_bytes().first().map(|digit| b'0' + digit));
}

/// Where the number begins that an id ends with, and the number: without leading zeros, of nine digits at most. The order of
/// ids is that of what stands before it, then of the number.
pub fn split_number(id: &[u8]) -> (usize, Option<u32>) {
    let mut start = id.len();
    for (at, byte) in id.iter().enumerate().rev().take(9) {
        match byte {
            b'1'..=b'9' => start = at,
            b'0' => {}
            _ => break,
        }
    }
    let digits = id.get(start..).unwrap_or(&[]);
    let number = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    (start, (start < id.len()).then_some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_at_the_end_of_ids() {
        for (id, head, number) in [
            ("geonames:5128581", "geonames:", Some(5_128_581)),
            ("a007", "a00", Some(7)),
            ("a0", "a0", None),
            ("a1234567890", "a1", Some(234_567_890)),
            ("9", "", Some(9)),
            ("é", "é", None),
            ("", "", None),
        ] {
            assert_eq!(split_number(id.as_bytes()), (head.len(), number), "{id}");
        }
    }

    #[test]
    fn checksums_tell_bytes_apart() {
        let sums = ["", "a", "b", "ab", "abcd", "abcde", "abcd\0"].map(|text| checksum(0, text.as_bytes()));
        for (at, sum) in sums.iter().enumerate() {
            assert!(!sums[..at].contains(sum), "{at}");
        }
    }
}
