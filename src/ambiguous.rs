//! The stage of ambiguous aliases: whom a span means, when several entities go by its name.
//!
//! In: spans with the candidates that compete for each. Out: for each span a decision. What is certain in the document
//! votes for itself, and for what it is related to; an entity's score is its weight, the votes for it and for what it is
//! related to, its context, and what the word before hints at.

use crate::{
    choose::{Span, closeness},
    context::{holds, is_near},
    decide::{Decision, EVIDENCE, Page},
    evidence::{CONTEXT, PERSON, PLACE, RELATED},
    judge::Candidate,
    layout::{LOCATIVE, TITLE},
    surroundings::COMMA,
    witness::{Verdict, Witness},
};

// All in thousandths, as weights are.

/// So far ahead by weight alone, an entity is certain enough to vote.
const DOMINANT: i32 = 200;
/// Context in the same block.
const NEAR: i32 = 600;
/// Context anywhere else.
const ELSEWHERE: i32 = 300;
/// A title before a person, "in" before a place; and taken off where it is the other way round.
const HINTED: i32 = 300;
/// What it lies in stands behind a comma: beyond what weight and support can give together.
const APPOSITION: i32 = 3000;
/// A fuller alias went before, or one that is its own: times its place, so that the nearest one wins, and beyond all others together.
const FULLER: i32 = 6000;
/// So far places are told apart by it; more would be too much for the sum.
const MOST_PLACES: i32 = 300_000;
/// What related entities can give at most: half of what weight can.
const MOST_SUPPORT: i32 = 500;
/// So many votes give half of that.
const HALF: i32 = 500;
/// More votes say nothing more.
const ENOUGH: i32 = 1_000_000;

/// What the document says of an entity.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    /// Of itself.
    direct: i32,
    /// By what is related to it.
    related: i32,
    /// The last span that named it in full, from 1.
    named: i32,
    /// Its context stands somewhere.
    context: bool,
}

/// Decides each span.
#[inline(never)]
pub fn decide_spans(page: &mut Page, spans: &[Span], witness: &mut impl Witness) -> Vec<Decision> {
    let listens = page.options.without & EVIDENCE == 0;
    let mut votes = vec![Votes::default(); page.entities.len()];
    let mut rivals = Vec::new();
    if listens {
        for (entity, own) in page.entities.iter().zip(&mut votes) {
            own.context = holds(&entity.evidence.lists[CONTEXT], &page.words);
        }
        for &span in spans {
            find_rivals(page, span, &mut rivals);
            vote(page, &rivals, &mut votes);
        }
    }
    let margin = page.options.margin.cast_signed();
    let (mut decisions, mut ordinal) = (Vec::new(), 0);
    for &span in spans {
        ordinal += 1;
        find_rivals(page, span, &mut rivals);
        for at in 0..rivals.len() {
            let candidate = &page.candidates[rivals[at].0];
            if rivals.len() > 1 {
                if listens {
                    rivals[at].1 += score(page, candidate, &votes);
                }
                witness.hear(candidate, Verdict::Scored(rivals[at].1));
            }
        }
        let (winner, most) = rivals[likeliest(&rivals)];
        let candidate = &page.candidates[winner];
        let first = page.alternatives.len();
        // The likeliest first: one after the other is taken off.
        loop {
            let next = likeliest(&rivals);
            if rivals[next].1 == i32::MIN || most - rivals[next].1 >= margin.max(1) {
                break;
            }
            page.alternatives.push(page.candidates[rivals[next].0].entity);
            rivals[next].1 = i32::MIN;
        }
        // At no margin order decides.
        if margin == 0 || page.alternatives.len() == first + 1 {
            page.alternatives.truncate(first);
        }
        let decision = Decision { candidate: winner, first, end: page.alternatives.len() };
        if decision.end > first {
            witness.hear(candidate, Verdict::Undecided);
        } else if rivals.len() == 1 && !candidate.short {
            votes[candidate.entity as usize].named = ordinal;
        }
        if decision.end == first || page.options.keeps_undecided {
            decisions.push(decision);
        }
    }
    decisions
}

/// The place of the one that scored most; of several the first.
#[inline(never)]
fn likeliest(rivals: &[(usize, i32)]) -> usize {
    let mut best = 0;
    for (at, rival) in rivals.iter().enumerate() {
        if rival.1 > rivals[best].1 {
            best = at;
        }
    }
    best
}

/// The candidates of a span that stand and are as close as the closest, one for each entity, with their weights, in the order of the
/// dictionaries and of their sources.
#[inline(never)]
fn find_rivals(page: &Page, span: Span, rivals: &mut Vec<(usize, i32)>) {
    rivals.clear();
    for at in span.0..span.1 {
        let candidate = &page.candidates[at];
        let mut is_rival = candidate.may_be();
        if let Some(&(first, _)) = rivals.first() {
            let (own, best) = (closeness(page, candidate), closeness(page, &page.candidates[first]));
            if is_rival && own > best {
                rivals.clear();
            }
            is_rival &= own >= best && !rivals.iter().any(|one| page.candidates[one.0].entity == candidate.entity);
        }
        if is_rival {
            let order = |at: usize| (page.candidates[at].dictionary, page.candidates[at].alias);
            let place = rivals.iter().position(|one| order(one.0) > order(at)).unwrap_or(rivals.len());
            rivals.insert(place, (at, page.entities.get(candidate.entity).weight.cast_signed()));
        }
    }
}

/// Where it is certain whom a span means, it votes for that entity and for those to which it is related; else for an entity
/// behind whose name stands what it lies in ("Paris, Texas").
fn vote(page: &Page, rivals: &[(usize, i32)], votes: &mut [Votes]) {
    let best = rivals[likeliest(rivals)];
    let last = page.candidates[best.0].last;
    let next = page.word(last);
    if rivals.len() > 1 && (next.is(COMMA) || next.is_joined()) {
        for other in page.candidates[page.around(best.0)].iter().filter(|other| other.first == last) {
            for &rival in rivals {
                let entity = page.candidates[rival.0].entity;
                if page.entities.get(entity).evidence.lists[RELATED].contains(&other.entity) {
                    votes[entity as usize].direct = APPOSITION;
                }
            }
        }
    }
    if rivals.iter().all(|&rival| rival == best || rival.1 + DOMINANT <= best.1) {
        let entity = page.candidates[best.0].entity;
        let direct = &mut votes[entity as usize].direct;
        *direct = best.1.max(*direct);
        for &related in &page.entities.get(entity).evidence.lists[RELATED] {
            let other = &mut votes[related as usize].related;
            *other = ENOUGH.min(*other + best.1 / 2);
        }
    }
}

/// What the document says for one of several entities.
fn score(page: &Page, candidate: &Candidate, votes: &[Votes]) -> i32 {
    let evidence = &page.entities.get(candidate.entity).evidence;
    let own = votes[candidate.entity as usize];
    let mut support = own.related;
    for &related in &evidence.lists[RELATED] {
        support = ENOUGH.min(support + votes[related as usize].direct + votes[related as usize].related);
    }
    let mut score = own.direct + MOST_SUPPORT - MOST_SUPPORT * HALF / (support + HALF);
    score += own.named.min(MOST_PLACES) * FULLER;
    score += match (page.before(candidate).hint(), evidence.kind) {
        (TITLE, PERSON) | (LOCATIVE, PLACE) => HINTED,
        (TITLE, PLACE) | (LOCATIVE, PERSON) => -HINTED,
        _ => 0,
    };
    if own.context {
        score += if is_near(page, candidate, CONTEXT) { NEAR } else { ELSEWHERE };
    }
    score
}
