// In: measurements of in-wasm.mjs. Out: their figures, from a fresh process of Node or a fresh tab of Chromium; or what broke.
// Guarantees: nothing is left from one measurement to the next; what takes too long is ended and said to.

import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import puppeteer from "puppeteer-core";
import { executableOf, missing } from "../../browser/browsers.js";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const IN_NODE = fileURLToPath(new URL("in-node.mjs", import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" });

/** @typedef {import("./in-wasm.mjs").Measured} Measured */

/**
 * @param {import("./in-node.mjs").Job} job
 * @param {number} timeoutMs
 * @returns {Promise<any>}
 */
export async function inNode(job, timeoutMs) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [IN_NODE, JSON.stringify(job)], { timeout: timeoutMs, maxBuffer: 1 << 26 });
    return JSON.parse(stdout);
  } catch (error) {
    const { killed, stderr = "" } = /** @type {any} */ (error);
    if (killed) throw new Error(`over ${timeoutMs / 1000} s`);
    throw new Error(/heap out of memory/.test(stderr) ? "out of memory" : (/^\w*Error:.*$/m.exec(stderr)?.[0] ?? String(error)));
  }
}

/**
 * @typedef {{ wasmBytes: number, heapBytes: number }} Memory after a dictionary was loaded and the article read for the first time; the heap's after all rounds
 * @returns {Promise<{ measure: (job: { small: string, compiled: string, blocks: { text: string }[], rounds: number }) => Promise<Measured & Memory>, close: () => Promise<void> }>}
 */
export async function openChromium() {
  const executablePath = executableOf("chromium");
  if (executablePath === null) throw new Error(missing("chromium"));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (path === "/") return void response.setHeader("content-type", "text/html").end("<!doctype html><title>bench</title>");
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    createReadStream(join(PROJECT, path)).on("error", () => response.writeHead(404).end()).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await puppeteer.launch({ executablePath, args: FLAGS });
  /** @param {string} path below the project's root */
  const address = (path) => `/${path.replace(PROJECT, "")}`;
  return {
    async measure({ small, compiled, blocks, rounds }) {
      const context = await browser.createBrowserContext();
      const tab = await context.newPage();
      try {
        await tab.goto(`http://127.0.0.1:${port}/`);
        const client = await tab.createCDPSession();
        const measured = await tab.evaluate(inPage, { small: address(small), compiled: address(compiled), blocks, rounds });
        await client.send("HeapProfiler.collectGarbage");
        const { usedSize, backingStorageSize } = /** @type {any} */ (await client.send("Runtime.getHeapUsage"));
        return { ...measured, heapBytes: usedSize + backingStorageSize };
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Runs in the page. @param {{ small: string, compiled: string, blocks: { text: string }[], rounds: number }} job */
async function inPage({ small, compiled, blocks, rounds }) {
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const started = await start(...given);
    memory = Object.values(started.instance.exports).find((one) => one instanceof WebAssembly.Memory);
    return started;
  };
  /** @param {string} path */
  const bytesOf = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const [code, namelight] = await Promise.all(["/tests/bench/dictionaries/in-wasm.mjs", "/pkg/dist/separate.js"].map((path) => import(path)));
  let wasmBytes = 0;
  const onRead = () => (wasmBytes = memory?.buffer.byteLength ?? 0);
  const measured = await code.measure({ namelight, small: await bytesOf(small), bytes: await bytesOf(compiled), blocks, rounds, onRead });
  return { ...measured, wasmBytes };
}
