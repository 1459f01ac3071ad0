//! From a checked source to a compiled dictionary.
//!
//! In: a [`Source`]. Out: the bytes that [`crate::compiled::Dictionary`] reads in place. Each folded form is kept once,
//! under the rarest of its words, so that a page looks at few forms. Cost: sorting the forms.

use crate::{
    characters::{Class, character},
    common_words,
    compiled::{MAGIC, NO_ENTITY, SECTIONS, Section, Traits, VERSION, primary_subtag},
    fold::{fold, part},
    source::Source,
    words::{WordCounts, words},
};

/// Writes the compiled form. Aliases without a letter or digit, which can never match, are left out.
///
/// # Panics
/// If the source has 2³² aliases or bytes of text, more than a JavaScript host can hold.
pub fn compile(source: &Source) -> Vec<u8> {
    let language = primary_subtag(&source.language).to_ascii_lowercase();
    let mut languages = Vec::new();
    let mut rows = Vec::new();
    for (entity, number) in source.entities.iter().zip(0..) {
        for alias in &entity.aliases {
            let row = Row::new(&alias.text, number);
            let traits = Traits {
                case: alias.case,
                short: alias.short,
                common: common_words::is_common(&row.form, &language),
                article: leading_article(row.text, &entity.kind),
                language: number_of(primary_subtag(&alias.language), &mut languages),
            };
            rows.push(Row { traits: traits.pack(), ..row });
        }
    }
    for text in &source.suppress {
        rows.push(Row::new(text, NO_ENTITY));
    }

    let mut file = File::default();
    file.number(Section::Head, source.priority.cast_unsigned() ^ 0x8000_0000);
    file.text(Section::HeadStarts, &source.name);
    file.text(Section::HeadStarts, &language);
    for language in &languages {
        file.text(Section::HeadStarts, language);
    }
    let (mut last_key, mut last_form) = (None, None);
    for (key, at) in in_order(&rows) {
        let row = &rows[at];
        let form = Some(row.form.as_str());
        if last_key != Some(key) {
            file.number(Section::Keys, key);
            file.number(Section::KeyForms, file.count(Section::FormStarts));
        }
        if last_key != Some(key) || last_form != form {
            file.number(Section::FormAliases, file.count(Section::AliasStarts));
            file.text(Section::FormStarts, &row.form);
        }
        (last_key, last_form) = (Some(key), form);
        file.number(Section::Aliases, row.entity);
        file.number(Section::Aliases, row.traits);
        file.text(Section::AliasStarts, row.text);
    }
    file.number(Section::KeyForms, file.count(Section::FormStarts));
    file.number(Section::FormAliases, file.count(Section::AliasStarts));
    for entity in &source.entities {
        file.number(Section::Weights, thousandths(entity.weight));
        file.text(Section::EntityStarts, &entity.id);
    }
    file.bytes()
}

/// An alias on its way into the file.
struct Row<'a> {
    text: &'a str,
    form: String,
    entity: u32,
    traits: u32,
}

impl<'a> Row<'a> {
    fn new(text: &'a str, entity: u32) -> Row<'a> {
        let text = trim(text);
        Row { text, form: fold(text).text, entity, traits: 0 }
    }
}

/// The number of a language in the dictionary's list, from 1; 0 for none. More languages than a byte counts do not occur;
/// the aliases of those beyond count in any.
fn number_of(language: &str, languages: &mut Vec<String>) -> u8 {
    if language.is_empty() {
        return 0;
    }
    let at = languages.iter().position(|known| known.eq_ignore_ascii_case(language)).unwrap_or_else(|| {
        languages.push(language.to_ascii_lowercase());
        languages.len() - 1
    });
    u8::try_from(at + 1).unwrap_or(0)
}

/// The rows that have a word, each as its key (the rarest of its words) and its place, by key, then by form. Rows of one
/// form keep the order of the source, which is the last tie-break.
fn in_order(rows: &[Row]) -> Vec<(u32, usize)> {
    let mut frequency = WordCounts::default();
    for row in rows {
        words(&row.form, &mut |word| frequency.add(word));
    }
    let mut keyed = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut rarest = (u32::MAX, 0);
        words(&row.form, &mut |word| rarest = rarest.min((frequency.count(word), word)));
        if rarest.0 < u32::MAX {
            keyed.push((rarest.1, at));
        }
    }

    // By merging, from pairs up: the sorts of the standard library would cost a page 1 KB.
    let is_before = |a: (u32, usize), b: (u32, usize)| (a.0, &rows[a.1].form) <= (b.0, &rows[b.1].form);
    let mut merged = keyed.clone();
    let mut width = 1;
    while width < keyed.len() {
        let (mut left, mut right) = (0, 0);
        for (at, slot) in merged.iter_mut().enumerate() {
            let pair = at - at % (width * 2);
            let (middle, end) = ((pair + width).min(keyed.len()), (pair + width * 2).min(keyed.len()));
            if at == pair {
                (left, right) = (pair, middle);
            }
            let takes_left = left < middle && (right == end || is_before(keyed[left], keyed[right]));
            let taken = if takes_left { &mut left } else { &mut right };
            *slot = keyed[*taken];
            *taken += 1;
        }
        std::mem::swap(&mut keyed, &mut merged);
        width *= 2;
    }
    keyed
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…1")]
fn thousandths(weight: f64) -> u32 {
    (weight.clamp(0.0, 1.0) * 1000.0 + 0.5) as u32
}

/// Types of places: "the Hague", "la Paz".
const PLACES: &[&str] = &[
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
fn leading_article(alias: &str, kind: &str) -> u8 {
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

/// An alias without white space around it.
///
/// # Errors
/// Why it can be none.
pub fn usable(text: &str) -> Result<&str, Unusable> {
    let trimmed = trim(text);
    if trimmed.is_empty() {
        Err(Unusable::Empty)
    } else if trimmed.chars().count() > LONGEST_ALIAS {
        Err(Unusable::TooLong)
    } else if fold(trimmed).text.chars().any(|c| character(c).class().is_word() && character(c).class() != Class::Mark)
    {
        Ok(trimmed)
    } else {
        Err(Unusable::NeverMatches)
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

#[derive(Default)]
struct File {
    sections: [Vec<u8>; SECTIONS],
}

impl File {
    fn number(&mut self, section: Section, number: u32) {
        self.sections[section as usize].extend_from_slice(&number.to_le_bytes());
    }

    /// How many numbers a section has.
    fn count(&self, section: Section) -> u32 {
        length(&self.sections[section as usize]) / 4
    }

    /// Adds to a list of texts; `starts` is the first of its two sections.
    fn text(&mut self, starts: Section, text: &str) {
        let bytes = &mut self.sections[starts as usize + 1];
        let start = length(bytes);
        bytes.extend_from_slice(text.as_bytes());
        self.number(starts, start);
    }

    fn bytes(mut self) -> Vec<u8> {
        // Where a text behind the last would start is where the last ends.
        for starts in [Section::HeadStarts, Section::FormStarts, Section::AliasStarts, Section::EntityStarts] {
            self.text(starts, "");
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        for section in &self.sections {
            bytes.extend_from_slice(&length(section).to_le_bytes());
        }
        for section in &self.sections {
            bytes.extend_from_slice(section);
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        bytes
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("less than 4 GiB of text")
}
