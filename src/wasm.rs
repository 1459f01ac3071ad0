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

#[cfg(all(feature = "checker", feature = "matcher"))]
mod checker {
    use std::rc::Rc;

    use serde::{Deserialize, Serialize};
    use wasm_bindgen::prelude::*;

    use crate::{check, compiled::Dictionary, document::Text, explain, fault::Severity, fold, json::Json};

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

    /// What each stage said of each alias at each place of some blocks (`[{text, lang, isHeading}]`), in the order in which it
    /// was: `[{block, start, end, entity, alias, code, message}]`. The options are those of `Document.set`.
    ///
    /// # Errors
    /// A text of code and message, parted by a line break, where a dictionary cannot be read.
    #[wasm_bindgen]
    #[expect(clippy::needless_pass_by_value, reason = "a list arrives as its own")]
    pub fn explain(
        compiled: Vec<js_sys::Uint8Array>,
        blocks: JsValue,
        options: &[u32],
        about: &str,
    ) -> Result<JsValue, JsValue> {
        let mut dictionaries = Vec::new();
        for bytes in &compiled {
            let told = |error: crate::error::Error| format!("{}\n{}", error.code(), error.message());
            dictionaries.push(Rc::new(Dictionary::load(bytes.to_vec()).map_err(told)?));
        }
        let blocks: Vec<BlockToExplain> = serde_wasm_bindgen::from_value(blocks)?;
        let texts: Vec<Text> = (0..)
            .zip(&blocks)
            .map(|(id, block)| Text { id, text: &block.text, language: &block.lang, is_heading: block.is_heading })
            .collect();
        let about: Vec<&str> = about.split('\n').collect();
        let said = explain::explain(&dictionaries, &texts, &about, &super::matcher::options(options));
        let lines = said.iter().map(|said| {
            let dictionary = &dictionaries[said.dictionary as usize];
            let (code, message) = said.verdict.told();
            Line {
                block: said.block,
                start: said.start,
                end: said.end,
                entity: dictionary.entity_id(dictionary.alias_entity(said.alias)),
                alias: dictionary.alias_text(said.alias),
                code,
                message,
            }
        });
        Ok(serde_wasm_bindgen::to_value(&lines.collect::<Vec<_>>())?)
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct BlockToExplain {
        text: String,
        lang: String,
        is_heading: bool,
    }

    #[derive(Serialize)]
    struct Line {
        block: u32,
        start: u32,
        end: u32,
        entity: String,
        alias: String,
        code: &'static str,
        message: String,
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
        /// An empty dictionary. `common` are the words of its language that mean something to deciding.
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
        pub fn alias(&mut self, text: &str, case: u8, short: bool, common: bool, language: String) -> u8 {
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
                entity.aliases.push(Alias { text, case, short, common, language });
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

        /// What else is known of the last entity: 0 an address that means it elsewhere, 1 context, 2 context against it, 3 the
        /// id of one that is related, 4 the address of a page about it.
        pub fn evidence(&mut self, kind: u8, text: String) {
            if let Some(entity) = self.source.entities.last_mut() {
                match kind {
                    0 => entity.same_as.push(text),
                    1 => entity.context.push(text),
                    2 => entity.not_context.push(text),
                    3 => entity.related.push(text),
                    _ => entity.url = text,
                }
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

    use crate::{compiled, decide, document, error::Error, fold::line, limits};

    /// A compiled dictionary.
    #[wasm_bindgen]
    pub struct Dictionary {
        inner: Rc<compiled::Dictionary>,
        fault: Option<Error>,
    }

    #[wasm_bindgen]
    impl Dictionary {
        /// Takes the bytes of a compiled file. Where it has a `fault`, nothing else may be asked of it. (An exception would
        /// bring wasm-bindgen's table of JavaScript values into pages.)
        #[wasm_bindgen(constructor)]
        pub fn new(bytes: Vec<u8>) -> Dictionary {
            match compiled::Dictionary::load(bytes) {
                Ok(inner) => Dictionary { inner: Rc::new(inner), fault: None },
                Err(error) => Dictionary { inner: Rc::default(), fault: Some(error) },
            }
        }

        /// Why it cannot be read: a code and a message, a line each; nothing where it can be.
        #[wasm_bindgen(getter)]
        pub fn fault(&self) -> String {
            let mut lines = String::new();
            if let Some(error) = &self.fault {
                lines.push_str(error.code());
                lines.push('\n');
                lines.push_str(&error.message());
            }
            lines
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

        /// A line each: its name; the primary subtag of its language; what is told of it, as JSON; each of which may be
        /// empty; and then its files of cards: a name, a space, and how many entities it holds.
        #[wasm_bindgen(getter)]
        pub fn told(&self) -> String {
            let mut lines = String::new();
            for text in [self.inner.name(), self.inner.language(), self.inner.head(), self.inner.chunks()] {
                lines.push_str(text);
                lines.push('\n');
            }
            lines
        }

        /// How many entities and aliases it has; its priority (in two's complement): dictionaries of a higher one win over others; and how many
        /// pages of it turned out damaged so far: they count as empty.
        #[wasm_bindgen(getter)]
        pub fn numbers(&self) -> Vec<u32> {
            let dictionary = &self.inner;
            let priority = dictionary.priority().cast_unsigned();
            vec![dictionary.entities(), dictionary.aliases(), priority, dictionary.damaged_pages()]
        }
    }

    /// Blocks of text under some dictionaries.
    #[wasm_bindgen]
    #[derive(Default)]
    pub struct Document {
        dictionaries: Vec<Rc<compiled::Dictionary>>,
        inner: Option<document::Document>,
        options: decide::Options,
        /// Blocks on their way in.
        blocks: Vec<Text>,
    }

    struct Text {
        id: u32,
        text: String,
        language: String,
        is_heading: bool,
    }

    #[wasm_bindgen]
    impl Document {
        /// An empty document without dictionaries.
        #[wasm_bindgen(constructor)]
        pub fn new() -> Document {
            Document::default()
        }

        /// Adds a dictionary; all of them before the first block is read.
        pub fn add(&mut self, dictionary: &Dictionary) {
            self.dictionaries.push(Rc::clone(&dictionary.inner));
        }

        /// A new or changed block: its number, text and language, and whether a section begins with it.
        pub fn block(&mut self, id: u32, text: String, language: String, is_heading: bool) {
            self.blocks.push(Text { id, text, language, is_heading });
        }

        /// Reads the blocks that have come.
        pub fn read(&mut self) {
            let blocks = std::mem::take(&mut self.blocks);
            let texts: Vec<document::Text> = (blocks.iter())
                .map(|Text { id, text, language, is_heading }| document::Text {
                    id: *id,
                    text,
                    language,
                    is_heading: *is_heading,
                })
                .collect();
            self.document().read(&texts, &mut ());
        }

        /// What is told by numbers: occurrences, whether they are by section, words between marks, marks in a hundred words,
        /// margin, whether short forms count only behind fuller aliases, stages to leave out, whether what is undecided is
        /// kept; and of what entities the page is about, their ids or addresses, one a line.
        pub fn set(&mut self, numbers: &[u32], about: &str) {
            self.options = options(numbers);
            let mut rest = about;
            while !rest.is_empty() {
                let mut found = self.document().find(line(&mut rest));
                self.options.limits.about.append(&mut found);
            }
        }

        /// Decides over the blocks in order. Gives the number of removed mentions, their ids, and for each added one
        /// id, block, start, end, dictionary and number of its alias, then how many entities it may mean, and of each
        /// dictionary and number: one, or several where it is undecided, the likeliest first.
        pub fn decide(&mut self, order: &[u32]) -> Vec<u32> {
            let options = std::mem::take(&mut self.options);
            let mut changes = self.document().decide(order, &options, &mut ());
            self.options = options;
            let count = |length: usize| u32::try_from(length).unwrap_or(0);
            let mut numbers = vec![count(changes.removed.len())];
            numbers.append(&mut changes.removed);
            for m in &mut changes.added {
                if m.alternatives.is_empty() {
                    m.alternatives.push((m.dictionary, m.entity));
                }
                let entities = count(m.alternatives.len());
                for number in [m.id, m.block, m.start, m.end, m.alias_dictionary, m.alias, entities] {
                    numbers.push(number);
                }
                for &(dictionary, entity) in &m.alternatives {
                    numbers.push(dictionary);
                    numbers.push(entity);
                }
            }
            numbers
        }
    }

    /// As `Document::set` takes them.
    pub fn options(numbers: &[u32]) -> decide::Options {
        let &[occurrences, by_section, distance, density, margin, introduced_before, without, keeps_undecided] =
            numbers
        else {
            return decide::Options::default();
        };
        let (by_section, introduced_before, keeps_undecided) =
            (by_section > 0, introduced_before > 0, keeps_undecided > 0);
        let limits = limits::Limits { occurrences, by_section, distance, density, about: Vec::new() };
        decide::Options { limits, margin, introduced_before, without, keeps_undecided }
    }

    impl Document {
        fn document(&mut self) -> &mut document::Document {
            let dictionaries = &mut self.dictionaries;
            self.inner.get_or_insert_with(|| document::Document::new(std::mem::take(dictionaries)))
        }
    }
}
