//! The stage of longer names: what is part of a name that no dictionary has is not what it looks like.
//!
//! In: candidates and the words around them. Out: of "Washington Irving Middle School" and "Paris Hilton" nothing is left
//! where only Washington and Paris are known; nor of the surname alone, where the document has the longer name. A word beside
//! a candidate is no part of its name where it is a title or office, begins a sentence ("In Paris"), is written small elsewhere, or is a
//! candidate itself. Where capitals say nothing, this stage does neither.

use crate::{
    compiled::NO_ENTITY,
    decide::{LONGER_NAMES, Page},
    evidence::{PLACE, RELATED},
    judge::{Candidate, HINTS_BEHIND},
    layout::{CLOSED_CLASS, LOCATIVE, OPENER, TITLE},
    numbers::Numbers,
    surroundings::{ACRONYM, CAPITAL, HYPHENED, OPENS, SILENT},
    witness::{Verdict, Witness},
};

/// A document of fewer different words in small letters is too short to tell names from words that begin sentences.
const FEW_WORDS: usize = 40;

/// Lets fall what is part of longer names.
#[inline(never)]
pub fn longer_names(page: &mut Page, witness: &mut impl Witness) {
    if page.options.without & LONGER_NAMES != 0 {
        return;
    }
    // Words that end longer names; words that stand where places do, or behind titles; entities that are called by more than one word.
    let (mut surnames, mut settled, mut full) = (Numbers::default(), Numbers::default(), Numbers::default());
    let mut of_a_name = |page: &Page, at, candidate: &Candidate| {
        let word = page.word(candidate.first);
        if word.is(SILENT) || is_inside(page, at, candidate) {
            return None;
        }
        let before = page.before(candidate);
        let behind = meets(page, at, candidate, false);
        let has_title = before.hint() == TITLE && page.entities.get(candidate.entity).evidence.kind == PLACE;
        if has_title || behind || meets(page, at, candidate, true) {
            if !behind && !candidate.is_long() && !before.is(ACRONYM) {
                surnames.add(word.hash);
            }
            return Some(if has_title { Verdict::Title } else { Verdict::LongerName });
        }
        // Behind a title it is no place, but what it is called.
        if matches!(before.hint(), LOCATIVE | TITLE) {
            settled.add(word.hash);
        }
        if candidate.is_long() {
            full.add(candidate.entity);
        }
        None
    };
    page.judge(&mut of_a_name, witness);
    let mut of_a_surname = |page: &Page, _, candidate: &Candidate| {
        let hash = page.word(candidate.first).hash;
        let is_free = candidate.is_long() || settled.has(hash) || full.has(candidate.entity);
        (!is_free && surnames.has(hash)).then_some(Verdict::Surname)
    };
    page.judge(&mut of_a_surname, witness);
}

/// Whether a longer candidate holds one: its name is known. It comes before it, and has been judged.
fn is_inside(page: &Page, at: usize, candidate: &Candidate) -> bool {
    page.candidates[page.around(at).start..at].iter().any(|other| {
        other.stands && other.end >= candidate.end && other.last - other.first > candidate.last - candidate.first
    })
}

/// Whether a candidate meets a word of its name: it begins before it, or goes on behind it.
#[inline(never)]
fn meets(page: &Page, at: usize, candidate: &Candidate, is_before: bool) -> bool {
    // Of the two words that meet, the second says what parts them.
    let edge = if is_before { candidate.first } else { candidate.last };
    let (one, second) = (page.word(edge.wrapping_sub(1)), page.word(edge));
    // A hyphen joins single words, but no abbreviations (the EU-Kommission). Where both are capitals, these say nothing.
    let is_hyphened = second.is(HYPHENED) && !candidate.is_long() && !one.is(ACRONYM);
    let both = one.flags & second.flags;
    if !(second.is_joined() || is_hyphened) || both & CAPITAL == 0 || both & ACRONYM != 0 {
        return false;
    }
    let word = if is_before { one } else { second };
    // In few words an ordinary one may well be written small nowhere.
    let opens = is_before && one.is(OPENS) && (candidate.is_long() || page.small.len() < FEW_WORDS);
    // It may describe what is named ("Kyiv Police"); of two ordinary words neither does.
    let describes = candidate.common <= CLOSED_CLASS && page.small.has(word.hash);
    !(opens
        || describes
        || word.hint() == OPENER
        || (is_before && one.is(OPENS) && word.hint() == LOCATIVE)
        || is_office(page, edge, is_before)
        || is_known(page, at, edge, is_before))
}

fn is_office(page: &Page, edge: u32, is_before: bool) -> bool {
    if is_before {
        return page.word(edge - 1).hint() == TITLE;
    }
    for at in edge..edge + HINTS_BEHIND {
        let word = page.word(at);
        if !word.is(CAPITAL) || !word.is_joined() {
            break;
        }
        if word.hint() == TITLE {
            return true;
        }
    }
    false
}

/// Whether another candidate stands right before or behind. Two single words of known sorts, or two places, are no neighbours
/// without a hyphen ("Nancy Kellogg", "Sidney Johnson"), but where one is related to the other.
fn is_known(page: &Page, at: usize, edge: u32, is_before: bool) -> bool {
    let candidate = &page.candidates[at];
    let entity = &page.entities.get(candidate.entity).evidence;
    page.candidates[page.around(at)].iter().any(|other: &Candidate| {
        let touches = edge == if is_before { other.last } else { other.first };
        if !touches || other.entity == NO_ENTITY || other.common > CLOSED_CLASS {
            return false;
        }
        let neighbour = &page.entities.get(other.entity).evidence;
        let is_plain = entity.kind == 0 || neighbour.kind == 0 || candidate.is_long() || other.is_long();
        page.word(edge).is(HYPHENED)
            || (is_plain && !(entity.kind == PLACE && neighbour.kind == PLACE))
            || entity.lists[RELATED].contains(&other.entity)
            || neighbour.lists[RELATED].contains(&candidate.entity)
    })
}
