/**
 * In: dictionary sources as they were read. Out: their entities and aliases, flat, each with the place where it
 * stands.
 * Guarantees: what the checker would leave out (faulty ids, texts that can be no alias, repetitions) is left
 * out here, so that nothing is told twice.
 */
import { foldTexts } from "../check.js";

/** @typedef {import("./dictionaries.js").ReadDictionary} ReadDictionary */

/**
 * @typedef {object} Alias
 * @property {string} text
 * @property {string} form its comparison form
 * @property {"smart" | "exact" | "any"} case
 * @property {boolean} short
 * @property {string} language of texts in which it counts, or the dictionary's
 * @property {string} ownLanguage only what the alias itself says
 * @property {string} path
 * @property {Entity} entity
 * @property {boolean} isName
 */
/**
 * @typedef {object} Entity
 * @property {ReadDictionary} source
 * @property {string} path
 * @property {string} id
 * @property {string} name
 * @property {string} type
 * @property {number} weight
 * @property {number} priority of its dictionary
 * @property {number} order among all
 * @property {Record<string, unknown>} value
 * @property {Alias[]} aliases the name first
 */
/** @typedef {{ entities: Entity[], aliases: Alias[], suppressed: Set<string> }} Entries suppressed: forms */

const longestAlias = 200;
const middlingWeight = 0.5;

/**
 * @param {ReadDictionary[]} sources
 * @returns {Promise<Entries>}
 */
export async function entriesOf(sources) {
  /** @type {Entity[]} */
  const entities = [];
  /** @type {string[]} */
  const suppressed = [];
  for (const source of sources) {
    const dictionary = objectOf(source.value);
    const ids = new Set();
    for (const [index, value] of listOf(dictionary.entities).entries()) {
      const entity = entityOf(objectOf(value), source, `$.entities[${index}]`);
      if (entity.id === "" || entity.name === "" || ids.has(entity.id)) continue;
      ids.add(entity.id);
      entity.order = entities.length;
      entities.push(entity);
    }
    suppressed.push(...listOf(dictionary.suppress).map(textOf));
  }
  const aliases = entities.flatMap((entity) => entity.aliases);
  const forms = await foldTexts(aliases.map(({ text }) => text));
  for (const [index, alias] of aliases.entries()) alias.form = forms[index];
  return { entities, aliases, suppressed: new Set(await foldTexts(suppressed)) };
}

/**
 * @param {Record<string, unknown>} value
 * @param {ReadDictionary} source
 * @param {string} path
 * @returns {Entity}
 */
function entityOf(value, source, path) {
  const { priority, language } = objectOf(source.value);
  /** @type {Entity} */
  const entity = {
    source,
    path,
    id: textOf(value.id),
    name: textOf(value.name),
    type: textOf(value.type),
    weight: typeof value.weight === "number" && value.weight >= 0 && value.weight <= 1 ? value.weight : middlingWeight,
    priority: typeof priority === "number" && Number.isInteger(priority) ? priority : 0,
    order: 0,
    value,
    aliases: [],
  };
  const given = [{ text: value.name, path: `${path}.name` }, ...listOf(value.aliases).map((alias, index) =>
    ({ ...(typeof alias === "string" ? { text: alias } : objectOf(alias)), path: `${path}.aliases[${index}]` }))];
  for (const [index, alias] of given.entries()) {
    const { text: written, case: cased, short, lang, path: place } = /** @type {Record<string, unknown>} */ (alias);
    const text = textOf(written);
    const ownLanguage = textOf(lang);
    const isKnown = entity.aliases.some((known) => known.text === text && known.ownLanguage === ownLanguage);
    if (isKnown || !/[\p{L}\p{N}]/u.test(text) || [...text].length > longestAlias) continue;
    entity.aliases.push({
      text,
      form: "",
      case: cased === "exact" || cased === "any" ? cased : "smart",
      short: short === true,
      language: ownLanguage || textOf(language),
      ownLanguage,
      path: /** @type {string} */ (place),
      entity,
      isName: index === 0,
    });
  }
  return entity;
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === "string" ? value.trim() : "");

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
const listOf = (value) => (Array.isArray(value) ? value : []);

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export function objectOf(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};
}
