/**
 * In: aliases. Out: those that several entities share, most shared first, with who wins each tie and why.
 * Guarantees: DESIGN's matching rule 5: closeness of spelling, priority of the dictionary, weight, order.
 */

/** @typedef {import("./entries.js").Alias} Alias */
/** @typedef {"spelling" | "priority" | "weight" | "order"} Reason what decides between the first two */
/** @typedef {{ form: string, aliases: Alias[], reason: Reason }} Tie aliases: one of each entity, the winner first */

/**
 * @param {Alias[]} aliases
 * @returns {Tie[]}
 */
export function tiesOf(aliases) {
  /** @type {Tie[]} */
  const ties = [];
  for (const [form, sharing] of groupBy(aliases, (alias) => alias.form)) {
    /** @type {Map<string, Alias>} */
    const ofEntity = new Map();
    for (const alias of sharing) if (!ofEntity.has(alias.entity.id)) ofEntity.set(alias.entity.id, alias);
    if (ofEntity.size < 2) continue;
    const ranked = [...ofEntity.values()].sort((one, other) =>
      other.entity.priority - one.entity.priority
      || other.entity.weight - one.entity.weight
      || one.entity.order - other.entity.order);
    ties.push({ form, aliases: ranked, reason: reasonOf(ranked[0], ranked[1]) });
  }
  return ties.sort((one, other) => other.aliases.length - one.aliases.length);
}

/**
 * @template T
 * @param {Iterable<T>} things
 * @param {(thing: T) => string} keyOf
 * @returns {Map<string, T[]>} (Map.groupBy is not in Node 20)
 */
export function groupBy(things, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (!groups.get(key)?.push(thing)) groups.set(key, [thing]);
  }
  return groups;
}

/**
 * @param {Alias} winner
 * @param {Alias} next
 * @returns {Reason}
 */
function reasonOf(winner, next) {
  if (winner.text !== next.text) return "spelling";
  if (winner.entity.priority !== next.entity.priority) return "priority";
  return winner.entity.weight === next.entity.weight ? "order" : "weight";
}
