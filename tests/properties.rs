//! What must hold for any text: properties of folding and offsets, and a naive oracle for finding and choosing.

mod common;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use namelight::{
    characters::Class, characters::character, compile::compile, compiled::Dictionary, document::Document, fold::fold,
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

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

fn source(aliases: &[String], suppress: &[String]) -> Value {
    let entities: Vec<Value> = aliases
        .iter()
        .enumerate()
        .map(|(i, alias)| json!({"id": i.to_string(), "name": "Never In The Text At All", "aliases": [{"text": alias, "case": "any"}]}))
        .collect();
    json!({"entities": entities, "suppress": suppress})
}

fn slice_utf16(text: &str, start: u32, end: u32) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[start as usize..end as usize]).expect("a mention cuts no surrogate pair")
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every folded byte leads back to the start of a character, never backwards.
    #[test]
    fn origins_are_places(text in tricky()) {
        let folded = fold(&text);
        prop_assert_eq!(folded.origins.len(), folded.text.len() + 1);
        prop_assert!(folded.origins.iter().all(|&at| text.is_char_boundary(at as usize)));
        prop_assert!(folded.origins.is_sorted());
    }

    /// Folding tells no canonically equivalent texts apart, and has nothing to do a second time.
    #[test]
    fn equivalent_texts_fold_alike(text in tricky()) {
        // Not what build.rs leaves out: symbols (spacing accents, arrows, mathematics, music), the ideographs' supplement.
        let kept = |c: &char| !matches!(c, '\u{385}' | '\u{1FC1}' | '\u{1FCD}'..='\u{1FCF}' | '\u{1FDD}'..='\u{1FDF}' | '\u{1FED}'..='\u{1FEF}' | '\u{2190}'..='\u{2BFF}' | '\u{2F800}'..='\u{2FA1F}' | '\u{1D15E}'..='\u{1D1C0}');
        let text: String = text.chars().filter(kept).collect();
        let once = fold(&text).text;
        prop_assert_eq!(&once, &fold(&ComposingNormalizerBorrowed::new_nfc().normalize(&text)).text);
        prop_assert_eq!(&once, &fold(&DecomposingNormalizerBorrowed::new_nfd().normalize(&text)).text);
        prop_assert_eq!(&once, &fold(&text.to_lowercase()).text);
        prop_assert_eq!(&once, &fold(&once).text);
    }

    /// Whatever is found, the span of the text folds to what the alias folds to, and spans do not overlap.
    #[test]
    fn mentions_are_their_aliases(text in tricky(), aliases in vec(tricky(), 1..6), suppress in vec(tricky(), 0..2)) {
        let dictionary = common::dictionary(&source(&aliases, &suppress));
        let mut last = 0;
        for mention in common::mentions(std::slice::from_ref(&dictionary), &[&text], "") {
            prop_assert!(mention.start >= last && mention.start < mention.end);
            last = mention.end;
            let surface = slice_utf16(&text, mention.start, mention.end);
            prop_assert_eq!(fold(&surface).text, fold(dictionary.alias_text(mention.alias)).text);
        }
    }

    /// Found and chosen as the oracle does, on words with spaces between them.
    #[test]
    fn finds_what_the_oracle_finds(
        words in vec(select(&["ux", "UX", "İx", "straße", "STRASSE", "e\u{301}a", "éa", "i\u{AD}x", "\u{200B}ux", "ﬁ", "fi", "й", "и", "ss"][..]), 0..9),
        aliases in vec(vec(select(&["ux", "ix", "strasse", "Ea", "fi", "и", "й", "Straße"][..]), 1..3), 1..5),
    ) {
        let text = words.join(" ");
        let aliases: Vec<String> = aliases.iter().map(|words| words.join(" ")).collect();
        let dictionary = common::dictionary(&source(&aliases, &[]));
        let found: Vec<String> =
            common::mentions(&[dictionary], &[&text], "").iter().map(|m| format!("{}-{}", m.start, m.end)).collect();
        let units = |at: usize| text[..at].encode_utf16().count();
        let expected: Vec<String> =
            naive(&text, &aliases).iter().map(|&(start, end)| format!("{}-{}", units(start), units(end))).collect();
        prop_assert_eq!(found, expected, "{:?} in {:?}", aliases, text);
    }

    /// A document that changes block by block says what one that is read anew says, and keeps the numbers of the rest.
    #[test]
    fn changes_add_up(blocks in vec(tricky(), 1..5), changed in tricky(), at in 0usize..5, aliases in vec(tricky(), 1..5)) {
        let dictionary = common::dictionary(&source(&aliases, &[]));
        let order: Vec<u32> = (0..).take(blocks.len()).collect();
        let at = at % blocks.len();
        let mut document = Document::new(vec![dictionary.clone()]);
        let read: Vec<(u32, &str, &str)> = order.iter().map(|&id| (id, blocks[id as usize].as_str(), "")).collect();
        document.read(&read);
        let mut mentions = document.decide(&order, 0).added;
        document.read(&[(order[at], &changed, "")]);
        let changes = document.decide(&order, 0);
        prop_assert!(changes.removed.iter().all(|id| mentions.iter().any(|m| m.id == *id && m.block == order[at])));
        mentions.retain(|mention| !changes.removed.contains(&mention.id));
        mentions.extend(changes.added);
        mentions.sort_by_key(|mention| (mention.block, mention.start));
        let mut texts: Vec<&str> = blocks.iter().map(String::as_str).collect();
        texts[at] = &changed;
        let anew = common::mentions(&[dictionary], &texts, "");
        let places = |mentions: &[namelight::document::Mention]| -> Vec<_> {
            mentions.iter().map(|m| (m.block, m.start, m.end, m.entity)).collect()
        };
        prop_assert_eq!(places(&mentions), places(&anew));
    }

    /// A damaged file is an error, or finds something else, but never panics.
    #[test]
    fn damaged_files_do_no_harm(text in tricky(), aliases in vec(tricky(), 1..6), damage in vec((any::<prop::sample::Index>(), any::<u8>()), 0..8), keep in any::<prop::sample::Index>()) {
        let mut bytes = compile(&common::report(&source(&aliases, &aliases[..1])).source);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(keep.index(bytes.len() * 2));
        if let Ok(dictionary) = Dictionary::load(bytes) {
            let _ = common::mentions(&[std::rc::Rc::new(dictionary)], &[&text], "");
        }
    }
}
