//! The stage of short forms: an alias marked short counts when the document holds a fuller alias of its entity.
//!
//! In: candidates. Out: those short ones stay whose entity the document introduces, anywhere or before them as the options say.

use crate::{
    decide::Page,
    judge::Candidate,
    numbers::Numbers,
    witness::{Verdict, Witness},
};

/// Lets fall short forms of whom the document does not introduce.
#[inline(never)]
pub fn short_forms(page: &mut Page, witness: &mut impl Witness) {
    let mut introduced = Numbers::default();
    for is_last in [page.options.introduced_before, true] {
        let mut of_short_forms = |_: &Page, _, candidate: &Candidate| {
            if !candidate.short {
                introduced.add(candidate.entity);
            }
            (is_last && !introduced.has(candidate.entity)).then_some(Verdict::NotIntroduced)
        };
        page.judge(&mut of_short_forms, witness);
    }
}
