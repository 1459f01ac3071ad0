/** In: what systems found in annotated documents. Out: tables of it for a terminal. */
import { count, group } from "../grouped.js";
import { nameOf } from "../input.js";
import { plain } from "../plain.js";
import { kinds } from "./errors.js";

/** @typedef {import("./score.js").Score} Score */
/** @typedef {import("./score.js").Measure} Measure */
/** @typedef {import("../evaluate.js").EvaluatedSet} EvaluatedSet */

/** Some sets have dozens. */
const mostTypes = 8;
const nameWidth = 22;
const cellWidth = 8;
const heading = ["prec.", "recall", "F1"];

/**
 * @param {EvaluatedSet} set
 * @param {boolean} all
 */
export function textOf({ file, documents, mentions, linked, known, systems, worst }, all) {
  const [{ types }] = systems;
  const ofTypes = Object.entries(types);
  const shown = all ? ofTypes : ofTypes.slice(0, mostTypes);
  const lines = [
    `${nameOf(file)}: ${count(documents, "document")}, ${count(mentions, "mention")}, ${figure(linked)} of them of entities in the `
      + `knowledge base, ${figure(known)} of entities in the dictionary`,
    row("", ["mentions", "", "", "entities", "", "", "known"]),
    row("", [...heading, ...heading, "right"]),
    ...systems.map(({ name, ...score }) => row(name, [...cellsOf(score), percent(score.known.share)])),
    "",
    row(`${systems[0].name} by type`, [...heading, ...heading, "marked", "annot."]),
    ...shown.map(([type, score]) =>
      row(plain(type), [...cellsOf(score), figure(score.mentions.predicted), figure(score.mentions.gold)])),
  ];
  if (shown.length < ofTypes.length) lines.push(`  and ${figure(ofTypes.length - shown.length)} more (--all shows them)`);
  let text = `${lines.join("\n")}\n`;
  for (const [kind, title] of Object.entries(kinds)) {
    const items = worst.filter((one) => one.kind === kind).map(({ text, times, reason, document, context }) =>
      [`“${text}”, ${count(times, "time")}: ${reason}`, `${document}: ${context}`]);
    text += group(title, items, true);
  }
  return text;
}

/** @param {{ mentions: Measure, entities: Measure }} score */
const cellsOf = ({ mentions, entities }) =>
  [mentions, entities].flatMap(({ precision, recall, f1 }) => [precision, recall, f1].map(percent));

/** @param {number} value */
const figure = (value) => value.toLocaleString("en");

/** @param {number} share */
const percent = (share) => (Number.isNaN(share) ? "–" : (100 * share).toFixed(1));

/**
 * @param {string} name
 * @param {string[]} cells
 */
const row = (name, cells) => `  ${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(cellWidth)).join("")}`;
