//! The mentions of a document, and how they change.
//!
//! In: blocks as they are read, and read again when they change. Out: the difference against the mentions that were
//! there before, with numbers that stay. Candidates are kept per block; deciding runs over all of them and is cheap.

use std::rc::Rc;

use crate::{
    block::Block,
    compiled::Dictionary,
    decide::{Options, Page},
    entities::Entities,
    judge::{Candidate, Judge},
    layout::{PAGE_LINK, checksum},
    surroundings::{Word, surroundings},
    witness::Witness,
};

/// A span of a block decided to mean one entity; offsets in UTF-16 code units of the block, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its number: the same as long as the same span of the unchanged block means the same.
    pub id: u32,
    /// The block's number, as its owner gave it.
    pub block: u32,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The dictionary of the alias, by its place in the document.
    pub alias_dictionary: u32,
    /// The alias in it.
    pub alias: u32,
    /// The dictionary whose id the entity goes by.
    pub dictionary: u32,
    /// The entity in it.
    pub entity: u32,
    /// Where it is left undecided: all entities that it may mean, the likeliest first, each with its dictionary before it.
    pub alternatives: Vec<(u32, u32)>,
}

impl Mention {
    /// Whether it is the same span, and means the same, as another of its block.
    fn means(&self, other: &Mention) -> bool {
        (self.start, self.end, self.dictionary, self.entity) == (other.start, other.end, other.dictionary, other.entity)
            && self.alternatives == other.alternatives
    }
}

/// What deciding changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The numbers of mentions that are no more.
    pub removed: Vec<u32>,
    /// Mentions that are new, in the order of the document.
    pub added: Vec<Mention>,
}

/// A block of text to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    /// Its number: any, and the same when it is read again.
    pub id: u32,
    /// What stands in it.
    pub text: &'a str,
    /// A BCP 47 tag in small letters, or nothing.
    pub language: &'a str,
    /// A section begins with it.
    pub is_heading: bool,
}

/// Blocks of text under one or several dictionaries.
#[derive(Debug, Default)]
pub struct Document {
    entities: Entities,
    /// By number, ascending.
    blocks: Vec<(u32, Kept)>,
    last_id: u32,
}

#[derive(Debug, Default)]
struct Kept {
    candidates: Vec<Candidate>,
    words: Vec<Word>,
    mentions: Vec<Mention>,
    /// Whether the order of the last decision named it.
    is_named: bool,
}

impl Document {
    /// An empty document under some dictionaries.
    pub fn new(dictionaries: Vec<Rc<Dictionary>>) -> Document {
        let mut document = Document::default();
        for dictionary in dictionaries {
            document.add(dictionary);
        }
        document
    }

    /// Puts it under one more dictionary, before the first block is read.
    pub fn add(&mut self, dictionary: Rc<Dictionary>) {
        self.entities.add(dictionary);
    }

    /// Reads new or changed blocks. The mentions of a changed block get new numbers. Cost: linear in these blocks.
    #[inline(never)]
    pub fn read(&mut self, texts: &[Text], witness: &mut impl Witness) {
        let blocks: Vec<Block> = texts.iter().map(|text| Block::new(text.text, text.language)).collect();
        let dictionaries = self.entities.dictionaries().to_vec();
        let judge = Judge::new(&dictionaries, &blocks);
        for (text, block) in texts.iter().zip(&blocks) {
            let (mut words, starts) = surroundings(block, text.is_heading);
            let candidates = judge.candidates((text.id, block), &starts, &mut self.entities, witness);
            judge.hint(block, &mut words, &candidates);
            let at = self.place(text.id).unwrap_or_else(|at| {
                self.blocks.insert(at, (text.id, Kept::default()));
                at
            });
            let kept = &mut self.blocks[at].1;
            (kept.words, kept.candidates) = (words, candidates);
            // Out of reach of any span: so that a block that changed is painted anew.
            kept.mentions.iter_mut().for_each(|mention| (mention.start, mention.end) = (u32::MAX, u32::MAX));
        }
    }

    /// Decides over the blocks in `order`, the order of the document; blocks that are not in it are forgotten.
    #[inline(never)]
    pub fn decide(&mut self, order: &[u32], options: &Options, witness: &mut impl Witness) -> Changes {
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

        let places: Vec<usize> = order.iter().filter_map(|&id| self.place(id).ok()).collect();
        let mut page = Page::new(&self.entities, options);
        let (mut starts, mut start) = (Vec::new(), 0);
        for &at in &places {
            let block = &self.blocks[at].1;
            starts.push(start);
            witness.begin(start);
            start = page.add(&block.words, &block.candidates, start);
        }
        let decisions = page.decide(witness);
        let key = |&entity: &u32| (page.entities.get(entity).dictionary, page.entities.get(entity).number);
        let mut next = 0;
        for (number, &at) in places.iter().enumerate() {
            let (id, block) = &mut self.blocks[at];
            let old = std::mem::take(&mut block.mentions);
            let mut kept = 0;
            while let Some(decision) = decisions.get(next) {
                let candidate = &page.candidates[decision.candidate];
                if candidate.block as usize != number {
                    break;
                }
                next += 1;
                let (dictionary, entity) = key(&candidate.entity);
                let mut mention = Mention {
                    id: 0,
                    block: *id,
                    start: candidate.start - starts[number],
                    end: candidate.end - starts[number],
                    alias_dictionary: candidate.dictionary,
                    alias: candidate.alias,
                    dictionary,
                    entity,
                    alternatives: page.alternatives[decision.first..decision.end].iter().map(key).collect(),
                };
                while let Some(before) = old.get(kept).filter(|before| before.start < mention.start) {
                    changes.removed.push(before.id);
                    kept += 1;
                }
                if let Some(before) = old.get(kept).filter(|before| before.means(&mention)) {
                    (mention.id, mention.alias_dictionary, mention.alias) =
                        (before.id, before.alias_dictionary, before.alias);
                    kept += 1;
                } else {
                    self.last_id += 1;
                    mention.id = self.last_id;
                    changes.added.push(mention.clone());
                }
                block.mentions.push(mention);
            }
            changes.removed.extend(old.iter().skip(kept).map(|before| before.id));
        }
        changes
    }

    /// The entities that have an id, or an address of their page or of `sameAs`; by their numbers in the document.
    #[inline(never)]
    pub fn find(&mut self, id: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for number in 0..self.entities.dictionaries().len() {
            let dictionary = &self.entities.dictionaries()[number];
            let link = |seed| dictionary.linked(checksum(seed, id.as_bytes()));
            let entities = [dictionary.find_entity(id), link(0), link(PAGE_LINK)];
            let number = u32::try_from(number).unwrap_or(0);
            found.extend(entities.into_iter().flatten().map(|entity| self.entities.know(number, entity)));
        }
        found
    }

    /// Where a block is, or would be.
    fn place(&self, id: u32) -> Result<usize, usize> {
        self.blocks.binary_search_by_key(&id, |block| block.0)
    }
}
