// In: mentions in document order, what is known of an entity. Out: the entries of the list "In this article", grouped.
// Guarantees: pure; each entity once, with all its mentions in their order; the groups always in the same order, and
// the names in each in the order of the alphabet, so that a reader finds one among sixty.

/** @typedef {"people" | "organizations" | "places" | "others"} GroupName */
/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} name
 * @property {string} lang of the name, or empty
 * @property {string} type what is shown of it, or empty
 * @property {number[]} mentions
 */
/** @typedef {{ group: GroupName, entries: Entry[] }} Group */
/** @typedef {(id: string, name: string) => Pick<import("../tooltip/card.js").Card, "name" | "nameLang" | "type" | "typeLabel">} Describe */

/** Names of schema.org types by what readers would look under; the first that fits counts. @type {[GroupName, RegExp][]} */
const GROUPS = [
  ["people", /^Person$/],
  ["organizations", /Organization|Corporation|Consortium|Airline|Business|University|School$|Party$|Team$|Group$|Project$/],
  [
    "places",
    /Place|Country|City|State|Area|Landform|Landmark|Continent|Mountain|Volcano|Water|River|Lake|Sea|Ocean|Residence|Structure|Building|Airport|Attraction|Park/,
  ],
  ["others", /^/],
];

/** The heading says as much. */
const PLAIN = /^(Person|Organization|Place)$/;

/**
 * @param {Iterable<[number: number, mention: { entity: string, alias: string }, ...rest: unknown[]]>} mentions
 * @param {Describe} describe
 * @returns {Group[]} those that hold something
 */
export function groupEntries(mentions, describe) {
  /** @type {Map<string, { aliases: string[], numbers: number[] }>} */
  const found = new Map();
  for (const [number, { entity, alias }] of mentions) {
    const known = found.get(entity) ?? { aliases: [], numbers: [] };
    found.set(entity, known);
    known.aliases.push(alias);
    known.numbers.push(number);
  }
  /** @type {Group[]} */
  const groups = GROUPS.map(([group]) => ({ group, entries: [] }));
  for (const [id, { aliases, numbers }] of found) {
    // Of an entity whose card is not there the longest alias says most.
    const fullest = aliases.reduce((one, other) => (other.length > one.length ? other : one));
    const { name, nameLang, type, typeLabel } = describe(id, fullest);
    const at = GROUPS.findIndex(([, pattern]) => pattern.test(type));
    groups[at].entries.push({ id, name, lang: nameLang, type: PLAIN.test(type) ? "" : typeLabel, mentions: numbers });
  }
  for (const { entries } of groups) entries.sort((one, other) => one.name.localeCompare(other.name));
  return groups.filter(({ entries }) => entries.length > 0);
}
