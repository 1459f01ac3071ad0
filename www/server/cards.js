/**
 * In: a dictionary, mentions. Out: what their cards show, in the form of a dictionary's source, to be put into a page. Guarantee: nothing of a
 * dictionary but these cards.
 */

/** @typedef {import("../dictionary.js").Dictionary} Dictionary */
/** @typedef {{ name?: unknown, language?: unknown, attribution?: unknown, entities: object[] }} Cards those of one dictionary */

const shown = ["id", "name", "type", "description", "url", "image", "sameAs"];

/** @param {any} source @param {string[]} keys */
const pick = (source, keys) => Object.fromEntries(keys.filter((key) => source?.[key] !== undefined).map((key) => [key, source[key]]));

/** @param {Iterable<{ entity: string }>} mentions */
export const entitiesOf = (mentions) => [...new Set(Array.from(mentions, ({ entity }) => entity))];

/**
 * @param {Dictionary} dictionary
 * @param {Iterable<{ entity: string }>} mentions
 * @returns {Promise<Cards[]>} one for each dictionary that has some of them
 */
export async function cardsOf(dictionary, mentions) {
  const all = await Promise.all(entitiesOf(mentions).map(async (id) => ({ id, known: await dictionary.lookUpCard(id) })));
  /** @type {Map<unknown, Cards>} */
  const byHead = new Map();
  for (const { id, known: { entity, head, language } } of all) {
    if (!entity) continue;
    const key = head ?? language;
    if (!byHead.has(key)) byHead.set(key, { ...pick({ language, ...headOf(head) }, ["name", "language", "attribution"]), entities: [] });
    byHead.get(key)?.entities.push({ ...pick(entity, shown), id });
  }
  return [...byHead.values()];
}

/** Of a compiled dictionary it is a text of JSON. @param {unknown} head @returns {any} */
function headOf(head) {
  if (typeof head !== "string") return head;
  try {
    return JSON.parse(head);
  } catch {
    return {};
  }
}
