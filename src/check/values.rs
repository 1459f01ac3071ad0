//! Single values of a source: of the right type, within their range, with the keys that are known.

use super::Checker;
use crate::{
    fault::{Path, join, nearest, quote},
    json::Json,
};

impl<'a> Checker<'a> {
    pub(super) fn language(&mut self, json: &'a Json, path: &Path) -> &'a str {
        let Some(tag) = self.text(json, path) else { return "" };
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or("");
        let valid = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if valid {
            return tag;
        }
        self.faults.error(
            "not-a-language",
            path,
            format!("{} is not a language tag such as \"en\" or \"pt-BR\"", quote(tag)),
        );
        ""
    }

    #[expect(clippy::cast_possible_truncation, reason = "checked to be a whole number in the range")]
    pub(super) fn priority(&mut self, json: &Json, path: &Path) -> i32 {
        match json {
            Json::Number(n) if n.fract() == 0.0 && n.abs() <= 1e6 => *n as i32,
            Json::Number(n) => {
                self.faults.error("out-of-range", path, format!("{n} is not a whole number from -1000000 to 1000000"));
                0
            }
            other => {
                self.wrong(other, path, "a whole number");
                0
            }
        }
    }

    pub(super) fn weight(&mut self, json: &Json, path: &Path) -> f64 {
        match json {
            Json::Number(n) if (0.0..=1.0).contains(n) => return *n,
            Json::Number(n) => self.faults.error("out-of-range", path, format!("{n} is not between 0 and 1")),
            other => self.wrong(other, path, "a number between 0 and 1"),
        }
        0.5
    }

    /// The keys that the format knows; the others are reported, but for those that begin with `x-`.
    pub(super) fn known(
        &mut self,
        keys: &'a [(String, Json)],
        known: &[&'static str],
        path: &Path,
    ) -> Vec<(&'static str, &'a Json)> {
        let mut found = Vec::new();
        for (key, value) in keys {
            if let Some(name) = known.iter().find(|name| *name == key) {
                found.push((*name, value));
            } else if !key.starts_with("x-") {
                let hint = nearest(key, known)
                    .map_or_else(|| format!("known are {}", join(known)), |near| format!("did you mean \"{near}\"?"));
                let what = format!("the key {} is not known: {hint} (keys of your own begin with x-)", quote(key));
                self.faults.error("unknown-key", &path.key(key), what);
            }
        }
        found
    }

    pub(super) fn unknown_value(&mut self, value: &str, known: &[&str], path: &Path) {
        let hint = nearest(value, known)
            .map_or_else(|| format!("write {}", join(known)), |near| format!("did you mean \"{near}\"?"));
        self.faults.error("unknown-value", path, format!("{} is not known here: {hint}", quote(value)));
    }

    pub(super) fn text(&mut self, json: &'a Json, path: &Path) -> Option<&'a str> {
        if let Json::Text(text) = json {
            return Some(text);
        }
        self.wrong(json, path, "text");
        None
    }

    pub(super) fn required_text(&mut self, json: &'a Json, path: &Path) -> Option<&'a str> {
        let text = self.text(json, path)?;
        if text.trim().is_empty() {
            self.faults.error("empty-text", path, "this must not be empty".into());
            return None;
        }
        Some(text)
    }

    pub(super) fn texts(&mut self, json: &'a Json, path: &Path) -> Vec<(&'a str, Path)> {
        let Json::List(list) = json else {
            self.wrong(json, path, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let path = path.index(index);
            texts.extend(self.text(value, &path).map(|text| (text, path)));
        }
        texts
    }

    pub(super) fn wrong(&mut self, json: &Json, path: &Path, right: &str) {
        self.faults.error("wrong-type", path, format!("this is {} and should be {right}", json.kind()));
    }
}

pub(super) fn primary_length(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or("");
    (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic())
}
