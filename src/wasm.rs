//! The boundary to JavaScript: the one module that knows of it.
//!
//! In: a parsed dictionary, compiled bytes, blocks of text (all in one string). Out: a report, and mentions as flat
//! arrays of numbers. Offsets leave in UTF-16 code units; a lone surrogate arrives as U+FFFD, one unit for one.

use wasm_bindgen::prelude::*;

#[cfg(feature = "compiler")]
mod compiler {
    use serde::Serialize;
    use wasm_bindgen::prelude::*;

    use crate::{check::check, compile::compile, fault::Severity, json::Json};

    #[derive(Serialize)]
    struct Report<'a> {
        faults: Vec<Fault<'a>>,
        unlisted: usize,
        entities: usize,
        aliases: usize,
    }

    #[derive(Serialize)]
    struct Fault<'a> {
        severity: &'static str,
        code: &'static str,
        path: &'a str,
        message: &'a str,
    }

    /// A source that was checked, and compiled from what can be used of it.
    #[wasm_bindgen]
    pub struct Compilation {
        report: JsValue,
        bytes: Vec<u8>,
    }

    #[wasm_bindgen]
    impl Compilation {
        /// Checks and compiles a dictionary source: what `JSON.parse` gives.
        ///
        /// # Errors
        /// A message, where the value is nested too deep or cannot be read.
        #[wasm_bindgen(constructor)]
        pub fn new(source: JsValue) -> Result<Compilation, JsValue> {
            let json: Json = serde_wasm_bindgen::from_value(source)?;
            let checked = check(&json, is_https);
            drop(json);
            let faults = checked.faults.listed.iter().map(|fault| Fault {
                severity: if fault.severity == Severity::Error { "error" } else { "warning" },
                code: fault.code,
                path: &fault.path,
                message: &fault.message,
            });
            let report = Report {
                faults: faults.collect(),
                unlisted: checked.faults.unlisted,
                entities: checked.source.entities.len(),
                aliases: checked.source.entities.iter().map(|entity| entity.aliases.len()).sum(),
            };
            Ok(Compilation { report: serde_wasm_bindgen::to_value(&report)?, bytes: compile(&checked.source) })
        }

        /// `{faults: [{severity, code, path, message}], unlisted, entities, aliases}`.
        #[wasm_bindgen(getter)]
        pub fn report(&self) -> JsValue {
            self.report.clone()
        }

        /// The compiled dictionary; afterwards there is none here.
        pub fn take_bytes(&mut self) -> Vec<u8> {
            std::mem::take(&mut self.bytes)
        }
    }

    /// As the platform parses it: a browser strips tabs and reads `JAVASCRIPT:` where a look at the text does not.
    fn is_https(address: &str) -> bool {
        web_sys::Url::new(address).is_ok_and(|url| url.protocol() == "https:")
    }
}

#[cfg(feature = "matcher")]
mod matcher {
    use std::rc::Rc;

    use js_sys::Uint32Array;
    use wasm_bindgen::prelude::*;

    use crate::{compiled, document};

    /// A compiled dictionary.
    #[wasm_bindgen]
    pub struct Dictionary {
        inner: Rc<compiled::Dictionary>,
    }

    #[wasm_bindgen]
    impl Dictionary {
        /// Takes the bytes of a compiled file.
        ///
        /// # Errors
        /// A text of code and message, parted by a line break.
        #[wasm_bindgen(constructor)]
        pub fn new(bytes: Vec<u8>) -> Result<Dictionary, JsValue> {
            match compiled::Dictionary::load(bytes) {
                Ok(inner) => Ok(Dictionary { inner: Rc::new(inner) }),
                Err(error) => Err(JsValue::from_str(&[error.code(), &error.to_string()].join("\n"))),
            }
        }

        /// The text of an alias.
        pub fn alias(&self, alias: u32) -> String {
            self.inner.alias_text(alias).to_owned()
        }

        /// The id of an entity.
        pub fn entity(&self, entity: u32) -> String {
            self.inner.entity_id(entity).to_owned()
        }

        /// How many entities.
        #[wasm_bindgen(getter)]
        pub fn entities(&self) -> u32 {
            self.inner.entities()
        }

        /// How many aliases.
        #[wasm_bindgen(getter)]
        pub fn aliases(&self) -> u32 {
            self.inner.aliases()
        }

        /// The primary subtag of its language, or nothing.
        #[wasm_bindgen(getter)]
        pub fn language(&self) -> String {
            self.inner.language().to_owned()
        }

        /// Its name, or nothing.
        #[wasm_bindgen(getter)]
        pub fn name(&self) -> String {
            self.inner.name().to_owned()
        }
    }

    /// Blocks of text under some dictionaries.
    #[wasm_bindgen]
    pub struct Document {
        dictionaries: Vec<Rc<compiled::Dictionary>>,
        inner: Option<document::Document>,
    }

    #[wasm_bindgen]
    impl Document {
        /// An empty document without dictionaries.
        #[wasm_bindgen(constructor)]
        #[expect(clippy::new_without_default, reason = "JavaScript has no Default")]
        pub fn new() -> Document {
            Document { dictionaries: Vec::new(), inner: None }
        }

        /// Adds a dictionary; all of them before the first block is read.
        pub fn add(&mut self, dictionary: &Dictionary) {
            self.dictionaries.push(Rc::clone(&dictionary.inner));
        }

        /// Reads new or changed blocks: their numbers, their texts with one character between them, where each ends in
        /// UTF-16 code units, and their languages, one a line.
        pub fn read(&mut self, ids: &[u32], texts: &str, ends: &[u32], languages: &str) {
            let mut rest = texts.char_indices();
            let (mut start, mut units) = (0, 0);
            let mut languages = languages.split('\n');
            let mut blocks = Vec::with_capacity(ids.len());
            for (&id, &end) in ids.iter().zip(ends) {
                let mut at = start;
                while units < end
                    && let Some((from, c)) = rest.next()
                {
                    units += if c > '\u{FFFF}' { 2 } else { 1 };
                    at = from + c.len_utf8();
                }
                blocks.push((id, &texts[start..at], languages.next().unwrap_or("")));
                // The character between two blocks.
                units += 1;
                start = at + rest.next().map_or(0, |(_, c)| c.len_utf8());
            }
            self.document().read(&blocks);
        }

        /// Decides over the blocks in order. Gives the number of removed mentions, their ids, and for each added one
        /// id, block, start, end, dictionary, entity, alias.
        pub fn decide(&mut self, order: &[u32], occurrences: u32) -> Uint32Array {
            let changes = self.document().decide(order, occurrences);
            let removed = u32::try_from(changes.removed.len()).expect("ids are 32 bits wide");
            let mut numbers = vec![removed];
            numbers.extend(changes.removed);
            for m in changes.added {
                numbers.extend([m.id, m.block, m.start, m.end, m.dictionary, m.entity, m.alias]);
            }
            Uint32Array::from(&numbers[..])
        }
    }

    impl Document {
        fn document(&mut self) -> &mut document::Document {
            let dictionaries = &mut self.dictionaries;
            self.inner.get_or_insert_with(|| document::Document::new(std::mem::take(dictionaries)))
        }
    }
}

/// Where the core stands, for messages.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
