// `node tests/bench/archive.mjs [--megabytes 64] [--dictionary 20k]`: an archive of news, a document a line, searched by `namelight find` with one
// worker and with all cores, beside bare aho-corasick, natively, over the same texts (which judges no hit, splits no lines, writes nothing).
// Out: MB of NDJSON in a second, and in a second of a core's work. Guarantees: what the command takes without documents is told apart; one worker
// and several give the same answers.

import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readDictionary, readText } from "./data.mjs";

const { values } = parseArgs({ options: { megabytes: { type: "string", default: "64" }, dictionary: { type: "string", default: "20k" } } });
const root = fileURLToPath(new URL("../..", import.meta.url));
const rivals = join(root, "tests/bench/rivals");
const folder = mkdtempSync(join(tmpdir(), "namelight-archive-"));
/** As long as a news article is. */
const documentUnits = 4000;

/** @param {string} archive @param {number} workers @returns {Promise<{ seconds: number, coreSeconds: number, hash: string, peakMebibytes: number }>} */
async function run(archive, workers) {
  const code = `process.on("exit", () => { const { user, system } = process.cpuUsage(); process.stderr.write(JSON.stringify([user + system, process.resourceUsage().maxRSS])); });
    process.argv.splice(1, 0, "namelight"); await import(${JSON.stringify(join(root, "pkg/dist/cli.js"))});`;
  const began = performance.now();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code, "--", "find", "-d", join(folder, "names.namelight"), archive, "--workers", String(workers)], { stdio: ["ignore", "pipe", "pipe"] });
  const hash = createHash("sha256");
  let told = "";
  child.stdout.on("data", (chunk) => hash.update(chunk));
  child.stderr.on("data", (chunk) => (told += chunk));
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status !== 0) throw new Error(told);
  const [microseconds, kibibytes] = JSON.parse(told);
  return { seconds: (performance.now() - began) / 1000, coreSeconds: microseconds / 1e6, hash: hash.digest("hex"), peakMebibytes: kibibytes / 1024 };
}

try {
  const { path, terms } = readDictionary(values.dictionary);
  execFileSync(process.execPath, [join(root, "pkg/bin/namelight.js"), "compile", path, "-o", join(folder, "names.namelight"), "--no-cards"], { stdio: "ignore" });
  const news = readText().text;
  const documents = Array.from({ length: Math.ceil(news.length / documentUnits) }, (_, at) => Buffer.from(news.slice(at * documentUnits, (at + 1) * documentUnits)).toString());
  const once = documents.map((text, id) => JSON.stringify({ id, text })).join("\n");
  const times = Math.max(1, Math.round((Number(values.megabytes) * 2 ** 20) / Buffer.byteLength(once)));
  writeFileSync(join(folder, "archive.ndjson"), `${Array(times).fill(once).join("\n")}\n`);
  writeFileSync(join(folder, "nothing.ndjson"), "\n");
  writeFileSync(join(folder, "aliases.txt"), terms.join("\n"));
  writeFileSync(join(folder, "texts.txt"), documents.join("\n").repeat(times));
  const megabytes = statSync(join(folder, "archive.ndjson")).size / 2 ** 20;
  const textMegabytes = statSync(join(folder, "texts.txt")).size / 2 ** 20;

  execFileSync("cargo", ["build", "--release", "--quiet", "--locked"], { cwd: rivals, stdio: ["ignore", 2, 2] });
  const { scanMs } = JSON.parse(execFileSync(join(rivals, "target/release/namelight-rivals"), ["scan", join(folder, "aliases.txt"), join(folder, "texts.txt")], { encoding: "utf8" }));
  const idle = await run(join(folder, "nothing.ndjson"), 1);
  const cores = availableParallelism();
  const runs = [];
  for (const workers of [...new Set([1, cores])]) runs.push({ workers, ...(await run(join(folder, "archive.ndjson"), workers)) });
  if (new Set(runs.map(({ hash }) => hash)).size > 1) throw new Error("several workers answer otherwise than one");

  console.log(`${megabytes.toFixed(0)} MB of NDJSON, ${documents.length * times} documents, ${terms.length} aliases, ${cores} cores, load ${loadavg()[0].toFixed(1)}\n`);
  console.log("| what | seconds | MB/s | MB/s and core | peak, MB |\n| --- | ---: | ---: | ---: | ---: |");
  for (const { workers, seconds, coreSeconds, peakMebibytes } of runs) {
    console.log(`| namelight find, ${workers} worker${workers > 1 ? "s" : ""} | ${seconds.toFixed(1)} | ${(megabytes / (seconds - idle.seconds)).toFixed(1)} | ${(megabytes / (coreSeconds - idle.coreSeconds)).toFixed(1)} | ${peakMebibytes.toFixed(0)} |`);
  }
  console.log(`| the command without documents | ${idle.seconds.toFixed(1)} | | | ${idle.peakMebibytes.toFixed(0)} |`);
  console.log(`| bare aho-corasick, natively, the texts alone | ${(scanMs / 1000).toFixed(1)} | ${((textMegabytes / scanMs) * 1000).toFixed(1)} | ${((textMegabytes / scanMs) * 1000).toFixed(1)} | |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
