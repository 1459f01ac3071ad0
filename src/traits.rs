//! What is known of an alias beside its text, and how a compiled dictionary holds it: one number for all that have the same.

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
