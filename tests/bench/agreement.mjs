// In: one text, the spans that Namelight found in it and the spans that another found, the terms, and what Namelight says of the others.
// Out: how many are the same, and how many only one found, counted by the reason with short examples.
// Guarantees: examples are surfaces, never sentences; a difference without a known reason counts as "other".

/**
 * UTF-16 offsets, end exclusive.
 * @typedef {{ start: number, end: number, skipped?: boolean, pieces?: number }} Span
 * @typedef {{ reason: string, count: number, examples: string[] }} Difference
 * @typedef {{ same: number, onlyOurs: Difference[], onlyTheirs: Difference[] }} Agreement
 */

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 40; // UTF-16 units
const WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * Why Namelight does not mark a span: the stage that says so of the text as one block (a page's blocks may be decided otherwise: "other").
 * @typedef {(span: Span) => string | undefined} Why
 */

/**
 * @param {string} text
 * @param {Set<string>} terms
 * @param {Span[]} ours
 * @param {Span[]} theirs
 * @param {{ ours?: Why, theirs?: Why }} why of spans that are not ours; where the other is Namelight, too, of those that are not theirs
 * @returns {Agreement}
 */
export function compare(text, terms, ours, theirs, why = {}) {
  const forms = foldedForms(terms);
  /** @param {Span} span */
  const keyOf = (span) => `${span.start}-${span.end}`;
  const ourKeys = new Set(ours.map(keyOf));
  const theirKeys = new Set(theirs.map(keyOf));
  const onlyOurs = ours.filter((span) => !theirKeys.has(keyOf(span)));
  const onlyTheirs = theirs.filter((span) => !ourKeys.has(keyOf(span)));
  const overlapsTheirs = overlapTest(theirs);
  const overlapsOurs = overlapTest(ours);
  return {
    same: ours.length - onlyOurs.length,
    onlyOurs: tally(text, onlyOurs, (span) => why.theirs?.(span) ?? whyOnlyOurs(text, forms, span, overlapsTheirs)),
    onlyTheirs: tally(text, onlyTheirs, (span) => whyOnlyTheirs(span, overlapsOurs, why.ours)),
  };
}

/**
 * @param {string} text
 * @param {Span[]} spans
 * @param {(span: Span) => string} reasonOf
 * @returns {Difference[]}
 */
function tally(text, spans, reasonOf) {
  /** @type {Map<string, Difference>} */
  const differences = new Map();
  for (const span of spans) {
    const reason = reasonOf(span);
    const difference = differences.get(reason) ?? { reason, count: 0, examples: [] };
    differences.set(reason, difference);
    difference.count += 1;
    const surface = text.slice(span.start, span.end).replace(/\s+/g, " ").slice(0, EXAMPLE_LENGTH);
    if (difference.examples.length < EXAMPLES && !difference.examples.includes(surface))
      difference.examples.push(surface);
  }
  return [...differences.values()].sort((left, right) => right.count - left.count);
}

/** @param {Span[]} spans none overlapping @returns {(span: Span) => boolean} */
function overlapTest(spans) {
  const sorted = [...spans].sort((left, right) => left.start - right.start);
  return (span) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle].end <= span.start) low = middle + 1;
      else high = middle;
    }
    return low < sorted.length && sorted[low].start < span.end;
  };
}

/** @param {string} value */
const withPlainMarks = (value) =>
  value
    .normalize("NFKC")
    .replace(/[‘’‛ʼʻ′´׳]/g, "'")
    .replace(/[“”„‟«»″״]/g, '"')
    .replace(/[\p{Pd}−]/gu, "-")
    .replace(/\s+/g, " ")
    .replace(/[\u00AD\p{Cf}]/gu, "");
/** @param {string} value */
const withoutAccents = (value) =>
  withPlainMarks(value)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ıłøđðħæœþß]|İ/giu, (letter) => PLAIN_LETTERS[letter.toLowerCase()] ?? letter);
/** @type {Record<string, string>} */
const PLAIN_LETTERS = {
  ...{ ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h" },
  ...{ æ: "ae", œ: "oe", þ: "th", ß: "ss" },
};

/** @param {Set<string>} terms */
function foldedForms(terms) {
  /** @param {(term: string) => string} fold */
  const fold = (fold) => new Set([...terms].map(fold));
  return {
    exact: terms,
    plain: fold(withPlainMarks),
    lower: fold((term) => term.toLowerCase()),
    bare: fold((term) => withoutAccents(term).toLowerCase()),
    bareCased: fold(withoutAccents),
  };
}

/**
 * @param {string} text
 * @param {ReturnType<typeof foldedForms>} forms
 * @param {Span} span
 * @param {(span: Span) => boolean} overlaps
 */
function whyOnlyOurs(text, forms, span, overlaps) {
  const surface = text.slice(span.start, span.end);
  if ((span.pieces ?? 1) > 1) return "joined across elements";
  if (!forms.exact.has(surface)) {
    if (forms.lower.has(surface.toLowerCase())) return "case rule (capitals in the text)";
    if (forms.plain.has(withPlainMarks(surface))) return "quotes, dashes or spaces folded";
    if (forms.bareCased.has(withoutAccents(surface))) return "accents folded";
    if (forms.bare.has(withoutAccents(surface).toLowerCase())) return "accents and case folded";
    return "other form";
  }
  if (overlaps(span)) return "overlap choice";
  if (isWord(text, span.start - 1) || isWord(text, span.end)) return "boundary rule (inside a longer run)";
  return "other";
}

/** @param {Span} span @param {(span: Span) => boolean} overlaps @param {Why} [why] */
function whyOnlyTheirs(span, overlaps, why) {
  if (span.skipped) return "skipped element";
  return why?.(span) ?? (overlaps(span) ? "overlap choice" : "other");
}

/** @param {string} text @param {number} index */
const isWord = (text, index) => WORD.test(text[index] ?? " ");
