//! A compiled dictionary: one run of bytes, read in place.
//!
//! In: bytes that `compile` wrote, or anyone. Out: aliases by one of their words, and entities. Guarantees: loading looks at
//! the header and the small sections only; a page is checked when it is first read, and counts as empty where its checksum
//! is wrong; no number in the file leads out of it.

use std::{
    cell::{Cell, RefCell},
    cmp::Ordering,
};

use crate::{
    error::Error,
    fold::part,
    key::{compare_word, key_prefix},
    layout::{FAR, HEADER, MAGIC, MOST_BACKS, PAGE, SECTIONS, Section, VERSION, checksum, head, number, read_texts},
    traits::Traits,
};

/// The entity of an alias that means none: a suppressed span.
pub const NO_ENTITY: u32 = u32::MAX;

/// Where a page begins in the sections that have no fixed width.
#[derive(Debug, Default, Clone, Copy)]
struct Starts {
    text: usize,
    far: usize,
}

/// A compiled dictionary in memory.
#[derive(Debug)]
pub struct Dictionary {
    bytes: Vec<u8>,
    sections: [(usize, usize); SECTIONS],
    /// One for each page of aliases, and where the last ends.
    pages: Vec<Starts>,
    /// One for each page of ids, and where the last ends.
    id_pages: Vec<Starts>,
    /// Whether a page, of aliases and then of ids, is sound; None until it is first read.
    sound: RefCell<Vec<Option<bool>>>,
    damaged: Cell<u32>,
    language: String,
}

impl Dictionary {
    /// Takes over the bytes of a compiled file. Cost: a look at the small sections, about a fiftieth of the file.
    ///
    /// # Errors
    /// `not-a-dictionary`, `dictionary-version`, or `dictionary-damaged` where a section does not fit or a small one is not
    /// what it was.
    pub fn load(bytes: Vec<u8>) -> Result<Dictionary, Error> {
        if !bytes.starts_with(&MAGIC) {
            return Err(Error::not_compiled());
        }
        let version = number(&bytes, 1);
        if version != VERSION {
            return Err(Error::wrong_version(version));
        }
        let header = bytes.get(..HEADER).ok_or(Error::damaged())?;
        let summed = header.get(..HEADER - 4).unwrap_or(&[]);
        if checksum(0, summed) != number(header, HEADER / 4 - 1) {
            return Err(Error::damaged());
        }
        let mut sections = [(0, 0); SECTIONS];
        let mut start = HEADER;
        for (at, section) in sections.iter_mut().enumerate() {
            let end = start.checked_add(number(header, 2 + at * 2) as usize).ok_or(Error::damaged())?;
            let bytes = bytes.get(start..end).ok_or(Error::damaged())?;
            if at < Section::PAGED as usize && checksum(0, bytes) != number(header, 3 + at * 2) {
                return Err(Error::damaged());
            }
            *section = (start, end);
            start = end;
        }
        let mut dictionary = Dictionary {
            bytes,
            sections,
            pages: Vec::new(),
            id_pages: Vec::new(),
            sound: RefCell::default(),
            damaged: Cell::new(0),
            language: String::new(),
        };
        dictionary.language = dictionary.head_text(1).to_owned();
        dictionary.pages = dictionary.starts(Section::Lengths, dictionary.aliases());
        dictionary.id_pages = dictionary.starts(Section::IdLengths, dictionary.entities());
        dictionary.sound = RefCell::new(vec![None; dictionary.pages.len() + dictionary.id_pages.len()]);
        Ok(dictionary)
    }

    fn starts(&self, lengths: Section, count: u32) -> Vec<Starts> {
        let mut next = Starts::default();
        // As many as the file has room for, whatever it says.
        let pages = pages_of(count).min(self.section(lengths).len() / 4);
        let mut starts = Vec::with_capacity(pages + 1);
        for page in 0..pages {
            starts.push(next);
            next.text = next.text.saturating_add(number(self.section(lengths), page) as usize);
            next.far += usize::from(self.byte(Section::Fars, page));
        }
        starts.push(next);
        starts
    }

    /// Its name, or nothing.
    pub fn name(&self) -> &str {
        self.head_text(0)
    }

    /// The primary subtag of its language in small letters, or nothing.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What is told of the dictionary itself (attribution, version), as JSON, or nothing.
    pub fn head(&self) -> &str {
        self.head_text(2)
    }

    /// Dictionaries of a higher priority win over others.
    pub fn priority(&self) -> i32 {
        (number(self.section(Section::Head), 0) ^ 0x8000_0000).cast_signed()
    }

    /// How many aliases it has, suppressed spans among them.
    pub fn aliases(&self) -> u32 {
        number(self.section(Section::Head), 1)
    }

    /// How many entities it has.
    pub fn entities(&self) -> u32 {
        number(self.section(Section::Head), 2)
    }

    /// How many pages turned out damaged so far.
    pub fn damaged_pages(&self) -> u32 {
        self.damaged.get()
    }

    /// Calls `found` with every alias whose key is this word of folded text, and its text as it was written: UTF-8, unless the
    /// file was made to do harm. Cost: the pages that can hold the key, mostly one.
    pub fn aliases_under(&self, word: &str, found: &mut dyn FnMut(u32, &[u8])) {
        let wanted = key_prefix(word);
        let keys = self.section(Section::Keys);
        let prefix = |page: usize| keys.get(page * 8..).and_then(<[u8]>::first_chunk).copied().unwrap_or([0xFF; 8]);
        let (mut low, mut high) = (0, self.pages.len() - 1);
        while low < high {
            let middle = low.midpoint(high);
            if prefix(middle) < wanted { low = middle + 1 } else { high = middle }
        }
        // The page before may end with the key.
        for page in low.saturating_sub(1)..self.pages.len() - 1 {
            if page >= low && prefix(page) != wanted {
                break;
            }
            let places = self.slice(Section::KeyPlaces, page * PAGE, page * PAGE + PAGE);
            self.read_page(page, &mut |alias, text| {
                let place = usize::from(places.get(alias % PAGE).copied().unwrap_or(0));
                let order = text.get(place..).map_or(Ordering::Less, |rest| compare_word(rest, word));
                if order == Ordering::Equal {
                    found(as_number(alias), text);
                }
                // Aliases are ordered by their keys.
                order != Ordering::Greater
            });
        }
    }

    /// An alias as it was written.
    pub fn alias_text(&self, alias: u32) -> String {
        let mut text = String::new();
        self.read_page(alias as usize / PAGE, &mut |at, bytes| {
            if at == alias as usize {
                bytes_into(bytes, &mut text);
            }
            at < alias as usize
        });
        text
    }

    /// The entity of an alias, or [`NO_ENTITY`].
    pub fn alias_entity(&self, alias: u32) -> u32 {
        let mut alias = alias as usize;
        for _ in 0..=MOST_BACKS {
            let page = alias / PAGE;
            if alias >= self.aliases() as usize || !self.is_sound(page) {
                return NO_ENTITY;
            }
            let back = self.byte(Section::Backs, alias);
            if back != FAR {
                let Some(before) = alias.checked_sub(usize::from(back)) else { return NO_ENTITY };
                alias = before;
                continue;
            }
            let backs = self.slice(Section::Backs, page * PAGE, alias);
            let before: usize = backs.iter().map(|&back| usize::from(back == FAR)).sum();
            let at = self.pages.get(page).map_or(0, |page| page.far) + before;
            let planes = [Section::EntitiesHigh, Section::EntitiesMiddle, Section::Entities];
            let entity = planes.iter().fold(0, |number, &plane| number << 8 | usize::from(self.byte(plane, at)));
            return if entity < self.entities() as usize { as_number(entity) } else { NO_ENTITY };
        }
        NO_ENTITY
    }

    /// The traits of an alias.
    pub fn alias_traits(&self, alias: u32) -> Traits {
        let at = usize::from(self.byte(Section::AliasTraits, alias as usize));
        Traits::unpack(number(self.section(Section::Traits), at))
    }

    /// The language that an alias names, or nothing.
    pub fn alias_language(&self, traits: Traits) -> &str {
        match traits.language {
            0 => "",
            language => self.head_text(language.saturating_add(2)),
        }
    }

    /// The id of an entity; nothing for a number that is none.
    pub fn entity_id(&self, entity: u32) -> String {
        let mut id = String::new();
        self.read_ids(entity as usize / PAGE, &mut |at, bytes| {
            if at == entity as usize {
                bytes_into(bytes, &mut id);
            }
            at < entity as usize
        });
        id
    }

    /// The number of an entity by its id. Cost: linear in the entities.
    pub fn find_entity(&self, id: &str) -> Option<u32> {
        let mut found = None;
        for page in 0..self.id_pages.len() - 1 {
            self.read_ids(page, &mut |at, bytes| {
                if bytes == id.as_bytes() {
                    found = Some(as_number(at));
                }
                found.is_none()
            });
        }
        found
    }

    /// The weight of an entity in thousandths.
    pub fn weight(&self, entity: u32) -> u32 {
        let planes = [Section::WeightsHigh, Section::Weights];
        planes.iter().fold(0, |number, &plane| number << 8 | u32::from(self.byte(plane, entity as usize)))
    }

    /// The files of cards, a line each: a name, a space, and how many entities it holds.
    pub fn chunks(&self) -> &str {
        std::str::from_utf8(self.section(Section::Chunks)).unwrap_or("")
    }

    /// Hashes of addresses that mean an entity elsewhere, ascending, each with its entity.
    pub fn links(&self) -> impl Iterator<Item = (u32, u32)> {
        let (hashes, entities) = (self.section(Section::Links), self.section(Section::LinkEntities));
        (0..hashes.len() / 4).map(|at| (number(hashes, at), number(entities, at)))
    }

    fn section(&self, section: Section) -> &[u8] {
        let (start, end) = self.sections[section as usize];
        self.bytes.get(start..end).unwrap_or(&[])
    }

    fn byte(&self, section: Section, at: usize) -> u8 {
        self.section(section).get(at).copied().unwrap_or(0)
    }

    fn head_text(&self, index: u8) -> &str {
        head(self.section(Section::HeadTexts), index).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("")
    }

    fn slice(&self, section: Section, start: usize, end: usize) -> &[u8] {
        let bytes = self.section(section);
        bytes.get(start..end.min(bytes.len())).unwrap_or(&[])
    }

    fn read_page(&self, page: usize, read: &mut dyn FnMut(usize, &[u8]) -> bool) {
        if page + 1 < self.pages.len() && self.is_sound(page) {
            let texts = self.slice(Section::AliasTexts, self.pages[page].text, self.pages[page + 1].text);
            let count = PAGE.min((self.aliases() as usize).saturating_sub(page * PAGE));
            read_texts(texts, count, false, &mut |at, text| read(page * PAGE + at, text));
        }
    }

    fn read_ids(&self, page: usize, read: &mut dyn FnMut(usize, &[u8]) -> bool) {
        if page + 1 < self.id_pages.len() && self.is_sound(self.pages.len() + page) {
            let texts = self.slice(Section::IdTexts, self.id_pages[page].text, self.id_pages[page + 1].text);
            let count = PAGE.min((self.entities() as usize).saturating_sub(page * PAGE));
            read_texts(texts, count, true, &mut |at, text| read(page * PAGE + at, text));
        }
    }

    /// Checks a page, of aliases or (behind them) of ids, when it is first read.
    fn is_sound(&self, page: usize) -> bool {
        let mut sound = self.sound.borrow_mut();
        let Some(known) = sound.get_mut(page) else { return false };
        *known.get_or_insert_with(|| {
            let is_sound = match page.checked_sub(self.pages.len()) {
                None => self.page_sum(page) == number(self.section(Section::Sums), page),
                Some(page) => self.id_page_sum(page) == number(self.section(Section::IdSums), page),
            };
            self.damaged.set(self.damaged.get() + u32::from(!is_sound));
            is_sound
        })
    }

    /// What the writer sums up, too, when it has put the rest of the file together.
    pub fn page_sum(&self, page: usize) -> u32 {
        let (Some(start), Some(end)) = (self.pages.get(page), self.pages.get(page + 1)) else { return 0 };
        let rows = (page * PAGE, page * PAGE + PAGE);
        let parts = [
            (Section::AliasTexts, (start.text, end.text)),
            (Section::AliasTraits, rows),
            (Section::KeyPlaces, rows),
            (Section::Backs, rows),
            (Section::Entities, (start.far, end.far)),
            (Section::EntitiesMiddle, (start.far, end.far)),
            (Section::EntitiesHigh, (start.far, end.far)),
        ];
        parts.iter().fold(0, |sum, &(section, (start, end))| checksum(sum, self.slice(section, start, end)))
    }

    /// The same for a page of ids.
    pub fn id_page_sum(&self, page: usize) -> u32 {
        let (Some(start), Some(end)) = (self.id_pages.get(page), self.id_pages.get(page + 1)) else { return 0 };
        let rows = (page * PAGE, page * PAGE + PAGE);
        let parts =
            [(Section::IdTexts, (start.text, end.text)), (Section::Weights, rows), (Section::WeightsHigh, rows)];
        parts.iter().fold(0, |sum, &(section, (start, end))| checksum(sum, self.slice(section, start, end)))
    }
}

/// The primary subtag of a BCP 47 tag: what languages are compared by.
pub fn primary_subtag(tag: &str) -> &str {
    let end = tag.bytes().position(|byte| matches!(byte, b'-' | b'_'));
    end.map_or(tag, |end| part(tag, 0..end))
}

fn bytes_into(bytes: &[u8], text: &mut String) {
    text.push_str(std::str::from_utf8(bytes).unwrap_or(""));
}

fn pages_of(count: u32) -> usize {
    (count as usize).div_ceil(PAGE)
}

fn as_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NO_ENTITY)
}
