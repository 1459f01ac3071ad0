//! The matching cases of `tests/matching`, natively. The built package reads the same files.

mod common;

use std::{collections::BTreeSet, fs};

use namelight::{
    decide::{COMMON, EVIDENCE, LONGER_NAMES, Options},
    document::Text,
    limits::Limits,
};
use serde_json::{Value, json};

/// A text with ⟦id:surface⟧ for every mention, and what it says.
fn unmark(marked: &str) -> (String, Vec<(u32, u32, String)>) {
    let (mut text, mut expected) = (String::new(), Vec::new());
    let mut rest = marked;
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap();
    while let Some((before, marked)) = rest.split_once('⟦') {
        let (mention, after) = marked.split_once('⟧').expect("every ⟦ has its ⟧");
        let (id, surface) = mention.split_once(':').expect("a mark is ⟦id:surface⟧");
        text.push_str(before);
        let start = units(&text);
        text.push_str(surface);
        expected.push((start, units(&text), id.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, expected)
}

fn source(case: &Value) -> Value {
    let entities: Vec<Value> = case["entities"]
        .as_object()
        .expect("a case has entities")
        .iter()
        .map(|(id, aliases)| {
            let aliases = aliases.as_array().expect("aliases are a list");
            let mut entity = json!({"id": id, "name": aliases[0], "aliases": aliases[1..]});
            for (key, of_case) in [
                ("type", "types"),
                ("weight", "weights"),
                ("context", "context"),
                ("notContext", "notContext"),
                ("related", "related"),
            ] {
                if let Some(value) = case.get(of_case).and_then(|values| values.get(id)) {
                    entity[key] = value.clone();
                }
            }
            entity
        })
        .collect();
    let mut source = json!({"entities": entities});
    for key in ["suppress", "language"] {
        if let Some(value) = case.get(key) {
            source[key] = value.clone();
        }
    }
    source
}

fn options(json: &Value) -> Options {
    let number = |key: &str| json[key].as_u64().map_or(0, |n| u32::try_from(n).unwrap());
    let without = json["without"].as_array().map_or(0, |list| {
        list.iter()
            .map(|stage| match stage.as_str().expect("a stage has a name") {
                "common-words" => COMMON,
                "longer-names" => LONGER_NAMES,
                "context" => EVIDENCE,
                other => panic!("there is no stage {other}"),
            })
            .sum()
    });
    let by_section = json["occurrences"] == "section";
    let occurrences = if by_section || json["occurrences"] == "first" { 1 } else { number("occurrences") };
    let limits = Limits {
        occurrences,
        by_section,
        distance: number("minDistance"),
        density: number("density"),
        about: Vec::new(),
    };
    Options {
        limits,
        margin: number("margin"),
        introduced_before: json["introduced"] == "before",
        without,
        keeps_undecided: json["undecided"] == "offer",
    }
}

#[test]
fn cases() {
    let (mut failures, mut names) = (Vec::new(), BTreeSet::new());
    let mut paths: Vec<_> = fs::read_dir("tests/matching").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in file["cases"].as_array().expect("a file has cases") {
            let name = case["name"].as_str().expect("a case has a name");
            assert!(names.insert(name.to_owned()), "two cases are called {name}");
            let source = source(case);
            let errors = common::report(&source).faults.listed;
            let dictionary = common::dictionary(&source);
            let marked: Vec<&str> = match &case["marked"] {
                Value::Array(blocks) => blocks.iter().map(|block| block.as_str().unwrap()).collect(),
                block => vec![block.as_str().expect("marked is text or a list of texts")],
            };
            let (texts, expected): (Vec<_>, Vec<_>) = marked.iter().map(|marked| unmark(marked)).unzip();
            let blocks: Vec<&str> = texts.iter().map(String::as_str).collect();
            let headings: Vec<u64> = case["headings"]
                .as_array()
                .map_or_else(Vec::new, |list| list.iter().filter_map(Value::as_u64).collect());
            let language = case["lang"].as_str().unwrap_or("");
            let texts: Vec<Text> = (0..)
                .zip(&blocks)
                .map(|(id, text)| Text { id, text, language, is_heading: headings.contains(&u64::from(id)) })
                .collect();
            let mut found = vec![Vec::new(); blocks.len()];
            for mention in common::decided(std::slice::from_ref(&dictionary), &texts, &options(&case["options"])) {
                let (mut ids, list) = (dictionary.entity_id(mention.entity), &mention.alternatives);
                if !list.is_empty() {
                    let names: Vec<String> = list.iter().map(|one| dictionary.entity_id(one.1)).collect();
                    ids = names.join("|");
                }
                let id = ids;
                found[mention.block as usize].push((mention.start, mention.end, id));
            }
            if found != expected {
                failures.push(format!(
                    "{name} ({}): {marked:?}\n  found {found:?}\n  not   {expected:?} {errors:?}",
                    path.display()
                ));
            }
        }
    }
    assert!(names.len() > 400, "only {} cases were read", names.len());
    assert!(failures.is_empty(), "{} of {} cases fail:\n{}", failures.len(), names.len(), failures.join("\n"));
}
