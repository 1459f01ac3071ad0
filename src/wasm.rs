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

    use crate::{
        check, compiled::Dictionary, document::Text, error::Error, explain, fault::Severity, fold, json::Json,
    };

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
            dictionaries.push(Rc::new(Dictionary::load(bytes.to_vec()).map_err(Error::lines)?));
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
        sorted: Sorted,
    }

    #[wasm_bindgen]
    impl Compiler {
        /// An empty dictionary.
        #[wasm_bindgen(constructor)]
        pub fn new(priority: i32) -> Compiler {
            let source = Source { priority, ..Source::default() };
            Compiler { source, sorter: Sorter::default(), sorted: Sorted::default() }
        }

        /// The next entity.
        pub fn entity(&mut self, weight: f64) {
            self.source.entities.push(Entity { weight, ..Entity::default() });
        }

        /// What one text tells. Of the dictionary: 0 its name, 1 its language, 2 one group more of the words of its language that
        /// mean something to deciding. Of the last entity: 3 its id, 4 its type, 5 the address of a page about it; 6 one more address that
        /// means it elsewhere, 7 context, 8 context against it, 9 the id of one that is related.
        pub fn text(&mut self, what: u8, text: String) {
            let source = &mut self.source;
            let one = match (what, source.entities.last_mut()) {
                (0, _) => &mut source.name,
                (1, _) => &mut source.language,
                (2, _) => return source.common.push(text),
                (3, Some(entity)) => &mut entity.id,
                (4, Some(entity)) => &mut entity.kind,
                (5, Some(entity)) => &mut entity.url,
                (_, Some(entity)) => {
                    let several = match what {
                        6 => &mut entity.same_as,
                        7 => &mut entity.context,
                        8 => &mut entity.not_context,
                        _ => &mut entity.related,
                    };
                    return several.push(text);
                }
                (_, None) => return,
            };
            *one = text;
        }

        /// The next alias of the last entity, or a text that hides candidates inside it. `style` is 0 smart, 1 exact, 2 any
        /// case, 3 the text that hides; and 4 more where it is short, 8 more where it is a common word. Gives 0, or why it is
        /// none: 1 empty, 2 too long, 3 without letter or digit, 4 known already.
        pub fn alias(&mut self, text: &str, style: u8, language: String) -> u8 {
            let (text, form) = match usable(text) {
                Ok((text, form)) => (text.to_owned(), form),
                Err(unusable) => return unusable as u8,
            };
            let Source { entities, suppress, .. } = &mut self.source;
            let last = entities.len().wrapping_sub(1);
            let (short, common) = (style & 4 > 0, style & 8 > 0);
            let case = match style & 3 {
                0 => Case::Smart,
                1 => Case::Exact,
                2 => Case::Any,
                _ => {
                    self.sorter.add(NONE, suppress.len(), form);
                    suppress.push(text);
                    return 0;
                }
            };
            if let Some(entity) = entities.get_mut(last) {
                if entity.aliases.iter().any(|known| known.text == text && known.language == language) {
                    return 4;
                }
                self.sorter.add(last, entity.aliases.len(), form);
                entity.aliases.push(Alias { text, case, short, common, language });
            }
            0
        }

        /// Puts all that has come into the order of the compiled file. A call of its own, so that a page can pause before what follows.
        pub fn sort(&mut self) {
            self.sorted = std::mem::take(&mut self.sorter).sort(&self.source);
        }

        /// The compiled dictionary, of what has been sorted.
        pub fn finish(&mut self) -> Vec<u8> {
            write(&self.source, &self.sorted)
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
            self.sorted.entities.iter().filter_map(|&place| u32::try_from(place).ok()).collect()
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
        /// Takes the bytes of a compiled file. Where its `text` 3 says why they cannot be read, nothing else may be asked of it. (An exception would
        /// bring wasm-bindgen's table of JavaScript values into pages.)
        #[wasm_bindgen(constructor)]
        pub fn new(bytes: Vec<u8>) -> Dictionary {
            match compiled::Dictionary::load(bytes) {
                Ok(inner) => Dictionary { inner: Rc::new(inner), fault: None },
                Err(error) => Dictionary { inner: Rc::default(), fault: Some(error) },
            }
        }

        /// A text of it. 0 and 1: of an alias, an entity's id, by number. 2: what is told of it, a line each: its name; the primary subtag of
        /// its language; its head, as JSON; each of which may be empty; and then its files of cards: a name, a space, and how many
        /// entities it holds. 3: why it cannot be read, a code and a message, a line each; nothing where it can be.
        pub fn text(&self, what: u8, number: u32) -> String {
            match what {
                0 => self.inner.alias_text(number),
                1 => self.inner.entity_id(number),
                2 => {
                    let mut lines = String::new();
                    for text in [self.inner.name(), self.inner.language(), self.inner.head(), self.inner.chunks()] {
                        lines.push_str(text);
                        lines.push('\n');
                    }
                    lines
                }
                _ => self.fault.map_or("", Error::lines).to_owned(),
            }
        }

        /// The number of an entity; as many as there are entities where it has none with this id.
        #[wasm_bindgen(js_name = findEntity)]
        pub fn find_entity(&self, id: &str) -> u32 {
            self.inner.find_entity(id).unwrap_or(self.inner.entities())
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
        inner: document::Document,
        options: decide::Options,
        /// Blocks on their way in.
        blocks: Vec<Text>,
    }

    struct Text {
        id: u32,
        written: String,
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
            self.inner.add(Rc::clone(&dictionary.inner));
        }

        /// A new or changed block: its number, text and language, and whether a section begins with it.
        pub fn block(&mut self, id: u32, written: String, language: String, is_heading: bool) {
            self.blocks.push(Text { id, written, language, is_heading });
        }

        /// Reads the blocks that have come.
        pub fn read(&mut self) {
            let blocks = std::mem::take(&mut self.blocks);
            let texts: Vec<document::Text> = (blocks.iter())
                .map(|Text { id, written, language, is_heading }| document::Text {
                    id: *id,
                    text: written,
                    language,
                    is_heading: *is_heading,
                })
                .collect();
            self.inner.read(&texts, &mut ());
        }

        /// What is told by numbers: occurrences, whether they are by section, words between marks, marks in a hundred words,
        /// margin, whether short forms count only behind fuller aliases, stages to leave out, whether what is undecided is
        /// kept; and of what entities the page is about, their ids or addresses, one a line.
        pub fn set(&mut self, numbers: &[u32], about: &str) {
            self.options = options(numbers);
            let mut rest = about;
            while !rest.is_empty() {
                let mut found = self.inner.find(line(&mut rest));
                self.options.limits.about.append(&mut found);
            }
        }

        /// Decides over the blocks in order. Gives the number of removed mentions, their ids, and for each added one
        /// id, block, start, end, dictionary and number of its alias, then how many entities it may mean, and of each
        /// dictionary and number: one, or several where it is undecided, the likeliest first.
        pub fn decide(&mut self, order: &[u32]) -> Vec<u32> {
            let mut changes = self.inner.decide(order, &self.options, &mut ());
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
}
