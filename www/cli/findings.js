/**
 * In: the entities of dictionaries. Out: what an editor would want to know about them, beside the faults: each
 * finding with its place, in groups that say what to do.
 * Guarantees: a warning says that something is never marked or marked wrongly; a note may well be intended.
 */
import { rankOfWord } from "./common-words.js";
import { locate } from "./positions.js";
import { redundantOf } from "./redundant.js";
import { groupBy, tiesOf } from "./ties.js";

/** @typedef {import("./entries.js").Alias} Alias */
/** @typedef {import("./entries.js").Entity} Entity */
/** @typedef {import("./entries.js").Entries} Entries */

/**
 * @typedef {object} Finding
 * @property {"warning" | "note"} severity
 * @property {string} code
 * @property {string} message
 * @property {string} file
 * @property {string} path
 * @property {number} line
 * @property {number} column
 * @property {string} entity id
 * @property {string} [alias]
 * @property {object[]} [entities] those that share a name or an alias, the winner first
 * @property {string} [decidedBy]
 */
/** @typedef {Pick<Finding, "code" | "message" | "alias" | "entities" | "decidedBy">} Said */
/** @typedef {{ severity: "warning" | "note", title: string }} Kind */

/** In the order in which they are told. @type {Record<string, Kind>} */
export const kinds = {
  "duplicate-entity": {
    severity: "warning", title: "The same entity under two ids: keep one",
  },
  "never-marked": {
    severity: "warning", title: "Entities that are never marked, since each of their aliases means another one",
  },
  "hidden-by-suppress": { severity: "warning", title: "Aliases that \"suppress\" hides: take one of the two out" },
  "part-of-address": { severity: "warning", title: "Aliases that count as part of an address and never match" },
  "never-whole": { severity: "warning", title: "Aliases that not even their own text matches" },
  "common-word": {
    severity: "warning", title: "Common words, marked in small letters, too: give them capitals, or take them out",
  },
  "capitalised-word": {
    severity: "note", title: "Common words with a capital: marked at the start of any sentence and in headlines",
  },
  "same-name": { severity: "note", title: "Entities of the same name and type, told apart by their descriptions" },
  "shared-alias": { severity: "note", title: "Aliases of several entities, most shared first" },
  "shadowed-exact": { severity: "note", title: "Aliases with \"case\": \"exact\" that a wider one makes void" },
  "redundant-alias": { severity: "note", title: "Aliases that another alias of the entity finds already" },
  "no-description": { severity: "note", title: "Entities without a description: their card has only a name" },
};

/**
 * @param {Entries} entries
 * @param {Map<Alias, string>} winners who wins each alias's own text
 * @returns {Finding[]} by kind
 */
export function findingsOf(entries, winners) {
  const names = [...sameNames(entries.entities)];
  /** @type {[Entity, string, Said][]} */
  const said = [
    ...names,
    ...sameElsewhere(entries.entities),
    ...neverMarked(entries, winners, new Set(names.map(([entity]) => nameAndType(entity)))),
    ...commonWords(entries.aliases, winners),
    ...sharedAliases(entries.aliases),
    ...redundantAliases(entries.entities),
    ...withoutDescription(entries.entities),
  ];
  return placed(said);
}

/**
 * @param {Entity[]} entities
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* sameNames(entities) {
  const names = groupBy(entities, nameAndType);
  for (const same of names.values()) {
    const ids = new Set(same.map(({ id }) => id));
    if (ids.size < 2) continue;
    const descriptions = new Set(same.map(({ value }) => JSON.stringify(value.description)));
    const isToldApart = descriptions.size === same.length && same.every(hasDescription);
    const [{ name, type }] = same;
    const message = `“${name}”${type && `, ${type}`}: ${list([...ids])}`;
    const code = isToldApart ? "same-name" : "duplicate-entity";
    yield [same[1], `${same[1].path}.id`, { code, message, entities: same.map(briefly) }];
  }
}

/**
 * Two entities that are the same one elsewhere, under other names.
 * @param {Entity[]} entities
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* sameElsewhere(entities) {
  const addressed = entities.flatMap((entity) => {
    const { sameAs } = entity.value;
    return Array.isArray(sameAs) ? sameAs.map((address) => ({ address: String(address), entity })) : [];
  });
  for (const [address, same] of groupBy(addressed, ({ address }) => address)) {
    const meant = [...new Set(same.map(({ entity }) => entity))];
    // Those of one name are told by it.
    if (meant.length < 2 || new Set(meant.map(nameAndType)).size < meant.length) continue;
    const message = `${address}: ${list(meant.map(({ id, name }) => `${id}, “${name}”`))}`;
    yield [meant[1], `${meant[1].path}.sameAs`, { code: "duplicate-entity", message, entities: meant.map(briefly) }];
  }
}

/** @param {Entity} entity */
const nameAndType = ({ aliases, type }) => `${aliases[0]?.form}\n${type}`;

/**
 * @param {Entries} entries
 * @param {Map<Alias, string>} winners
 * @param {Set<string>} told names and types of which it is known that two entities have them
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* neverMarked({ entities, suppressed }, winners, told) {
  for (const entity of entities) {
    const losing = entity.aliases.filter((alias) => winners.has(alias) && winners.get(alias) !== entity.id);
    if (losing.length > 0 && losing.length === entity.aliases.length && !told.has(nameAndType(entity))) {
      const others = [...new Set(losing.map((alias) => winners.get(alias)))].map(String);
      const message = `${entity.id}, “${entity.name}”: marked as ${list(others)}; give it more weight or another alias`;
      yield [entity, entity.path, { code: "never-marked", message }];
    }
    for (const alias of entity.aliases.filter((one) => !winners.has(one))) {
      const [code, reason] = suppressed.has(alias.form)
        ? ["hidden-by-suppress", "the same text stands in \"suppress\""]
        : /:\/\/|www\.|[@#/]/iu.test(alias.text)
          ? ["part-of-address", "it holds a part of an address and more; write the name alone"]
          : ["never-whole", "its first or last character can be no end of a name"];
      yield [entity, alias.path, { code, message: `“${alias.text}” of ${entity.id}: ${reason}`, alias: alias.text }];
    }
  }
}

/**
 * @param {Alias[]} aliases
 * @param {Map<Alias, string>} winners
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* commonWords(aliases, winners) {
  const colliding = aliases.filter((alias) => winners.has(alias) && collisionOf(alias) !== undefined);
  for (const alias of colliding.sort((one, other) => rankOfAlias(one) - rankOfAlias(other))) {
    const { text, entity } = alias;
    const collision = collisionOf(alias);
    const code = collision === "small" ? "common-word" : "capitalised-word";
    const how = alias.case === "any" ? ' ("case": "any")' : "";
    yield [entity, alias.path, { code, message: `“${text}”${how} of ${entity.id}, “${entity.name}”`, alias: text }];
  }
}

/**
 * How an alias collides with a common word: in small letters as well, or only with a capital; not at all where
 * several capitals keep it apart (US, WHO: the matcher knows them in headlines).
 * @param {Alias} alias
 * @returns {"small" | "capitalised" | undefined}
 */
export function collisionOf(alias) {
  const { text, case: cased } = alias;
  if (!/^[\p{L}\p{M}]+$/u.test(text) || rankOfAlias(alias) === Infinity) return undefined;
  if (cased === "any" || text === text.toLowerCase()) return "small";
  return text.slice(1) === text.slice(1).toLowerCase() ? "capitalised" : undefined;
}

/**
 * As written ("für"), and as it is compared: "Çan" is marked where "can" stands with a capital.
 * @param {Alias} alias
 */
export function rankOfAlias({ text, form, language }) {
  return Math.min(rankOfWord(text.toLowerCase(), language), rankOfWord(form, language));
}

/**
 * @param {Alias[]} aliases
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* sharedAliases(aliases) {
  for (const { aliases: sharing, reason } of tiesOf(aliases)) {
    const [{ text, path, entity }, next] = sharing;
    const decided = {
      spelling: `the entity that spells it so (“${text}” ${entity.id}, “${next.text}” ${next.entity.id})`,
      priority: `${entity.id}, by priority ${entity.priority} against ${next.entity.priority}`,
      weight: `${entity.id}, by weight ${entity.weight} against ${next.entity.weight}`,
      order: `${entity.id}, only since it comes first`,
    }[reason];
    const ids = list(sharing.map((alias) => alias.entity.id));
    const message = `“${text}” means ${decided}; ${sharing.length} entities have it: ${ids}`;
    const entities = sharing.map((alias) => ({ ...briefly(alias.entity), alias: alias.text }));
    yield [entity, path, { code: "shared-alias", message, alias: text, entities, decidedBy: reason }];
  }
}

/**
 * @param {Entity[]} entities
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* redundantAliases(entities) {
  for (const entity of entities) {
    for (const { alias, by } of redundantOf(entity.aliases)) {
      const code = alias.case === "exact" && by.case !== "exact" ? "shadowed-exact" : "redundant-alias";
      const message = `“${alias.text}” of ${entity.id}: “${by.text}” finds it`;
      yield [entity, alias.path, { code, message, alias: alias.text }];
    }
  }
}

/**
 * @param {Entity[]} entities
 * @returns {Generator<[Entity, string, Said], void, undefined>}
 */
function* withoutDescription(entities) {
  for (const entity of entities) {
    if (hasDescription(entity)) continue;
    yield [entity, entity.path, { code: "no-description", message: `${entity.id}, “${entity.name}”` }];
  }
}

/** @param {Entity} entity */
export function hasDescription({ value: { description } }) {
  const texts = typeof description === "object" && description !== null ? Object.values(description) : [description];
  return texts.some((text) => typeof text === "string" && text.trim() !== "");
}

/** @param {Entity} entity */
const briefly = ({ id, name, type, weight }) => ({ id, name, type, weight });

const mostListed = 4;

/** @param {string[]} ids */
export function list(ids) {
  const more = ids.length - mostListed;
  return more > 0 ? `${ids.slice(0, mostListed).join(", ")} and ${more} more` : ids.join(", ");
}

/**
 * @param {[Entity, string, Said][]} said
 * @returns {Finding[]}
 */
function placed(said) {
  /** @type {Map<Entity["source"], string[]>} */
  const paths = new Map();
  for (const [{ source }, path] of said) {
    if (!paths.get(source)?.push(path)) paths.set(source, [path]);
  }
  const positions = new Map([...paths].map(([source, asked]) => [source, locate(source.text, asked)]));
  const order = Object.keys(kinds);
  return said
    .map(([{ source, id }, path, { code, message, ...more }]) => ({
      severity: kinds[code].severity,
      code,
      file: source.name,
      path,
      ...(positions.get(source)?.positionOf(path) ?? { line: 1, column: 1 }),
      message,
      entity: id,
      ...more,
    }))
    .sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
}
