//! A compiled dictionary: one run of bytes, read in place.
//!
//! In: bytes that `compile` wrote, or anyone. Out: entities, aliases, and forms grouped under a key word. Guarantee:
//! loading checks that every section lies in the file; a number in it that leads nowhere counts as nothing.
//!
//! Layout: [`MAGIC`], [`VERSION`], then for each [`Section`] its length in bytes, then the sections in order, each
//! padded to four bytes. Numbers are little-endian `u32`. A list of texts is two sections: where each starts (and the
//! last ends), and the bytes.

use crate::{error::Error, fold::part};

/// The first four bytes of a compiled dictionary.
pub const MAGIC: [u8; 4] = *b"NMLT";
/// The format's version. A reader refuses any other: compile again from the source.
pub const VERSION: u32 = 1;
/// The entity of an alias that means none: a suppressed span.
pub const NO_ENTITY: u32 = u32::MAX;

/// The parts of the file, in order.
#[derive(Clone, Copy)]
#[repr(usize)]
pub enum Section {
    /// Priority (biased by 2³¹).
    Head,
    /// Texts: name, language, then the languages that aliases name.
    HeadStarts,
    /// Their bytes.
    HeadBytes,
    /// Hashes of key words, ascending.
    Keys,
    /// For each key its first form, and the number of forms.
    KeyForms,
    /// Texts: folded forms, grouped by key.
    FormStarts,
    /// Their bytes.
    FormBytes,
    /// For each form its first alias, and the number of aliases.
    FormAliases,
    /// For each alias its entity and its traits, two numbers.
    Aliases,
    /// Texts: aliases as they were written.
    AliasStarts,
    /// Their bytes.
    AliasBytes,
    /// For each entity its weight in thousandths.
    Weights,
    /// Texts: ids of entities.
    EntityStarts,
    /// Their bytes.
    EntityBytes,
}

/// How many sections there are.
pub const SECTIONS: usize = Section::EntityBytes as usize + 1;

/// How the case of an alias counts (DESIGN.md, matching rule 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Case {
    /// Every capital of the alias must be one in the text.
    #[default]
    Smart,
    /// Capitals and small letters as written.
    Exact,
    /// Case does not count.
    Any,
}

/// What is known of one alias beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Traits {
    /// How its case counts.
    pub case: Case,
    /// It counts only beside a fuller alias of the same entity.
    pub short: bool,
    /// It is also a common word of its language, and does not count where capitals say nothing.
    pub common: bool,
    /// How many bytes at its beginning, folded, may be small letters: a leading article.
    pub article: u8,
    /// The number of its language in the dictionary's list, from 1; 0 for any.
    pub language: u8,
}

impl Traits {
    /// As one number.
    pub fn pack(self) -> u32 {
        self.case as u32
            | u32::from(self.short) << 2
            | u32::from(self.common) << 3
            | u32::from(self.article) << 8
            | u32::from(self.language) << 16
    }

    /// From one number.
    pub fn unpack(packed: u32) -> Traits {
        let [low, article, language, _] = packed.to_le_bytes();
        Traits {
            case: match low & 3 {
                0 => Case::Smart,
                1 => Case::Exact,
                _ => Case::Any,
            },
            short: low & 4 != 0,
            common: low & 8 != 0,
            article,
            language,
        }
    }
}

/// A compiled dictionary in memory.
#[derive(Debug)]
pub struct Dictionary {
    bytes: Vec<u8>,
    sections: [(usize, usize); SECTIONS],
    priority: i32,
    language: String,
}

impl Dictionary {
    /// Takes over the bytes of a compiled file. Cost: a check of the header.
    ///
    /// # Errors
    /// `not-a-dictionary`, `dictionary-version`, or `dictionary-damaged` where the sections do not fit.
    pub fn load(bytes: Vec<u8>) -> Result<Dictionary, Error> {
        if !bytes.starts_with(&MAGIC) {
            return Err(Error::not_compiled());
        }
        let version = number(&bytes, 4).ok_or(Error::damaged("version"))?;
        if version != VERSION {
            return Err(Error::wrong_version(version));
        }
        let mut sections = [(0, 0); SECTIONS];
        let mut start = 8 + SECTIONS * 4;
        for (i, section) in sections.iter_mut().enumerate() {
            let length = number(&bytes, 8 + i * 4).ok_or(Error::damaged("sections"))? as usize;
            let end = start.checked_add(length).filter(|&end| end <= bytes.len());
            *section = (start, end.ok_or(Error::damaged("sections"))?);
            start = section.1.next_multiple_of(4);
        }
        let mut dictionary = Dictionary { bytes, sections, priority: 0, language: String::new() };
        dictionary.priority = (dictionary.number(Section::Head, 0) ^ 0x8000_0000).cast_signed();
        dictionary.language = dictionary.text(Section::HeadStarts, Section::HeadBytes, 1).to_owned();
        Ok(dictionary)
    }

    /// Its name, or nothing.
    pub fn name(&self) -> &str {
        self.text(Section::HeadStarts, Section::HeadBytes, 0)
    }

    /// The primary subtag of its language in small letters, or nothing.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Dictionaries of a higher priority win over others.
    pub fn priority(&self) -> i32 {
        self.priority
    }

    /// How many entities it has.
    pub fn entities(&self) -> u32 {
        self.count(Section::Weights)
    }

    /// How many aliases it has, suppressed spans among them.
    pub fn aliases(&self) -> u32 {
        self.count(Section::Aliases) / 2
    }

    /// The id of an entity; nothing for a number that is none.
    pub fn entity_id(&self, entity: u32) -> &str {
        self.text(Section::EntityStarts, Section::EntityBytes, entity)
    }

    /// The weight of an entity in thousandths.
    pub fn weight(&self, entity: u32) -> u32 {
        self.number(Section::Weights, entity)
    }

    /// An alias as it was written.
    pub fn alias_text(&self, alias: u32) -> &str {
        self.text(Section::AliasStarts, Section::AliasBytes, alias)
    }

    /// The entity of an alias, or [`NO_ENTITY`].
    pub fn alias_entity(&self, alias: u32) -> u32 {
        if alias < self.aliases() { self.number(Section::Aliases, alias * 2) } else { NO_ENTITY }
    }

    /// The traits of an alias.
    pub fn alias_traits(&self, alias: u32) -> Traits {
        Traits::unpack(self.number(Section::Aliases, alias.saturating_mul(2).saturating_add(1)))
    }

    /// The language that an alias names, or nothing.
    pub fn alias_language(&self, traits: Traits) -> &str {
        match traits.language {
            0 => "",
            language => self.text(Section::HeadStarts, Section::HeadBytes, u32::from(language) + 1),
        }
    }

    /// The forms whose key is this word.
    pub fn forms_under(&self, word: u32) -> std::ops::Range<u32> {
        let (mut low, mut high) = (0, self.count(Section::Keys));
        while low < high {
            let middle = low.midpoint(high);
            if self.number(Section::Keys, middle) < word { low = middle + 1 } else { high = middle }
        }
        if self.number(Section::Keys, low) != word {
            return 0..0;
        }
        let forms = self.count(Section::FormStarts).saturating_sub(1);
        clamp(self.span(Section::KeyForms, low), forms)
    }

    /// The folded text of a form.
    pub fn form_text(&self, form: u32) -> &str {
        self.text(Section::FormStarts, Section::FormBytes, form)
    }

    /// The aliases that fold to a form.
    pub fn form_aliases(&self, form: u32) -> std::ops::Range<u32> {
        clamp(self.span(Section::FormAliases, form), self.aliases())
    }

    fn count(&self, section: Section) -> u32 {
        let (start, end) = self.sections[section as usize];
        u32::try_from((end - start) / 4).unwrap_or(u32::MAX)
    }

    /// The number at a place of a section; 0 where there is none.
    fn number(&self, section: Section, index: u32) -> u32 {
        let (start, end) = self.sections[section as usize];
        let section = &self.bytes[start..end];
        number(section, (index as usize).saturating_mul(4)).unwrap_or(0)
    }

    fn span(&self, section: Section, index: u32) -> std::ops::Range<u32> {
        self.number(section, index)..self.number(section, index.saturating_add(1))
    }

    fn text(&self, starts: Section, bytes: Section, index: u32) -> &str {
        let range = self.span(starts, index);
        let (start, end) = self.sections[bytes as usize];
        self.bytes[start..end]
            .get(range.start as usize..range.end as usize)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }
}

/// The primary subtag of a BCP 47 tag: what languages are compared by.
pub fn primary_subtag(tag: &str) -> &str {
    let end = tag.bytes().position(|byte| matches!(byte, b'-' | b'_'));
    end.map_or(tag, |end| part(tag, 0..end))
}

/// A range of a damaged file leads no further than what is there.
fn clamp(range: std::ops::Range<u32>, count: u32) -> std::ops::Range<u32> {
    range.start.min(count)..range.end.min(count)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}
