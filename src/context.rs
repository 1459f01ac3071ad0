//! The stage of context: words near which an entity is meant, or is not.
//!
//! In: the words of the document, and the phrases of entities. Near means in the same block.

use crate::{
    decide::{EVIDENCE, Page},
    evidence::{AGAINST, CONTEXT},
    judge::Candidate,
    surroundings::Word,
    witness::{Verdict, Witness},
};

/// Whether a phrase of a candidate's entity, of one list or the other, stands in its block.
#[inline(never)]
pub fn is_near(page: &Page, candidate: &Candidate, list: usize) -> bool {
    let block = candidate.block as usize;
    let start = page.blocks[block];
    let end = page.blocks.get(block + 1).copied().unwrap_or(page.words.len());
    holds(&page.entities.get(candidate.entity).evidence.lists[list], &page.words[start..end])
}

/// Whether one of some phrases, before each of which stands how many words it has, stands in some words.
#[inline(never)]
pub fn holds(mut rest: &[u32], words: &[Word]) -> bool {
    while let Some((&length, phrases)) = rest.split_first() {
        let (phrase, others) = phrases.split_at_checked(length as usize).unwrap_or((phrases, &[]));
        for start in 0..words.len() {
            let run = words[start..].iter().zip(phrase);
            if words.len() - start >= phrase.len() && run.into_iter().all(|(word, &hash)| word.hash == hash) {
                return true;
            }
        }
        rest = others;
    }
    false
}

/// Lets fall what context speaks against, unless some speaks for it as well.
#[inline(never)]
pub fn against(page: &mut Page, witness: &mut impl Witness) {
    if page.options.without & EVIDENCE != 0 {
        return;
    }
    let mut of_context = |page: &Page, _, candidate: &Candidate| {
        (is_near(page, candidate, AGAINST) && !is_near(page, candidate, CONTEXT)).then_some(Verdict::Against)
    };
    page.judge(&mut of_context, witness);
}
