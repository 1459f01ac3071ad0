//! From a checked source to a compiled dictionary.
//!
//! In: a [`Source`]. Out: the bytes that [`crate::compiled::Dictionary`] reads in place, laid out as `layout` says, in the order
//! that `sort` gives.

use crate::{
    alias::leading_article,
    compiled::{Dictionary, primary_subtag},
    fold::part,
    key::key_prefix,
    layout::{
        CONTROLS, FAR, HEADER, MAGIC, MOST_BACKS, PAGE, RAISES, SECTIONS, Section, VERSION, checksum, push_digits,
        split_number,
    },
    sort::{Row, Sorted, merge_sort, sort},
    source::{Entity, Source},
    traits::Traits,
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
        file.ended(Section::HeadTexts, text.bytes());
    }
    for number in [source.priority.cast_unsigned() ^ 0x8000_0000, length(&sorted.rows), length(&sorted.entities)] {
        file.number(Section::Head, number);
    }
    for (name, count) in &source.chunks {
        let line = file.section(Section::Chunks);
        line.extend(name.bytes().filter(|&byte| byte > b' '));
        line.push(b' ');
        push_digits(line, *count);
        line.push(b'\n');
    }
    write_entities(&mut file, source, &sorted.entities);
    file.bytes()
}

/// Gives the languages that aliases name.
fn write_aliases(file: &mut File, source: &Source, sorted: &Sorted) -> Vec<String> {
    let (mut languages, mut traits_list, mut common) = (Vec::new(), Vec::new(), Words::default());
    words(&source.common, &mut |hash, range| common.add(hash, part(&source.common, range)));
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
            let traits = entity.map_or(Traits::default(), |entity| traits(entity, row, &common, &mut languages)).pack();
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

fn traits(entity: &Entity, row: &Row, common: &Words, languages: &mut Vec<String>) -> Traits {
    let alias = &entity.aliases[row.alias];
    let mut is_common = false;
    words(&row.form, &mut |hash, range| {
        is_common |= range.len() == row.form.len() && common.count(hash, &row.form) > 0;
    });
    Traits {
        case: alias.case,
        short: alias.short,
        common: is_common,
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
        links.extend(source.entities[entity].same_as.iter().map(|address| (checksum(0, address.as_bytes()), number)));
    }
    for at in merge_sort(links.len(), &|a, b| links[a] <= links[b]) {
        file.number(Section::Links, links[at].0);
        file.number(Section::LinkEntities, links[at].1);
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

    /// A text that ends with NUL.
    fn ended(&mut self, section: Section, text: impl Iterator<Item = u8>) {
        self.section(section).extend(text.filter(|&byte| byte != 0).chain([0]));
    }

    /// A text of a page: how much of it, up to `most` bytes, it shares with the one before, and the rest. A control
    /// character in it, which only a hostile source has, becomes a space.
    fn text(&mut self, section: Section, text: &str, before: &str, most: u8) {
        let control = |byte: u8| if byte < CONTROLS { b' ' } else { byte };
        let pairs = text.bytes().zip(before.bytes());
        let shared = pairs.take(usize::from(most)).take_while(|(a, b)| control(*a) == control(*b)).count();
        let section = self.section(section);
        section.push(u8::try_from(shared).unwrap_or(0));
        section.extend(text.bytes().skip(shared).map(control));
    }

    /// Twice, since the sums of pages are among what is summed: the reader says what belongs to a page.
    fn bytes(mut self) -> Vec<u8> {
        let draft = Dictionary::load(self.put_together()).expect("what is written here can be read");
        for page in 0..self.section(Section::Fars).len() {
            self.number(Section::Sums, draft.page_sum(page));
        }
        for page in 0..self.section(Section::IdLengths).len() / 4 {
            self.number(Section::IdSums, draft.id_page_sum(page));
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

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("less than 4 GiB of text")
}
