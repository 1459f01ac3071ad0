//! What the native tests share: dictionaries from JSON, mentions in plain text.

use std::rc::Rc;

use namelight::{
    check::{Report, check},
    compile::compile,
    compiled::Dictionary,
    document::{Document, Mention},
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

/// The mentions of blocks, in order.
pub fn mentions(dictionaries: &[Rc<Dictionary>], blocks: &[&str], language: &str) -> Vec<Mention> {
    let mut document = Document::new(dictionaries.to_vec());
    let blocks: Vec<(u32, &str, &str)> = (0..).zip(blocks).map(|(id, text)| (id, *text, language)).collect();
    document.read(&blocks);
    let order: Vec<u32> = blocks.iter().map(|block| block.0).collect();
    document.decide(&order, 0).added
}
