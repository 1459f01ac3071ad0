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
    let (before, after) = (part(source, 0..start), part(source, end..source.len()));
    let (Some(first), Some(last)) = (visible(span).next(), visible_back(span).next()) else { return false };
    left(before, first, span, after) && right(last, span, after, language)
}

/// The characters that count, each as its plain form where that is punctuation.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|&c| character(c).class() != Class::Invisible).map(plain)
}

fn visible_back(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().rev().filter(|&c| character(c).class() != Class::Invisible).map(plain)
}

fn plain(c: char) -> char {
    match character(c).folding(c) {
        Folding::One(folded) if !character(folded).class().is_word() => folded,
        _ => c,
    }
}

fn class(c: char) -> Class {
    character(c).class()
}

fn left(before: &str, first: char, span: &str, after: &str) -> bool {
    let mut back = visible_back(before);
    let Some(previous) = back.next() else { return true };
    let class_first = class(first);
    // A sign that joins the next consonant to the one before, in Khmer and Myanmar.
    if class_first == Class::Mark || matches!(previous, '\u{17D2}' | '\u{1039}') {
        return false;
    }
    if !class_first.is_word() {
        return !(first == '.' && class(previous).is_word());
    }
    let beyond = back.next();
    if class_first == Class::Digit && blocks_digit(previous, beyond) {
        return false;
    }
    let is_joined = beyond.is_some_and(|c| class(c).is_word());
    // An initial behind an initial: K. Rowling is not in J.K. Rowling, nor S.A. in U.S.A.
    if previous == '.' && is_joined && visible(span).nth(1) == Some('.') {
        return false;
    }
    if previous == '"' && beyond.is_some_and(is_hebrew) && is_last_letter(visible(span).chain(visible(after))) {
        return false;
    }
    if previous == '\'' {
        return after_apostrophe(before, span, after);
    }
    !touches(base(before), class_first)
}

fn right(last: char, span: &str, after: &str, language: &str) -> bool {
    let mut forward = visible(after);
    let Some(next) = forward.next() else { return true };
    let class_last = if class(last) == Class::Mark { base(span) } else { class(last) };
    if class(next) == Class::Mark {
        return false;
    }
    if !class_last.is_word() {
        return !(last == '.' && class(next).is_word());
    }
    if class_last == Class::Digit && blocks_digit(next, forward.next()) {
        return false;
    }
    if next == '"' && is_hebrew(last) && is_last_letter(visible(after).skip(1)) {
        return false;
    }
    if next == '\'' {
        return before_apostrophe(after, language);
    }
    if class(next) == Class::Hangul && (class_last == Class::Hangul || class_last.is_spaced()) {
        return is_particles(after);
    }
    !touches(class_last, class(next))
}

/// The class of the last character that is not a mark.
fn base(text: &str) -> Class {
    visible_back(text).map(class).find(|&class| class != Class::Mark).unwrap_or(Class::Other)
}

/// Whether two neighbours belong to one word. Han, hiragana and the scripts of Southeast Asia have no edges to keep;
/// a change of script is an edge.
fn touches(left: Class, right: Class) -> bool {
    (left.is_spaced() && right.is_spaced())
        || (left == right && matches!(left, Class::Katakana | Class::Hangul))
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
fn is_last_letter(mut text: impl Iterator<Item = char>) -> bool {
    text.next().is_some_and(is_hebrew) && text.find(|&c| class(c) != Class::Mark).is_none_or(|c| !class(c).is_word())
}

/// l'Allemagne, d'Israël: an edge, but not in O'Toole, nor is the tail of don't or we've a name.
fn after_apostrophe(before: &str, span: &str, after: &str) -> bool {
    let mut back = visible_back(before).skip(1);
    let Some(owner) = back.next().filter(|&c| class(c).is_spaced()) else { return true };
    let lone = back.next().is_none_or(|c| !class(c).is_word());
    // Latin and Cyrillic.
    if matches!(owner, 'O' | 'О') && lone {
        return false;
    }
    !is_contraction(visible(span).chain(visible(after)))
}

/// Whether a word is what English contracts behind an apostrophe, or its possessive.
fn is_contraction(text: impl Iterator<Item = char>) -> bool {
    let mut word = ['\0'; 3];
    let mut length = 0;
    for c in text.take_while(|&c| class(c).is_word()) {
        if length == word.len() {
            return false;
        }
        word[length] = c.to_ascii_lowercase();
        length += 1;
    }
    matches!(&word[..length], ['s' | 't' | 'm' | 'd'] | ['r', 'e'] | ['v', 'e'] | ['l', 'l'])
}

/// An edge before a possessive s, before no letter, or before suffixes that the language writes behind an apostrophe.
/// Before letters of scripts that have no apostrophes it is a closing quote (‘하마스’는, ‘美国’政策).
fn before_apostrophe(after: &str, language: &str) -> bool {
    let suffix = run(after, 1, Class::is_spaced);
    match suffix.as_str() {
        "" | "s" => true,
        _ => matches!(language, "tr" | "az") && is_chain(&suffix, TURKIC_SUFFIXES),
    }
}

/// Case, plural, possessive, copula and relational endings of proper names in Turkish and Azerbaijani, folded (ı is i,
/// ö is o, ü is u, ə stays). One may follow another (Türkiye'dekiler, AKP'lilere).
const TURKIC_SUFFIXES: &[&str] = &[
    "a", "e", "ə", "i", "u", "o", "ya", "ye", "yə", "yi", "yu", "na", "ne", "nə", "ni", "nu", "da", "de", "də", "ta", "te",
    "tə", "nda", "nde", "ndə", "dan", "den", "dən", "tan", "ten", "tən", "ndan", "nden", "ndən", "in", "un", "nin", "nun",
    "la", "le", "lə", "yla", "yle", "ylə", "li", "lu", "lik", "luk", "ca", "ce", "cə", "ci", "cu", "ki", "lar", "ler", "lər",
    "dir", "dur", "tir", "tur", "di", "ydi", "ydu", "ken", "siz", "suz", "nca", "nce",
];

/// Particles after a name in Korean: those of DESIGN.md, and a few more that news uses as often. One may follow another
/// (서울에서는).
const PARTICLES: &[&str] = &[
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "와", "과", "로", "으로", "도", "만", "까지", "부터", "측",
    "에게", "께서", "처럼", "보다", "하고", "라고", "이라고", "라는", "이라는",
];

/// Whether a run of Hangul is nothing but particles.
fn is_particles(after: &str) -> bool {
    is_chain(&run(after, 0, |class| class == Class::Hangul), PARTICLES)
}

/// The folded run of some class behind a number of characters, up to one character more than any chain of endings.
fn run(after: &str, skip: usize, is_in: impl Fn(Class) -> bool) -> String {
    let run: String = visible(after).skip(skip).take_while(|&c| is_in(class(c))).take(LONGEST_RUN + 1).collect();
    fold(&run).text
}

/// In characters. The longest chains in use have twelve jamo or letters.
const LONGEST_RUN: usize = 18;

fn is_chain(run: &str, links: &[&str]) -> bool {
    run.chars().nth(LONGEST_RUN).is_none() && splits(run, links)
}

fn splits(run: &str, links: &[&str]) -> bool {
    run.is_empty() || links.iter().any(|link| run.strip_prefix(link).is_some_and(|rest| splits(rest, links)))
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
            "[US]-led", "the [US]’s", "the [Jones]’ house", "l’[Allemagne]", "[C++]11", "[IBM]은", "[서울]에서는",
            "日本[IBM]株式会社", "‘[Hamas]’", "[U.S.] and", "([3M])", "\u{AD}[US]\u{200B} ", "'[US]",
        ] {
            assert!(whole(yes, "en"), "{yes}");
        }
        for no in [
            "[US]A", "O’[Toole]", "[Can]’t", "don’[t]", "[U.S.]A.", "ASP[.NET]", "$[3M]", "[G20]0", "1,[3M]", "[Can]'t",
            "[서울]시청", "[ア]メリカ", "[e]\u{301}", "[Israel]'in", "대한[민국]", "[G20].5",
        ] {
            assert!(!whole(no, "en"), "{no}");
        }
        assert!(whole("[İsrail]’in", "tr") && whole("[Türkiye]'nin", "tr"));
    }
}
