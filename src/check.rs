//! What is wrong with a dictionary source, all at once.
//!
//! In: a tree of JSON. Out: every fault with the path to it, what is wrong and what would be right, and the checked
//! source without what is faulty: one bad alias costs that alias, never the dictionary. The format is DESIGN.md's
//! "Dictionary source".

mod card;
mod values;

use std::collections::BTreeMap;

use crate::{
    alias::{LONGEST_ALIAS, Unusable, usable},
    fault::{Faults, Path, nearest, quote},
    json::Json,
    source::{Alias, Entity, Source},
    traits::Case,
};

const DICTIONARY_KEYS: &[&str] = &["name", "language", "version", "priority", "attribution", "entities", "suppress"];
const ENTITY_KEYS: &[&str] = &[
    "id",
    "name",
    "type",
    "aliases",
    "description",
    "url",
    "image",
    "sameAs",
    "weight",
    "context",
    "notContext",
    "related",
];
const ALIAS_KEYS: &[&str] = &["text", "case", "short", "lang"];
const CASES: &[&str] = &["smart", "exact", "any"];
/// Against typing errors only: any other name of that shape is taken as a schema.org type.
const TYPES: &[&str] = &[
    "Person",
    "Organization",
    "GovernmentOrganization",
    "NewsMediaOrganization",
    "Corporation",
    "NGO",
    "PoliticalParty",
    "EducationalOrganization",
    "CollegeOrUniversity",
    "SportsTeam",
    "SportsOrganization",
    "MusicGroup",
    "Place",
    "Country",
    "City",
    "State",
    "AdministrativeArea",
    "Continent",
    "Event",
    "CreativeWork",
    "Book",
    "Movie",
    "Legislation",
    "Product",
    "Brand",
    "Thing",
    "Landform",
    "Airport",
    "LandmarksOrHistoricalBuildings",
    "BodyOfWater",
    "Periodical",
    "Newspaper",
];

/// A check's result.
#[derive(Debug)]
pub struct Report {
    /// In the order of the source.
    pub faults: Faults,
    /// What can be used; without entities where nothing can.
    pub source: Source,
}

/// Checks a source. `is_https` says whether an address is an https URL that the host would follow.
pub fn check(json: &Json, is_https: fn(&str) -> bool) -> Report {
    let mut checker = Checker { faults: Faults::default(), is_https, ids: BTreeMap::new() };
    let source = checker.dictionary(json);
    Report { faults: checker.faults, source }
}

struct Checker<'a> {
    faults: Faults,
    is_https: fn(&str) -> bool,
    /// Where each id was first given.
    ids: BTreeMap<&'a str, String>,
}

impl<'a> Checker<'a> {
    fn dictionary(&mut self, json: &'a Json) -> Source {
        let mut source = Source::default();
        let root = Path::root();
        let Json::Object(keys) = json else {
            let what = format!("a dictionary is an object with a list of \"entities\", not {}", json.kind());
            self.faults.error("not-a-dictionary", &root, what);
            return source;
        };
        let mut entities = None;
        for (key, value) in self.known(keys, DICTIONARY_KEYS, &root) {
            let path = root.key(key);
            match key {
                "name" => self.text(value, &path).unwrap_or_default().clone_into(&mut source.name),
                "language" => self.language(value, &path).clone_into(&mut source.language),
                "version" => _ = self.text(value, &path),
                "priority" => source.priority = self.priority(value, &path),
                "attribution" => self.attribution(value, &path),
                "suppress" => {
                    for (text, path) in self.texts(value, &path) {
                        source.suppress.extend(self.alias_text(text, &path).map(str::to_owned));
                    }
                }
                _ => entities = Some(value),
            }
        }
        let language = crate::compiled::primary_subtag(&source.language).to_ascii_lowercase();
        crate::common_words::common_words(&language).clone_into(&mut source.common);
        let path = root.key("entities");
        match entities {
            Some(Json::List(list)) => {
                for (index, value) in list.iter().enumerate() {
                    source.entities.extend(self.entity(value, &path.index(index)));
                }
                self.related(list, &path);
            }
            Some(other) => self.wrong(other, &path, "a list of entities"),
            None if source.suppress.is_empty() => {
                self.faults.error("missing", &path, "the list of entities is missing".into());
            }
            None => {}
        }
        if matches!(entities, Some(Json::List(list)) if list.is_empty()) && source.suppress.is_empty() {
            self.faults.error("empty-dictionary", &path, "there is no entity in it: nothing will be found".into());
        }
        source
    }

    fn entity(&mut self, json: &'a Json, path: &Path) -> Option<Entity> {
        let Json::Object(keys) = json else {
            self.wrong(json, path, "an object with \"id\" and \"name\"");
            return None;
        };
        let mut entity = Entity { weight: 0.5, ..Entity::default() };
        let (mut id, mut name, mut aliases) = (None, None, None);
        for (key, value) in self.known(keys, ENTITY_KEYS, path) {
            let path = path.key(key);
            match key {
                "id" => id = Some(self.required_text(value, &path)),
                "name" => name = Some(self.required_text(value, &path)),
                "aliases" => aliases = Some(value),
                "type" => entity.kind = self.kind(value, &path).to_owned(),
                "description" => self.description(value, &path),
                "url" => self.https(value, &path),
                "image" => self.image(value, &path),
                "sameAs" => {
                    for (url, path) in self.texts(value, &path) {
                        self.https_text(url, &path);
                    }
                }
                "weight" => entity.weight = self.weight(value, &path),
                _ => _ = self.texts(value, &path),
            }
        }
        for (key, found) in [("id", id), ("name", name)] {
            if found.is_none() {
                let what = format!(
                    "every entity needs {}: add \"{key}\": \"…\"",
                    if key == "id" { "an id" } else { "a name" }
                );
                self.faults.error("missing", &path.key(key), what);
            }
        }
        if let Some(text) = name.flatten().and_then(|name| self.alias_text(name, &path.key("name"))) {
            entity.aliases.push(Alias { text: text.to_owned(), ..Alias::default() });
        }
        self.aliases(aliases, path, &mut entity);
        let id = id.flatten().filter(|_| name.flatten().is_some())?;
        if let Some(first) = self.ids.get(id) {
            let what = format!("the id {} is taken by {first}; an id must be given once", quote(id));
            self.faults.error("duplicate-id", &path.key("id"), what);
            return None;
        }
        self.ids.insert(id, path.to_string());
        id.clone_into(&mut entity.id);
        Some(entity)
    }

    fn aliases(&mut self, aliases: Option<&'a Json>, path: &Path, entity: &mut Entity) {
        let path = path.key("aliases");
        let list = match aliases {
            None => return,
            Some(Json::List(list)) => list,
            Some(other) => return self.wrong(other, &path, "a list such as [\"US\", \"U.S.\"]"),
        };
        for (index, value) in list.iter().enumerate() {
            let path = path.index(index);
            if let Some(alias) = self.alias(value, &path) {
                if entity.aliases.iter().any(|known| known.text == alias.text && known.language == alias.language) {
                    let what = format!("{} is an alias of this entity already: remove one", quote(&alias.text));
                    self.faults.warning("duplicate-alias", &path, what);
                } else {
                    entity.aliases.push(alias);
                }
            }
        }
    }

    fn alias(&mut self, json: &'a Json, path: &Path) -> Option<Alias> {
        let keys = match json {
            Json::Text(text) => {
                return self.alias_text(text, path).map(|text| Alias { text: text.to_owned(), ..Alias::default() });
            }
            Json::Object(keys) => keys,
            other => {
                self.wrong(other, path, "text, or an object such as {\"text\": \"US\", \"case\": \"exact\"}");
                return None;
            }
        };
        let mut alias = Alias::default();
        let mut text = None;
        for (key, value) in self.known(keys, ALIAS_KEYS, path) {
            let path = path.key(key);
            match (key, value) {
                ("text", value) => text = Some(self.text(value, &path).and_then(|text| self.alias_text(text, &path))),
                ("case", value) => alias.case = self.case(value, &path),
                ("short", Json::Bool(short)) => alias.short = *short,
                ("short", other) => self.wrong(other, &path, "true or false"),
                (_, value) => self.language(value, &path).clone_into(&mut alias.language),
            }
        }
        if text.is_none() {
            self.faults.error("missing", &path.key("text"), "an alias needs its text: add \"text\": \"…\"".into());
        }
        text??.clone_into(&mut alias.text);
        Some(alias)
    }

    /// The text of an alias that can match, without white space around it.
    fn alias_text<'t>(&mut self, text: &'t str, path: &Path) -> Option<&'t str> {
        let trimmed = match usable(text) {
            Ok((trimmed, _)) => trimmed,
            Err(Unusable::Empty) => {
                self.faults.error(
                    "empty-text",
                    path,
                    "an alias needs a letter or a digit: remove it, or write the name".into(),
                );
                return None;
            }
            Err(Unusable::TooLong) => {
                let length = text.chars().count();
                let what = format!("an alias of {length} characters is not a name: at most {LONGEST_ALIAS} are read");
                self.faults.error("too-long", path, what);
                return None;
            }
            Err(Unusable::NeverMatches) => {
                let what =
                    format!("{} has no letter and no digit and would never match: remove it", quote(text.trim()));
                self.faults.error("never-matches", path, what);
                return None;
            }
        };
        if trimmed.len() == 1 && !trimmed.as_bytes()[0].is_ascii_digit() {
            let what = format!("{} is a single letter and will mark much that it does not mean", quote(trimmed));
            self.faults.warning("one-letter", path, what);
        }
        if trimmed.len() < text.len() {
            self.faults.warning("white-space", path, format!("white space around {} does not count", quote(trimmed)));
        }
        Some(trimmed)
    }

    fn case(&mut self, json: &Json, path: &Path) -> Case {
        match json {
            Json::Text(text) if text == "smart" => Case::Smart,
            Json::Text(text) if text == "exact" => Case::Exact,
            Json::Text(text) if text == "any" => Case::Any,
            Json::Text(text) => {
                self.unknown_value(text, CASES, path);
                Case::Smart
            }
            other => {
                self.wrong(other, path, "\"smart\", \"exact\" or \"any\"");
                Case::Smart
            }
        }
    }

    fn kind(&mut self, json: &'a Json, path: &Path) -> &'a str {
        let Some(kind) = self.text(json, path) else { return "" };
        if TYPES.contains(&kind) {
            return kind;
        }
        let shaped =
            kind.starts_with(|c: char| c.is_ascii_uppercase()) && kind.bytes().all(|b| b.is_ascii_alphanumeric());
        let typo = nearest(kind, TYPES);
        if !shaped || typo.is_some() {
            let hint = typo
                .map_or(String::from(": write one such as Person or Organization"), |t| format!(": did you mean {t}?"));
            self.faults.warning(
                "unknown-type",
                path,
                format!("{} is not the name of a schema.org type{hint}", quote(kind)),
            );
        }
        kind
    }

    /// Ids that `related` names but no entity has.
    fn related(&mut self, entities: &'a [Json], path: &Path) {
        for (index, entity) in entities.iter().enumerate() {
            let Json::Object(keys) = entity else { continue };
            let Some((_, Json::List(list))) = keys.iter().find(|(key, _)| key == "related") else { continue };
            for (at, id) in list.iter().enumerate() {
                if let Json::Text(id) = id
                    && !self.ids.contains_key(id.as_str())
                {
                    let path = path.index(index).key("related").index(at);
                    self.faults.warning(
                        "unknown-id",
                        &path,
                        format!("no entity of this dictionary has the id {}", quote(id)),
                    );
                }
            }
        }
    }
}
