//! What the benchmark of dictionaries holds Namelight against: automata over all aliases, as they are written. The same code
//! natively and in WebAssembly, where JavaScript calls the functions below by numbers alone.

use std::cell::RefCell;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, automaton::OverlappingState};
use daachorse::DoubleArrayAhoCorasick;

/// The contiguous automaton over aliases, one a line.
pub fn build(aliases: &str) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::Standard)
        .prefilter(false)
        .build(aliases.lines())
        .expect("the aliases are fewer than 2³¹ bytes")
}

/// How many hits there are, overlapping ones too: what judging and choosing need.
pub fn scan(automaton: &AhoCorasick, text: &str) -> u32 {
    let (mut state, mut hits) = (OverlappingState::start(), 0);
    loop {
        automaton.find_overlapping(Input::new(text).anchored(Anchored::No), &mut state);
        if state.get_match().is_none() {
            return hits;
        }
        hits += 1;
    }
}

/// The double-array automaton over the same, as the bytes of a file.
pub fn serialize(aliases: &str) -> Vec<u8> {
    let automaton: DoubleArrayAhoCorasick<u32> =
        DoubleArrayAhoCorasick::new(aliases.lines()).expect("the aliases differ");
    automaton.serialize()
}

/// The same from its file.
pub fn deserialize(bytes: &[u8]) -> DoubleArrayAhoCorasick<u32> {
    // SAFETY: the benchmark hands over what `serialize` gave it.
    unsafe { DoubleArrayAhoCorasick::deserialize_unchecked(bytes) }.0
}

/// How many hits it finds.
pub fn scan_double_array(automaton: &DoubleArrayAhoCorasick<u32>, text: &str) -> u32 {
    u32::try_from(automaton.find_overlapping_iter(text).count()).expect("fewer hits than 2³²")
}

thread_local! {
    static ALIASES: RefCell<Option<AhoCorasick>> = const { RefCell::new(None) };
    static ARRAYS: RefCell<Option<DoubleArrayAhoCorasick<u32>>> = const { RefCell::new(None) };
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Where JavaScript writes the next input, so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

fn with_text<T>(act: impl FnOnce(&str) -> T) -> T {
    INPUT.with_borrow(|bytes| act(std::str::from_utf8(bytes).expect("JavaScript encodes UTF-8")))
}

/// Builds the contiguous automaton over the input.
#[unsafe(no_mangle)]
pub extern "C" fn build_input() {
    ALIASES.set(Some(with_text(build)));
}

/// Scans the input with it.
#[unsafe(no_mangle)]
pub extern "C" fn scan_input() -> u32 {
    ALIASES.with_borrow(|automaton| automaton.as_ref().map_or(0, |automaton| with_text(|text| scan(automaton, text))))
}

/// Loads the double-array automaton whose file is the input.
#[unsafe(no_mangle)]
pub extern "C" fn deserialize_input() {
    ARRAYS.set(Some(INPUT.with_borrow(|bytes| deserialize(bytes))));
}

/// Scans the input with it.
#[unsafe(no_mangle)]
pub extern "C" fn scan_double_array_input() -> u32 {
    ARRAYS.with_borrow(|automaton| {
        automaton.as_ref().map_or(0, |automaton| with_text(|text| scan_double_array(automaton, text)))
    })
}
