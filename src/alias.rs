//! What can be an alias.
//!
//! In: a text as a source has it. Out: the same without white space around it and its folded form, or why it is none; and how
//! much of it is an article that running text may write small.

use crate::{
    characters::{Class, character},
    fold::{fold, part},
};

/// Types of places: "the Hague", "la Paz".
pub const PLACES: &[&str] = &[
    "Place",
    "City",
    "Country",
    "State",
    "AdministrativeArea",
    "Continent",
    "LandmarksOrHistoricalBuildings",
    "Landform",
    "BodyOfWater",
    "RiverBodyOfWater",
    "SeaBodyOfWater",
    "OceanBodyOfWater",
    "Mountain",
];

const ARTICLES: &[&str] = &[
    "the", "la", "le", "les", "el", "los", "las", "il", "lo", "gli", "die", "der", "das", "den", "de", "het", "o",
    "os", "as",
];

/// How many folded bytes a leading article takes that running text may write small; 0 without one. Of a place, or before
/// two capitalised words or more ("the New York Times"): "the sun" is no newspaper.
pub fn leading_article(alias: &str, kind: &str) -> u8 {
    let (mut article, mut capitalised, mut begins) = (alias, 0, false);
    for (at, c) in alias.char_indices() {
        let character = character(c);
        capitalised += u32::from(begins && character.is_capital());
        begins = character.class() == Class::Space;
        if begins && article == alias {
            article = part(alias, 0..at);
        }
    }
    if capitalised == 0 || (capitalised == 1 && !PLACES.contains(&kind)) {
        return 0;
    }
    let article = fold(article).text;
    if ARTICLES.contains(&article.as_str()) { u8::try_from(article.len()).unwrap_or(0) } else { 0 }
}

/// In characters. Longer than any name, short enough that no alias costs a page.
pub const LONGEST_ALIAS: usize = 200;

/// Why a text can be no alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Unusable {
    /// Nothing but white space.
    Empty = 1,
    /// More than [`LONGEST_ALIAS`] characters.
    TooLong,
    /// No letter and no digit.
    NeverMatches,
}

/// An alias without white space around it, and its folded form.
///
/// # Errors
/// Why it can be none.
pub fn usable(text: &str) -> Result<(&str, String), Unusable> {
    let trimmed = trim(text);
    if trimmed.is_empty() {
        Err(Unusable::Empty)
    } else if trimmed.chars().map(|_| 1).sum::<usize>() > LONGEST_ALIAS {
        Err(Unusable::TooLong)
    } else {
        let form = fold(trimmed).text;
        let is_word = |c| character(c).class().is_word() && character(c).class() != Class::Mark;
        if form.chars().any(is_word) { Ok((trimmed, form)) } else { Err(Unusable::NeverMatches) }
    }
}

/// (`str::trim` would bring a table of its own.)
fn trim(text: &str) -> &str {
    let (mut start, mut end) = (text.len(), 0);
    for (at, c) in text.char_indices() {
        if character(c).class() != Class::Space {
            start = start.min(at);
            end = at + c.len_utf8();
        }
    }
    part(text, start..end)
}
