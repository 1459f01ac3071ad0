//! Namelight's core: which spans of a text mention which entity of a dictionary.
//!
//! The data flow, one direction, a module each:
//!
//! ```text
//! JSON ─ json ─ check (alias) ─ source ─ sort ─ compile ─▶ compiled dictionary ─┐
//! text ─ fold ─ words ─ find ─ judge (boundary, address, capitals) ─ choose ─ document ─▶ mentions
//! ```
//!
//! The core knows no JavaScript and no DOM; `wasm` alone is the boundary.

pub mod characters;
pub mod compiled;
pub mod error;
pub mod fold;
mod key;
pub mod layout;
pub mod traits;
pub mod words;

#[cfg(feature = "compiler")]
pub mod alias;
#[cfg(feature = "checker")]
pub mod check;
#[cfg(feature = "checker")]
pub mod common_words;
#[cfg(feature = "compiler")]
pub mod compile;
#[cfg(feature = "checker")]
pub mod fault;
#[cfg(feature = "checker")]
pub mod json;
#[cfg(feature = "compiler")]
pub mod sort;
#[cfg(feature = "compiler")]
pub mod source;

#[cfg(feature = "matcher")]
mod address;
#[cfg(feature = "matcher")]
mod boundary;
#[cfg(feature = "matcher")]
mod capitals;
#[cfg(feature = "matcher")]
mod choose;
#[cfg(feature = "matcher")]
pub mod document;
#[cfg(feature = "matcher")]
pub mod find;
#[cfg(feature = "matcher")]
pub mod judge;

#[cfg(feature = "wasm")]
mod wasm;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
