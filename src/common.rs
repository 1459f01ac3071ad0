//! The stage of common words: a name that is an ordinary word, too, needs evidence.
//!
//! In: candidates that are ordinary words and written like them. Out: those stay for which something speaks: another alias
//! of the entity, its context, or a capital that no place explains and no small letter elsewhere contradicts.

use crate::{
    context::is_near,
    decide::{COMMON, Page},
    evidence::CONTEXT,
    judge::Candidate,
    layout::{CAPITALISED, CLOSED_CLASS, OPENER},
    numbers::Numbers,
    surroundings::{ACRONYM, CAPITAL, OPENS, SILENT},
    witness::{Verdict, Witness},
    words::hash_of,
};

/// Lets fall what is but a word.
#[inline(never)]
pub fn common_words(page: &mut Page, witness: &mut impl Witness) {
    if page.options.without & COMMON != 0 {
        return;
    }
    let (mut named, mut written) = (Numbers::default(), Numbers::default());
    let of = hash_of("of");
    for candidate in page.candidates.iter().filter(|candidate| candidate.may_be()) {
        if candidate.common <= CLOSED_CLASS {
            named.add(candidate.entity);
        } else if is_written_as_name(page, candidate, of) {
            written.add(page.word(candidate.first).hash);
        }
    }
    let mut of_words = |page: &Page, _, candidate: &Candidate| {
        let word = page.word(candidate.first);
        let stays = candidate.common <= CLOSED_CLASS
            || named.has(candidate.entity)
            || (word.is(CAPITAL) && written.has(word.hash) && !page.small.has(word.hash))
            || is_near(page, candidate, CONTEXT);
        (!stays).then_some(Verdict::Common)
    };
    page.judge(&mut of_words, witness);
}

/// A capital inside a sentence, which is not there for another reason: not of a longer name ("Department of Justice").
fn is_written_as_name(page: &Page, candidate: &Candidate, of: u32) -> bool {
    let word = page.word(candidate.first);
    let is_linked = page.before(candidate).hash == of && {
        let whole = page.word(candidate.first.wrapping_sub(2));
        whole.is(CAPITAL) && whole.hint() != OPENER
    };
    candidate.common != CAPITALISED && word.is(CAPITAL) && !word.is(OPENS | SILENT | ACRONYM) && !is_linked
}
