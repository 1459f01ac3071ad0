//! Which candidates of a block become its mentions.
//!
//! In: the candidates of a block. Out: spans that do not overlap, each with the one candidate that it means: leftmost
//! first, of those that start there the longest, of those the best by DESIGN.md's matching rule 5. Suppressed spans hide
//! what lies wholly inside them.

use std::rc::Rc;

use crate::{
    compiled::{Dictionary, NO_ENTITY},
    judge::Candidate,
};

/// Chooses among candidates that are sorted by start, then the longest first. `counts` says whether a candidate counts
/// in this document. Cost: linear, but for suppressed spans, of which there are few.
pub fn choose(
    dictionaries: &[Rc<Dictionary>],
    candidates: &[Candidate],
    counts: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    let suppressed: Vec<(u32, u32)> =
        candidates.iter().filter(|c| c.entity == NO_ENTITY).map(|c| (c.start, c.end)).collect();
    let hidden = |c: &Candidate| suppressed.iter().any(|&(start, end)| start <= c.start && c.end <= end);
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if candidate.entity == NO_ENTITY || !counts(candidate) || hidden(candidate) {
            continue;
        }
        match chosen.last_mut() {
            Some(last) if (last.start, last.end) == (candidate.start, candidate.end) => {
                if rank(dictionaries, candidate) < rank(dictionaries, last) {
                    *last = *candidate;
                }
            }
            Some(last) if candidate.start < last.end => {}
            _ => chosen.push(*candidate),
        }
    }
    chosen
}

/// Smaller is better: closeness of spelling, priority of the dictionary, weight of the entity, order.
fn rank(dictionaries: &[Rc<Dictionary>], candidate: &Candidate) -> impl Ord + use<> {
    let dictionary = &dictionaries[candidate.dictionary as usize];
    (
        u8::MAX - candidate.fit,
        !i64::from(dictionary.priority()),
        u32::MAX - dictionary.weight(candidate.entity),
        candidate.dictionary,
        candidate.entity,
    )
}
