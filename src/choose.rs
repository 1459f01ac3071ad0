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
/// in this document. Cost: linear, times a logarithm where spans are suppressed.
pub fn choose(
    dictionaries: &[Rc<Dictionary>],
    candidates: &[Candidate],
    counts: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    // By start; of what starts before a place the furthest end.
    let mut suppressed: Vec<(u32, u32)> = Vec::new();
    for candidate in candidates.iter().filter(|c| c.entity == NO_ENTITY) {
        let end = suppressed.last().map_or(0, |last| last.1).max(candidate.end);
        suppressed.push((candidate.start, end));
    }
    let hidden = |c: &Candidate| {
        let behind = suppressed.partition_point(|span| span.0 <= c.start);
        behind > 0 && c.end <= suppressed[behind - 1].1
    };
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
        // Aliases of one form are numbered as the source has them.
        candidate.alias,
    )
}
