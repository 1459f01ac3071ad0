//! What the native tests share: dictionaries from JSON, mentions in plain text.

use std::rc::Rc;

use namelight::{
    check::{Report, check},
    compile::compile,
    compiled::Dictionary,
    decide::Options,
    document::{Document, Mention, Text},
    json::Json,
};

/// In place of the platform's URL parser, which only a host has.
pub fn is_https(address: &str) -> bool {
    address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

pub fn report(json: &serde_json::Value) -> Report {
    let json: Json = serde_json::from_value(json.clone()).expect("any JSON can be read");
    check(&json, is_https)
}

pub fn dictionary(json: &serde_json::Value) -> Rc<Dictionary> {
    let report = report(json);
    Rc::new(Dictionary::load(compile(&report.source)).expect("what was compiled can be loaded"))
}

/// The mentions of texts, in order.
pub fn decided(dictionaries: &[Rc<Dictionary>], texts: &[Text], options: &Options) -> Vec<Mention> {
    let mut document = Document::new(dictionaries.to_vec());
    document.read(texts, &mut ());
    let order: Vec<u32> = texts.iter().map(|text| text.id).collect();
    document.decide(&order, options, &mut ()).added
}
