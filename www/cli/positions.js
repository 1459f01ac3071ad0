/**
 * In: the text of a JSON file, and paths such as $.entities[3].aliases[1]. Out: the line and column of each,
 * and the names that an object gives more than once.
 * Guarantees: one pass, whatever the number of paths; lines and columns are from 1, columns in UTF-16 units.
 */
import { visit } from "jsonc-parser";

/** @typedef {import("./json.js").Position} Position */

/**
 * @typedef {object} Target a place that somebody asks for
 * @property {Map<string, Target>} children
 * @property {Position} [key] where its name stands
 * @property {Position} [value]
 */

/**
 * An object or an array that is open.
 * @typedef {object} Level
 * @property {Target | undefined} target
 * @property {Target | undefined} next what is asked for under the present name
 * @property {Set<string> | null} names those met so far; null for an array
 * @property {string | number} step the present name or index
 */

/** @typedef {{ path: string, name: string, position: Position }} RepeatedName */

/**
 * @typedef {object} Positions
 * @property {(path: string, ofKey?: boolean) => Position | undefined} positionOf of what the path names
 *   (or of its name), or of the nearest thing around it that exists
 * @property {RepeatedName[]} repeated
 */

/**
 * @param {string} text JSON; comments and trailing commas do not matter
 * @param {string[]} paths
 * @returns {Positions}
 */
export function locate(text, paths) {
  /** @type {Target} */
  const root = { children: new Map() };
  for (const path of paths) {
    let target = root;
    for (const step of stepsOf(path)) {
      let child = target.children.get(step);
      if (!child) target.children.set(step, (child = { children: new Map() }));
      target = child;
    }
  }

  /** @type {Level[]} */
  const levels = [];
  /** @type {RepeatedName[]} */
  const repeated = [];

  /**
   * @param {number} line
   * @param {number} column
   */
  function meetValue(line, column) {
    const level = levels.at(-1);
    const target = level === undefined ? root
      : level.names ? level.next : level.target?.children.get(String(level.step));
    if (target) target.value = { line: line + 1, column: column + 1 };
    return target;
  }

  try {
    visit(text, {
      onObjectBegin(_offset, _length, line, column) {
        levels.push({ target: meetValue(line, column), next: undefined, names: new Set(), step: "" });
      },
      onArrayBegin(_offset, _length, line, column) {
        levels.push({ target: meetValue(line, column), next: undefined, names: null, step: 0 });
      },
      onLiteralValue(_value, _offset, _length, line, column) {
        meetValue(line, column);
      },
      onObjectProperty(name, _offset, _length, line, column) {
        const level = /** @type {Level} */ (levels.at(-1));
        const position = { line: line + 1, column: column + 1 };
        level.step = name;
        level.next = level.target?.children.get(name);
        if (level.next) level.next.key = position;
        if (level.names?.has(name)) repeated.push({ name, path: pathOf(levels), position });
        level.names?.add(name);
      },
      onSeparator(character) {
        const level = levels.at(-1);
        if (character === "," && typeof level?.step === "number") level.step++;
      },
      onObjectEnd: () => void levels.pop(),
      onArrayEnd: () => void levels.pop(),
    });
  } catch (error) {
    // Nested too deep to be followed: what was met so far has its position.
    if (!(error instanceof RangeError)) throw error;
  }

  return {
    repeated,
    positionOf(path, ofKey = false) {
      /** @type {Target | undefined} */
      let target = root;
      let position = root.value;
      for (const step of stepsOf(path)) {
        target = target.children.get(step);
        if (!target?.value) return position;
        position = target.value;
      }
      return (ofKey ? target.key : undefined) ?? position;
    },
  };
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function stepsOf(path) {
  const steps = path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\["(.*?)"\](?=[.[]|$)/gsu);
  return [...steps].map(([, name, index, quoted]) => name ?? index ?? quoted);
}

/** @param {Level[]} levels */
function pathOf(levels) {
  return levels.reduce((path, { step }) => {
    if (typeof step === "number") return `${path}[${step}]`;
    return /^\w+$/u.test(step) ? `${path}.${step}` : `${path}["${step}"]`;
  }, "$");
}
