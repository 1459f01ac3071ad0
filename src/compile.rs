//! From a checked source to a compiled dictionary.
//!
//! In: a [`Source`]. Out: the bytes that [`crate::compiled::Dictionary`] reads in place, laid out as `layout` says, in the order
//! that `sort` gives.

use crate::{
    alias::{PLACES, leading_article},
    characters::character,
    compiled::{Dictionary, primary_subtag},
    evidence::{Evidence, PERSON, PLACE},
    fold::{fold, part},
    key::key_prefix,
    layout::{
        CAPITALISED, CLOSED_CLASS, CONTROLS, FAR, HEADER, HINTS, LOCATIVE, MAGIC, MOST_BACKS, OPENER, ORDINARY, PAGE,
        PAGE_LINK, RAISES, SECTIONS, Section, TITLE, VERSION, checksum, split_number,
    },
    sort::{Row, Sorted, id_order, merge_sort, sort},
    source::{Entity, Source},
    traits::{Case, Traits},
    words::{Words, words},
};

/// Writes the compiled form.
///
/// # Panics
/// If the source has 2²⁴ entities, or 4 GiB of text: more than a JavaScript host can hold.
pub fn compile(source: &Source) -> Vec<u8> {
    write(source, &sort(source))
}

/// The same of a source that has been sorted.
///
/// # Panics
/// As [`compile`].
pub fn write(source: &Source, sorted: &Sorted) -> Vec<u8> {
    let mut file = File::default();
    let language = primary_subtag(&source.language).to_ascii_lowercase();
    let languages = write_aliases(&mut file, source, sorted);
    for text in [&source.name, &language, &source.head].into_iter().chain(&languages) {
        file.ended(Section::HeadTexts, text);
    }
    for number in [source.priority.cast_unsigned() ^ 0x8000_0000, length(&sorted.rows), length(&sorted.entities)] {
        file.number(Section::Head, number);
    }
    // A page has its cards in the source.
    #[cfg(feature = "checker")]
    for (name, count) in &source.chunks {
        let name = name.chars().filter(|&c| c > ' ').collect::<String>();
        file.section(Section::Chunks).extend_from_slice(format!("{name} {count}\n").as_bytes());
    }
    write_entities(&mut file, source, &sorted.entities);
    write_evidence(&mut file, source, &sorted.entities);
    write_hints(&mut file, &source.common);
    file.bytes()
}

/// Gives the languages that aliases name.
fn write_aliases(file: &mut File, source: &Source, sorted: &Sorted) -> Vec<String> {
    let (mut languages, mut traits_list, mut common) = (Vec::new(), Vec::new(), Words::default());
    let mut levels: Vec<u8> = Vec::new();
    for (group, level) in [(1, CAPITALISED), (0, CLOSED_CLASS), (4, ORDINARY)] {
        let Some(group) = source.common.get(group) else { continue };
        words(group, &mut |hash, range| {
            let word = part(group, range);
            common.add(hash, word);
            if common.place(hash, word) == Some(levels.len()) {
                levels.push(level);
            }
        });
    }
    let level_of = |hash, word: &str| common.place(hash, word).and_then(|at| levels.get(at)).copied().unwrap_or(0);
    // By the place in the source: the entity's number, from 1 the row that mentioned it last, and how many were no FAR since.
    let mut seen = vec![(0, 0, 0); source.entities.len()];
    for (number, &entity) in (0..).zip(&sorted.entities) {
        seen[entity].0 = number;
    }
    for (page, order) in sorted.order.chunks(PAGE).enumerate() {
        file.section(Section::Keys).extend_from_slice(&key_prefix(sorted.rows[order[0]].key()));
        let (mut last, mut fars, start) = ("", 0, length(file.section(Section::AliasTexts)));
        for (at, &row) in order.iter().enumerate() {
            let row = &sorted.rows[row];
            let at = page * PAGE + at + 1;
            let text = row.text(source);
            file.text(Section::AliasTexts, text, last, CONTROLS - 1);
            last = text;
            file.section(Section::KeyPlaces).push(row.place);

            let entity = source.entities.get(row.entity);
            let traits =
                entity.map_or(Traits::default(), |entity| traits(entity, row, &level_of, &mut languages)).pack();
            let known = traits_list.iter().position(|&known| known == traits).unwrap_or_else(|| {
                traits_list.push(traits);
                traits_list.len() - 1
            });
            // More than 256 different ones do not occur; the aliases of those beyond have the first.
            file.section(Section::AliasTraits).push(u8::try_from(known).unwrap_or(0));

            let (number, before, backs) = seen.get(row.entity).copied().unwrap_or((0xFF_FFFF, 0, 0));
            let is_near = before > 0 && backs < MOST_BACKS;
            let back = u8::try_from(at - before).ok().filter(|_| is_near).unwrap_or(FAR);
            if back == FAR {
                fars += 1;
                file.planes(&[Section::Entities, Section::EntitiesMiddle, Section::EntitiesHigh], number);
            }
            if let Some(seen) = seen.get_mut(row.entity) {
                (seen.1, seen.2) = (at, if back == FAR { 0 } else { backs + 1 });
            }
            file.section(Section::Backs).push(back);
        }
        file.section(Section::Fars).push(fars);
        let end = length(file.section(Section::AliasTexts));
        file.number(Section::Lengths, end - start);
    }
    for traits in traits_list {
        file.number(Section::Traits, traits);
    }
    assert!(sorted.entities.len() < 0xFF_FFFF, "fewer than 2²⁴ entities");
    languages
}

fn traits(entity: &Entity, row: &Row, level_of: &dyn Fn(u32, &str) -> u8, languages: &mut Vec<String>) -> Traits {
    let alias = &entity.aliases[row.alias];
    let mut level = if alias.common { ORDINARY } else { 0 };
    let is_open = !alias.common && alias.case != Case::Any;
    // What goes by a small name is a term, and means the word.
    let is_name = entity.aliases.first().is_some_and(|name| name.text.chars().any(|c| character(c).is_capital()));
    words(&row.form, &mut |hash, range| {
        if range.len() == row.form.len() && is_open && is_name {
            level = level_of(hash, &row.form);
            // An abbreviation looks like its word only where all is written in capitals.
            let is_abbreviation = alias.text.chars().map(|c| u32::from(character(c).is_capital())).sum::<u32>() > 1;
            level = match (level, is_abbreviation) {
                (CLOSED_CLASS, false) => ORDINARY,
                (CAPITALISED | ORDINARY, true) => 0,
                _ => level,
            };
        }
    });
    Traits {
        case: alias.case,
        short: alias.short,
        common: level,
        article: leading_article(&alias.text, &entity.kind),
        language: number_of(primary_subtag(&alias.language), languages),
    }
}

fn write_entities(file: &mut File, source: &Source, entities: &[usize]) {
    for page in entities.chunks(PAGE) {
        let (mut last, start) = ("", length(file.section(Section::IdTexts)));
        for &entity in page {
            let Entity { id, weight, .. } = &source.entities[entity];
            match raise(last, id) {
                Some(bytes) => file.section(Section::IdTexts).extend_from_slice(&bytes),
                None => file.text(Section::IdTexts, id, last, RAISES - 1),
            }
            last = id;
            file.planes(&[Section::Weights, Section::WeightsHigh], thousandths(*weight));
        }
        let end = length(file.section(Section::IdTexts));
        file.number(Section::IdLengths, end - start);
    }
    let mut links = Vec::new();
    for (number, &entity) in (0..).zip(entities) {
        let Entity { same_as, url, .. } = &source.entities[entity];
        links.extend(same_as.iter().map(|address| (checksum(0, address.as_bytes()), number)));
        if !url.is_empty() {
            links.push((checksum(PAGE_LINK, url.as_bytes()), number));
        }
    }
    for at in merge_sort(links.len(), &|a, b| links[a] <= links[b]) {
        file.number(Section::Links, links[at].0);
        file.number(Section::LinkEntities, links[at].1);
    }
}

fn write_evidence(file: &mut File, source: &Source, entities: &[usize]) {
    let number = |id: &String| {
        let found = entities.binary_search_by_key(&id_order(id), |&place| id_order(&source.entities[place].id));
        found.ok().and_then(|number| u32::try_from(number).ok())
    };
    for page in entities.chunks(PAGE) {
        let start = length(file.section(Section::Evidence));
        for &place in page {
            let entity = &source.entities[place];
            let evidence = Evidence {
                kind: kind_of(&entity.kind),
                lists: [
                    entity.related.iter().filter_map(number).collect(),
                    entity.same_as.iter().map(|address| checksum(0, address.as_bytes())).collect(),
                    phrases(&entity.context),
                    phrases(&entity.not_context),
                ],
            };
            evidence.pack(file.section(Section::Evidence));
        }
        let end = length(file.section(Section::Evidence));
        file.number(Section::EvidenceLengths, end - start);
    }
}

/// Of each how many words it has, and their hashes.
fn phrases(texts: &[String]) -> Vec<u32> {
    let mut phrases = Vec::new();
    for text in texts {
        let start = phrases.len();
        words(&fold(text).text, &mut |hash, _| phrases.push(hash));
        let count = length(phrases.get(start..).unwrap_or(&[]));
        if count > 0 {
            phrases.insert(start, count);
        }
    }
    phrases
}

fn kind_of(kind: &str) -> u32 {
    match kind {
        "Person" => PERSON,
        "" => 0,
        _ if PLACES.contains(&kind) => PLACE,
        _ => PLACE + 1,
    }
}

fn write_hints(file: &mut File, common: &[String]) {
    let mut hints = Vec::new();
    for (group, hint) in common.iter().zip([OPENER, OPENER, TITLE, LOCATIVE]) {
        words(group, &mut |hash, _| {
            hints.push(hash & !HINTS | hint);
        });
    }
    for at in merge_sort(hints.len(), &|a, b| hints[a] <= hints[b]) {
        file.number(Section::Hints, hints[at]);
    }
}

/// How the page of ids says that an id is the one before with a greater number.
fn raise(before: &str, id: &str) -> Option<Vec<u8>> {
    let ((start, number), (start_before, number_before)) =
        (split_number(id.as_bytes()), split_number(before.as_bytes()));
    let raise = number?.checked_sub(number_before?)?;
    if part(id, 0..start) != part(before, 0..start_before) {
        return None;
    }
    let width = raise.to_le_bytes().iter().rposition(|&byte| byte > 0).unwrap_or(0);
    let mut bytes = vec![RAISES + u8::try_from(width).unwrap_or(0)];
    bytes.extend_from_slice(raise.to_le_bytes().get(..=width)?);
    Some(bytes)
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…1")]
fn thousandths(weight: f64) -> u32 {
    (weight.clamp(0.0, 1.0) * 1000.0 + 0.5) as u32
}

#[derive(Default)]
struct File {
    sections: [Vec<u8>; SECTIONS],
}

impl File {
    fn section(&mut self, section: Section) -> &mut Vec<u8> {
        &mut self.sections[section as usize]
    }

    fn number(&mut self, section: Section, number: u32) {
        self.section(section).extend_from_slice(&number.to_le_bytes());
    }

    /// A number byte by byte, the lowest first; as many as there are planes.
    fn planes(&mut self, planes: &[Section], number: u32) {
        for (&plane, byte) in planes.iter().zip(number.to_le_bytes()) {
            self.section(plane).push(byte);
        }
    }

    /// A text that ends with NUL; in it a control character becomes a space.
    fn ended(&mut self, section: Section, text: &str) {
        let section = self.section(section);
        section.extend(text.bytes().map(plain));
        section.push(0);
    }

    /// A text of a page: how much of it, up to `most` bytes, it shares with the one before, and the rest. A control
    /// character in it, which only a hostile source has, becomes a space.
    fn text(&mut self, section: Section, text: &str, before: &str, most: u8) {
        let pairs = text.bytes().zip(before.bytes());
        let shared = pairs.take(usize::from(most)).take_while(|(a, b)| plain(*a) == plain(*b)).count();
        let section = self.section(section);
        section.push(u8::try_from(shared).unwrap_or(0));
        section.extend(text.bytes().skip(shared).map(plain));
    }

    /// Twice, since the sums of pages are among what is summed: the reader says what belongs to a page.
    fn bytes(mut self) -> Vec<u8> {
        let draft = Dictionary::load(self.put_together()).expect("what is written here can be read");
        for page in 0..self.section(Section::Fars).len() {
            self.number(Section::Sums, draft.page_sum(page));
        }
        for page in 0..self.section(Section::IdLengths).len() / 4 {
            self.number(Section::IdSums, draft.id_page_sum(page));
            self.number(Section::EvidenceSums, draft.evidence_sum(page));
        }
        drop(draft);
        self.put_together()
    }

    fn put_together(&self) -> Vec<u8> {
        let size: usize = self.sections.iter().map(Vec::len).sum();
        let mut bytes = Vec::with_capacity(HEADER + size);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        for (at, section) in self.sections.iter().enumerate() {
            let sum = if at < Section::PAGED as usize { checksum(0, section) } else { 0 };
            bytes.extend_from_slice(&length(section).to_le_bytes());
            bytes.extend_from_slice(&sum.to_le_bytes());
        }
        bytes.extend_from_slice(&checksum(0, &bytes).to_le_bytes());
        for section in &self.sections {
            bytes.extend_from_slice(section);
        }
        bytes
    }
}

/// No control character, which only a hostile source has.
fn plain(byte: u8) -> u8 {
    if byte < CONTROLS { b' ' } else { byte }
}

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("less than 4 GiB of text")
}
