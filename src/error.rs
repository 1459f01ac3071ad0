//! The one error of the core: what could not be done with what was given.

use std::fmt;

/// An error with a stable code and a message that says what is wrong and what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// The bytes are none of a compiled dictionary.
    NotCompiled,
    /// They are of a format that is no longer read.
    Older,
    /// They are of a format that is not read yet.
    Newer,
    /// They are not what was written.
    Damaged,
}

impl Error {
    /// Its code and its message, a line each.
    pub fn lines(self) -> &'static str {
        match self {
            Error::NotCompiled => "not-a-dictionary\nthis is not a compiled dictionary: it does not begin with NMLT",
            Error::Older => {
                "dictionary-version\nthe compiled dictionary is of an older format than this Namelight reads: compile it again"
            }
            Error::Newer => {
                "dictionary-version\nthe compiled dictionary is of a newer format than this Namelight reads: update Namelight"
            }
            Error::Damaged => {
                "dictionary-damaged\nthe compiled dictionary is damaged or cut off: fetch it again, or compile it anew"
            }
        }
    }

    /// The stable name of the case, for programs.
    pub fn code(self) -> &'static str {
        self.lines().split('\n').next().unwrap_or("")
    }

    /// What is wrong and what would be right.
    pub fn message(self) -> &'static str {
        self.lines().split('\n').nth(1).unwrap_or("")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Error {}
