/**
 * In: files of documents one a line, a dictionary. Out: an answer a line, in the same order, found by as many threads as there are cores.
 * Guarantees: a few batches are held in memory at a time, however long the archive is; a bad line is reported by its number and skipped; what
 * was answered before an interruption is not searched again.
 */
import { createReadStream, existsSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { compileSource } from "../compile.js";
import { engine } from "../engine.js";
import { NamelightError } from "../error.js";
import { answerBatch } from "./archive-worker.js";
import { listOfWords } from "./common-words.js";
import { damagedParts } from "./dictionaries.js";
import { nameOf } from "./input.js";
import { linesOf, readBatches, readEntry } from "./ndjson.js";

/** @typedef {import("./arguments.js").FindRequest} FindRequest */
/** @typedef {import("./archive-worker.js").Batch} Batch */
/** @typedef {import("./archive-worker.js").Answers} Answers */
/** @typedef {(batch: Batch) => Promise<Answers>} Answer */
/** @typedef {{ dictionary: import("../dictionary.js").Dictionary, sources: import("./dictionaries.js").ReadDictionary[] }} Opened */

/** For each worker one batch to search and one to begin with next. */
const batchesPerWorker = 2;
/** Milliseconds between two words of progress. */
const progressMs = 200;

/**
 * @param {FindRequest} request
 * @param {Opened} opened
 * @param {import("./report.js").Report} report
 * @returns {Promise<boolean>} whether every line was good
 */
export async function findInArchive(request, opened, report) {
  const { files, resume, wrapped, lang, options } = request;
  const workers = request.workers ?? availableParallelism();
  const out = resume === undefined ? { write: report.write, close: async () => {}, answered: 0, last: "" } : await openAnswers(resume);
  const pool = createPool(opened, workers);
  let isWhole = true;
  let isDamaged = false;
  let documents = 0;
  let bytes = 0;
  let told = performance.now();
  /** @type {{ answers: Promise<Answers>, size: number }[]} */
  const open = [];
  const writeFirst = async () => {
    const [{ answers, size }] = open.splice(0, 1);
    const { text, faults, count, damaged } = await answers;
    for (const fault of faults) report.error(fault);
    if (damaged > 0 && !isDamaged) report.error(damagedParts);
    isDamaged ||= damaged > 0;
    isWhole &&= faults.length === 0 && !isDamaged;
    await out.write(text);
    documents += count;
    bytes += size;
    if (performance.now() - told < progressMs) return;
    told = performance.now();
    report.progress(`${documents} documents, ${(bytes / 2 ** 20).toFixed(0)} MB`, 0, total > 0 ? bytes / total : undefined);
  };
  const total = await sizeOf(files);
  try {
    for (const file of files) {
      try {
        for await (const batch of skipping(readBatches(file), file, request.skip, out)) {
          open.push({ answers: pool.answer({ ...batch, file, several: files.length > 1, wrapped, lang, options }), size: batch.bytes.length });
          // A failure is met when it is its turn.
          open[open.length - 1].answers.catch(() => {});
          if (open.length >= batchesPerWorker * workers) await writeFirst();
        }
      } catch (error) {
        if (!(error instanceof NamelightError) || error.code === "does-not-continue") throw error;
        while (open.length > 0) await writeFirst();
        report.error(error.message);
        isWhole = false;
      }
    }
    while (open.length > 0) await writeFirst();
  } finally {
    await pool.close();
    await out.close();
  }
  return isWhole;
}

/** Of all files together, 0 where one has none. @param {string[]} files */
async function sizeOf(files) {
  const sizes = await Promise.all(files.map((file) => (file === "-" ? 0 : stat(file).then(({ size }) => size, () => 0))));
  return sizes.includes(0) ? 0 : sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * What is left of the batches behind the lines that are to be skipped, or that are answered.
 * @param {ReturnType<typeof readBatches>} batches
 * @param {string} file
 * @param {number} skip lines
 * @param {{ answered: number, last: string }} out
 */
async function* skipping(batches, file, skip, { answered, last }) {
  let left = answered;
  for await (const { bytes, firstLine, lines } of batches) {
    let start = 0;
    let line = firstLine;
    if (line > skip && left === 0) {
      yield { bytes, firstLine };
      continue;
    }
    for (const one of linesOf(bytes)) {
      if (line > skip && left === 0) break;
      start += one.length + 1;
      // A line that was bad has no answer.
      const entry = left > 0 ? readEntry(one, nameOf(file), line) : null;
      line++;
      if (!entry || "fault" in entry || --left > 0) continue;
      const place = JSON.stringify(entry.id === undefined ? { line: entry.line } : { id: entry.id }).slice(0, -1);
      if (!last.startsWith(place + answerGoesOn)) {
        throw new NamelightError("does-not-continue", `${nameOf(file)}:${entry.line}: the last answer so far is of another document; --resume takes the answers to this very file`);
      }
    }
    if (line < firstLine + lines) yield { bytes: bytes.subarray(start), firstLine: line };
  }
  if (left > 0) throw new NamelightError("does-not-continue", `${nameOf(file)}: holds fewer documents than there are answers; --resume takes the answers to this very file`);
}

/**
 * The answers of an earlier run, without the one that broke off; more are written behind them.
 * @param {string} path
 */
async function openAnswers(path) {
  let answered = 0;
  let length = 0;
  let last = "";
  let rest = "";
  if (existsSync(path)) {
    for await (const chunk of createReadStream(path, "utf8")) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) length += Buffer.byteLength(line) + 1;
      answered += lines.length;
      last = lines.at(-1) ?? last;
    }
  }
  if (!isBegunAnswer(rest)) {
    throw new NamelightError("does-not-continue", `${path}: its last line is no answer; --resume takes the answers of an earlier run`);
  }
  const handle = await open(path, existsSync(path) ? "r+" : "w").catch((error) => {
    throw new NamelightError("unwritable", `${path}: it cannot be written (${error.message})`);
  });
  let at = length;
  return {
    answered,
    last,
    /** By the first one all that is there is known to be of this file: only then is anything changed. @param {string} text */
    write: async (text) => {
      if (at === length) await handle.truncate(length);
      at += (await handle.write(text, at)).bytesWritten;
    },
    close: () => handle.close(),
  };
}

/** What stands in an answer behind the number or id of its document. */
const answerGoesOn = ',"mentions":[';

/** Whether a line without an end may be an answer that broke off: anything else is somebody's file, documents too. @param {string} line */
function isBegunAnswer(line) {
  const begun = ['{"id":', '{"line":'].find((begin) => line.startsWith(begin) || begin.startsWith(line));
  if (begun === undefined) return false;
  const behind = line.slice(begun.length).match(/^(?:"(?:[^"\\]|\\.)*"|[^",]+)(.*)$/su)?.[1] ?? "";
  return behind.startsWith(answerGoesOn) || answerGoesOn.startsWith(behind);
}

/**
 * Threads that answer batches. The first batch is answered here: most inputs have no second.
 * @param {Opened} opened
 * @param {number} most
 * @returns {{ answer: Answer, close: () => Promise<unknown> }}
 */
function createPool({ dictionary, sources }, most) {
  let isFirst = true;
  /** @type {Promise<SharedArrayBuffer[]> | undefined} */
  let compiled;
  /** @type {Worker[]} */
  const all = [];
  /** @type {Worker[]} */
  const idle = [];
  /** @type {{ batch: Batch, resolve: (answers: Answers) => void, reject: (error: unknown) => void }[]} */
  const waiting = [];

  const next = () => {
    const task = waiting[0];
    if (!task) return;
    const worker = idle.pop() ?? (all.length < most ? start() : null);
    if (!worker) return;
    waiting.shift();
    const settle = (/** @type {{ answers?: Answers, fault?: string }} */ { answers, fault }) => {
      worker.off("error", fail);
      idle.push(worker);
      if (answers) task.resolve(answers);
      else task.reject(new Error(fault));
      next();
    };
    const fail = (/** @type {unknown} */ error) => task.reject(error);
    worker.once("message", settle).once("error", fail);
    // Before it is there, a message waits.
    void (compiled ??= compileAll(sources)).then((dictionaries) => worker.postMessage({ batch: task.batch, dictionaries }), fail);
  };
  const start = () => {
    const worker = new Worker(new URL(import.meta.url), { execArgv: [] });
    all.push(worker);
    // Of one that fails while it has nothing to do, nobody waits; it gets nothing any more.
    worker.on("error", () => idle.splice(idle.indexOf(worker) >>> 0, 1));
    return worker;
  };
  return {
    async answer(batch) {
      if (most === 1 || isFirst) {
        isFirst = false;
        return answerBatch(dictionary, batch);
      }
      return new Promise((resolve, reject) => {
        waiting.push({ batch, resolve, reject });
        next();
      });
    },
    close: () => Promise.all(all.map((worker) => worker.terminate())),
  };
}

/** In memory that all threads see. @param {import("./dictionaries.js").ReadDictionary[]} sources */
async function compileAll(sources) {
  const { Compiler } = await engine("full");
  return Promise.all(sources.map(async ({ name, value }) => {
    const bytes = value instanceof Uint8Array ? value : await compileSource(name, value, Compiler, [], { commonWords: listOfWords });
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    return shared;
  }));
}
