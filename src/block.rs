//! A block of text, folded: what matching reads.
//!
//! In: a text as it was read, and its language. Out: the same with its comparison form.

use crate::{
    compiled::primary_subtag,
    fold::{Folded, fold},
};

/// A block of text as it was read.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its text.
    pub source: &'a str,
    /// The primary subtag of its language, or nothing.
    pub language: &'a str,
    /// Its comparison form.
    pub folded: Folded,
}

impl<'a> Block<'a> {
    /// Folds the text. `language` is a BCP 47 tag in small letters, or nothing.
    pub fn new(source: &'a str, language: &'a str) -> Block<'a> {
        Block { source, language: primary_subtag(language), folded: fold(source) }
    }
}
