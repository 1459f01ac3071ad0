//! Whether a span of text is made of whole words.
//!
//! In: a source text and a span of it. Out: yes or no, by DESIGN.md's matching rule 3. Characters that folding makes
//! vanish are looked through. Guarantee: only the neighbourhood of the span is read.

use crate::{
    characters::{Class, Folding, character},
    fold::{fold, part},
};

/// Whether nothing is cut at either edge. `language` is the primary subtag that the text, or else the dictionary, is in.
pub fn is_whole(source: &str, start: usize, end: usize, language: &str) -> bool {
    let span = part(source, start..end);
    let (Some(first), Some(last)) = (next(&mut { span }), previous(&mut { span })) else { return false };
    left(part(source, 0..start), first, span, part(source, start..source.len()))
        && right(span, last, part(source, end..source.len()), language)
}

/// Takes the next character that counts off a text: in its plain form, where that is punctuation.
fn next(text: &mut &str) -> Option<char> {
    let mut chars = text.chars();
    let c = chars.find(|&c| class(c) != Class::Invisible)?;
    *text = chars.as_str();
    Some(plain(c))
}

/// The same from the end.
fn previous(text: &mut &str) -> Option<char> {
    let mut chars = text.chars();
    let c = chars.rfind(|&c| class(c) != Class::Invisible)?;
    *text = chars.as_str();
    Some(plain(c))
}

fn plain(c: char) -> char {
    match character(c).folding(c) {
        Folding::One(folded) if !class(folded).is_word() => folded,
        _ => c,
    }
}

fn class(c: char) -> Class {
    character(c).class()
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| class(c).is_word())
}

/// `text` is the span and all behind it.
fn left(before: &str, first: char, span: &str, text: &str) -> bool {
    let mut back = before;
    let Some(last) = previous(&mut back) else { return true };
    let class_first = class(first);
    // A sign that joins the next consonant to the one before, in Khmer and Myanmar.
    if class_first == Class::Mark || matches!(last, '\u{17D2}' | '\u{1039}') {
        return false;
    }
    if !class_first.is_word() {
        return !(first == '.' && class(last).is_word());
    }
    let beyond = previous(&mut back);
    if class_first == Class::Digit && blocks_digit(last, beyond) {
        return false;
    }
    let mut behind = span;
    next(&mut behind);
    // An initial behind an initial: K. Rowling is not in J.K. Rowling, nor S.A. in U.S.A.
    if last == '.' && is_word(beyond) && next(&mut behind) == Some('.') {
        return false;
    }
    if last == '"' && beyond.is_some_and(is_hebrew) && is_last_letter(text) {
        return false;
    }
    if last == '\'' {
        // l'Allemagne, d'Israël: an edge, but not in O'Toole, nor is the tail of don't or we've a name.
        let Some(owner) = beyond.filter(|&c| class(c).is_spaced()) else { return true };
        // Latin and Cyrillic.
        let is_irish = matches!(owner, 'O' | 'О') && !is_word(previous(&mut back));
        return !is_irish && !is_contraction(text);
    }
    !touches(base(before), class_first)
}

fn right(span: &str, last: char, after: &str, language: &str) -> bool {
    let mut forward = after;
    let Some(first) = next(&mut forward) else { return true };
    let (class_last, class_first) = (if class(last) == Class::Mark { base(span) } else { class(last) }, class(first));
    if class_first == Class::Mark {
        return false;
    }
    if !class_last.is_word() {
        return !(last == '.' && class_first.is_word());
    }
    if class_last == Class::Digit && blocks_digit(first, next(&mut { forward })) {
        return false;
    }
    if first == '"' && is_hebrew(last) && is_last_letter(forward) {
        return false;
    }
    if first == '\'' {
        return before_apostrophe(forward, language);
    }
    if class_first == Class::Hangul && (class_last == Class::Hangul || class_last.is_spaced()) {
        return is_chain(&run(after, |class| class == Class::Hangul), PARTICLES);
    }
    !touches(class_last, class_first)
}

/// The class of the last character that is not a mark.
fn base(mut text: &str) -> Class {
    while let Some(c) = previous(&mut text) {
        if class(c) != Class::Mark {
            return class(c);
        }
    }
    Class::Other
}

/// Whether two neighbours belong to one word. Han, hiragana and the scripts of Southeast Asia have no edges to keep;
/// a change of script is an edge.
fn touches(left: Class, right: Class) -> bool {
    (left.is_spaced() && right.is_spaced()) || (left == right && matches!(left, Class::Katakana | Class::Hangul))
}

/// A number goes on behind these: 3M is not in $3M, nor G20 in G20.5.
fn blocks_digit(next: char, beyond: Option<char>) -> bool {
    class(next) == Class::Currency
        || (matches!(next, '.' | ',' | ':' | '/' | '-') && beyond.is_some_and(|c| class(c) == Class::Digit))
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}')
}

/// Whether a word of one Hebrew letter follows: then the quotation mark before it is a gershayim, the sign of an
/// abbreviation, and stands inside a word.
fn is_last_letter(mut text: &str) -> bool {
    if !next(&mut text).is_some_and(is_hebrew) {
        return false;
    }
    while let Some(c) = next(&mut text) {
        if class(c) != Class::Mark {
            return !class(c).is_word();
        }
    }
    true
}

/// Whether a word is what English contracts behind an apostrophe, or its possessive.
fn is_contraction(mut text: &str) -> bool {
    let mut word = ['\0'; 3];
    for letter in &mut word {
        match next(&mut text).filter(|&c| class(c).is_word()) {
            Some(c) => *letter = c.to_ascii_lowercase(),
            None => break,
        }
    }
    matches!(word, ['s' | 't' | 'm' | 'd', '\0', _] | ['r' | 'v', 'e', '\0'] | ['l', 'l', '\0'])
}

/// An edge before a possessive s, before no letter, or before suffixes that the language writes behind an apostrophe.
/// Before letters of scripts that have no apostrophes it is a closing quote (‘하마스’는, ‘美国’政策).
fn before_apostrophe(after: &str, language: &str) -> bool {
    let suffix = run(after, Class::is_spaced);
    match suffix.as_str() {
        "" | "s" => true,
        _ => matches!(language, "tr" | "az") && is_chain(&suffix, TURKIC_SUFFIXES),
    }
}

/// Case, plural, possessive, copula and relational endings of proper names in Turkish and Azerbaijani, folded (ı is i,
/// ö is o, ü is u, ə stays). One may follow another (Türkiye'dekiler, AKP'lilere). Texts with spaces are smaller than lists.
const TURKIC_SUFFIXES: &str = "a e ə i u o ya ye yə yi yu na ne nə ni nu da de də ta te tə nda nde ndə dan den dən tan ten tən \
     ndan nden ndən in un nin nun la le lə yla yle ylə li lu lik luk ca ce cə ci cu ki lar ler lər dir dur tir tur di ydi ydu \
     ken yken siz suz nca nce mis mus ymis ymus sa se ysa yse";

/// Particles after a name in Korean: those of DESIGN.md, and more that news uses as often, among them the copula and what
/// one says of people. One may follow another (서울에서는).
const PARTICLES: &str = "은 는 이 가 을 를 의 에 에서 와 과 로 으로 도 만 까지 부터 측 에게 께서 처럼 보다 하고 라고 이라고 라는 이라는 \
     엔 에선 이나 이며 이다 씨 조차 마저";

/// The folded run of some class, up to one character more than any chain of endings.
fn run(mut text: &str, is_in: fn(Class) -> bool) -> String {
    let mut run = String::new();
    for _ in 0..=LONGEST_RUN {
        match next(&mut text).filter(|&c| is_in(class(c))) {
            Some(c) => run.push(c),
            None => break,
        }
    }
    fold(&run).text
}

/// In characters. The longest chains in use have twelve jamo or letters.
const LONGEST_RUN: usize = 18;

/// Whether a run is nothing but links. Trying one way after the other would take thousands of them for `nununununununx`.
fn is_chain(run: &str, links: &str) -> bool {
    // Bit n: the first n bytes are nothing but links. No chain in use has more than 63.
    let bit = |at: usize| u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
    let mut reached = bit(0);
    for (at, _) in run.char_indices() {
        if reached & bit(at) != 0 {
            let rest = part(run, at..run.len()).as_bytes();
            // Bytes: splitting text would bring a search of its own into pages.
            for link in links.as_bytes().split(|&byte| byte == b' ').filter(|link| rest.starts_with(link)) {
                reached |= bit(at + link.len());
            }
        }
    }
    run.chars().map(|_| 1).sum::<usize>() <= LONGEST_RUN && reached & bit(run.len()) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(marked: &str, language: &str) -> bool {
        let (before, rest) = marked.split_once('[').unwrap();
        let (span, after) = rest.split_once(']').unwrap();
        is_whole(&format!("{before}{span}{after}"), before.len(), before.len() + span.len(), language)
    }

    #[test]
    fn edges() {
        for yes in [
            "[US]-led",
            "the [US]’s",
            "the [Jones]’ house",
            "l’[Allemagne]",
            "[C++]11",
            "[IBM]은",
            "[서울]에서는",
            "日本[IBM]株式会社",
            "‘[Hamas]’",
            "[U.S.] and",
            "([3M])",
            "\u{AD}[US]\u{200B} ",
            "'[US]",
        ] {
            assert!(whole(yes, "en"), "{yes}");
        }
        for no in [
            "[US]A",
            "O’[Toole]",
            "[Can]’t",
            "don’[t]",
            "[U.S.]A.",
            "ASP[.NET]",
            "$[3M]",
            "[G20]0",
            "1,[3M]",
            "[Can]'t",
            "[서울]시청",
            "[ア]メリカ",
            "[e]\u{301}",
            "[Israel]'in",
            "대한[민국]",
            "[G20].5",
        ] {
            assert!(!whole(no, "en"), "{no}");
        }
        assert!(whole("[İsrail]’in", "tr") && whole("[Türkiye]'nin", "tr"));
    }

    #[test]
    fn chains_are_what_trying_every_way_finds() {
        fn splits(run: &str, links: &str) -> bool {
            run.is_empty()
                || links.split(' ').any(|link| run.strip_prefix(link).is_some_and(|rest| splits(rest, links)))
        }
        for (links, letters) in [(TURKIC_SUFFIXES, ["n", "i", "da", "k"]), (PARTICLES, ["이", "라", "는", "에서"])]
        {
            for number in 0..4_usize.pow(7) {
                let run: String = (0..7).map(|place| letters[number >> (2 * place) & 3]).collect();
                assert_eq!(is_chain(&run, links), splits(&run, links), "{run}");
            }
        }
        assert!(is_chain(&"에서".repeat(9), PARTICLES) && !is_chain(&"에서".repeat(10), PARTICLES));
    }
}
