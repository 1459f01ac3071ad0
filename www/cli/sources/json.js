/**
 * In: a dictionary source in JSON. Out: its items, one entity at a time.
 * Guarantees: memory is bounded by the largest entity, not by the file; every place has its JSON path, line and column.
 */
// Streaming, fast, without dependencies, and it alone tells the offset of each token.
import { TokenParser, Tokenizer, TokenType } from "@streamparser/json";
import { parseJson as parseStrictly } from "../json.js";
import { always, broken, faultItem, placesInJson, shift } from "./place.js";

/** @typedef {import("./place.js").Item} Item */
/** @typedef {{ line: number, column: number }} Position */
/** @typedef {Parameters<Tokenizer["onToken"]>[0]} Token */

/** No entity is as large; a file that is one value would else be held as a whole. */
const largestEntityBytes = 16 * 1024 * 1024;
/** How much behind a fault is looked at to say what it is. */
const quotedBytes = 1000;
const lineFeed = 0x0a;
const lists = ["entities", "suppress"];
const opening = [TokenType.LEFT_BRACE, TokenType.LEFT_BRACKET];
const closing = [TokenType.RIGHT_BRACE, TokenType.RIGHT_BRACKET];

/**
 * @param {import("./place.js").SourceText} source
 * @returns {AsyncGenerator<Item, void, undefined>}
 */
export async function* readJson({ name, chunks }) {
  const reader = new JsonReader(name);
  for await (const chunk of chunks) yield* reader.write(chunk);
  reader.end();
}

class JsonReader {
  /** @type {Item[]} */
  #found = [];
  #tokenizer = new Tokenizer();
  /** Sees the file with null for each entity: holds the file to JSON's grammar, and gives the values of the head. */
  #outline = new TokenParser({ paths: ["$.*"], keepStack: false });
  /** The part of the file that is still needed, and where it begins. */
  #held = /** @type {Buffer} */ (Buffer.alloc(0));
  #heldStart = 0;
  /** How far lines are counted. @type {Position & { offset: number }} */
  #counted = { offset: 0, line: 1, column: 1 };
  #latest = 0;
  #depth = 0;
  #isWhole = false;
  #text = { value: "", offset: 0 };
  #key = "";
  /** Where each name of the root stands. @type {Map<string, Position>} */
  #keys = new Map();
  /** The list that is open, or empty, and how many it has had. */
  #list = "";
  #index = 0;
  /** How deep in an element of the list; where it begins. */
  #elementDepth = 0;
  #elementStart = 0;
  /** @type {Position} */
  #elementPosition = this.#counted;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.#tokenizer.onToken = (token) => this.#take(token);
    this.#outline.onEnd = () => {
      this.#isWhole = true;
      this.#tokenizer.end();
    };
    this.#outline.onValue = ({ key, value }) => {
      const name = String(key);
      if (lists.includes(name) && Array.isArray(value)) return;
      const position = /** @type {Position} */ (this.#keys.get(name));
      this.#found.push({ head: { [name]: value }, placeOf: (path) => ({ path, ...position }) });
    };
  }

  /** @param {Buffer} chunk */
  write(chunk) {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    try {
      this.#tokenizer.write(chunk);
    } catch (error) {
      throw this.#explain(/** @type {Error} */ (error));
    }
    const end = this.#heldStart + this.#held.length;
    this.#position(end);
    const keepFrom = this.#elementDepth > 0 ? this.#elementStart : end;
    this.#held = this.#held.subarray(keepFrom - this.#heldStart);
    this.#heldStart = keepFrom;
    if (this.#held.length > largestEntityBytes) {
      throw broken(this.name, `one value holds more than ${largestEntityBytes >> 20} MB`, this.#elementPosition, "too-large");
    }
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end() {
    if (this.#isWhole) return;
    const { line, column } = this.#counted;
    const isEmpty = this.#latest === 0 && this.#depth === 0;
    const message = isEmpty ? 'the file is empty; a dictionary is {"entities": […]}' : "the file ends too early";
    throw broken(this.name, message, { line, column }, isEmpty ? "empty" : "syntax");
  }

  /** @param {Token} token */
  #take(token) {
    const { token: kind, offset } = token;
    const opens = opening.includes(kind);
    const closes = closing.includes(kind);
    this.#latest = offset;
    if (this.#elementDepth > 0) {
      // Parsed before the depth is 0: a fault is then told as one of the element.
      if (closes && this.#elementDepth === 1) this.#finish(offset + 1);
      this.#elementDepth += Number(opens) - Number(closes);
      return;
    }
    if (this.#list && this.#depth === 2 && kind !== TokenType.COMMA && kind !== TokenType.COLON && !closes) {
      this.#outline.write({ token: TokenType.NULL, value: null });
      this.#elementPosition = this.#position(offset);
      this.#elementStart = offset;
      if (opens) this.#elementDepth = 1;
      else this.#element(token.value, always({ path: this.#path(), ...this.#elementPosition }));
      return;
    }
    if (this.#depth === 0 && kind !== TokenType.LEFT_BRACE && !this.#isWhole) {
      const what = 'a dictionary is an object with a list of "entities"';
      throw broken(this.name, what, this.#position(offset), "not-a-dictionary");
    }
    if (this.#depth === 1) this.#takeRoot(token);
    this.#outline.write(token);
    if (opens) {
      this.#depth++;
      const isList = this.#depth === 2 && kind === TokenType.LEFT_BRACKET && lists.includes(this.#key);
      if (isList) [this.#list, this.#index] = [this.#key, 0];
    }
    if (closes && --this.#depth === 1) this.#list = "";
  }

  /** @param {Token} token between the names and values of the root */
  #takeRoot({ token: kind, value, offset }) {
    if (kind === TokenType.STRING) this.#text = { value: String(value), offset };
    if (kind !== TokenType.COLON) return;
    this.#key = this.#text.value;
    const position = this.#position(this.#text.offset);
    if (this.#keys.has(this.#key)) {
      const message = `the name "${this.#key}" stands here a second time; take one out`;
      this.#found.push(faultItem("warning", "repeated-name", message, { path: "$", ...position }));
    }
    this.#keys.set(this.#key, position);
  }

  #path() {
    return `$.${this.#list}[${this.#index}]`;
  }

  /** @param {number} end of the element that is open */
  #finish(end) {
    const text = this.#held.toString("utf8", this.#elementStart - this.#heldStart, end - this.#heldStart);
    this.#element(JSON.parse(text), placesInJson(text, this.#path(), this.#elementPosition));
  }

  /**
   * @param {unknown} value
   * @param {import("./place.js").PlaceOf} placeOf
   */
  #element(value, placeOf) {
    this.#found.push(this.#list === "entities" ? { entity: value, placeOf } : { suppress: value, placeOf });
    this.#index++;
  }

  /**
   * The position of an offset at or behind the last one.
   * @param {number} offset
   * @returns {Position}
   */
  #position(offset) {
    const counted = this.#counted;
    const end = offset - this.#heldStart;
    let start = counted.offset - this.#heldStart;
    for (let feed; start < end && (feed = this.#held.subarray(start, end).indexOf(lineFeed)) !== -1; start += feed + 1) {
      counted.line++;
      counted.column = 1;
    }
    if (start < end) counted.column += this.#held.toString("utf8", start, end).length;
    counted.offset = Math.max(counted.offset, offset);
    return { line: counted.line, column: counted.column };
  }

  /** @param {Error} error what the tokenizer said, in its own words */
  #explain(error) {
    if ("code" in error) return error;
    const isInside = this.#elementDepth > 0;
    const from = isInside ? this.#elementStart : this.#latest;
    const rest = this.#held.toString("utf8", Math.max(0, from - this.#heldStart), this.#held.length);
    const start = isInside ? this.#elementPosition : this.#position(from);
    if (isInside) {
      const [fault] = parseStrictly(rest).faults;
      if (fault) return broken(this.name, fault.message, shift(fault, start));
    }
    const shown = rest.slice(0, quotedBytes).trimStart().split(/[\n\r]/u)[0].slice(0, 30);
    return broken(this.name, `this is not JSON, at or behind \u201c${shown}\u201d`, start);
  }
}
