//! Who hears what each stage says of a candidate.
//!
//! In: verdicts, while a document is judged and decided. Pages have nobody to listen: then nothing of this is in the build.

use crate::judge::Candidate;

/// What a stage says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It begins or ends inside a word.
    Boundary,
    /// It is part of an address, a hashtag or a handle.
    Address,
    /// The alias is of another language than the text.
    Language,
    /// The capitals of the alias are none in the text.
    Case,
    /// A headline in capitals, which may as well hold the word.
    Headline,
    /// A suppressed span, a longer candidate or an earlier one takes its place.
    Hidden,
    /// It is part of a longer name: of words before it, or behind it.
    LongerName,
    /// A title stands before what is a place.
    Title,
    /// It ended a longer name elsewhere in the document.
    Surname,
    /// It is a common word, and nothing speaks for the name.
    Common,
    /// It is a particle that is folded like the name.
    Particle,
    /// What is named as context against it is near.
    Against,
    /// No fuller alias of its entity is there.
    NotIntroduced,
    /// What an entity of an ambiguous alias scored, in thousandths.
    Scored(i32),
    /// The best entities are too close.
    Undecided,
    /// There are enough mentions.
    Limited,
    /// It is a mention.
    Mention,
}

/// A span of a block where an alias stands that is no candidate.
#[derive(Debug, Clone, Copy)]
pub struct Refused {
    /// Where it begins, in UTF-16 code units.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The dictionary's place among those searched.
    pub dictionary: u32,
    /// The alias in it.
    pub alias: u32,
}

/// Hears what stages say.
pub trait Witness {
    /// Of what is no candidate, while a block is read; blocks by their numbers.
    fn refuse(&mut self, block: u32, refused: Refused, verdict: Verdict);
    /// A block of the document that is decided begins here, in UTF-16 code units of the document.
    fn begin(&mut self, start: u32);
    /// Of a candidate, while the document is decided: words and UTF-16 code units are counted through.
    fn hear(&mut self, candidate: &Candidate, verdict: Verdict);
}

impl Verdict {
    /// Its name, for programs, and what it says, for people.
    #[cfg(feature = "checker")]
    pub fn told(self) -> (&'static str, String) {
        let (code, text) = match self {
            Verdict::Boundary => ("boundary", "it begins or ends inside a word"),
            Verdict::Address => ("address", "it is part of an address, a hashtag or a handle"),
            Verdict::Language => ("language", "the alias is of another language than the text"),
            Verdict::Case => ("case", "the capitals of the alias are none in the text"),
            Verdict::Headline => ("headline", "in a headline of capitals it may as well be the word"),
            Verdict::Hidden => ("hidden", "a longer or an earlier candidate, or a suppressed span, takes its place"),
            Verdict::LongerName => {
                ("longer-name", "a capitalised word beside it makes a longer name that is not known")
            }
            Verdict::Title => ("longer-name", "a title stands before it, and it is a place"),
            Verdict::Surname => ("longer-name", "elsewhere in the document it ends a longer name that is not known"),
            Verdict::Common => {
                ("common-word", "it is an ordinary word, and nothing in the document speaks for the name")
            }
            Verdict::Particle => ("common-word", "it is the Arabic word for \"on\", or \"until\""),
            Verdict::Against => ("context", "what notContext names is near, and nothing of its context"),
            Verdict::NotIntroduced => ("short", "no fuller alias of its entity introduces it"),
            Verdict::Scored(score) => {
                return (
                    "ambiguous",
                    format!("its entity scored {score} thousandths by weight, context and what is related"),
                );
            }
            Verdict::Undecided => ("undecided", "the entities that it may mean are too close"),
            Verdict::Limited => ("limit", "there are enough mentions, or the page is about it"),
            Verdict::Mention => ("mention", "it is a mention"),
        };
        (code, text.to_owned())
    }
}

impl Witness for () {
    fn refuse(&mut self, _: u32, _: Refused, _: Verdict) {}
    fn begin(&mut self, _: u32) {}
    fn hear(&mut self, _: &Candidate, _: Verdict) {}
}
