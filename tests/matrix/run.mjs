// `npm run matrix`: packs the package, gives it to every tool of tools.mjs in a throwaway folder of its own, builds and runs a small consumer
// there, and prints what is green. In pages the console must stay empty, the name be marked and its card open. Words after it run only the
// tools whose names hold them, `--slice` the few that `npm test` runs. Needs npm's registry, and Chromium. Exits 1 when one is red.

import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch } from "../browser/browsers.js";
import { expected } from "./consumers.mjs";
import { tools } from "./tools.mjs";

/** @typedef {import("./tools.mjs").Tool} Tool */

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL("../../pkg/", import.meta.url));
/** The slowest, a production build of Next, takes a minute on two cores. */
const limitMs = 300_000;
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };
/** No tool is to tell anybody that it ran, or to ask whether it is the newest. */
const env = {
  ...process.env, CI: "1", NO_COLOR: "1", DO_NOT_TRACK: "1", NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false", PARCEL_DISABLE_TELEMETRY: "1", NODE_ENV: "",
};

/** @param {string[]} command @param {string} cwd */
async function execute([program, ...words], cwd) {
  try {
    const { stdout, stderr } = await run(program, words, { cwd, env, timeout: limitMs, maxBuffer: 64 * 2 ** 20 });
    if (/namelight.*\bwarn|\bwarn.*namelight/is.test(`${stdout}${stderr}`)) throw new Error(`${program} warns: ${stdout}${stderr}`);
    return { stdout };
  } catch (error) {
    const { stdout = "", stderr = "", message } = /** @type {any} */ (error);
    throw new Error(`${program} ${words.join(" ")}: ${(stderr || stdout || message).trim()}`);
  }
}

/** @param {string} folder @returns {Promise<{ origin: string, close: () => void }>} */
async function serveFolder(folder) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const body = readFileSync(join(folder, path === "/" ? "index.html" : path));
      response.writeHead(200, { "content-type": types[/** @type {keyof typeof types} */ (extname(path) || ".html")] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function freePort() {
  const { origin, close } = await serveFolder("/nowhere");
  close();
  return new URL(origin).port;
}

/** @param {string[]} command @param {string} cwd */
async function startServer([program, ...words], cwd) {
  const port = await freePort();
  // A group of its own: npx is not the server, but its parent.
  const child = spawn(program, words.map((word) => word.replace("{port}", port)), { cwd, env: { ...env, PORT: port }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const close = () => {
    try {
      process.kill(-Number(child.pid), "SIGTERM");
    } catch {
      // It has ended by itself.
    }
  };
  const origin = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + limitMs; Date.now() < until;) {
    if (child.exitCode !== null) throw new Error(`${program} ${words.join(" ")} ended: ${output.trim()}`);
    const isUp = await fetch(origin).then(() => true, () => false);
    if (isUp) return { origin, close };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  close();
  throw new Error(`${program} ${words.join(" ")} did not answer: ${output.trim()}`);
}

/** @param {Awaited<ReturnType<typeof launch>>} browser @param {string} address @returns {Promise<string>} what the page found */
async function readPage(browser, address) {
  const { page, close } = await browser.newPage();
  /** @type {string[]} */
  const lines = [];
  page.on("console", (message) => {
    // A development server says that it is there.
    if (!["debug", "verbose"].includes(message.type())) lines.push(`${message.type()}: ${message.text()} ${message.location().url ?? ""}`);
  });
  page.on("pageerror", (error) => lines.push(`uncaught: ${error}`));
  try {
    await page.goto(address, { waitUntil: "load" });
    const found = await page.waitForFunction("globalThis.found", { timeout: 30_000 }).catch(() => {
      throw new Error(`nothing was found; console: ${lines.join(" | ") || "empty"}`);
    });
    const marked = await page.evaluate(() => document.querySelectorAll("namelight-mark[data-entity=doha]").length + (/** @type {any} */ (CSS).highlights?.get("namelight")?.size ?? 0));
    if (marked !== 1) throw new Error(`${marked} marks`);
    // The card is code of its own, fetched when it is wanted.
    const { x, y } = await page.evaluate(() => {
      const range = document.createRange();
      const texts = document.createTreeWalker(document.querySelector("article") ?? document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode() && !texts.currentNode.textContent?.includes("Doha"));
      range.setStart(texts.currentNode, texts.currentNode.textContent?.indexOf("Doha") ?? 0);
      range.setEnd(texts.currentNode, range.startOffset + 4);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await page.evaluate(() => document.addEventListener("namelight:open", () => Object.assign(window, { hasOpened: true })));
    await page.mouse.click(x, y);
    await page.waitForFunction("globalThis.hasOpened && document.querySelector('namelight-tooltip')", { timeout: 30_000 }).catch(() => {
      throw new Error(`no card has opened; console: ${lines.join(" | ") || "empty"}`);
    });
    if (lines.length > 0) throw new Error(`the console is not empty: ${lines.join(" | ")}`);
    return String(await found.jsonValue());
  } finally {
    await close();
  }
}

/** @param {Tool} tool @param {string} tarball @param {() => Promise<Awaited<ReturnType<typeof launch>>>} browser */
async function tryTool(tool, tarball, browser) {
  const folder = mkdtempSync(join(tmpdir(), "namelight-matrix-"));
  try {
    const dependencies = { namelight: `file:${tarball}`, ...tool.packages };
    const type = "package.json" in tool.files ? { type: "module" } : {};
    const files = { ...tool.files, "package.json": JSON.stringify({ name: "matrix", private: true, ...type, dependencies }) };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    await execute(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"], folder);
    let output = "";
    for (const command of tool.commands ?? []) output = (await execute(command, folder)).stdout;
    if (tool.onlyBuilds) return;
    if (tool.server || tool.folder) {
      const { origin, close } = tool.server ? await startServer(tool.server, folder) : await serveFolder(join(folder, tool.folder ?? ""));
      try {
        if (tool.answers) return await compareAnswers(origin, tool.answers);
        const address = new URL(tool.address ?? "/", origin).href;
        output = tool.isText ? await (await fetch(address)).text() : await readPage(await browser(), address);
      } finally {
        close();
      }
    }
    const wanted = `${expected} ${tool.engine ?? "wasm"}`;
    if (normalised(output) !== normalised(wanted)) throw new Error(`${output.trim()} is not ${wanted}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} origin @param {Record<string, string>} answers */
async function compareAnswers(origin, answers) {
  for (const [path, wanted] of Object.entries(answers)) {
    const response = await fetch(new URL(path, origin), { signal: AbortSignal.timeout(20_000) });
    const body = await response.text();
    const length = response.headers.get("content-length");
    if (!body.includes(wanted)) throw new Error(`${path}: ${response.status} ${body} does not hold ${wanted}`);
    if (length !== null && Number(length) !== Buffer.byteLength(body)) throw new Error(`${path}: its length is wrong`);
    const head = await fetch(new URL(path, origin), { method: "HEAD", signal: AbortSignal.timeout(20_000) });
    if (head.status !== 200 || (await head.text()) !== "") throw new Error(`${path}: HEAD answers ${head.status}`);
  }
}

/** With its keys in one order. @param {string} line */
function normalised(line) {
  const [mentions, engine] = line.trim().split(/ (?=\w+$)/);
  try {
    return `${JSON.stringify(JSON.parse(mentions).map((/** @type {object} */ mention) => Object.entries(mention).sort()))} ${engine}`;
  } catch {
    return line;
  }
}

const packed = mkdtempSync(join(tmpdir(), "namelight-packed-"));
/** @type {Awaited<ReturnType<typeof launch>> | undefined} */
let chromium;
const browser = async () => (chromium ??= await launch("chromium"));
try {
  const { stdout } = await execute(["npm", "pack", "--json", "--pack-destination", packed], packageFolder);
  const tarball = join(packed, JSON.parse(stdout)[0].filename);
  const words = process.argv.slice(2);
  const wanted = tools.filter(({ name, inSlice }) => words.every((word) => (word === "--slice" ? inSlice : name.toLowerCase().includes(word.toLowerCase()))));
  if (wanted.length === 0) throw new Error("there is no such tool in tests/matrix/tools.mjs");
  console.log("| tool | versions | | seconds |\n| --- | --- | --- | ---: |");
  for (const tool of wanted) {
    const began = performance.now();
    const fault = await tryTool(tool, tarball, browser).then(() => "", (error) => String(error.message));
    const versions = Object.entries(tool.packages).map((pair) => pair.join(" ")).join(", ") || process.version;
    console.log(`| ${tool.name} | ${versions} | ${fault ? "RED" : "green"} | ${((performance.now() - began) / 1000).toFixed(0)} |`);
    if (fault) console.error(`${tool.name}: ${fault.slice(0, 3000)}\n`);
    if (fault) process.exitCode = 1;
  }
} finally {
  await chromium?.close();
  rmSync(packed, { recursive: true, force: true });
}
