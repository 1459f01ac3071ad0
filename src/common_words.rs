//! Common words that look like an alias where capitals say nothing.
//!
//! In: an alias and the language of its dictionary. Out: whether it is also a common word of that language. Used when
//! compiling; only the answer is kept. The lists, `common_words.txt`, a language a line, hold what collides with
//! abbreviations: short words of the closed classes (pronouns, articles, prepositions, conjunctions, auxiliaries) and a few
//! others that headlines are made of, folded. A page gets them with `www/compile.js`, when it compiles.

#[cfg(feature = "checker")]
const LISTS: &str = include_str!("common_words.txt");

/// The common words of a language, a primary subtag (English where none is given), with spaces between them.
#[cfg(feature = "checker")]
pub fn common_words(language: &str) -> &'static str {
    let language = if language.is_empty() { "en" } else { language };
    LISTS.lines().find_map(|line| line.strip_prefix(language)?.strip_prefix(' ')).unwrap_or("")
}

/// Whether a folded alias is one of some words with spaces between them.
pub fn is_among(form: &str, words: &str) -> bool {
    !form.is_empty() && words.as_bytes().split(|&byte| byte == b' ').any(|word| word == form.as_bytes())
}

#[cfg(all(test, feature = "checker"))]
mod tests {
    use super::*;

    #[test]
    fn collisions() {
        assert!(
            is_among("us", common_words("en"))
                && is_among("who", common_words(""))
                && is_among("wer", common_words("de"))
        );
        assert!(!is_among("nato", common_words("en")) && !is_among("white house", common_words("en")));
        assert!(!is_among("us", common_words("ja")) && !is_among("a", common_words("e")));
    }
}
