// Where things stand in a JSON text: in comes the text, out goes a way from a path to a span of it,
// and the first place at which it is no JSON. Never throws; offsets are UTF-16 units.

/** @typedef {{ start: number, end: number, members: Map<string, Node> }} Node */
/** @typedef {{ offset: number, line: number, column: number }} Place */

// Far above any dictionary's depth, far below what would exhaust the stack.
const DEPTH_LIMIT = 200;

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

class NotJson extends Error {
  /** @param {number} offset */
  constructor(offset) {
    super("not JSON");
    this.offset = offset;
  }
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.offset = 0;
  }

  /** @param {RegExp} pattern a sticky one @returns {string} what stands here, "" for nothing */
  take(pattern) {
    pattern.lastIndex = this.offset;
    const taken = pattern.exec(this.text)?.[0] ?? "";
    this.offset += taken.length;
    return taken;
  }

  /** @param {string} expected */
  takeSign(expected) {
    this.take(SPACE);
    if (this.text[this.offset] !== expected) return false;
    this.offset += 1;
    return true;
  }

  /** @param {boolean} holds */
  demand(holds) {
    if (!holds) throw new NotJson(this.offset);
  }

  /** @param {number} depth @returns {Node} */
  value(depth) {
    this.take(SPACE);
    this.demand(depth < DEPTH_LIMIT);
    const start = this.offset;
    /** @type {Map<string, Node>} */
    const members = new Map();
    if (this.takeSign("{")) {
      if (!this.takeSign("}")) {
        do {
          this.take(SPACE);
          const key = this.take(STRING);
          this.demand(key !== "");
          this.demand(this.takeSign(":"));
          members.set(JSON.parse(key), this.value(depth + 1));
        } while (this.takeSign(","));
        this.demand(this.takeSign("}"));
      }
    } else if (this.takeSign("[")) {
      if (!this.takeSign("]")) {
        do members.set(String(members.size), this.value(depth + 1));
        while (this.takeSign(","));
        this.demand(this.takeSign("]"));
      }
    } else {
      this.demand((this.take(STRING) || this.take(SCALAR)) !== "");
    }
    return { start, end: this.offset, members };
  }

  document() {
    const node = this.value(0);
    this.take(SPACE);
    this.demand(this.offset === this.text.length);
    return node;
  }
}

/**
 * The steps of a path such as `$.entities[3].aliases[0]`, `entities[3]["x y"]` or `/entities/3`.
 * @param {string} path
 */
function stepsOf(path) {
  if (path.startsWith("/")) {
    return path.slice(1).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return [...path.replace(/^\$/, "").matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, index, quoted, plain]) => index ?? quoted ?? plain,
  );
}

/** @param {string} text @param {number} offset @returns {Place} line and column from 1 */
function placeAt(text, offset) {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { offset, line: before.split("\n").length, column: offset - lineStart + 1 };
}

/**
 * @param {string} text
 * @returns {{ fault: Place | null, spanOf: (path: string) => { start: number, end: number } | null }}
 *   `fault`: where the text stops being JSON; `spanOf`: the value at a path, or its nearest ancestor there is
 */
export function placesOf(text) {
  /** @type {Node} */
  let root;
  try {
    root = new Reader(text).document();
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { fault: placeAt(text, error.offset), spanOf: () => null };
  }
  return {
    fault: null,
    spanOf(path) {
      let node = root;
      for (const step of stepsOf(path)) {
        const member = node.members.get(step);
        if (!member) break;
        node = member;
      }
      return node === root ? null : { start: node.start, end: node.end };
    },
  };
}
