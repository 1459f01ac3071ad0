/**
 * In: aliases and the dictionary that was made of them. Out: for each alias, the entity that its own text is
 * marked as.
 * Guarantees: the matcher itself answers, so no rule of it is repeated here; an alias that does not match its
 * own text, standing by itself, can match nowhere.
 */

/** @typedef {import("./entries.js").Alias} Alias */
/** @typedef {import("./entries.js").Entity} Entity */

/** An automaton is made for each trial; of so many texts it is small. */
const textsInTrial = 2000;
const invisibleEdges = /^\p{Cf}+|\p{Cf}+$/gu;

/**
 * @param {Entity[]} entities
 * @param {import("../dictionary.js").Dictionary} dictionary
 * @param {(done: number) => void} progress
 * @returns {Map<Alias, string>} the id of the entity that wins; none where nothing is marked
 */
export function tryAliases(entities, dictionary, progress) {
  /** @type {Map<Alias, string>} */
  const winners = new Map();
  /** @type {Alias[]} */
  let trial = [];
  const run = () => {
    const texts = trial.map(({ text }) => text.replace(invisibleEdges, ""));
    const blocks = trial.map(({ ownLanguage }, index) => ({ text: texts[index], lang: ownLanguage }));
    for (const { block, start, end, entity } of dictionary.find(blocks, { without: ["common-words", "longer-names"] })) {
      if (start === 0 && end === texts[block].length) winners.set(trial[block], entity);
    }
    trial = [];
  };
  for (const [index, { aliases }] of entities.entries()) {
    // An entity's aliases stay together: a short one counts beside a fuller one only.
    trial.push(...aliases);
    if (trial.length < textsInTrial) continue;
    progress(index);
    run();
  }
  run();
  return winners;
}
