//! The one error of the core: what could not be done with what was given.

use std::fmt;

/// An error with a stable code and a message that says what is wrong and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    NotCompiled,
    WrongVersion(u32),
    Damaged,
}

impl Error {
    pub(crate) fn not_compiled() -> Error {
        Error { kind: Kind::NotCompiled }
    }

    pub(crate) fn wrong_version(found: u32) -> Error {
        Error { kind: Kind::WrongVersion(found) }
    }

    pub(crate) fn damaged() -> Error {
        Error { kind: Kind::Damaged }
    }

    /// The stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::NotCompiled => "not-a-dictionary",
            Kind::WrongVersion(_) => "dictionary-version",
            Kind::Damaged => "dictionary-damaged",
        }
    }

    /// What is wrong and what would be right. (Put together by hand: formatting would cost a page 4 KB.)
    pub fn message(&self) -> String {
        let mut message = String::new();
        let parts = match self.kind {
            Kind::NotCompiled => ["this is not a compiled dictionary: it does not begin with ", "NMLT", ""],
            Kind::WrongVersion(found) if found < crate::layout::VERSION => {
                ["the compiled dictionary is of an older format", " than this Namelight reads", ": compile it again"]
            }
            Kind::WrongVersion(_) => {
                ["the compiled dictionary is of a newer format", " than this Namelight reads", ": update Namelight"]
            }
            Kind::Damaged => {
                ["the compiled dictionary is damaged", " or cut off", ": fetch it again, or compile it anew"]
            }
        };
        for part in parts {
            message.push_str(part);
        }
        message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
