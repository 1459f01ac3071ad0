//! Compiled files that are cut off, damaged, of another version or made to do harm: an error with a code, or fewer mentions; never a
//! panic, a wrong mention, or work beyond the file's size. (Made to do harm: every checksum is right.)

mod common;
#[path = "common/invariants.rs"]
#[allow(dead_code, reason = "the properties use the rest")]
mod invariants;

use std::rc::Rc;

use invariants::{assert_harmless, mentions};
use namelight::{
    compile::compile,
    compiled::Dictionary,
    document::Mention,
    layout::{HEADER, MAGIC, SECTIONS, Section, VERSION, checksum},
};
use serde_json::{Value, json};

const TEXT: &str = "Doha and Al Wakrah are in Qatar, Ōsaka (大阪) in Japan; AT&T is not.";

fn source() -> Value {
    json!({
        "name": "Places", "language": "en", "priority": 3, "attribution": {"text": "Atlas"},
        "entities": [
            {"id": "geonames:290030", "name": "Doha", "aliases": ["Ad Dawhah"], "weight": 0.7, "sameAs": ["https://example.org/doha"]},
            {"id": "geonames:289962", "name": "Al Wakrah", "type": "City", "related": ["iso:QA"], "context": ["desert road"], "notContext": ["tea"]},
            {"id": "iso:QA", "name": "Qatar", "aliases": ["State of Qatar", {"text": "QAT", "case": "exact", "lang": "en"}]},
            {"id": "geonames:1853909", "name": "Osaka", "aliases": ["大阪", "Ōsaka"]},
            {"id": "isin:US00206R1023", "name": "AT&T"},
        ],
        "suppress": ["Doha Road"],
    })
}

fn file() -> Vec<u8> {
    compile(&common::report(&source()).source)
}

/// Start, end, id.
type Span = (u32, u32, String);

/// What is found, and how many pages were damaged; nothing where the file is refused.
fn spans(file: &[u8]) -> Option<(Vec<Span>, u32)> {
    let dictionary = Rc::new(Dictionary::load(file.to_vec()).ok()?);
    let mentions = mentions(std::slice::from_ref(&dictionary), &[TEXT], "en");
    let span = |mention: &Mention| (mention.start, mention.end, dictionary.entity_id(mention.entity));
    let spans = mentions.iter().map(span).collect();
    Some((spans, dictionary.damaged_pages()))
}

fn section(file: &[u8], section: Section) -> std::ops::Range<usize> {
    let length = |at: usize| u32::from_le_bytes(file[8 + at * 8..][..4].try_into().unwrap()) as usize;
    let start = HEADER + (0..section as usize).map(length).sum::<usize>();
    start..start + length(section as usize)
}

/// Makes every checksum right again.
fn sum_up(file: &mut [u8]) {
    sum_up_header(file);
    let draft = Dictionary::load(file.to_vec()).expect("its sections are where they were");
    let (sums, id_sums) = (section(file, Section::Sums), section(file, Section::IdSums));
    let evidence_sums = section(file, Section::EvidenceSums);
    for (page, sum) in file[evidence_sums].chunks_exact_mut(4).enumerate() {
        sum.copy_from_slice(&draft.evidence_sum(page).to_le_bytes());
    }
    for (page, sum) in file[sums].chunks_exact_mut(4).enumerate() {
        sum.copy_from_slice(&draft.page_sum(page).to_le_bytes());
    }
    for (page, sum) in file[id_sums].chunks_exact_mut(4).enumerate() {
        sum.copy_from_slice(&draft.id_page_sum(page).to_le_bytes());
    }
    sum_up_header(file);
}

fn sum_up_header(file: &mut [u8]) {
    let small = [Section::Head, Section::HeadTexts, Section::Traits, Section::Chunks, Section::Keys, Section::Sums]
        .into_iter()
        .chain([Section::Lengths, Section::Fars, Section::IdSums, Section::IdLengths, Section::Links])
        .chain([Section::LinkEntities, Section::Hints, Section::EvidenceSums, Section::EvidenceLengths]);
    for at in small {
        let sum = checksum(0, &file[section(file, at)]);
        file[12 + at as usize * 8..][..4].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = checksum(0, &file[..HEADER - 4]);
    file[HEADER - 4..HEADER].copy_from_slice(&sum.to_le_bytes());
}

/// The text's words are all there: what follows is not vacuous.
#[test]
fn the_whole_file_is_sound() {
    let (found, damaged) = spans(&file()).expect("it was compiled just now");
    assert_eq!((found.len(), damaged), (6, 0), "{found:?}");
    let mut same = file();
    sum_up(&mut same);
    assert_eq!(same, file());
}

#[test]
fn cut_off_anywhere() {
    let file = file();
    for keep in 0..file.len() {
        let error = Dictionary::load(file[..keep].to_vec()).expect_err("a part of it is missing");
        let expected = match keep {
            0..4 => "not-a-dictionary",
            4..8 => "dictionary-version",
            _ => "dictionary-damaged",
        };
        assert_eq!(error.code(), expected, "cut off after {keep}");
    }
}

#[test]
fn any_bit_flipped() {
    let whole = file();
    let (sound, _) = spans(&whole).unwrap();
    for bit in 0..whole.len() * 8 {
        let mut file = whole.clone();
        file[bit / 8] ^= 1 << (bit % 8);
        match spans(&file) {
            // The header and the small sections.
            None => assert!(bit / 8 < section(&whole, Section::PAGED).start, "bit {bit}"),
            // A page, which counts as empty.
            Some((found, damaged)) => {
                assert_eq!(damaged, 1, "bit {bit}");
                let are_known = found.iter().all(|(start, end, id)| {
                    sound.iter().any(|known| (known.0, known.1) == (*start, *end) && (id.is_empty() || *id == known.2))
                });
                assert!(are_known, "bit {bit}: {found:?}");
            }
        }
    }
}

#[test]
fn any_byte_overwritten_with_right_checksums() {
    let whole = file();
    let header = MAGIC.len() + 4;
    for at in header..whole.len() {
        for byte in [0, 1, 0x1F, 0x7F, 0xFF, whole[at] ^ 0x80] {
            let mut file = whole.clone();
            file[at] = byte;
            if (header..HEADER).contains(&at) {
                let sum = checksum(0, &file[..HEADER - 4]);
                file[HEADER - 4..HEADER].copy_from_slice(&sum.to_le_bytes());
            } else {
                sum_up(&mut file);
            }
            assert_harmless(file);
        }
    }
}

#[test]
fn another_version_says_what_to_do() {
    for (version, advice) in [
        (0, "compile it again"),
        (VERSION - 1, "compile it again"),
        (VERSION + 1, "update Namelight"),
        (u32::MAX, "update Namelight"),
    ] {
        let mut file = file();
        file[4..8].copy_from_slice(&version.to_le_bytes());
        let error = Dictionary::load(file).expect_err("it is of another version");
        assert_eq!(error.code(), "dictionary-version");
        assert!(error.message().ends_with(advice), "{version}: {}", error.message());
    }
}

/// Four thousand million aliases in a file of some hundred bytes: `tests/unit/hostile.test.js` holds how much memory they take.
#[test]
fn counts_beyond_the_file() {
    for number in 1..3 {
        let mut file = file();
        let head = section(&file, Section::Head).start;
        file[head + number * 4..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
        sum_up(&mut file);
        assert_harmless(file);
    }
}

/// Each alias says that its entity is that of the one before. Followed to the first one each time, this would not end today.
#[test]
fn aliases_that_lean_on_each_other() {
    let entities: Vec<Value> = (0..300_000).map(|id| json!({"id": id.to_string(), "name": "Doha"})).collect();
    let mut file = compile(&common::report(&json!({"entities": entities})).source);
    let backs = section(&file, Section::Backs);
    file[backs].fill(1);
    sum_up(&mut file);
    assert!(spans(&file).is_some_and(|(_, damaged)| damaged == 0));
}

/// Pages in no order, and all under one key: a word looks at its own, not at all of them.
#[test]
fn keys_in_no_order() {
    let entities: Vec<Value> =
        (0..60_000).map(|id| json!({"id": id.to_string(), "name": format!("Doha {id}x")})).collect();
    let whole = compile(&common::report(&json!({"entities": entities})).source);
    let keys = section(&whole, Section::Keys);
    for key in [*b"doha\0\0\0\0", [0; 8], [0xFF; 8]] {
        let mut file = whole.clone();
        for (page, slot) in file[keys.clone()].chunks_exact_mut(8).enumerate() {
            slot.copy_from_slice(if page % 2 == 0 { &key } else { b"qatar\0\0\0" });
        }
        sum_up(&mut file);
        assert!(spans(&file).is_some_and(|(_, damaged)| damaged == 0));
    }
}

/// Every section there is: a new one has to be thought of here.
#[test]
fn sections_are_these() {
    assert_eq!((SECTIONS, Section::PAGED as usize), (26, 15));
    // What tests/bench/dictionaries/sizes.mjs reports apart.
    let evidence = [Section::Hints, Section::EvidenceSums, Section::EvidenceLengths, Section::Evidence];
    assert_eq!(evidence.map(|section| section as usize), [12, 13, 14, 25]);
}
