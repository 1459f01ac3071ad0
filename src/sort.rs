//! The order of a compiled dictionary.
//!
//! In: a source's aliases, folded. Out: each under one of its words, its key: the first, unless many aliases hold that one,
//! then the rarest; aliases by key and form, entities by id. Cost: sorting.

use std::ops::Range;

use crate::{
    fold::{fold, part},
    layout::split_number,
    source::Source,
    words::{Words, words},
};

/// A word that more aliases hold is no key where there is a rarer one ("New", "San"): a text with it would have to look at
/// all of them.
const CROWD: u32 = 256;

/// In place of an entity, for suppressed spans.
pub const NONE: usize = usize::MAX;

/// Aliases as they come in, on their way into the order of the file.
#[derive(Default)]
pub struct Sorter {
    frequency: Words,
    rows: Vec<Row>,
}

/// The order of the file: what sorting a source gives.
#[derive(Default)]
pub struct Sorted {
    pub(crate) rows: Vec<Row>,
    /// The aliases, by their places in the rows: by key, then by form.
    pub(crate) order: Vec<usize>,
    /// The entities, by their places in the source: by their ids.
    pub entities: Vec<usize>,
}

/// An alias on its way into the file.
pub(crate) struct Row {
    /// By its place in the source, or [`NONE`].
    pub entity: usize,
    /// By its place in the entity, or among the suppressed.
    pub alias: usize,
    pub form: String,
    /// The bytes of the key in the form.
    key: Range<usize>,
    /// The byte of the text at which it begins.
    pub place: u8,
}

impl Row {
    pub fn key(&self) -> &str {
        part(&self.form, self.key.clone())
    }

    pub fn text<'a>(&self, source: &'a Source) -> &'a str {
        (source.entities.get(self.entity))
            .map_or_else(|| &source.suppress[self.alias], |entity| &entity.aliases[self.alias].text)
    }
}

impl Sorter {
    /// An alias by its entity's place in the source, or [`NONE`], and its own in the entity, or among the suppressed.
    pub fn add(&mut self, entity: usize, alias: usize, form: String) {
        words(&form, &mut |hash, range| self.frequency.add(hash, part(&form, range)));
        self.rows.push(Row { entity, alias, form, key: 0..0, place: 0 });
    }

    /// The order, when all have come.
    pub fn sort(self, source: &Source) -> Sorted {
        let Sorter { frequency, mut rows } = self;
        for row in &mut rows {
            choose_key(row, source, &frequency);
        }
        // An alias whose first 255 bytes hold no word.
        rows.retain(|row| !row.key.is_empty());
        let order = merge_sort(rows.len(), &|a, b| (rows[a].key(), &rows[a].form) <= (rows[b].key(), &rows[b].form));
        let ids: Vec<_> = source.entities.iter().map(|entity| id_order(&entity.id)).collect();
        Sorted { rows, order, entities: merge_sort(source.entities.len(), &|a, b| ids[a] <= ids[b]) }
    }
}

/// By what ids are ordered: no two have the same.
pub(crate) fn id_order(id: &str) -> (&str, Option<u32>) {
    let (end, number) = split_number(id.as_bytes());
    (part(id, 0..end), number)
}

/// Sorts a source.
pub fn sort(source: &Source) -> Sorted {
    let mut sorter = Sorter::default();
    for (number, entity) in source.entities.iter().enumerate() {
        for (at, alias) in entity.aliases.iter().enumerate() {
            sorter.add(number, at, fold(&alias.text).text);
        }
    }
    for (at, text) in source.suppress.iter().enumerate() {
        sorter.add(NONE, at, fold(text).text);
    }
    sorter.sort(source)
}

fn choose_key(row: &mut Row, source: &Source, frequency: &Words) {
    let mut best = u32::MAX;
    let (mut key, mut place) = (0..0, 0);
    let text = row.text(source);
    // ASCII that is not shorter has its words where they were.
    let origins = if text.is_ascii() && text.len() == row.form.len() { None } else { Some(fold(text).origins) };
    words(&row.form, &mut |hash, range| {
        let count = frequency.count(hash, part(&row.form, range.clone()));
        let begins = origins.as_ref().map_or(range.start, |origins| origins[range.start] as usize);
        if count < best
            && (best > CROWD)
            && let Ok(begins) = u8::try_from(begins)
        {
            (best, key, place) = (count, range, begins);
        }
    });
    (row.key, row.place) = (key, place);
}

/// The places of some things in their order; equal ones keep theirs. By merging, from pairs up: the sorts of the standard
/// library would cost a page 1 KB.
pub(crate) fn merge_sort(count: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = order.clone();
    let mut width = 1;
    while width < count {
        let (mut left, mut right) = (0, 0);
        for (at, slot) in merged.iter_mut().enumerate() {
            let pair = at - at % (width * 2);
            let (middle, end) = ((pair + width).min(count), (pair + width * 2).min(count));
            if at == pair {
                (left, right) = (pair, middle);
            }
            let takes_left = left < middle && (right == end || is_before(order[left], order[right]));
            let taken = if takes_left { &mut left } else { &mut right };
            *slot = order[*taken];
            *taken += 1;
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}
