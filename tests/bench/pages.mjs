// In: page cases and dictionaries.
// Out: contenders that mark a page in Chromium, each run in a fresh browser context, and what each marked.
// Guarantees: a page's own scripts and outside requests are blocked; a run that takes too long is ended.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import puppeteer from "puppeteer-core";
import { executableOf, missing } from "../browser/browsers.js";

const require = createRequire(import.meta.url);
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PACKAGE = new URL("../../pkg/dist/", import.meta.url);
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 6 }; // the best takes seconds for a large dictionary
const PATIENCE_MS = 5000; // beyond the contender's own time, for the browser to answer at all
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "style-src 'unsafe-inline'; base-uri 'none'";
const TYPES = /** @type {Record<string, string>} */ ({
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
});

const MARK = "mark.js/dist/mark.es6.min.js";
const ADVANCED = "advanced-mark.js/dist/mark.min.js"; // its ES6 build is a module
const FIND_AND_REPLACE = "findandreplacedomtext/src/findAndReplaceDOMText.js";

/** @type {{ name: string, method: string, library?: string, listOfTerms?: boolean }[]} */
const CONTENDERS = [
  { name: "Namelight, wrap", method: "namelight" },
  { name: "Namelight, wrap, compiled dictionary", method: "namelight compiled" },
  { name: "mark.js, one RegExp", method: "mark.js expression", library: MARK },
  {
    name: "mark.js, one RegExp across elements",
    method: "mark.js expression across elements",
    library: MARK,
  },
  { name: "advanced-mark.js, one RegExp", method: "advanced-mark.js expression", library: ADVANCED },
  {
    name: "findAndReplaceDOMText, one RegExp",
    method: "findAndReplaceDOMText expression",
    library: FIND_AND_REPLACE,
  },
  { name: "mark.js, list of terms", method: "mark.js terms", library: MARK, listOfTerms: true },
  {
    name: "advanced-mark.js, combined terms",
    method: "advanced-mark.js terms",
    library: ADVANCED,
    listOfTerms: true,
  },
];

/**
 * @typedef {object} PageJob
 * @property {import("./data.mjs").PageCase} page
 * @property {import("./data.mjs").Dictionary} dictionary
 * @property {number} [slowdown] of the processor
 * @property {string[]} [methods] which contenders; by default all
 * @typedef {ReturnType<typeof import("./in-page.mjs").collectSpans>} Sight
 * @typedef {import("./rounds.mjs").Contender & { collect: () => Promise<Sight> }} PageContender
 */

/**
 * @param {object} options
 * @param {import("./data.mjs").PageCase[]} options.pages
 * @param {import("./data.mjs").Dictionary[]} options.dictionaries
 * @param {number} options.timeoutMs for one run
 * @param {boolean} options.lists whether rivals also run with a list of terms
 * @returns {Promise<{ contendersFor: (job: PageJob) => PageContender[], close: () => Promise<void> }>}
 */
export async function openChromium({ pages, dictionaries, timeoutMs, lists }) {
  const executablePath = chromium();
  const server = await serve(pages, dictionaries);
  /** @type {import("puppeteer-core").Browser | undefined} */
  let browser;

  /**
   * @template T
   * @param {PageJob} job
   * @param {typeof CONTENDERS[number]} contender
   * @param {(tab: import("puppeteer-core").Page, figures: import("./rounds.mjs").Figures) => Promise<T>} then
   * @returns {Promise<T>}
   */
  async function runOnce({ page, dictionary, slowdown = 1 }, { method, library }, then) {
    browser ??= await puppeteer.launch({
      executablePath,
      args: FLAGS,
      protocolTimeout: timeoutMs + PATIENCE_MS,
    });
    const context = await browser.createBrowserContext(); // its own process: no compiled expression is left
    const tab = await context.newPage();
    await tab.goto(`${server.origin}/page/${pages.indexOf(page)}`, { waitUntil: "domcontentloaded" });
    if (library) await tab.addScriptTag({ url: `${server.origin}/library/${library}` });
    await inPage(tab, "load", { method, dictionary: dictionary.name });
    await tab.emulateCPUThrottling(slowdown);
    const before = await tab.metrics();
    const figures = await within(timeoutMs, inPage(tab, "measure", method));
    if (figures === "late") {
      browser.process()?.kill("SIGKILL"); // a renderer that is busy does not answer a polite close
      browser = undefined;
      throw new Error(`over ${timeoutMs / 1000} s`);
    }
    const after = await tab.metrics();
    await tab.emulateCPUThrottling(1);
    /** @param {"TaskDuration" | "LayoutDuration" | "RecalcStyleDuration"} key */
    const spentMs = (key) => ((after[key] ?? NaN) - (before[key] ?? NaN)) * 1000;
    const layoutMs = spentMs("LayoutDuration") + spentMs("RecalcStyleDuration");
    const result = await then(tab, { ...figures, mainThreadMs: spentMs("TaskDuration"), layoutMs });
    await context.close();
    return result;
  }

  return {
    contendersFor: (job) =>
      CONTENDERS.filter(({ listOfTerms, method }) => job.methods?.includes(method) ?? (lists || !listOfTerms)).map(
        (contender) => ({
          name: contender.name,
          run: () => runOnce(job, contender, async (_, figures) => figures),
          collect: () => runOnce(job, contender, (tab) => inPage(tab, "collectSpans", undefined)),
        }),
      ),
    async close() {
      await browser?.close();
      server.close();
    },
  };
}

function chromium() {
  const executablePath = executableOf("chromium");
  if (executablePath === null) throw new Error(missing("chromium"));
  return executablePath;
}

/**
 * Calls what in-page.mjs exports. Errors come back as values: thrown, they would bring their whole stack.
 * @param {import("puppeteer-core").Page} tab
 * @param {"load" | "measure" | "collectSpans"} name
 * @param {unknown} argument
 * @returns {Promise<any>}
 */
async function inPage(tab, name, argument) {
  const result = await tab.evaluate(
    async (name, argument) => {
      const module = await import(new URL("/code/in-page.mjs", location.origin).href);
      try {
        return { value: await module[name](argument) };
      } catch (error) {
        return { fault: String(error) };
      }
    },
    name,
    argument,
  );
  if ("fault" in result) throw new Error(result.fault);
  return result.value;
}

/** @template T @param {number} timeoutMs @param {Promise<T>} answer @returns {Promise<T | "late">} */
async function within(timeoutMs, answer) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, timeoutMs, "late");
  });
  answer.catch(() => {}); // it fails when its browser is ended
  try {
    return /** @type {T | "late"} */ (await Promise.race([answer, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {import("./data.mjs").Dictionary} dictionary @returns {Buffer} as the package's own command compiles it */
function compile({ path, compiled }) {
  if (compiled) return readFileSync(compiled);
  const folder = mkdtempSync(join(tmpdir(), "namelight-bench-"));
  try {
    const file = join(folder, "compiled.namelight");
    const command = fileURLToPath(new URL("../bin/namelight.js", PACKAGE));
    execFileSync(process.execPath, [command, "compile", path, "-o", file], { stdio: "ignore" });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The pages under /page/, dictionaries under /dictionary/ and /compiled/, and whatever code is measured.
 * @param {import("./data.mjs").PageCase[]} pages
 * @param {import("./data.mjs").Dictionary[]} dictionaries
 */
export async function serve(pages, dictionaries) {
  const compiled = new Map(dictionaries.map((dictionary) => [dictionary.name, compile(dictionary)]));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const found = answer(path);
    response.writeHead(found ? 200 : 404, {
      "content-type": found?.type ?? "text/plain",
      "content-encoding": "br",
      "content-security-policy": POLICY,
    });
    const packed = sent.get(path) ?? brotliCompressSync(found?.body ?? "", { params: QUALITY });
    if (found) sent.set(path, packed);
    response.end(packed);
  });
  /** Compressed, as a server of static files sends them. @type {Map<string, Buffer>} */
  const sent = new Map();
  /** @param {string} path @returns {{ type: string, body: string | Buffer } | undefined} */
  const answer = (path) => {
    const [, kind, ...rest] = decodeURIComponent(path).split("/");
    const name = rest.join("/");
    try {
      if (kind === "page") return { type: "text/html; charset=utf-8", body: pages[Number(name)].html };
      if (kind === "dictionary") {
        const { source, terms } = dictionaries.find((dictionary) => dictionary.name === name) ?? {};
        return { type: "application/json", body: JSON.stringify({ source, terms }) };
      }
      if (kind === "compiled") return { type: "application/octet-stream", body: /** @type {Buffer} */ (compiled.get(name)) };
      if (kind === "library") return file(require.resolve(name));
      if (kind === "code") return file(fileURLToPath(new URL(name, import.meta.url)));
      if (kind === "package") return file(fileURLToPath(new URL(name, PACKAGE)));
    } catch {
      // Not there: a saved page asks for many things.
    }
    return undefined;
  };
  /** @param {string} path */
  const file = (path) => ({ type: TYPES[extname(path)] ?? "text/plain", body: readFileSync(path) });
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
