// Why each place of the article is, or is not, a mention: in, a dictionary source and blocks; out, rows of a table, made when the reader
// asks for them. An answer that is no longer asked for is dropped.

import { explainMentions } from "/dist/check.js";

/** @typedef {{ text: string, offset: number }} Block */
/** @typedef {{ start: number, text: string, entity: string, isMention: boolean, said: string[] }} Place one alias at a place */

/**
 * What all stages said, by place and alias.
 * @param {object} source parsed
 * @param {Block[]} blocks
 * @returns {Promise<Place[]>} in the order of the article
 */
export async function explainPlaces(source, blocks) {
  const said = await explainMentions([source], blocks.map(({ text }) => ({ text, lang: "en", kind: "p" })));
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const { block, start, end, entity, alias, code, message } of said) {
    const key = [block, start, end, entity, alias].join("\n");
    const { text, offset } = blocks[block];
    const place = places.get(key) ?? { start: offset + start, text: text.slice(start, end), entity, isMention: false, said: [] };
    places.set(key, place);
    place.isMention ||= code === "mention";
    place.said.push(message);
  }
  return [...places.values()];
}

/**
 * Keeps the table of a `<details>` right while it is open.
 * @param {HTMLDetailsElement} details
 * @param {HTMLElement} rows its `<tbody>`
 * @param {HTMLElement} status
 * @param {number} mostRows
 */
export function showWhy(details, rows, status, mostRows) {
  /** @type {{ source: object, blocks: Block[] } | null} */
  let asked = null;

  async function show() {
    const wanted = asked;
    if (!details.open) return;
    /** @type {Place[]} */
    let places = [];
    let told = "";
    try {
      if (wanted) places = await explainPlaces(wanted.source, wanted.blocks);
      const kept = places.filter(({ isMention }) => isMention).length;
      told = `An alias stands at ${places.length.toLocaleString("en")} places, and ${kept.toLocaleString("en")} of them are mentions.`;
    } catch (error) {
      told = error instanceof Error ? error.message : String(error);
    }
    if (wanted !== asked) return;
    const shown = places.slice(0, mostRows);
    if (shown.length < places.length) told += ` The first ${mostRows} are shown.`;
    status.textContent = told;
    rows.replaceChildren(...shown.map(rowOf));
  }

  details.addEventListener("toggle", show);
  return {
    /** @param {object | null} source parsed; null where there is none @param {Block[]} blocks */
    ask(source, blocks) {
      asked = source && { source, blocks };
      return show();
    },
  };
}

/** @param {Place} place */
function rowOf({ start, text, entity, isMention, said }) {
  const row = document.createElement("tr");
  row.dataset.mention = String(isMention);
  const cells = [String(start), text, entity || "(suppressed)", said.join("; ")];
  for (const [at, content] of cells.entries()) {
    const cell = row.insertCell();
    cell.textContent = content;
    if (at === 0) cell.className = "number";
  }
  return row;
}
