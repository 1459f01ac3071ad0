// `node tests/bench/edge.mjs [--requests 5000] [--concurrency 8]`: the latency that examples/edge-worker adds to a page. In: an article page of
// 100 KB at an origin server of its own process. Out: p50 and p99 of asking the origin, of asking workerd that hands the page on untouched, and
// of asking it with marks; what a page takes of a core, which a busy machine changes less (Linux). The three take turns, and every answer is
// checked. workerd is installed into a throwaway folder.

import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { loadDictionary } from "namelight";
import { annotateHtml } from "namelight/server";

const { values } = parseArgs({ options: { requests: { type: "string", default: "5000" }, concurrency: { type: "string", default: "8" }, dictionary: { type: "string", default: "20k" } } });
const requests = Number(values.requests);
const concurrency = Number(values.concurrency);
/** So many that each of them has its turn at every minute of a busy machine. */
const rounds = 10;
const workerd = { package: "workerd", version: "1.20261117.1" };
const pageBytes = 100 * 1024;

const data = new URL("../../../shared/data/", import.meta.url);
if (!existsSync(data)) throw new Error("../shared/data is absent");
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "namelight-edge-"));
/** @type {import("node:child_process").ChildProcess[]} */
const children = [];

/** Markup and words in a news page's proportions: a saved one, its article filled up or cut. */
function makePage() {
  const words = readFileSync(new URL("news.txt", data), "utf8").split("\n").filter(Boolean);
  const chrome = '<nav><ul>' + '<li><a href="/section/politics?ref=nav" class="nav-link nav-link--primary">Section</a></li>'.repeat(80) + "</ul></nav>";
  const script = `<script>${"window.dataLayer=window.dataLayer||[];".repeat(400)}</script><style>${".a{color:red}".repeat(800)}</style>`;
  let article = "";
  const room = pageBytes - chrome.length - script.length - 400;
  for (let at = 0; Buffer.byteLength(article) < room; at++) article += `<p class="article__text" data-id="${at}">${words[at % words.length].replaceAll("&", "&amp;").replaceAll("<", "&lt;").slice(0, 600)}</p>\n`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>${script}</head><body>${chrome}<article>${article}</article></body></html>`;
}

/** @param {string} command @param {string[]} words @param {object} [options] */
function start(command, words, options) {
  const child = spawn(command, words, { stdio: ["ignore", "inherit", "inherit"], ...options });
  children.push(child);
  return child;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Of a process and those that it has started, as Linux counts it. @param {number | undefined} id @returns {number} milliseconds */
function coreMsOf(id) {
  if (!existsSync(`/proc/${id}/stat`)) return NaN;
  // Behind the name, which may hold spaces: user and system time are the 12th and 13th, in hundredths of a second.
  const [user, system] = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13).map(Number);
  const started = readFileSync(`/proc/${id}/task/${id}/children`, "utf8").split(" ").filter(Boolean);
  return (user + system) * 10 + started.reduce((sum, child) => sum + coreMsOf(Number(child)), 0);
}

/** @param {number} port */
async function isUp(port) {
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text(), () => "")) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at ${port}`);
}

/** @param {number} port @param {number} count @param {number} length of the answer @returns {Promise<number[]>} milliseconds, each until the last byte */
async function ask(port, count, length) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  /** @type {number[]} */
  const times = [];
  let left = count;
  const one = () => new Promise((resolve, reject) => {
    const began = performance.now();
    get({ port, host: "127.0.0.1", agent }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => {
        times.push(performance.now() - began);
        if (bytes === length) resolve(undefined);
        else reject(new Error(`${bytes} bytes, not ${length}`));
      });
    }).on("error", reject);
  });
  await Promise.all(Array.from({ length: concurrency }, async () => {
    while (left-- > 0) await one();
  }));
  agent.destroy();
  return times;
}

/** @param {number[]} times @param {number} share */
const quantile = (times, share) => [...times].sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))];

try {
  console.error("installing workerd, bundling the worker …");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: { [workerd.package]: workerd.version } }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, stdio: ["ignore", "ignore", 2] });
  const source = new URL(`dict-${values.dictionary}.json`, data);
  execFileSync(process.execPath, [`${root}/pkg/bin/namelight.js`, "compile", fileURLToPath(source), "-o", join(folder, "names.namelight")], { stdio: "ignore" });
  copyFileSync(join(folder, "names.namelight"), join(folder, "dictionary.bin"));
  copyFileSync(join(root, "pkg/dist/full.wasm"), join(folder, "full.wasm"));
  await build({
    entryPoints: [join(root, "examples/edge-worker/worker.js")], outfile: join(folder, "worker.js"), bundle: true, format: "esm", target: "es2022",
    conditions: ["workerd"], external: ["./full.wasm", "./dictionary.bin"], logLevel: "error",
  });
  writeFileSync(join(folder, "through.js"), "export default { fetch: (request) => fetch(request) };");

  const html = makePage();
  const compiled = await loadDictionary(readFileSync(join(folder, "names.namelight")));
  const marked = await annotateHtml(html, { dictionary: compiled });
  writeFileSync(join(folder, "page.html"), html);
  writeFileSync(join(folder, "origin.mjs"), `import { createServer } from "node:http";
import { readFileSync } from "node:fs";
const page = readFileSync(new URL("page.html", import.meta.url));
createServer((request, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-length": page.length }).end(page)).listen(Number(process.argv[2]), "127.0.0.1");
`);
  const [origin, through, marking] = [await freePort(), await freePort(), await freePort()];
  const processes = [start(process.execPath, ["origin.mjs", String(origin)], { cwd: folder })];
  for (const [name, port, modules] of /** @type {const} */ ([
    ["through", through, '(name = "through.js", esModule = embed "through.js")'],
    ["worker", marking, '(name = "worker.js", esModule = embed "worker.js"), (name = "full.wasm", wasm = embed "full.wasm"), (name = "dictionary.bin", data = embed "dictionary.bin")'],
  ])) {
    writeFileSync(join(folder, `${name}.capnp`), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [${modules}], compatibilityDate = "2026-06-01", globalOutbound = "origin")),
    (name = "origin", external = (address = "127.0.0.1:${origin}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`);
    processes.push(start(join(folder, "node_modules/.bin/workerd"), ["serve", `${name}.capnp`], { cwd: folder }));
  }
  /** @type {[name: string, port: number, length: number, times: number[]][]} */
  const hosts = [
    ["origin", origin, Buffer.byteLength(html), []],
    ["workerd, handed on", through, Buffer.byteLength(html), []],
    ["workerd, with marks", marking, Buffer.byteLength(marked.html), []],
  ];
  for (const [, port, length] of hosts) {
    await isUp(port);
    // Compiled to their last by then.
    await ask(port, 300, length);
  }
  const coreMsBefore = processes.map(({ pid }) => coreMsOf(pid));
  for (let round = 0; round < rounds; round++) {
    for (const [name, port, length, times] of hosts) {
      console.error(`round ${round + 1} of ${rounds}: ${name}`);
      times.push(...(await ask(port, requests / rounds, length)));
    }
  }
  console.log(`${Buffer.byteLength(html)} bytes, ${compiled.size.aliases} aliases, ${marked.mentions.length} marks; ${requests} requests of each, ${concurrency} at a time; load ${loadavg()[0].toFixed(1)}; milliseconds\n`);
  console.log("| asked | p50 | p99 | added p50 | added p99 | of a core |\n| --- | ---: | ---: | ---: | ---: | ---: |");
  const [p50, p99] = [0.5, 0.99].map((share) => hosts.map(([, , , times]) => quantile(times, share)));
  const coreMs = processes.map(({ pid }, at) => (coreMsOf(pid) - coreMsBefore[at]) / requests);
  for (const [at, [name]] of hosts.entries()) {
    const added = at === 2 ? [p50[2] - p50[1], p99[2] - p99[1]] : at === 1 ? [p50[1] - p50[0], p99[1] - p99[0]] : null;
    console.log(`| ${name} | ${p50[at].toFixed(2)} | ${p99[at].toFixed(2)} | ${added?.map((ms) => ms.toFixed(2)).join(" | ") ?? " | "} | ${at > 0 ? coreMs[at].toFixed(2) : ""} |`);
  }
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
