// In: one text, the spans that Namelight found in it and the spans that another found, and the terms.
// Out: how many are the same, and how many only one found, counted by the likely reason with short examples.
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
const APOSTROPHES = "'’‘‛ʼʻ′´׳";

/**
 * @param {string} text
 * @param {Set<string>} terms
 * @param {Span[]} ours
 * @param {Span[]} theirs
 * @returns {Agreement}
 */
export function compare(text, terms, ours, theirs) {
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
    onlyOurs: tally(text, onlyOurs, (span) => whyOnlyOurs(text, forms, span, overlapsTheirs)),
    onlyTheirs: tally(text, onlyTheirs, (span) => whyOnlyTheirs(text, span, overlapsOurs)),
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

/** @param {string} text @param {Span} span @param {(span: Span) => boolean} overlaps */
function whyOnlyTheirs(text, span, overlaps) {
  if (span.skipped) return "skipped element";
  if (overlaps(span)) return "overlap choice";
  if (insideAddress(text, span)) return "boundary rule (address, hashtag or handle)";
  const before = text.slice(Math.max(0, span.start - 2), span.start);
  const after = text.slice(span.end, span.end + 2);
  if (APOSTROPHES.includes(after[0] ?? " ") || APOSTROPHES.includes(before.at(-1) ?? " "))
    return "boundary rule (apostrophe)";
  const first = text[span.start];
  const last = text[span.end - 1];
  if (/\d/.test(first) && (/[\d][.,:/-]$/.test(before) || /\p{Sc}$/u.test(before)))
    return "boundary rule (number)";
  if (/\d/.test(last) && (/^[.,:/-]\d/.test(after) || /^\p{Sc}/u.test(after)))
    return "boundary rule (number)";
  if (last === "." || first === ".") return "boundary rule (outer full stop)";
  if (isWithoutSmallLetters(sentenceAround(text, span))) return "case rule (common word among capitals)";
  return "other";
}

/** @param {string} text @param {number} index */
const isWord = (text, index) => WORD.test(text[index] ?? " ");

/** @param {string} text @param {Span} span */
function insideAddress(text, span) {
  const start =
    text.slice(Math.max(0, span.start - 200), span.start).search(/\S*$/) + Math.max(0, span.start - 200);
  const token = text.slice(start).match(/^\S+/)?.[0] ?? "";
  return /:\/\/|www\.|@\w|(^|\W)#\w|\w\.[a-z]{2,}\//i.test(token) || /\w\.[a-z]{2,}\W*$/.test(token);
}

/** @param {string} text @param {Span} span */
function sentenceAround(text, span) {
  const start = Math.max(text.lastIndexOf("\n", span.start), text.lastIndexOf(". ", span.start));
  const end = text.slice(span.end).search(/[.!?](\s|$)|\n/);
  return text.slice(start + 1, end < 0 ? undefined : span.end + end);
}

/** @param {string} sentence */
const isWithoutSmallLetters = (sentence) => !/\p{Ll}/u.test(sentence);
