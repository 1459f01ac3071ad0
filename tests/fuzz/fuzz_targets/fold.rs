//! Any text: folding never panics, and every offset leads back to where it came from.
#![no_main]

#[path = "../../common/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod common;
#[path = "../../common/invariants.rs"]
#[allow(dead_code, reason = "the other targets use the rest")]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::assert_folds(&String::from_utf8_lossy(bytes));
});
