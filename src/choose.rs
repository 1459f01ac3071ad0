//! Which spans the mentions of a document take.
//!
//! In: the candidates that stand. Out: spans that do not overlap, each with the candidates that compete for it: leftmost
//! first, of those that start there the longest. Suppressed spans hide what lies wholly inside them.

use crate::{
    compiled::NO_ENTITY,
    decide::Page,
    judge::Candidate,
    witness::{Verdict, Witness},
};

/// The places of the candidates that compete for a span; those that do not stand are among them.
pub type Span = (usize, usize);

/// Chooses. Cost: linear.
#[inline(never)]
pub fn choose(page: &Page, witness: &mut impl Witness) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut end, mut suppressed_end) = (0, 0);
    for (at, candidate) in page.candidates.iter().enumerate() {
        if candidate.entity == NO_ENTITY {
            suppressed_end = suppressed_end.max(candidate.end);
            continue;
        }
        if !candidate.stands {
            continue;
        }
        // Suppressed spans that start where it does and end where it does may come behind it.
        let is_hidden = candidate.end <= suppressed_end || is_suppressed(page, at);
        match spans.last_mut() {
            _ if is_hidden => witness.hear(candidate, Verdict::Hidden),
            Some(last) if page.candidates[last.0].start == candidate.start && end == candidate.end => last.1 = at + 1,
            _ if candidate.start < end => witness.hear(candidate, Verdict::Hidden),
            _ => {
                spans.push((at, at + 1));
                end = candidate.end;
            }
        }
    }
    spans
}

fn is_suppressed(page: &Page, at: usize) -> bool {
    let candidate = &page.candidates[at];
    let same = |other: &&Candidate| other.start == candidate.start && other.end == candidate.end;
    page.candidates.iter().skip(at).take_while(same).any(|other| other.entity == NO_ENTITY)
}

/// How good a candidate is for its span, whatever the document says: closeness of spelling, then its dictionary's priority.
pub fn closeness(page: &Page, candidate: &Candidate) -> (u8, i32) {
    (candidate.fit, page.entities.dictionaries()[candidate.dictionary as usize].priority())
}
