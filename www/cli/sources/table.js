/**
 * In: a table with a header row, its fields parted by commas, semicolons or tabs, as spreadsheets write it. Out: an
 * entity for each row.
 * Guarantees: every place has its line and column, and the column's header as path; a quotation mark that cannot be
 * followed ends the table, since all behind it might be read wrongly.
 */
// Streaming, and at home in what spreadsheets write.
import { parse } from "csv-parse";
import { nearest } from "../nearest.js";
import { always, broken, faultItem } from "./place.js";

/** @typedef {import("./place.js").Item} Item */
/** @typedef {import("csv-parse").InfoRecord & { lines: number }} Info */
/** @typedef {{ record: string[], raw: string, line: number }} Row line: on which it begins */
/** @typedef {{ header: string, path: string, put: (entity: any, value: string) => void }} Column */

/** What each key is also called, in lower case and without spaces. The first is the one to write. */
const otherNames = {
  id: ["id", "identifier", "key"],
  name: ["name", "label", "title", "preflabel"],
  aliases: ["aliases", "alias", "synonyms", "synonym", "alt", "altlabel", "altlabels", "aka", "alsoknownas"],
  type: ["type", "kind", "class", "category"],
  description: ["description", "desc", "definition", "summary"],
  url: ["url", "link", "homepage", "website"],
  image: ["image", "image:src", "picture", "photo"],
  "image:alt": ["image:alt"],
  "image:credit": ["image:credit"],
  "image:creditUrl": ["image:crediturl"],
  "image:license": ["image:license", "image:licence"],
  sameAs: ["sameas", "exactmatch"],
  wikidata: ["wikidata", "qid"],
  weight: ["weight"],
  case: ["case"],
  short: ["short"],
  context: ["context"],
  notContext: ["notcontext"],
  related: ["related"],
};
export const columnNames = Object.keys(otherNames);
const listKeys = ["aliases", "sameAs", "context", "notContext", "related"];
const listSeparator = "|";
const words = /** @type {Record<string, boolean>} */ ({ true: true, yes: true, 1: true, false: false, no: false, 0: false });

/**
 * @param {import("./place.js").SourceText} source
 * @param {import("./place.js").ReadOptions} options
 * @param {string} [delimiter] where it is not to be guessed from the header
 * @returns {AsyncGenerator<Item, void, undefined>}
 */
export async function* readTable({ name, chunks }, { columns: mapped }, delimiter) {
  /** @type {Row[]} */
  let rows = [];
  /** @type {Column[] | undefined} */
  let columns;
  /** @type {ReturnType<typeof createParser> | undefined} */
  let parser;
  let separator = delimiter ?? ",";
  for await (let text of withPlainBreaks(chunks)) {
    if (!parser) {
      // Excel's first line of its own; what is left of it keeps the count of lines.
      const [line, given] = /^sep=(.)(?=\n)/iu.exec(text) ?? [""];
      text = text.slice(line.length);
      if (!delimiter) separator = given ?? guess(text);
      parser = createParser(name, separator, (row) => rows.push(row));
    }
    parser.write(text);
    yield* take();
    if (parser.fault()) throw parser.fault();
  }
  if (!parser) throw broken(name, "the file is empty; a table begins with a header row: id, name, aliases, …", { line: 1, column: 1 }, "empty");
  await parser.end();
  yield* take();
  if (parser.fault()) throw parser.fault();

  /** @returns {Generator<Item, void, undefined>} */
  function* take() {
    const taken = rows;
    rows = [];
    for (const row of taken) {
      if (columns) {
        yield* itemsOf(row, columns, separator);
      } else {
        const header = columnsOf(name, row, separator, mapped);
        columns = header.columns;
        yield* header.faults;
      }
    }
  }
}

/**
 * One kind of line break: the parser's counts go astray with CRLF, and old files mix both.
 * @param {AsyncIterable<Buffer>} chunks
 */
async function* withPlainBreaks(chunks) {
  let held = "";
  for await (const chunk of chunks) {
    const text = held + chunk.toString("utf8");
    held = text.endsWith("\r") ? "\r" : "";
    const rest = text.slice(0, text.length - held.length);
    if (rest !== "") yield rest.replace(/\r\n?/gu, "\n");
  }
  if (held !== "") yield "\n";
}

/** @param {string} text that begins with the header row */
function guess(text) {
  const header = text.trimStart().split("\n", 1)[0].replace(/"[^"]*"/gu, "");
  const counts = [",", ";", "\t"].map((character) => ({ character, count: header.split(character).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).character;
}

/**
 * @param {string} name
 * @param {string} delimiter
 * @param {(row: Row) => void} onRow
 */
function createParser(name, delimiter, onRow) {
  /** @type {Error | undefined} */
  let fault;
  let lastLine = 0;
  const parser = parse({
    delimiter, info: true, raw: true, relax_column_count: true, skip_empty_lines: true, record_delimiter: "\n",
    on_record: (/** @type {any} */ { record, raw: withBreaks, info }) => {
      const raw = withBreaks.replace(/^\n+|\n$/gu, "");
      onRow({ record, raw, line: info.lines - (raw.split("\n").length - 1) });
      lastLine = info.lines;
      return null;
    },
  });
  const ended = new Promise((resolve) => parser.on("close", resolve));
  parser.on("error", (/** @type {any} */ error) => {
    const open = error.code === "CSV_QUOTE_NOT_CLOSED";
    const message = open
      ? "a quotation mark that opens behind this line is not closed before the file ends"
      : `a quotation mark in field ${error.column + 1} of this row is neither its first nor its last; put the field in `
        + 'quotation marks and write the mark twice: ""';
    fault = broken(name, message, { line: open ? Math.max(lastLine, 1) : error.lines, column: 1 });
  });
  parser.resume();
  return {
    /** @param {string} text */
    write: (text) => void parser.write(text),
    end: () => {
      parser.end();
      return ended;
    },
    fault: () => fault,
  };
}

/**
 * @param {string} name
 * @param {Row} header
 * @param {string} separator
 * @param {Record<string, string>} mapped
 */
function columnsOf(name, header, separator, mapped) {
  const plainName = (/** @type {string} */ text) => text.toLowerCase().replace(/[\s_-]/gu, "");
  const headers = header.record.map((text) => text.trim());
  /** @type {Column[]} */
  const columns = headers.map((header) => ({ header, path: "", put: () => {} }));
  /** @type {Item[]} */
  const faults = [];
  const placeOf = (/** @type {number} */ index) => ({ path: headers[index], ...fieldPlace(header, index, separator) });

  const own = new Set(Object.values(mapped).map(plainName));
  for (const [key, wanted] of Object.entries(mapped)) {
    const index = headers.findIndex((header) => plainName(header) === plainName(wanted));
    if (index === -1) {
      throw broken(name, `there is no column "${wanted}" (--columns); there are ${headers.join(", ")}`, { line: header.line, column: 1 }, "unknown-column");
    }
    add(columns[index], key);
  }
  for (const [index, header] of headers.entries()) {
    if (own.has(plainName(header)) || header === "" || /^x-/iu.test(header)) continue;
    const [, description] = /^description:([a-z]{2,3}(?:-[a-z\d]+)*)$/iu.exec(header) ?? [];
    const key = description ? `description:${description}`
      : columnNames.find((key) => otherNames[/** @type {keyof typeof otherNames} */ (key)].includes(plainName(header)));
    if (key) {
      add(columns[index], key);
      continue;
    }
    const near = nearest(header, [...columnNames, "description:de"]);
    const hint = near ? `did you mean "${near}"?` : `known are ${columnNames.join(", ")}`;
    faults.push(faultItem("error", "unknown-column", `the column "${header}" is not known: ${hint} (columns of your own begin with x-)`, placeOf(index)));
  }
  for (const key of ["id", "name"]) {
    if (columns.some(({ path }) => path.split(" ").includes(key))) continue;
    throw broken(name, `there is no column "${key}"; there are ${headers.join(", ")}: --columns ${key}=HEADER names it`, { line: header.line, column: 1 }, "missing");
  }
  return { columns, faults };
}

/**
 * @param {Column} column
 * @param {string} key
 */
function add(column, key) {
  const before = column.put;
  const put = putterOf(key);
  column.path += ` ${key.replace(":", ".")}`;
  column.put = (entity, value) => {
    before(entity, value);
    put(entity, value);
  };
}

/**
 * @param {string} key
 * @returns {Column["put"]}
 */
function putterOf(key) {
  const [first, second] = key.split(":");
  if (listKeys.includes(key)) {
    return (entity, value) => {
      const texts = value.split(listSeparator).map((text) => text.trim()).filter((text) => text !== "");
      entity[key] = [...(entity[key] ?? []), ...texts];
    };
  }
  switch (first) {
    case "description":
      return (entity, value) => {
        if (!second && typeof entity.description !== "object") entity.description = value;
        else entity.description = { ...(typeof entity.description === "string" ? { und: entity.description } : entity.description), [second ?? "und"]: value };
      };
    case "image":
      return (entity, value) => void (entity.image = { ...entity.image, [second ?? "src"]: value });
    case "wikidata":
      return (entity, value) => {
        const address = /^Q\d+$/u.test(value) ? `https://www.wikidata.org/entity/${value}` : value.replace(/^http:/u, "https:");
        entity.sameAs = [...(entity.sameAs ?? []), address];
      };
    case "weight":
      // As spreadsheets of many countries write it.
      return (entity, value) => void (entity.weight = /^\d*[.,]?\d+$/u.test(value) ? Number(value.replace(",", ".")) : value);
    case "short":
      return (entity, value) => void (entity.short = words[value.toLowerCase()] ?? value);
    default:
      return (entity, value) => void (entity[key] = value);
  }
}

/**
 * @param {Row} row
 * @param {Column[]} columns
 * @param {string} separator
 * @returns {Generator<Item, void, undefined>}
 */
function* itemsOf(row, columns, separator) {
  if (row.record.every((value) => value.trim() === "")) return;
  /** @type {any} */
  const entity = {};
  for (const [index, text] of row.record.entries()) {
    const value = text.trim();
    if (index >= columns.length) {
      if (value === "") continue;
      const message = `this row has ${row.record.length} fields, the header ${columns.length}: the rest is left out; a field that holds "${separator}" stands in quotation marks`;
      yield faultItem("error", "too-many-fields", message, { ...fieldPlace(row, index, separator) });
      break;
    }
    if (value !== "") columns[index].put(entity, value);
  }
  const { case: style, short } = entity;
  delete entity.case;
  delete entity.short;
  if (entity.aliases && (style !== undefined || short !== undefined)) {
    entity.aliases = entity.aliases.map((/** @type {string} */ text) =>
      ({ text, ...(style === undefined ? {} : { case: style }), ...(short === undefined ? {} : { short }) }));
  }
  const own = always({ line: row.line, column: 1 });
  yield {
    entity,
    placeOf(path) {
      // A trait of an alias has a column of its own.
      const key = path.replace(/^\$\.?/u, "").replace(/^aliases\[\d+\]\.(case|short)$/u, "$1").replace(/\[\d+\]/gu, "");
      const index = columns.findIndex((column) => column.path.split(" ").some((one) => one === key || (one === "wikidata" && key === "sameAs") || `${one}.src` === key));
      return key === "" || index === -1 ? { ...own(path), path: key || undefined } : { path: columns[index].header, ...fieldPlace(row, index, separator) };
    },
  };
}

/**
 * @param {Row} row
 * @param {number} wanted the field's index
 * @param {string} separator
 */
function fieldPlace({ raw, line: first }, wanted, separator) {
  let [line, column, index, isQuoted] = [first, 1, 0, false];
  for (const unit of raw.split("")) {
    if (index === wanted && !isQuoted) break;
    if (unit === '"') isQuoted = !isQuoted;
    else if (unit === separator && !isQuoted) index++;
    if (unit === "\n") [line, column] = [line + 1, 1];
    else column++;
  }
  return { line, column };
}
