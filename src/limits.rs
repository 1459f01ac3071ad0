//! The stage of limits: how many mentions become marks.
//!
//! In: the decisions of a document. Out: those that are kept. Counted by entity, whatever the alias and the dictionary.

use crate::{
    decide::{Decision, Page},
    surroundings::HEADING,
    witness::{Verdict, Witness},
};

/// How many mentions there may be; 0 is no limit.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Of one entity.
    pub occurrences: u32,
    /// Of one entity, counted anew behind every heading.
    pub by_section: bool,
    /// Words between two of them.
    pub distance: u32,
    /// Within a hundred words.
    pub density: u32,
    /// Entities that have none: what the page is about.
    pub about: Vec<u32>,
}

/// Words over which density counts.
const HUNDRED: u32 = 100;

/// Takes away what is too much.
#[inline(never)]
pub fn limit(page: &Page, decisions: Vec<Decision>, witness: &mut impl Witness) -> Vec<Decision> {
    let limits = &page.options.limits;
    // By entity: in which section it was seen last, and how often there.
    let mut seen = vec![(0, 0); page.entities.len()];
    let mut kept: Vec<Decision> = Vec::new();
    let (mut word, mut section) = (0, 0);
    for decision in decisions {
        let candidate = &page.candidates[decision.candidate];
        while word <= candidate.first {
            section += u32::from(limits.by_section && page.word(word).is(HEADING));
            word += 1;
        }
        let entity = &mut seen[candidate.entity as usize];
        if entity.0 != section {
            *entity = (section, 0);
        }
        let mut crowd = 0;
        let mut is_apart = true;
        for other in kept.iter().rev() {
            let other = &page.candidates[other.candidate];
            if other.first + HUNDRED.max(limits.distance) <= candidate.first {
                break;
            }
            crowd += u32::from(other.first + HUNDRED > candidate.first);
            is_apart &= other.last + limits.distance <= candidate.first;
        }
        if is_apart
            && (limits.density == 0 || crowd < limits.density)
            && (limits.occurrences == 0 || entity.1 < limits.occurrences)
            && !limits.about.contains(&candidate.entity)
        {
            entity.1 += 1;
            kept.push(decision);
            witness.hear(candidate, Verdict::Mention);
        } else {
            witness.hear(candidate, Verdict::Limited);
        }
    }
    kept
}
