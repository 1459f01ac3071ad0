/**
 * In: a checked request. Out: the mentions of each file, on stdout in the form asked for.
 * Guarantees: files keep their order; a file or a line that cannot be read is reported and the others still
 * count, with exit code 1 at the end.
 */
import { NamelightError } from "../error.js";
import { findInArchive } from "./archive.js";
import { documentsOf, isLines } from "./articles.js";
import { explainMentions } from "../check.js";
import { listOfWords } from "./common-words.js";
import { damagedParts, openDictionary } from "./dictionaries.js";
import { HtmlDocument } from "./html.js";
import { nameOf } from "./input.js";
import { createOutput } from "./output.js";
import { usage } from "./values.js";

/** @typedef {import("./arguments.js").FindRequest} FindRequest */
/** @typedef {import("./report.js").Report} Report */

/**
 * @param {FindRequest} request
 * @param {Report} report
 */
export async function find(request, report) {
  const readsLines = request.files.some((file) => isLines(file, request));
  const format = request.format ?? (report.terminal ? "text" : "json");
  if (format === "html" && readsLines) {
    throw usage("--format html is not for documents one a line; use json or text", "find");
  }
  if (format === "html" && request.files.length > 1) throw usage("--format html takes one file", "find");
  const isArchive = request.files.every((file) => isLines(file, request)) && format !== "text" && !request.explain;
  if (!isArchive && (request.skip > 0 || request.resume !== undefined)) {
    throw usage("--skip and --resume are for documents one a line (--input ndjson), answered one a line (--format ndjson)", "find");
  }
  if (request.files.length > 1 && (request.skip > 0 || request.resume !== undefined)) throw usage("--skip and --resume are for one file", "find");
  if (request.skip > 0 && request.resume !== undefined) throw usage("--resume knows by itself how much to skip: leave out --skip", "find");
  const { dictionary, sources, sound } = await openDictionary(request.dictionaries, report);
  if (isArchive) {
    try {
      const isWhole = await findInArchive(request, { dictionary, sources }, report);
      return sound && isWhole ? 0 : 1;
    } finally {
      report.endProgress();
      dictionary.free();
    }
  }
  const output = createOutput({
    form: format === "json" && readsLines ? "ndjson" : format,
    several: request.files.length > 1,
    write: report.write,
    nameOf: (entity) => dictionary.entity(entity)?.name,
  });
  let faults = sound ? 0 : 1;
  for (const file of request.files) {
    report.progress(`reading ${nameOf(file)}`);
    try {
      for await (const { document, ...place } of documentsOf(file, request)) {
        if (document instanceof NamelightError) {
          report.error(document.message);
          faults++;
          continue;
        }
        if (document instanceof HtmlDocument && document.optedOut) {
          report.error(`${nameOf(file)}: the page wants no marks (<meta name="namelight" content="off">)`);
        }
        if (request.explain) {
          await explain(sources.map(({ value }) => value), document, request, report.write);
          continue;
        }
        await output.document(place, document, dictionary.find(document.blocks, request.options));
      }
    } catch (error) {
      if (!(error instanceof NamelightError)) throw error;
      report.error(error.message);
      faults++;
    }
  }
  await output.end();
  report.endProgress();
  if (dictionary.damaged > 0) {
    report.error(damagedParts);
    faults++;
  }
  dictionary.free();
  return faults > 0 ? 1 : 0;
}

/**
 * A line for each thing that a stage said: where, which alias and entity, the stage, and what it said.
 * @param {any[]} sources
 * @param {import("./articles.js").FoundDocument} document
 * @param {FindRequest} request
 * @param {(text: string) => Promise<void>} write
 */
async function explain(sources, document, request, write) {
  for (const said of await explainMentions(sources, document.blocks, { ...request.options, commonWords: listOfWords })) {
    const { start, end } = document.span({ ...said, text: "" });
    const { entity, alias, code, message } = said;
    await write(`${JSON.stringify({ start, end, text: document.source.slice(start, end), entity, alias, stage: code, message })}\n`);
  }
}
