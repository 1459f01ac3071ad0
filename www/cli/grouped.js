/**
 * In: groups of things that are said. Out: their text for a terminal: a heading for each group, its lines below.
 * Guarantees: every line is safe to print; what is cut is counted.
 */
import { plain } from "./plain.js";

/** More than a screen holds is not read. */
const mostInGroup = 10;

/**
 * @param {string} title
 * @param {string[][]} items each as its lines, the first flush, the others indented
 * @param {boolean} all whether nothing is cut
 */
export function group(title, items, all) {
  if (items.length === 0) return "";
  const shown = all ? items : items.slice(0, mostInGroup);
  const lines = shown.flatMap(([first, ...others]) => [`  ${first}`, ...others.map((line) => `      ${line}`)]);
  const more = items.length - shown.length;
  if (more > 0) lines.push(`  and ${number(more)} more (--all shows them)`);
  return `\n${plain(`${title} (${number(items.length)})`)}\n${lines.map(safe).join("")}`;
}

/** @param {string} line */
function safe(line) {
  const text = line.trimStart();
  return `${" ".repeat(line.length - text.length)}${plain(text)}\n`;
}

/**
 * @param {number} many
 * @param {string} one
 * @param {string} [several]
 */
export function count(many, one, several = `${one}s`) {
  return `${number(many)} ${many === 1 ? one : several}`;
}

/** @param {number} value */
const number = (value) => value.toLocaleString("en");
