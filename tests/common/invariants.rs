//! What must hold for any input. Properties (`tests/properties.rs`) and fuzz targets (`tests/fuzz`) call these.

use std::rc::Rc;

use crate::common;
use namelight::{
    compile::compile,
    compiled::Dictionary,
    decide::Options,
    document::{Mention, Text},
    fold::fold,
};
use serde_json::{Value, json};

/// A dictionary in which each alias stands for an entity of its own, in whatever case.
pub fn source(aliases: &[impl AsRef<str>], suppress: &[impl AsRef<str>]) -> Value {
    let entity = |(i, alias): (usize, &str)| json!({"id": i.to_string(), "name": "Never In The Text At All", "aliases": [{"text": alias, "case": "any"}]});
    let entities: Vec<Value> = aliases.iter().map(AsRef::as_ref).enumerate().map(entity).collect();
    let suppress: Vec<&str> = suppress.iter().map(AsRef::as_ref).collect();
    json!({"entities": entities, "suppress": suppress})
}

/// The mentions of blocks, in order.
pub fn mentions(dictionaries: &[Rc<Dictionary>], blocks: &[&str], language: &str) -> Vec<Mention> {
    let texts: Vec<Text> = (0..).zip(blocks).map(|(id, text)| Text { id, text, language, is_heading: false }).collect();
    common::decided(dictionaries, &texts, &Options::default())
}

/// Every folded byte leads back to the start of a character, never backwards; folding has nothing to do a second time.
pub fn assert_folds(text: &str) {
    let folded = fold(text);
    assert_eq!(folded.origins.len(), folded.text.len() + 1);
    assert!(folded.origins.iter().all(|&at| text.is_char_boundary(at as usize)), "{text:?}");
    assert!(folded.origins.is_sorted(), "{text:?}");
    assert_eq!(folded.origins.last().copied(), u32::try_from(text.len()).ok());
    assert_eq!(folded.text, fold(&folded.text).text, "{text:?}");
}

/// Whatever is found, the span of the text folds to what the alias folds to, and spans do not overlap.
pub fn assert_mentions(text: &str, aliases: &[impl AsRef<str>], suppress: &[impl AsRef<str>]) {
    let dictionary = common::dictionary(&source(aliases, suppress));
    let mentions = mentions(std::slice::from_ref(&dictionary), &[text], "");
    assert_apart(text, &mentions);
    let units: Vec<u16> = text.encode_utf16().collect();
    for mention in mentions {
        let surface = String::from_utf16(&units[mention.start as usize..mention.end as usize])
            .expect("a mention cuts no surrogate pair");
        assert_eq!(fold(&surface).text, fold(&dictionary.alias_text(mention.alias)).text, "in {text:?}");
    }
}

/// A file of any bytes is refused, or finds spans of the text, here of all that it says its forms are; and whatever is asked of it
/// has an answer.
pub fn assert_harmless(file: Vec<u8>) {
    let Ok(dictionary) = Dictionary::load(file) else { return };
    let text: Vec<String> = (0..200).map(|form| dictionary.alias_text(form)).collect();
    let text = text.join(" ");
    for entity in [0, 1, 127, 128, 200, u32::MAX] {
        let id = dictionary.entity_id(entity);
        assert!(
            dictionary.find_entity(&id).is_none_or(|found| dictionary.entity_id(found) == id),
            "{id:?} is not {entity}"
        );
        assert!(dictionary.weight(entity) <= 0xFFFF);
    }
    let lists = [dictionary.name(), dictionary.language(), dictionary.head(), dictionary.chunks()];
    assert!(lists.iter().all(|list| !list.contains('\0') || list == &dictionary.chunks()));
    assert!(dictionary.linked(0).is_none_or(|entity| entity < dictionary.entities()));
    assert!(dictionary.alias_language(dictionary.alias_traits(0)).len() < 1 << 30);
    assert_apart(&text, &mentions(&[Rc::new(dictionary)], &[&text], ""));
}

/// A compiled dictionary with some bytes overwritten, cut after `keep` bytes.
pub fn damaged(aliases: &[impl AsRef<str>], damage: impl Iterator<Item = (usize, u8)>, keep: usize) -> Vec<u8> {
    let mut file = compile(&common::report(&source(aliases, &aliases[..aliases.len().min(1)])).source);
    for (at, byte) in damage {
        let at = at % file.len();
        file[at] = byte;
    }
    file.truncate(keep);
    file
}

fn assert_apart(text: &str, mentions: &[Mention]) {
    let length = text.encode_utf16().count();
    let mut last = 0;
    for mention in mentions {
        assert!(
            mention.start >= last && mention.start < mention.end && mention.end as usize <= length,
            "{mention:?} in {text:?}"
        );
        last = mention.end;
    }
}
