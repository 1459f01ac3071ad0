//! Whom candidates of a document may mean: each entity once, however many dictionaries have it.
//!
//! In: entities of dictionaries, as candidates name them. Out: one number for each, and what deciding knows of it. Two
//! dictionaries have the same entity where the ids are equal or an address of `sameAs` is shared; it goes by the id of the
//! dictionary with the highest priority. Cost: with one dictionary nothing is compared.

use std::rc::Rc;

use crate::{
    compiled::Dictionary,
    evidence::{Evidence, LINKS, RELATED},
    numbers::Numbers,
};

/// An entity that candidates may mean.
#[derive(Debug, Default)]
pub struct Entity {
    /// The dictionary whose id it goes by.
    pub dictionary: u32,
    /// Its number there.
    pub number: u32,
    /// In thousandths; where several dictionaries have it, the highest.
    pub weight: u32,
    /// What is known of it; the related ones are numbers as this module gives them.
    pub evidence: Evidence,
}

/// The entities of a document.
#[derive(Debug, Default)]
pub struct Entities {
    dictionaries: Vec<Rc<Dictionary>>,
    /// By priority, the highest first.
    order: Vec<u32>,
    keys: Numbers,
    list: Vec<Entity>,
    /// For each entity as a dictionary has it, by the place of its key: its place in the list.
    places: Vec<u32>,
}

impl Entities {
    /// Those of one more dictionary may be meant.
    pub fn add(&mut self, dictionary: Rc<Dictionary>) {
        let is_behind = |&other: &u32| self.dictionaries[other as usize].priority() < dictionary.priority();
        let at = self.order.iter().position(is_behind).unwrap_or(self.order.len());
        self.order.insert(at, u32::try_from(self.dictionaries.len()).unwrap_or(0));
        self.dictionaries.push(dictionary);
    }

    /// The dictionaries.
    pub fn dictionaries(&self) -> &[Rc<Dictionary>] {
        &self.dictionaries
    }

    /// An entity by its number.
    pub fn get(&self, entity: u32) -> &Entity {
        &self.list[entity as usize]
    }

    /// All, by their numbers.
    pub fn iter(&self) -> std::slice::Iter<'_, Entity> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The number of an entity of a dictionary, with all that is known of it.
    pub fn know(&mut self, dictionary: u32, number: u32) -> u32 {
        let (entity, key) = self.place(dictionary, number);
        if self.places[key] & ADDED == 0 {
            self.places[key] |= ADDED;
            let own = self.dictionaries[dictionary as usize].clone();
            let mut evidence = own.evidence(number);
            for related in &mut evidence.lists[RELATED] {
                *related = self.place(dictionary, *related).0;
            }
            let weight = own.weight(number);
            let known = &mut self.list[entity as usize];
            known.weight = known.weight.max(weight);
            if known.evidence.kind == 0 {
                known.evidence.kind = evidence.kind;
            }
            for (list, other) in known.evidence.lists.iter_mut().zip(&mut evidence.lists) {
                list.append(other);
            }
            // The dictionary whose id it goes by knows of it, too.
            let home = (known.dictionary, known.number);
            if home != (dictionary, number) {
                self.know(home.0, home.1);
            }
        }
        entity
    }

    /// The number of an entity of a dictionary, and the place of its key.
    fn place(&mut self, dictionary: u32, number: u32) -> (u32, usize) {
        let key = self.keys.add(number ^ dictionary.rotate_right(8));
        if key == self.places.len() {
            self.places.push(0);
            let twin = if self.dictionaries.len() > 1 { self.twin(dictionary, number) } else { None };
            self.places[key] = if let Some((dictionary, number)) = twin {
                self.place(dictionary, number).0
            } else {
                self.list.push(Entity { dictionary, number, ..Entity::default() });
                u32::try_from(self.list.len() - 1).unwrap_or(0)
            };
        }
        (self.places[key] & !ADDED, key)
    }

    /// The same entity in a dictionary that goes before.
    fn twin(&self, dictionary: u32, number: u32) -> Option<(u32, u32)> {
        let own = &self.dictionaries[dictionary as usize];
        let (id, links) = (own.entity_id(number), &own.evidence(number).lists[LINKS]);
        self.order.iter().take_while(|&&other| other != dictionary).find_map(|&other| {
            let before = &self.dictionaries[other as usize];
            let twin = before.find_entity(&id).or_else(|| links.iter().find_map(|&link| before.linked(link)));
            twin.map(|twin| (other, twin))
        })
    }
}

/// Beside a place: what the dictionary says of it is among what is known.
const ADDED: u32 = 1 << 31;
