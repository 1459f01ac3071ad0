/**
 * In: dictionary sources. Out: one compiled file, and beside it, in OUT.cards/, the cards that tooltips show.
 * Guarantees: the file is replaced at once, or not at all; memory does not hold the sources; every fault is told on
 * stderr, and a faulty part is left out.
 */
import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { addEntity, addSuppressed, openCompiler } from "../admit.js";
import { checkerEngine } from "../checker.js";
import { NamelightError } from "../error.js";
import { cardOf } from "./card.js";
import { removeStale, writeCards } from "./cards.js";
import { Checking } from "./checking.js";
import { listOfWords } from "./common-words.js";
import { openSource, readItems } from "./sources.js";
import { formatFault } from "./sources/place.js";
import { Spool } from "./spool.js";

/** @typedef {import("./arguments.js").CompileRequest} CompileRequest */
/** @typedef {import("./report.js").Report} Report */

/** What one value of the head must be alike in all sources, since it counts for all aliases. */
const commonKeys = ["language", "priority"];
/** Entities between two words of progress. */
const progressEvery = 1000;

/**
 * @param {CompileRequest} request
 * @param {Report} report
 * @returns {Promise<number>} the exit code
 */
export async function compile(request, report) {
  const entities = new Spool();
  const cards = new Spool();
  try {
    const read = await readAll(request, report, entities, cards);
    if (entities.length === 0 && read.suppressed.length === 0) {
      throw new NamelightError("not-a-dictionary", `${request.out} was not written: there is no usable entity`);
    }
    const written = await write(request, report, read, entities, cards);
    report.endProgress();
    const { checking, errors, warnings } = read;
    report.error(`${request.out}: ${count(checking.entities, "entity", "entities")}, ${count(checking.aliases, "alias", "aliases")}, `
      + `${count(entities.length * Number(request.cards), "card", "cards")} in ${count(written.files, "file", "files")}; `
      + `${count(written.bytes, "byte", "bytes")} and ${count(written.cardBytes, "byte", "bytes")} of cards; `
      + (request.commonWords ? "names that are ordinary words need evidence (--no-common-words); " : "")
      + `${count(errors, "error", "errors")}, ${count(warnings, "warning", "warnings")}`);
    return errors > 0 || (request.strict && warnings > 0) ? 1 : 0;
  } finally {
    entities.close();
    cards.close();
  }
}

/**
 * @param {CompileRequest} request
 * @param {Report} report
 * @param {Spool} entities gets what the compiler needs of each
 * @param {Spool} cards gets the card of each
 */
async function readAll(request, report, entities, cards) {
  const checking = new Checking();
  /** @type {Record<string, any>} */
  const head = { name: request.name, language: request.language || undefined, priority: request.priority };
  /** @type {unknown[]} */
  const suppressed = [];
  /** @type {any[]} */
  const attributions = [];
  let [errors, warnings] = [0, 0];
  /** @param {string} name @param {import("./sources/place.js").PlacedFault} fault */
  const tell = (name, fault) => {
    report.error(formatFault(name, fault));
    if (fault.severity === "error") errors++;
    else warnings++;
  };
  for (const file of request.files) {
    const source = await openSource(file, request.from);
    const { name } = source;
    report.progress(`reading ${name}`);
    for await (const one of checking.check(name, readItems(source, request))) {
      if ("fault" in one) tell(name, one.fault);
      else if ("suppress" in one) suppressed.push(one.suppress);
      else if ("head" in one) {
        if (one.head.attribution) attributions.push(one.head.attribution);
        for (const [key, value] of Object.entries(one.head)) {
          const isOption = /** @type {any} */ (request)[key] !== undefined && /** @type {any} */ (request)[key] !== "";
          head[key] ??= value;
          if (!isOption && commonKeys.includes(key) && head[key] !== value) {
            const message = `the ${key} ${JSON.stringify(value)} differs from ${JSON.stringify(head[key])} of a source before: that counts for all`;
            tell(name, { severity: "warning", code: "different-head", message, path: `$.${key}` });
          }
        }
      } else {
        const { id, name: label, type, weight, aliases, sameAs, url, context, notContext, related } = one.entity;
        entities.append(JSON.stringify({ id, name: label, type, weight, aliases, sameAs, url, context, notContext, related }));
        if (request.cards) cards.append(`${JSON.stringify(id)}:${JSON.stringify(cardOf(one.entity))}`);
        if (entities.length % progressEvery === 0) {
          report.progress(`reading ${name}: ${entities.length.toLocaleString("en")} entities`, source.size, source.done());
        }
      }
    }
  }
  if (checking.unlisted > 0) report.error(`and ${count(checking.unlisted, "more fault", "more faults")}, to be seen when these are mended`);
  return { checking, suppressed, head: { ...head, attribution: joined(attributions) }, errors: errors + checking.unlisted, warnings };
}

/**
 * @param {CompileRequest} request
 * @param {Report} report
 * @param {{ head: Record<string, any>, suppressed: unknown[] }} read
 * @param {Spool} entities
 * @param {Spool} cards
 */
async function write(request, report, { head, suppressed }, entities, cards) {
  const { out } = request;
  const { Compiler } = await checkerEngine();
  // The checker has told all that is left out.
  const leaveOut = () => {};
  const compiler = await openCompiler(leaveOut, head, Compiler, request.commonWords ? await listOfWords(head.language ?? "") : "");
  const ids = new Set();
  const kept = new Set();
  let cardBytes = 0;
  /** @type {Uint8Array} */
  let bytes;
  try {
    for (let index = 0; index < entities.length; index++) {
      if (index % progressEvery === 0) report.progress("compiling", Infinity, index / entities.length);
      const entity = JSON.parse(entities.at(index));
      addEntity(leaveOut, entity, "", compiler, ids);
    }
    for (const text of suppressed) addSuppressed(leaveOut, text, "", compiler);
    const { version, attribution } = head;
    compiler.head(JSON.stringify({ version, attribution }));
    report.progress("sorting", Infinity);
    compiler.sort();
    report.progress("writing", Infinity);
    if (request.cards && entities.length > 0) {
      const inOrder = (function* () {
        for (const place of compiler.order()) yield cards.at(place);
      })();
      for (const file of writeCards(`${out}.cards`, inOrder)) {
        compiler.chunk(file.name, file.count);
        kept.add(file.name);
        cardBytes += file.bytes;
      }
    }
    bytes = compiler.finish();
  } catch (error) {
    throw unwritable(`${out}.cards`, error);
  } finally {
    compiler.free();
  }
  const part = `${out}.${process.pid}.part`;
  try {
    writeFileSync(part, bytes);
    renameSync(part, out);
  } catch (error) {
    rmSync(part, { force: true });
    throw unwritable(out, error);
  }
  // The file that named them is gone only now.
  removeStale(`${out}.cards`, kept);
  return { bytes: statSync(out).size, files: kept.size, cardBytes };
}

/**
 * @param {string} path
 * @param {unknown} error
 */
function unwritable(path, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === undefined || error instanceof NamelightError) return error;
  const why = code === "ENOENT" ? `there is no such folder as that of ${basename(path)}`
    : code === "EISDIR" ? "this is a directory; name a file" : code === "EACCES" ? "writing it is not permitted" : message;
  return new NamelightError("unwritable", `${path}: it cannot be written: ${why}`);
}

/**
 * Whoever gave a source is named for all of it.
 * @param {Record<string, string>[]} attributions
 */
function joined(attributions) {
  if (attributions.length < 2) return attributions[0];
  /** @param {string} key */
  const all = (key) => [...new Set(attributions.map((one) => one[key]).filter(Boolean))].join("; ") || undefined;
  return { text: all("text"), url: attributions.find(({ url }) => url)?.url, license: all("license") };
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
