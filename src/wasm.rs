//! The boundary to JavaScript: the one module that knows of it.
//!
//! In: a dictionary in pieces or as a value, compiled bytes, blocks of text (all in one string). Out: a report, bytes, and
//! mentions as flat arrays of numbers. Offsets leave in UTF-16 code units; a lone surrogate arrives as U+FFFD, one unit for one.

/// What every platform knows of characters.
#[cfg(target_family = "wasm")]
pub mod platform {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// `String.prototype.normalize`.
        #[wasm_bindgen(js_namespace = ["String", "prototype", "normalize"], js_name = call)]
        pub fn normalize(text: &str, form: &str) -> String;
        /// `String.prototype.toLowerCase`.
        #[wasm_bindgen(js_namespace = ["String", "prototype", "toLowerCase"], js_name = call)]
        pub fn to_small(text: &str) -> String;
    }
}

#[cfg(feature = "checker")]
mod checker {
    use serde::Serialize;
    use wasm_bindgen::prelude::*;

    use crate::{check, fault::Severity, fold, json::Json};

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

    /// Checks a dictionary source: what `JSON.parse` gives. The report is
    /// `{faults: [{severity, code, path, message}], unlisted, entities, aliases}`.
    ///
    /// # Errors
    /// A message, where the value is nested too deep or cannot be read.
    #[wasm_bindgen]
    pub fn check(source: JsValue) -> Result<JsValue, JsValue> {
        let json: Json = serde_wasm_bindgen::from_value(source)?;
        let checked = check::check(&json, is_https);
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
        Ok(serde_wasm_bindgen::to_value(&report)?)
    }

    /// The comparison form of each text: what matching sees.
    #[wasm_bindgen]
    #[expect(clippy::needless_pass_by_value, reason = "a list arrives as its own")]
    pub fn fold(texts: Vec<String>) -> Vec<String> {
        texts.iter().map(|text| fold::fold(text).text).collect()
    }

    /// As the platform parses it: a browser strips tabs and reads `JAVASCRIPT:` where a look at the text does not.
    fn is_https(address: &str) -> bool {
        web_sys::Url::new(address).is_ok_and(|url| url.protocol() == "https:")
    }
}

#[cfg(feature = "compiler")]
mod compiler {
    use wasm_bindgen::prelude::*;

    use crate::{
        alias::usable,
        compile::write,
        sort::{NONE, Sorted, Sorter},
        source::{Alias, Entity, Source},
        traits::Case,
    };

    /// Compiles a dictionary that is given piece by piece, so that a page can pause in between.
    #[wasm_bindgen]
    pub struct Compiler {
        source: Source,
        sorter: Sorter,
        /// When all aliases have come.
        sorted: Option<Sorted>,
    }

    #[wasm_bindgen]
    impl Compiler {
        /// An empty dictionary. `common` are the common words of its language, folded, with spaces between them.
        #[wasm_bindgen(constructor)]
        pub fn new(name: String, language: String, priority: i32, common: String) -> Compiler {
            let source = Source { name, language, priority, common, ..Source::default() };
            Compiler { source, sorter: Sorter::default(), sorted: None }
        }

        /// The next entity.
        pub fn entity(&mut self, id: String, kind: String, weight: f64) {
            self.source.entities.push(Entity { id, kind, weight, ..Entity::default() });
        }

        /// The next alias of the last entity. `case` is 0 smart, 1 exact, 2 any. Gives 0, or why it is none: 1 empty,
        /// 2 too long, 3 without letter or digit, 4 known already.
        pub fn alias(&mut self, text: &str, case: u8, short: bool, language: String) -> u8 {
            let (text, form) = match usable(text) {
                Ok((text, form)) => (text.to_owned(), form),
                Err(unusable) => return unusable as u8,
            };
            let case = [Case::Smart, Case::Exact, Case::Any].get(usize::from(case)).copied().unwrap_or_default();
            let last = self.source.entities.len().wrapping_sub(1);
            if let Some(entity) = self.source.entities.get_mut(last) {
                if entity.aliases.iter().any(|known| known.text == text && known.language == language) {
                    return 4;
                }
                self.sorter.add(last, entity.aliases.len(), form);
                entity.aliases.push(Alias { text, case, short, language });
            }
            0
        }

        /// A text that hides candidates inside it. Gives the same numbers.
        pub fn suppress(&mut self, text: &str) -> u8 {
            match usable(text) {
                Ok((text, form)) => {
                    self.sorter.add(NONE, self.source.suppress.len(), form);
                    self.source.suppress.push(text.to_owned());
                    0
                }
                Err(unusable) => unusable as u8,
            }
        }

        /// An address that means the last entity elsewhere.
        #[wasm_bindgen(js_name = sameAs)]
        pub fn same_as(&mut self, address: String) {
            if let Some(entity) = self.source.entities.last_mut() {
                entity.same_as.push(address);
            }
        }

        /// Puts all that has come into the order of the compiled file, so that a page can pause before `finish`.
        pub fn sort(&mut self) {
            self.sorted();
        }

        /// The compiled dictionary.
        pub fn finish(&mut self) -> Vec<u8> {
            let (source, sorted) = self.sorted();
            write(source, sorted)
        }
    }

    impl Compiler {
        fn sorted(&mut self) -> (&Source, &Sorted) {
            let sorted = self.sorted.get_or_insert_with(|| std::mem::take(&mut self.sorter).sort(&self.source));
            (&self.source, sorted)
        }
    }

    /// What a page has no use for.
    #[cfg(feature = "checker")]
    #[wasm_bindgen]
    impl Compiler {
        /// What is told of the dictionary itself, as JSON.
        pub fn head(&mut self, json: String) {
            self.source.head = json;
        }

        /// The entities, by their places in the source, in the order of the compiled file.
        pub fn order(&mut self) -> Vec<u32> {
            let (_, sorted) = self.sorted();
            sorted.entities.iter().filter_map(|&place| u32::try_from(place).ok()).collect()
        }

        /// The next file of cards: of so many entities in that order.
        pub fn chunk(&mut self, name: String, count: u32) {
            self.source.chunks.push((name, count));
        }
    }
}

#[cfg(feature = "matcher")]
mod matcher {
    use std::rc::Rc;

    use wasm_bindgen::prelude::*;

    use crate::{compiled, document, fold::part};

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
                Err(error) => {
                    let mut text = error.code().to_owned();
                    text.push('\n');
                    text.push_str(&error.message());
                    Err(JsValue::from_str(&text))
                }
            }
        }

        /// The text of an alias.
        pub fn alias(&self, alias: u32) -> String {
            self.inner.alias_text(alias)
        }

        /// The id of an entity.
        pub fn entity(&self, entity: u32) -> String {
            self.inner.entity_id(entity)
        }

        /// The number of an entity.
        #[wasm_bindgen(js_name = findEntity)]
        pub fn find_entity(&self, id: &str) -> Option<u32> {
            self.inner.find_entity(id)
        }

        /// The files of cards, a line each: a name, a space, and how many entities it holds.
        #[wasm_bindgen(getter)]
        pub fn chunks(&self) -> String {
            self.inner.chunks().to_owned()
        }

        /// What is told of the dictionary itself, as JSON, or nothing.
        #[wasm_bindgen(getter)]
        pub fn head(&self) -> String {
            self.inner.head().to_owned()
        }

        /// How many pages of it turned out damaged so far: they count as empty.
        #[wasm_bindgen(getter, js_name = damagedPages)]
        pub fn damaged_pages(&self) -> u32 {
            self.inner.damaged_pages()
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

        /// Dictionaries of a higher one win over others.
        #[wasm_bindgen(getter)]
        pub fn priority(&self) -> i32 {
            self.inner.priority()
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
            let mut languages = languages;
            let mut blocks = Vec::with_capacity(ids.len());
            for (&id, &end) in ids.iter().zip(ends) {
                let mut at = start;
                while units < end
                    && let Some((from, c)) = rest.next()
                {
                    units += if c > '\u{FFFF}' { 2 } else { 1 };
                    at = from + c.len_utf8();
                }
                let line = languages.bytes().position(|byte| byte == b'\n').unwrap_or(languages.len());
                blocks.push((id, part(texts, start..at), part(languages, 0..line)));
                languages = part(languages, line + 1..languages.len());
                // The character between two blocks.
                units += 1;
                start = at + rest.next().map_or(0, |(_, c)| c.len_utf8());
            }
            self.document().read(&blocks);
        }

        /// Decides over the blocks in order. Gives the number of removed mentions, their ids, and for each added one
        /// id, block, start, end, dictionary, entity, alias.
        pub fn decide(&mut self, order: &[u32], occurrences: u32) -> Vec<u32> {
            let changes = self.document().decide(order, occurrences);
            let removed = u32::try_from(changes.removed.len()).expect("ids are 32 bits wide");
            let mut numbers = vec![removed];
            numbers.extend(changes.removed);
            for m in changes.added {
                numbers.extend([m.id, m.block, m.start, m.end, m.dictionary, m.entity, m.alias]);
            }
            numbers
        }
    }

    impl Document {
        fn document(&mut self) -> &mut document::Document {
            let dictionaries = &mut self.dictionaries;
            self.inner.get_or_insert_with(|| document::Document::new(std::mem::take(dictionaries)))
        }
    }
}
