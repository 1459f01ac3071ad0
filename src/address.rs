//! Where a text holds addresses: URLs, e-mail addresses, hashtags, handles.
//!
//! In: a source text. Out: the spans of its addresses, in order. Names inside them are parts of an address, not mentions
//! (DESIGN.md, matching rule 3). Guarantee: linear; a text without `:`, `@`, `#`, `/` or `www.` costs one look.

use std::ops::Range;

use crate::{
    characters::{Class, character},
    fold::part,
};

/// The addresses of a text, in bytes.
pub fn addresses(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let is_sign = |c| matches!(c, ':' | '@' | '＠' | '#' | '＃' | '/');
    if !source.contains(is_sign) && !source.as_bytes().windows(4).any(is_www) {
        return found;
    }
    let mut start = 0;
    for (at, c) in source.char_indices() {
        if ends_chunk(c) {
            in_chunk(part(source, start..at), start, &mut found);
            start = at + c.len_utf8();
        }
    }
    in_chunk(part(source, start..source.len()), start, &mut found);
    found
}

/// White space ends an address; so do the brackets, quotes, dashes and full stops that none holds, since Chinese and Japanese
/// put no space behind one.
fn ends_chunk(c: char) -> bool {
    character(c).class() == Class::Space
        || matches!(
            c,
            '<' | '>'
                | '—'
                | '"'
                | '“'
                | '”'
                | '«'
                | '»'
                | '。'
                | '、'
                | '，'
                | '「'
                | '」'
                | '『'
                | '』'
                | '（'
                | '）'
        )
}

fn in_chunk(chunk: &str, at: usize, found: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some((start, end)) = first_address(part(chunk, from..chunk.len())) {
        found.push(at + from + start..at + from + end);
        from += end;
    }
}

fn first_address(text: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(i, c)| {
        let (before, rest) = (part(text, 0..i), part(text, i..text.len()));
        let word_before = before.chars().next_back().is_some_and(is_word);
        let name_from = i + c.len_utf8();
        match c {
            ':' if rest.starts_with("://") => {
                let scheme = back_while(text, i, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
                (scheme < i).then_some((scheme, text.len()))
            }
            'w' | 'W' if !word_before && rest.as_bytes().get(..4).is_some_and(is_www) => Some((i, text.len())),
            '/' => {
                let host = back_while(text, i, |c| is_word(c) || matches!(c, '.' | '-'));
                is_host(part(text, host..i)).then_some((host, text.len()))
            }
            '@' | '＠' => {
                let local = back_while(text, i, |c| is_word(c) || matches!(c, '.' | '-' | '+' | '%' | '\''));
                let name = forward_while(text, name_from, |c| is_word(c) || matches!(c, '.' | '-' | '@'));
                (name > name_from).then_some((local, name))
            }
            '#' | '＃' if !word_before => {
                let name = forward_while(text, name_from, is_word);
                (name > name_from).then_some((i, name))
            }
            _ => None,
        }
    })
}

fn is_www(bytes: &[u8]) -> bool {
    bytes.eq_ignore_ascii_case(b"www.")
}

/// Two labels or more, the last of two letters or more, all small or all capitals: a host, not "and/or", "U.S./Israel" or
/// "A.Sharma/Reuters".
fn is_host(text: &str) -> bool {
    let top = back_while(text, text.len(), |c| is_word(c) && character(c).class() != Class::Digit);
    let labels = back_while(text, top, |c| c == '.');
    let (mut capitals, mut letters) = (0, 0);
    for c in part(text, top..text.len()).chars() {
        capitals += u32::from(character(c).is_capital());
        letters += 1;
    }
    letters >= 2 && (capitals == 0 || capitals == letters) && labels + 1 == top && labels > 0
}

/// The underscore belongs to names in addresses.
fn is_word(c: char) -> bool {
    c == '_' || character(c).class().is_word()
}

fn back_while(text: &str, mut from: usize, accepts: fn(char) -> bool) -> usize {
    while let Some(c) = part(text, 0..from).chars().next_back().filter(|&c| accepts(c)) {
        from -= c.len_utf8();
    }
    from
}

fn forward_while(text: &str, mut from: usize, accepts: fn(char) -> bool) -> usize {
    while let Some(c) = part(text, from..text.len()).chars().next().filter(|&c| accepts(c)) {
        from += c.len_utf8();
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_addresses() {
        let of = |text: &'static str| -> Vec<&str> { addresses(text).into_iter().map(|range| &text[range]).collect() };
        assert_eq!(of("see https://axios.com/x, or"), ["https://axios.com/x,"]);
        assert_eq!(of("at www.axios.com and axios.com/hamas"), ["www.axios.com", "axios.com/hamas"]);
        assert_eq!(of("mail a.b@state.gov #Hamas (@POTUS)"), ["a.b@state.gov", "#Hamas", "@POTUS"]);
        assert_eq!(of("U.S./Israel and/or C# 10:30 9/11 axios.com A.B/Hamas ewww.yes"), [] as [&str; 0]);
    }
}
