//! The mentions of a document, and how they change.
//!
//! In: blocks as they are read, and read again when they change. Out: the difference against the mentions that were
//! there before, with numbers that stay. Candidates are kept per block; deciding runs over all of them and is cheap.

use std::rc::Rc;

use crate::{
    block::Block,
    choose::choose,
    compiled::{Dictionary, NO_ENTITY},
    judge::{Candidate, Judge},
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
    /// By number, ascending.
    blocks: Vec<(u32, Candidates)>,
    last_id: u32,
}

#[derive(Debug, Default)]
struct Candidates {
    found: Vec<Candidate>,
    mentions: Vec<Mention>,
    /// Whether the order of the last decision named it.
    is_named: bool,
}

impl Document {
    /// An empty document.
    pub fn new(dictionaries: Vec<Rc<Dictionary>>) -> Document {
        Document { dictionaries, ..Document::default() }
    }

    /// Reads new or changed blocks. The mentions of a changed block get new numbers. Cost: linear in these blocks.
    pub fn read(&mut self, blocks: &[(u32, &str, &str)]) {
        let texts: Vec<Block> = blocks.iter().map(|&(_, text, language)| Block::new(text, language)).collect();
        let judge = Judge::new(&self.dictionaries, &texts);
        for (&(id, ..), text) in blocks.iter().zip(&texts) {
            let at = self.place(id).unwrap_or_else(|at| {
                self.blocks.insert(at, (id, Candidates::default()));
                at
            });
            let kept = &mut self.blocks[at].1;
            kept.found = judge.candidates(text);
            // Out of reach of any span: so that a block that changed is painted anew.
            kept.mentions.iter_mut().for_each(|mention| (mention.start, mention.end) = (u32::MAX, u32::MAX));
        }
    }

    /// Decides over the blocks in `order`, the order of the document; blocks that are not in it are forgotten. At most
    /// `occurrences` mentions of an entity are kept, 0 for all.
    pub fn decide(&mut self, order: &[u32], occurrences: u32) -> Changes {
        let mut changes = Changes::default();
        for &id in order {
            if let Ok(at) = self.place(id) {
                self.blocks[at].1.is_named = true;
            }
        }
        self.blocks.retain_mut(|(_, block)| {
            if !block.is_named {
                changes.removed.extend(block.mentions.iter().map(|mention| mention.id));
            }
            std::mem::take(&mut block.is_named)
        });

        let counts = self.short_forms();
        let mut limit = Limit { occurrences, seen: Vec::new() };
        for &id in order {
            let Ok(at) = self.place(id) else { continue };
            let block = &mut self.blocks[at].1;
            let mut old = std::mem::take(&mut block.mentions).into_iter().peekable();
            for chosen in choose(&self.dictionaries, &block.found, &counts) {
                if !limit.admits(&self.dictionaries[chosen.dictionary as usize], chosen.entity) {
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

    /// Where a block is, or would be.
    fn place(&self, id: u32) -> Result<usize, usize> {
        self.blocks.binary_search_by_key(&id, |block| block.0)
    }

    /// The stage of short forms: an alias marked short counts when the document holds a fuller alias of its entity.
    fn short_forms(&self) -> impl Fn(&Candidate) -> bool + use<> {
        let all = || self.blocks.iter().flat_map(|(_, block)| &block.found);
        let key = |candidate: &Candidate| (candidate.dictionary, candidate.entity);
        let mut introduced: Vec<(u32, u32)> = Vec::new();
        if all().any(|candidate| candidate.short) {
            for one in all().filter(|one| !one.short && one.entity != NO_ENTITY) {
                if let Err(at) = introduced.binary_search(&key(one)) {
                    introduced.insert(at, key(one));
                }
            }
        }
        move |candidate| !candidate.short || introduced.binary_search(&key(candidate)).is_ok()
    }
}

/// The stage of limits: how many mentions of an entity, whatever the alias and the dictionary.
struct Limit {
    occurrences: u32,
    /// Entities by id, ascending, and how often each was seen.
    seen: Vec<(String, u32)>,
}

impl Limit {
    fn admits(&mut self, dictionary: &Dictionary, entity: u32) -> bool {
        if self.occurrences == 0 {
            return true;
        }
        let id = dictionary.entity_id(entity);
        let at = self.seen.binary_search_by(|seen| seen.0.cmp(&id)).unwrap_or_else(|at| {
            self.seen.insert(at, (id, 0));
            at
        });
        let seen = &mut self.seen[at].1;
        *seen += 1;
        *seen <= self.occurrences
    }
}
