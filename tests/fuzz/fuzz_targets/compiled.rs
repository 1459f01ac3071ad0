//! A compiled dictionary of any bytes: an error, or mentions within the text; never a panic. Input: a file, or aliases, one a
//! line, then 0xFF, then what to overwrite in the file made of them: a place in two bytes, a byte.
#![no_main]

#[path = "../../common/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod common;
#[path = "../../common/invariants.rs"]
#[allow(dead_code, reason = "the other targets use the rest")]
mod invariants;

use invariants::{assert_harmless, damaged};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(end) = bytes.iter().position(|&byte| byte == 0xFF) else {
        assert_harmless(bytes.to_vec());
        return;
    };
    let aliases = String::from_utf8_lossy(&bytes[..end]);
    let aliases: Vec<&str> = aliases.split('\n').collect();
    let damage = bytes[end + 1..].chunks_exact(3).map(|c| (usize::from(u16::from_le_bytes([c[0], c[1]])), c[2]));
    assert_harmless(damaged(&aliases, damage, usize::MAX));
});
