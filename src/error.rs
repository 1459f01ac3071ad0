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
    Damaged(&'static str),
}

impl Error {
    pub(crate) fn not_compiled() -> Error {
        Error { kind: Kind::NotCompiled }
    }

    pub(crate) fn wrong_version(found: u32) -> Error {
        Error { kind: Kind::WrongVersion(found) }
    }

    pub(crate) fn damaged(part: &'static str) -> Error {
        Error { kind: Kind::Damaged(part) }
    }

    /// The stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::NotCompiled => "not-a-dictionary",
            Kind::WrongVersion(_) => "dictionary-version",
            Kind::Damaged(_) => "dictionary-damaged",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::NotCompiled => f.write_str("this is not a compiled dictionary: it does not begin with NMLT"),
            Kind::WrongVersion(found) => {
                write!(f, "the compiled dictionary has format {found}, this Namelight reads format ")?;
                write!(f, "{}: compile it again", crate::compiled::VERSION)
            }
            Kind::Damaged(part) => {
                write!(f, "the compiled dictionary is damaged: its {part} do not fit in the file: fetch it again")
            }
        }
    }
}

impl std::error::Error for Error {}
