//! Common words that look like an alias where capitals say nothing.
//!
//! In: the language of a dictionary. Out: its common words. Used when compiling; only whether an alias is one of them is kept.
//! The lists, `common_words.txt`, a language a line, hold what collides with abbreviations: short words of the closed classes
//! (pronouns, articles, prepositions, conjunctions, auxiliaries) and a few others that headlines are made of, folded. A page
//! gets them with `www/compile.js`, when it compiles.

const LISTS: &str = include_str!("common_words.txt");

/// The common words of a language, a primary subtag (English where none is given), with spaces between them.
pub fn common_words(language: &str) -> &'static str {
    let language = if language.is_empty() { "en" } else { language };
    LISTS.lines().find_map(|line| line.strip_prefix(language)?.strip_prefix(' ')).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_language() {
        let has = |language, word| common_words(language).split(' ').any(|common| common == word);
        assert!(has("en", "us") && has("", "who") && has("de", "wer"));
        assert!(!has("en", "nato") && !has("ja", "us") && !has("e", "a"));
    }

    #[test]
    fn single_folded_words() {
        for word in LISTS.split_whitespace() {
            let mut parts = 0;
            crate::words::words(word, &mut |_, _| parts += 1);
            assert!(parts == 1 && crate::fold::fold(word).text == word, "{word}");
        }
    }
}
