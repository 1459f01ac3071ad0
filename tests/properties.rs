//! What must hold for any text: properties of folding and offsets, and a naive oracle for finding and choosing.

mod common;
#[path = "common/invariants.rs"]
mod invariants;

use std::{fmt::Write, rc::Rc};

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use invariants::{assert_folds, assert_harmless, assert_mentions, damaged, source};
use namelight::{
    characters::{Class, character},
    compiled::Dictionary,
    decide::{COMMON, EVIDENCE, LONGER_NAMES, Options},
    document::{Document, Mention, Text},
    fold::fold,
};
use proptest::{collection::vec, prelude::*, sample::select};

/// Text of what goes wrong: letters that change their length, marks, joiners, quotes, scripts that meet.
fn tricky() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        "A",
        "b",
        "us",
        "US",
        "U.S.",
        "é",
        "e\u{301}",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "ﬁ",
        "ς",
        "Σ",
        "й",
        "и\u{306}",
        "ё",
        "\u{301}",
        "\u{AD}",
        "\u{200B}",
        "\u{200D}",
        "\u{FE0F}",
        "😀",
        "👩\u{200D}🚀",
        "\u{FFFD}",
        "\0",
        "が",
        "か\u{3099}",
        "日本",
        "カ",
        "ー",
        "한",
        "국",
        "\u{1112}\u{1161}\u{11AB}",
        "은",
        "ไทย",
        "مُ",
        "ـ",
        "ك",
        "ک",
        "שׁ",
        "״",
        "ff",
        "ﬀ",
        "١",
        "1",
        "$",
        "-",
        "—",
        "'",
        "’",
        "s",
        "t",
        "O",
        ".",
        ",",
        "/",
        "@",
        "#",
        "://",
        "www.",
        " ",
        "\u{A0}",
        "\n",
        "  ",
        "ａ",
        "ﾊﾟ",
        "Ὀ",
        "ᾳ",
        "Đ",
    ];
    vec(prop_oneof![9 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)], 0..24)
        .prop_map(|pieces| pieces.concat())
}

/// The mentions of one text as found and chosen, with no stage that looks at what stands around.
fn plain(dictionaries: &[Rc<Dictionary>], texts: &[&str], language: &str) -> Vec<Mention> {
    let options = Options { without: COMMON | LONGER_NAMES | EVIDENCE, ..Options::default() };
    let texts: Vec<Text> = texts.iter().map(|text| Text { text, language, ..Text::default() }).collect();
    common::decided(dictionaries, &texts, &options)
}

/// The oracle: every span of whole characters that folds to an alias and stands between spaces, then the leftmost, and
/// of those the longest. Quadratic, and it knows only words of letters with spaces around them.
fn naive(text: &str, aliases: &[String]) -> Vec<(usize, usize)> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let class = |c: char| character(c).class();
    let is_edge = |c: Option<char>| c.is_none_or(|c| class(c) == Class::Space);
    let visible = |c: &char| class(*c) != Class::Invisible;
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &start in &places {
        for &end in places.iter().filter(|&&end| end > start) {
            let span = &text[start..end];
            let trimmed = !span.starts_with(|c| !visible(&c)) && !span.ends_with(|c| !visible(&c));
            let whole =
                is_edge(text[..start].chars().rev().find(visible)) && is_edge(text[end..].chars().find(visible));
            if trimmed && whole && aliases.iter().any(|alias| fold(alias.trim()).text == fold(span).text) {
                spans.push((start, end));
            }
        }
    }
    spans.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for span in spans {
        if chosen.last().is_none_or(|last| last.1 <= span.0) {
            chosen.push(span);
        }
    }
    chosen
}

/// The boundary rule for an alias of Latin letters, over characters that matter to it: what may stand beside it.
fn naive_edges(before: &[char], after: &[char]) -> bool {
    let spaced = |c: &char| c.is_ascii_alphanumeric() || "éиO".contains(*c);
    let word = |c: &char| spaced(c) || "日カ한ไ".contains(*c);
    let behind_apostrophe = |text: &[char]| text.iter().take_while(|c| spaced(c)).collect::<String>();
    let left = match before {
        [rest @ .., '\''] => match rest {
            // A lone O owns its apostrophe; behind any other letter an alias begins, but for the tails of contractions.
            [.., a, 'O'] if !word(a) => false,
            ['O'] => false,
            _ => true,
        },
        [.., last] => !spaced(last),
        [] => true,
    };
    let right = match after {
        ['\'', rest @ ..] => matches!(behind_apostrophe(rest).as_str(), "" | "s"),
        // Katakana, Han and Thai are other words; Hangul must be a particle, and this syllable is none.
        [first, ..] => !spaced(first) && *first != '한',
        [] => true,
    };
    left && right
}

/// Every character there is, on its own and among others.
/// Every character folds natively as it does in the package (`tests/unit/folding.test.js`): a line for 4,096 of them.
#[test]
fn every_character_folds_alike() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/folding.txt");
    let mut lines = String::new();
    for start in (0..0x11_0000).step_by(0x1000) {
        let texts: Vec<String> =
            (start..start + 0x1000).filter_map(char::from_u32).map(|c| fold(&c.to_string()).text).collect();
        // FNV-1a.
        let hash = texts
            .join("\n")
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        writeln!(lines, "{start:x} {hash:x}").expect("a string takes all");
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &lines).expect("the fixtures can be written");
    }
    assert_eq!(lines, std::fs::read_to_string(path).expect("it is there"), "UPDATE=1 writes it anew");
}

#[test]
fn every_character_folds() {
    for c in '\0'..=char::MAX {
        assert_folds(&format!("{c} {c}a{c}{c}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every folded byte leads back to the start of a character, never backwards.
    #[test]
    fn origins_are_places(text in tricky()) {
        assert_folds(&text);
    }

    /// Folding tells no canonically equivalent texts apart, and has nothing to do a second time.
    #[test]
    fn equivalent_texts_fold_alike(text in tricky()) {
        let once = fold(&text).text;
        prop_assert_eq!(&once, &fold(&ComposingNormalizerBorrowed::new_nfc().normalize(&text)).text);
        prop_assert_eq!(&once, &fold(&DecomposingNormalizerBorrowed::new_nfd().normalize(&text)).text);
        prop_assert_eq!(&once, &fold(&text.to_lowercase()).text);
        prop_assert_eq!(&once, &fold(&once).text);
    }

    /// Whatever is found, the span of the text folds to what the alias folds to, and spans do not overlap.
    #[test]
    fn mentions_are_their_aliases(text in tricky(), aliases in vec(tricky(), 1..6), suppress in vec(tricky(), 0..2)) {
        assert_mentions(&text, &aliases, &suppress);
    }

    /// Found and chosen as the oracle does, on words with spaces between them.
    #[test]
    fn finds_what_the_oracle_finds(
        words in vec(select(&["ux", "UX", "İx", "straße", "STRASSE", "e\u{301}a", "éa", "i\u{AD}x", "\u{200B}ux", "ﬁ", "fi", "й", "и", "ss"][..]), 0..9),
        aliases in vec(vec(select(&["ux", "ix", "strasse", "Ea", "fi", "и", "й", "Straße"][..]), 1..3), 1..5),
    ) {
        let text = words.join(" ");
        let aliases: Vec<String> = aliases.iter().map(|words| words.join(" ")).collect();
        let dictionary = common::dictionary(&source(&aliases, &[""; 0]));
        let found: Vec<String> =
            plain(&[dictionary], &[&text], "").iter().map(|m| format!("{}-{}", m.start, m.end)).collect();
        let units = |at: usize| text[..at].encode_utf16().count();
        let expected: Vec<String> =
            naive(&text, &aliases).iter().map(|&(start, end)| format!("{}-{}", units(start), units(end))).collect();
        prop_assert_eq!(found, expected, "{:?} in {:?}", aliases, text);
    }

    /// The boundary rule, beside an oracle that reads it off DESIGN.md.
    #[test]
    fn boundaries_are_the_oracles(
        before in vec(select(&["a", "é", "и", "O", "1", "日", "カ", "한", "ไ", " ", ",", "-", "\u{301}", "'", "\u{AD}", "\u{200B}"][..]), 0..4),
        after in vec(select(&["a", "é", "s", "1", "日", "カ", "한", "ไ", " ", ",", "-", "\u{301}", "'", "\u{AD}", "\u{200B}"][..]), 0..4),
    ) {
        let (before, after) = (before.concat(), after.concat());
        // What is invisible is looked through, a mark belongs to its base; no rule speaks of one without, nor of an Ó.
        let seen = format!(" {before}a{after}").replace(['\u{AD}', '\u{200B}'], "");
        prop_assume!(![" ", "'", ",", "-", "O"].iter().any(|base| seen.contains(&format!("{base}\u{301}"))));
        let visible = |text: &str| text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{301}')).collect::<Vec<char>>();
        let dictionary = common::dictionary(&source(&["ux"], &[""; 0]));
        let found = plain(&[dictionary], &[&format!("{before}ux{after}")], "").len();
        prop_assert_eq!(found, usize::from(naive_edges(&visible(&before), &visible(&after))), "{:?} ux {:?}", before, after);
    }

    /// The case rule: of each letter, whether alias and text have it as a capital.
    #[test]
    fn cases_are_the_oracles(
        letters in vec((select(&['x', 'é', 'ж', 'ω', 'đ', 'ǆ', 'ა'][..]), any::<bool>(), any::<bool>()), 2..7),
        case in select(&["smart", "exact", "any"][..]),
    ) {
        let write = |c: char, capital: bool| if capital { c.to_uppercase().collect::<String>() } else { c.to_string() };
        let alias: String = letters.iter().map(|&(c, in_alias, _)| write(c, in_alias)).collect();
        let text: String = letters.iter().map(|&(c, _, in_text)| write(c, in_text)).collect();
        let allows = letters.iter().all(|&(_, in_alias, in_text)| match case {
            "smart" => in_text || !in_alias,
            "exact" => in_alias == in_text,
            _ => true,
        });
        let json = serde_json::json!({"entities": [{"id": "1", "name": "Not There", "aliases": [{"text": alias, "case": case}]}]});
        let found = plain(&[common::dictionary(&json)], &[&format!("so {text} so")], "").len();
        prop_assert_eq!(found, usize::from(allows), "{} {} in {}", case, alias, text);
    }

    /// Who wins: the leftmost, the longest, and for one span the dictionary's priority, the weight, the order; what lies in a
    /// suppressed span loses.
    #[test]
    fn winners_are_the_oracles(
        words in vec(select(&["ux", "iy", "oz"][..]), 1..9),
        entities in vec((vec(select(&["ux", "iy", "oz"][..]), 1..4), 0usize..2, 0u32..3), 1..6),
        suppress in vec(vec(select(&["ux", "iy", "oz"][..]), 1..4), 0..3),
        priorities in (-1i32..2, -1i32..2),
    ) {
        let priorities = [priorities.0, priorities.1];
        let dictionaries: Vec<_> = (0..2).map(|number| {
            let mine = entities.iter().enumerate().filter(|(_, entity)| entity.1 == number);
            let list: Vec<_> = mine.map(|(id, (alias, _, weight))| serde_json::json!({
                "id": id.to_string(), "name": alias.join(" "), "weight": f64::from(*weight) / 2.0,
            })).collect();
            let suppress: Vec<_> = suppress.iter().filter(|_| number == 0).map(|words| words.join(" ")).collect();
            common::dictionary(&serde_json::json!({"priority": priorities[number], "entities": list, "suppress": suppress}))
        }).collect();
        let spans = |alias: &[&str]| -> Vec<(usize, usize)> {
            (0..words.len()).filter(|&at| words[at..].starts_with(alias)).map(|at| (at, at + alias.len())).collect()
        };
        let hidden: Vec<(usize, usize)> = suppress.iter().flat_map(|alias| spans(alias)).collect();
        let mut ranked: Vec<_> = entities.iter().enumerate().flat_map(|(id, (alias, number, weight))| {
            let rank = (-priorities[*number], 2 - *weight, *number, id);
            spans(alias).into_iter().map(move |(start, end)| (start, usize::MAX - end, rank))
        }).filter(|one| !hidden.iter().any(|span| span.0 <= one.0 && usize::MAX - one.1 <= span.1)).collect();
        ranked.sort_unstable();
        let mut expected: Vec<(usize, usize, usize)> = Vec::new();
        for (start, end, rank) in ranked {
            if expected.last().is_none_or(|last| last.1 <= start) {
                expected.push((start, usize::MAX - end, rank.3));
            }
        }
        let text = words.join(" ");
        let found: Vec<(usize, usize, usize)> = plain(&dictionaries, &[&text], "").iter().map(|m| {
            let id = dictionaries[m.dictionary as usize].entity_id(m.entity).parse().unwrap();
            ((m.start as usize) / 3, (m.end as usize).div_ceil(3), id)
        }).collect();
        prop_assert_eq!(found, expected, "{} under {:?}, suppressed {:?}", text, entities, suppress);
    }

    /// A document that changes block by block says what one that is read anew says, and keeps the numbers of the rest.
    #[test]
    fn changes_add_up(blocks in vec(tricky(), 1..5), changed in tricky(), at in 0usize..5, aliases in vec(tricky(), 1..5)) {
        let dictionary = common::dictionary(&source(&aliases, &[""; 0]));
        let order: Vec<u32> = (0..).take(blocks.len()).collect();
        let at = at % blocks.len();
        let mut document = Document::new(vec![dictionary.clone()]);
        let text = |id: u32, text| Text { id, text, ..Text::default() };
        let read: Vec<Text> = order.iter().map(|&id| text(id, blocks[id as usize].as_str())).collect();
        document.read(&read, &mut ());
        let mut mentions = document.decide(&order, &Options::default(), &mut ()).added;
        document.read(&[text(order[at], &changed)], &mut ());
        let changes = document.decide(&order, &Options::default(), &mut ());
        // The changed block's own are new; of others none goes and comes again as it was.
        for id in &changes.removed {
            let removed = mentions.iter().find(|mention| mention.id == *id);
            prop_assert!(removed.is_some(), "{} was none", id);
            let is_again = |added: &Mention| removed.is_some_and(|one| {
                let place = |m: &Mention| (m.block, m.start, m.end, m.entity, m.alternatives.clone());
                one.block != order[at] && place(one) == place(added)
            });
            prop_assert!(!changes.added.iter().any(is_again), "{:?} in {:?}", removed, changes);
        }
        mentions.retain(|mention| !changes.removed.contains(&mention.id));
        mentions.extend(changes.added);
        mentions.sort_by_key(|mention| (mention.block, mention.start));
        let mut texts: Vec<&str> = blocks.iter().map(String::as_str).collect();
        texts[at] = &changed;
        let anew = invariants::mentions(&[dictionary], &texts, "");
        let places = |mentions: &[Mention]| -> Vec<_> {
            mentions.iter().map(|m| (m.block, m.start, m.end, m.entity)).collect()
        };
        prop_assert_eq!(places(&mentions), places(&anew));
    }

    /// A damaged file is an error, or finds something else, but never panics.
    #[test]
    fn damaged_files_do_no_harm(aliases in vec(tricky(), 1..6), damage in vec((any::<usize>(), any::<u8>()), 0..8), keep in 0usize..4000) {
        assert_harmless(damaged(&aliases, damage.into_iter(), keep));
    }
}
