//! A dictionary source that has been checked: what `check` lets through and `compile` takes.

use crate::traits::Case;

/// Entities with their aliases, and spans that mean none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its name, or nothing.
    pub name: String,
    /// Its language as a BCP 47 tag, or nothing.
    pub language: String,
    /// Dictionaries of a higher priority win over others.
    pub priority: i32,
    /// In the order of the source.
    pub entities: Vec<Entity>,
    /// Common words of its language, folded, with spaces between them.
    pub common: String,
    /// Texts that hide candidates inside them.
    pub suppress: Vec<String>,
    /// What is told of the dictionary itself, as JSON: attribution, version. Kept as it is.
    pub head: String,
    /// The files of cards: a name, and how many entities in the file's order it holds.
    pub chunks: Vec<(String, u32)>,
}

/// One entity: what matching needs of it. What a card shows stays in the source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// Unique in its dictionary.
    pub id: String,
    /// The name of a schema.org type, or nothing.
    pub kind: String,
    /// 0 to 1.
    pub weight: f64,
    /// The name is the first.
    pub aliases: Vec<Alias>,
    /// Addresses that mean the same entity elsewhere.
    pub same_as: Vec<String>,
}

/// One spelling by which an entity is mentioned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alias {
    /// As it is written.
    pub text: String,
    /// How its case counts.
    pub case: Case,
    /// It counts only beside a fuller alias of the same entity.
    pub short: bool,
    /// The language of texts in which it counts, as a BCP 47 tag; nothing for any.
    pub language: String,
}
