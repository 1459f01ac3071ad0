//! What a card shows: attribution, description, image, links. Checked only, since matching needs none of it.

use super::{Checker, values::primary_length};
use crate::{
    fault::{Path, quote},
    json::Json,
};

const ATTRIBUTION_KEYS: &[&str] = &["text", "url", "license"];
const IMAGE_KEYS: &[&str] = &["src", "alt", "credit", "creditUrl", "license"];

impl<'a> Checker<'a> {
    pub(super) fn attribution(&mut self, json: &'a Json, path: &Path) {
        let Json::Object(keys) = json else {
            return self.wrong(json, path, "an object such as {\"text\": \"…\", \"license\": \"CC BY 4.0\"}");
        };
        for (key, value) in self.known(keys, ATTRIBUTION_KEYS, path) {
            if key == "url" { self.https(value, &path.key(key)) } else { _ = self.text(value, &path.key(key)) }
        }
    }

    pub(super) fn description(&mut self, json: &'a Json, path: &Path) {
        match json {
            Json::Text(_) => _ = self.text(json, path),
            Json::Object(languages) => {
                for (language, value) in languages {
                    let path = path.key(language);
                    if primary_length(language) {
                        self.text(value, &path);
                    } else {
                        let what = format!("{} is not a language tag such as \"en\"", quote(language));
                        self.faults.error("not-a-language", &path, what);
                    }
                }
            }
            other => self.wrong(other, path, "text, or one text per language such as {\"en\": \"…\"}"),
        }
    }

    pub(super) fn image(&mut self, json: &'a Json, path: &Path) {
        let Json::Object(keys) = json else {
            return self.wrong(json, path, "an object such as {\"src\": \"https://…\", \"alt\": \"…\"}");
        };
        if !keys.iter().any(|(key, _)| key == "src") {
            self.faults.error(
                "missing",
                &path.key("src"),
                "an image needs its address: add \"src\": \"https://…\"".into(),
            );
        }
        for (key, value) in self.known(keys, IMAGE_KEYS, path) {
            let path = path.key(key);
            if matches!(key, "src" | "creditUrl") { self.https(value, &path) } else { _ = self.text(value, &path) }
        }
    }

    pub(super) fn https(&mut self, json: &'a Json, path: &Path) {
        if let Some(url) = self.text(json, path) {
            self.https_text(url, path);
        }
    }

    pub(super) fn https_text(&mut self, url: &str, path: &Path) {
        if !(self.is_https)(url) {
            let what = format!("{} is not an https address; it is left out: write https://…", quote(url));
            self.faults.error("not-https", path, what);
        }
    }
}
