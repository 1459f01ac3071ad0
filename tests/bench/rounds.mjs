// In: contenders with one timed action each.
// Out: the median of every figure over rounds in which all contenders take turns.
// Guarantees: the order turns by one each round, so that none always runs on a warm or a busy machine.

const ONCE_IS_ENOUGH_MS = 2000; // what takes longer is far off every other, whatever its spread

/**
 * @typedef {Record<string, number>} Figures milliseconds by phase
 * @typedef {{ name: string, run: (round: number) => Promise<Figures> }} Contender
 * @typedef {{ figures: Figures, fault?: undefined } | { fault: string, figures?: undefined }} Outcome
 */

/**
 * @param {Contender[]} contenders
 * @param {number} rounds
 * @param {(line: string) => void} progress
 * @returns {Promise<Map<string, Outcome>>}
 */
export async function alternate(contenders, rounds, progress) {
  /** @type {Map<string, Figures[]>} */
  const samples = new Map(contenders.map(({ name }) => [name, []]));
  /** @type {Map<string, Outcome>} */
  const outcomes = new Map();
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      const sampled = samples.get(contender.name) ?? [];
      if (outcomes.has(contender.name) || isSlow(sampled[0])) continue;
      try {
        sampled.push(await contender.run(round + 1));
      } catch (error) {
        outcomes.set(contender.name, { fault: faultOf(error) });
      }
    }
  }
  for (const [name, list] of samples) if (!outcomes.has(name)) outcomes.set(name, { figures: medians(list) });
  return outcomes;
}

/** @param {Figures | undefined} figures */
const isSlow = (figures) => figures !== undefined && figures.prepareMs + figures.workMs > ONCE_IS_ENOUGH_MS;

/** @param {Figures[]} list @returns {Figures} */
export function medians(list) {
  const keys = new Set(list.flatMap((figures) => Object.keys(figures)));
  return Object.fromEntries([...keys].map((key) => [key, median(list.map((figures) => figures[key]))]));
}

/** @param {number[]} values */
export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * What a table can say of a failure: "stack overflow", "expression too large", or the message's start.
 * @param {unknown} error
 */
export function faultOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  if (/stack overflow|maximum call stack/i.test(message)) return "stack overflow";
  if (/regular expression too large|regexp too big/i.test(message)) return "expression too large";
  return message.split("\n")[0].slice(0, 80);
}
