//! Any text under any aliases: every mention is its alias, in UTF-16 code units. Input: aliases, one a line, then the text.
#![no_main]

#[path = "../../common/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod common;
#[path = "../../common/invariants.rs"]
#[allow(dead_code, reason = "the other targets use the rest")]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let input = String::from_utf8_lossy(bytes);
    let mut lines: Vec<&str> = input.split('\n').collect();
    let text = lines.pop().expect("a split has one part or more");
    invariants::assert_mentions(text, &lines, &[""; 0]);
});
