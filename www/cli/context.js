/**
 * In: a block of text and a mention in it. Out: the words around it, with the mark in brackets; and the longer
 * name of which it looks to be a part.
 * Guarantees: a context is one line, of one sentence where that is short, and cuts no word.
 */
import { isCommonWord } from "./common-words.js";

/** @typedef {{ start: number, end: number }} Span in UTF-16 units of the block */

/** On each side, in UTF-16 units: with the mark, a line of a terminal. */
const contextLength = 34;
const sentenceEnd = /[.!?…]["”’')\]]*\s+(?=["“‘'([]?[\p{Lu}\p{N}]|$)/gu;

/**
 * @param {string} text
 * @param {Span} span
 */
export function contextOf(text, { start, end }) {
  let before = text.slice(Math.max(0, start - contextLength), start);
  if (before.length < start) before = `…${before.replace(/^\S*\s/u, "")}`;
  // Ends within the last letters are abbreviations and initials as often as not.
  const ends = [...before.matchAll(sentenceEnd)];
  const last = ends.findLast(({ index }) => /[\p{Ll}\p{N})"”]{2}$/u.test(before.slice(0, index)));
  if (last) before = before.slice(last.index + last[0].length);
  let after = text.slice(end, end + contextLength);
  if (end + after.length < text.length) after = `${after.replace(/\s\S*$/u, "")}…`;
  return `${before}[${text.slice(start, end)}]${after}`.replace(/\s+/gu, " ").trim();
}

/** A capitalised word, or one in capitals. */
const nextName = /^[ \u00a0]((?:\p{Lu}[\p{L}\p{M}]+)(?:['’-]\p{L}+)*)/u;
const nameBefore = /(?:^|[^\p{L}\p{N}.'’-])((?:\p{Lu}[\p{L}\p{M}]+)(?:['’-]\p{L}+)*)[ \u00a0]$/u;
/** Common words that begin names of places. */
const beginsPlaces = new RegExp(
  "^(?:new|north|northern|south|southern|east|eastern|west|western|central|upper|lower|great|greater|old|royal|united"
    + "|san|santa|saint)$",
  "iu",
);
/** Common words that end names. */
const endsNames = new RegExp(
  "^(?:city|county|street|road|avenue|square|park|bridge|river|lake|bay|beach|islands?|valley|hills?|university|college"
    + "|school|hospital|court|church|museum|stadium|airport|airways|airlines|bank|club|hotel|house|times|post|states"
    + "|kingdom|nations)$",
  "iu",
);
/** What is no part of a name, beside the common words. */
const titles = new RegExp(
  "^(?:mr|mrs|ms|miss|dr|prof|sen|rep|gov|sgt|capt|gen|herr|frau|mme|mlle|monsieur|madame|señora?|don|doña)$",
  "iu",
);
/** Longer than any word with its space. */
const neighbourLength = 40;

/**
 * "New York" for York, "George Washington" for Washington: where the word beside a mark has a capital without
 * need, and is no mention itself. Titles and sentence starts are common words.
 * @param {string} text
 * @param {Span} span
 * @param {(at: number) => boolean} isMention whether one starts or ends there
 */
export function longerNameOf(text, { start, end }, isMention) {
  const words = text.slice(start, end);
  // In a line of capitals, every word has one.
  if (words === words.toUpperCase() && words.length > 4) return undefined;
  const before = nameBefore.exec(text.slice(Math.max(0, start - neighbourLength), start))?.[1];
  if (before && !isMention(start - 1) && (beginsPlaces.test(before) || isName(before))) return `${before} ${words}`;
  const after = nextName.exec(text.slice(end, end + neighbourLength))?.[1].replace(/['’]s?$/u, "");
  if (after && !isMention(end + 1) && (endsNames.test(after) || isName(after))) return `${words} ${after}`;
  return undefined;
}

/** @param {string} word with a capital; of any language, but English titles and sentence starts are known best */
const isName = (word) => !titles.test(word) && !isCommonWord(word.toLowerCase(), "");
