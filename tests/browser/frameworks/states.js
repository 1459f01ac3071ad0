// What every framework's app shows, step by step: each a change that frameworks make to text they own.

/**
 * @typedef {object} State
 * @property {string} city the only text of its parent, and a text between two others
 * @property {boolean} isNoted text that is there or not, before an element
 * @property {boolean} isBold the city as text or as an element
 * @property {{ id: number, text: string }[]} items a keyed list
 * @property {{ id: number, text: string }[]} lines keyed fragments: a text and a <br>, without an element of their own
 * @property {boolean} isGone a paragraph that is there or not
 */

const doha = { id: 1, text: "Doha is hot" };
const paris = { id: 2, text: "Paris is not" };
const leavitt = { id: 3, text: "Karoline Leavitt stays" };

/** @type {State} */
export const first = {
  city: "Doha",
  isNoted: false,
  isBold: false,
  items: [doha, paris, leavitt],
  lines: [doha, paris],
  isGone: false,
};

/** Each beyond the one before it. @type {[string, Partial<State>][]} */
export const steps = [
  ["a text changes", { city: "Paris" }],
  ["a text appears before an element", { isNoted: true }],
  ["a text becomes an element", { isBold: true }],
  ["an element becomes a text", { isBold: false, city: "Doha" }],
  ["a text disappears", { isNoted: false }],
  ["keyed items change places", { items: [leavitt, paris, doha] }],
  ["a keyed item comes between", { items: [leavitt, { id: 4, text: "Doha again" }, paris, doha] }],
  ["keyed items go", { items: [paris] }],
  ["keyed fragments change places", { lines: [paris, doha] }],
  ["a keyed fragment comes first", { lines: [leavitt, paris, doha] }],
  ["all fragments go", { lines: [] }],
  ["a paragraph goes", { isGone: true }],
  ["it comes back", { isGone: false, lines: [doha] }],
];
