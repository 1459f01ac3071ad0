//! The mentions of a document, and how they change.
//!
//! In: blocks as they are read, and read again when they change. Out: the difference against the mentions that were
//! there before, with numbers that stay. Candidates are kept per block; deciding runs over all of them and is cheap.

use std::{collections::BTreeMap, rc::Rc};

use crate::{
    choose::choose,
    compiled::{Dictionary, NO_ENTITY},
    judge::{Block, Candidate, Judge},
};

/// A span of a block decided to mean one entity; offsets in UTF-16 code units of the block, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its number: the same as long as the same span of the unchanged block means the same.
    pub id: u32,
    /// The block's number, as its owner gave it.
    pub block: u32,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The dictionary's place in the document.
    pub dictionary: u32,
    /// The entity in it.
    pub entity: u32,
    /// The alias in it.
    pub alias: u32,
}

/// What deciding changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The numbers of mentions that are no more.
    pub removed: Vec<u32>,
    /// Mentions that are new, in the order of the document.
    pub added: Vec<Mention>,
}

/// Blocks of text under one or several dictionaries.
#[derive(Debug, Default)]
pub struct Document {
    dictionaries: Vec<Rc<Dictionary>>,
    blocks: BTreeMap<u32, Candidates>,
    last_id: u32,
}

#[derive(Debug, Default)]
struct Candidates {
    found: Vec<Candidate>,
    mentions: Vec<Mention>,
}

impl Document {
    /// An empty document.
    pub fn new(dictionaries: Vec<Rc<Dictionary>>) -> Document {
        Document { dictionaries, ..Document::default() }
    }

    /// Reads new or changed blocks. The mentions of a changed block get new numbers. Cost: linear in these blocks.
    pub fn read(&mut self, blocks: &[(u32, &str, &str)]) {
        let texts: Vec<Block> = blocks.iter().map(|&(_, text, language)| Block::new(text, language)).collect();
        let mut judge = Judge::new(&self.dictionaries, &texts);
        for (&(id, ..), text) in blocks.iter().zip(&texts) {
            let kept = self.blocks.entry(id).or_default();
            kept.found = judge.candidates(text);
            // Out of reach of any span: so that a block that changed is painted anew.
            kept.mentions.iter_mut().for_each(|mention| (mention.start, mention.end) = (u32::MAX, u32::MAX));
        }
    }

    /// Decides over the blocks in `order`, the order of the document; blocks that are not in it are forgotten. At most
    /// `occurrences` mentions of an entity are kept, 0 for all.
    pub fn decide(&mut self, order: &[u32], occurrences: u32) -> Changes {
        let mut changes = Changes::default();
        let mut forgotten = std::mem::take(&mut self.blocks);
        for id in order {
            if let Some(block) = forgotten.remove(id) {
                self.blocks.insert(*id, block);
            }
        }
        changes.removed.extend(forgotten.values().flat_map(|block| block.mentions.iter().map(|mention| mention.id)));

        let counts = self.short_forms(order);
        let mut limit = Limit { occurrences, seen: BTreeMap::new() };
        for &id in order {
            let Some(block) = self.blocks.get_mut(&id) else { continue };
            let mut old = std::mem::take(&mut block.mentions).into_iter().peekable();
            for chosen in choose(&self.dictionaries, &block.found, &counts) {
                let entity_id = self.dictionaries[chosen.dictionary as usize].entity_id(chosen.entity);
                if !limit.admits(entity_id) {
                    continue;
                }
                while let Some(before) = old.next_if(|before| before.start < chosen.start) {
                    changes.removed.push(before.id);
                }
                let same = old.next_if(|before| {
                    (before.start, before.end, before.dictionary, before.entity)
                        == (chosen.start, chosen.end, chosen.dictionary, chosen.entity)
                });
                block.mentions.push(same.unwrap_or_else(|| {
                    self.last_id += 1;
                    let Candidate { start, end, dictionary, alias, entity, .. } = chosen;
                    let mention = Mention { id: self.last_id, block: id, start, end, dictionary, entity, alias };
                    changes.added.push(mention);
                    mention
                }));
            }
            changes.removed.extend(old.map(|before| before.id));
        }
        changes
    }

    /// The stage of short forms: an alias marked short counts when the document holds a fuller alias of its entity.
    fn short_forms(&self, order: &[u32]) -> impl Fn(&Candidate) -> bool + use<> {
        let all = || order.iter().filter_map(|id| self.blocks.get(id)).flat_map(|block| &block.found);
        let mut introduced: Vec<(u32, u32)> = Vec::new();
        if all().any(|candidate| candidate.short) {
            introduced = all()
                .filter(|candidate| !candidate.short && candidate.entity != NO_ENTITY)
                .map(|candidate| (candidate.dictionary, candidate.entity))
                .collect();
            introduced.sort_unstable();
        }
        move |candidate| {
            !candidate.short || introduced.binary_search(&(candidate.dictionary, candidate.entity)).is_ok()
        }
    }
}

/// The stage of limits: how many mentions of an entity, whatever the alias.
struct Limit<'a> {
    occurrences: u32,
    seen: BTreeMap<&'a str, u32>,
}

impl<'a> Limit<'a> {
    fn admits(&mut self, entity: &'a str) -> bool {
        if self.occurrences == 0 {
            return true;
        }
        let seen = self.seen.entry(entity).or_default();
        *seen += 1;
        *seen <= self.occurrences
    }
}
