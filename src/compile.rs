//! From a checked source to a compiled dictionary.
//!
//! In: a [`Source`]. Out: the bytes that [`crate::compiled::Dictionary`] reads in place. Each folded form is kept once,
//! under the rarest of its words, so that a page looks at few forms. Cost: sorting the forms.

use crate::{
    characters::{Class, character},
    common_words,
    compiled::{MAGIC, NO_ENTITY, SECTIONS, Section, Traits, VERSION},
    fold::fold,
    source::{Alias, Entity, Source, primary_subtag},
    words::{WordCounts, words},
};

/// Writes the compiled form. Aliases without a letter or digit, which can never match, are left out.
///
/// # Panics
/// If the source has 2³² aliases or bytes of text, more than a JavaScript host can hold.
pub fn compile(source: &Source) -> Vec<u8> {
    let language = primary_subtag(&source.language);
    let mut rows = Rows { languages: Vec::new(), aliases: Vec::new() };
    for (entity, number) in source.entities.iter().zip(0..) {
        for alias in &entity.aliases {
            let alias_language = primary_subtag(&alias.language);
            let traits = Traits {
                case: alias.case,
                short: alias.short,
                common: common_words::is_common(&alias.text, &language),
                article: leading_article(alias, entity),
                language: rows.language(alias_language),
            };
            rows.add(&alias.text, number, traits);
        }
    }
    for text in &source.suppress {
        rows.add(text, NO_ENTITY, Traits::default());
    }
    rows.write(source, &language)
}

struct Row<'a> {
    text: &'a str,
    entity: u32,
    traits: Traits,
}

struct Rows<'a> {
    languages: Vec<String>,
    aliases: Vec<(String, Row<'a>)>,
}

impl<'a> Rows<'a> {
    fn add(&mut self, text: &'a str, entity: u32, traits: Traits) {
        let text = text.trim();
        let form = fold(text).text;
        self.aliases.push((form, Row { text, entity, traits }));
    }

    /// The number of a language in the dictionary's list, from 1. More languages than a byte counts do not occur; the
    /// aliases of those beyond count in any.
    fn language(&mut self, language: String) -> u8 {
        if language.is_empty() {
            return 0;
        }
        let at = self.languages.iter().position(|known| *known == language).unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        });
        u8::try_from(at + 1).unwrap_or(0)
    }

    fn write(self, source: &Source, language: &str) -> Vec<u8> {
        let mut frequency = WordCounts::default();
        for (form, _) in &self.aliases {
            words(form, |word| frequency.add(word));
        }
        let mut keyed: Vec<(u32, String, usize, Row)> = self
            .aliases
            .into_iter()
            .enumerate()
            .filter_map(|(order, (form, row))| {
                let mut rarest: Option<(u32, u32)> = None;
                words(&form, |word| {
                    let candidate = (frequency.count(word), word);
                    rarest = Some(rarest.map_or(candidate, |best| best.min(candidate)));
                });
                rarest.map(|(_, word)| (word, form, order, row))
            })
            .collect();
        // Aliases of one form keep the order of the source, which is the last tie-break.
        keyed.sort_unstable_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));

        let mut file = File::default();
        file.numbers(Section::Head, [source.priority.cast_unsigned() ^ 0x8000_0000]);
        let mut head = Texts::default();
        head.add(&source.name);
        head.add(language);
        self.languages.iter().for_each(|language| head.add(language));
        file.texts(Section::HeadStarts, head);

        let (mut keys, mut key_forms, mut form_aliases, mut aliases) = (vec![], vec![], vec![], vec![]);
        let (mut forms, mut alias_texts) = (Texts::default(), Texts::default());
        let mut last: Option<(u32, &str)> = None;
        for ((key, form, _, row), alias) in keyed.iter().zip(0u32..) {
            if last.map(|(key, _)| key) != Some(*key) {
                keys.push(*key);
                key_forms.push(forms.count());
            }
            if last != Some((*key, form)) {
                form_aliases.push(alias);
                forms.add(form);
            }
            last = Some((*key, form));
            aliases.extend([row.entity, row.traits.pack()]);
            alias_texts.add(row.text);
        }
        key_forms.push(forms.count());
        form_aliases.push(alias_texts.count());
        file.numbers(Section::Keys, keys);
        file.numbers(Section::KeyForms, key_forms);
        file.texts(Section::FormStarts, forms);
        file.numbers(Section::FormAliases, form_aliases);
        file.numbers(Section::Aliases, aliases);
        file.texts(Section::AliasStarts, alias_texts);
        file.numbers(Section::Weights, source.entities.iter().map(thousandths));
        let mut ids = Texts::default();
        source.entities.iter().for_each(|entity| ids.add(&entity.id));
        file.texts(Section::EntityStarts, ids);
        file.bytes()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…1")]
fn thousandths(entity: &Entity) -> u32 {
    (entity.weight.clamp(0.0, 1.0) * 1000.0).round() as u32
}

/// Types of places: "the Hague", "la Paz".
const PLACES: &[&str] = &[
    "Place", "City", "Country", "State", "AdministrativeArea", "Continent", "LandmarksOrHistoricalBuildings", "Landform",
    "BodyOfWater", "RiverBodyOfWater", "SeaBodyOfWater", "OceanBodyOfWater", "Mountain",
];

const ARTICLES: &[&str] = &[
    "the", "la", "le", "les", "el", "los", "las", "il", "lo", "gli", "die", "der", "das", "den", "de", "het", "o", "os", "as",
];

/// How many folded bytes a leading article takes that running text may write small; 0 without one. Of a place, or before
/// two capitalised words or more ("the New York Times"): "the sun" is no newspaper.
fn leading_article(alias: &Alias, entity: &Entity) -> u8 {
    let mut words = alias.text.split_whitespace();
    let article = fold(words.next().unwrap_or("")).text;
    let capitalised = words.filter(|word| word.chars().next().is_some_and(|c| character(c).is_capital())).count();
    let may = capitalised >= 2 || (capitalised == 1 && PLACES.contains(&entity.kind.as_str()));
    if may && ARTICLES.contains(&article.as_str()) { u8::try_from(article.len()).unwrap_or(0) } else { 0 }
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
    let trimmed = text.trim();
    if trimmed.is_empty() {
        Err(Unusable::Empty)
    } else if trimmed.chars().nth(LONGEST_ALIAS).is_some() {
        Err(Unusable::TooLong)
    } else if fold(trimmed).text.chars().any(|c| character(c).class().is_word() && character(c).class() != Class::Mark) {
        Ok(trimmed)
    } else {
        Err(Unusable::NeverMatches)
    }
}

#[derive(Default)]
struct Texts {
    starts: Vec<u32>,
    bytes: Vec<u8>,
}

impl Texts {
    fn add(&mut self, text: &str) {
        self.starts.push(length(self.bytes.len()));
        self.bytes.extend(text.bytes());
    }

    fn count(&self) -> u32 {
        length(self.starts.len())
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).expect("less than 4 GiB of text")
}

#[derive(Default)]
struct File {
    sections: [Vec<u8>; SECTIONS],
}

impl File {
    fn numbers(&mut self, section: Section, numbers: impl IntoIterator<Item = u32>) {
        self.sections[section as usize] = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    }

    /// Both sections of a list of texts; `section` is the first.
    fn texts(&mut self, section: Section, texts: Texts) {
        let end = length(texts.bytes.len());
        self.numbers(section, texts.starts.into_iter().chain([end]));
        self.sections[section as usize + 1] = texts.bytes;
    }

    fn bytes(self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        for section in &self.sections {
            bytes.extend(length(section.len()).to_le_bytes());
        }
        for section in self.sections {
            bytes.extend(section);
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        bytes
    }
}
