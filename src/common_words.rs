//! Common words that look like an alias where capitals say nothing.
//!
//! In: the language of a dictionary. Out: its words in four groups with bars between them. Used when compiling: of the lists,
//! `common_words.txt`, a language a line, a compiled dictionary keeps what hints need. The groups, all folded: words that
//! collide with abbreviations and begin sentences (of the closed classes, and a few others that headlines are made of); words
//! written with a capital that are no names (days, months); titles and offices; words behind which a place stands. A page gets
//! them when it compiles, by `www/admit.js`, a module for each language.

const LISTS: &str = include_str!("common_words.txt");

/// The words of a language, a primary subtag (English where none is given), in their groups.
pub fn common_words(language: &str) -> &'static str {
    let language = if language.is_empty() { "en" } else { language };
    LISTS.lines().find_map(|line| line.strip_prefix(language)?.strip_prefix(' ')).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_language() {
        let has = |language, word| common_words(language).split([' ', '|']).any(|common| common == word);
        assert!(has("en", "us") && has("", "who") && has("de", "wer"));
        assert!(!has("en", "nato") && !has("ja", "us") && !has("e", "a"));
    }

    #[test]
    fn single_folded_words() {
        for word in LISTS.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty()) {
            let mut parts = 0;
            crate::words::words(word, &mut |_, _| parts += 1);
            assert!(parts == 1 && crate::fold::fold(word).text == word, "{word}");
        }
    }
}
