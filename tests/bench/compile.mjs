// In: a dictionary source of a million aliases (or the file that is named). Out: what compiling it costs: seconds, the peak of
// memory, the bytes written, and what they are once compressed.
//
//     node tests/bench/compile.mjs [SOURCE]

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const source = process.argv[2] ?? fileURLToPath(new URL("../../../shared/data/dict-1m.json", import.meta.url));
const command = fileURLToPath(new URL("../../pkg/dist/cli.js", import.meta.url));
const mebibyte = 1024 * 1024;
/** In a process of its own, whose peak alone is told. */
const measured = `process.on("exit", () => process.stdout.write("peak " + process.resourceUsage().maxRSS)); import(${JSON.stringify(command)});`;

if (!existsSync(source)) {
  console.error(`${source} is absent: nothing was measured.`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "namelight-"));
try {
  const out = join(folder, "out.namelight");
  const started = performance.now();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", measured, "--", "namelight", "compile", source, "-o", out]);
  let [told, errors] = ["", ""];
  child.stdout.on("data", (text) => (told += text));
  child.stderr.on("data", (text) => (errors += text));
  const status = await new Promise((resolve) => child.on("close", resolve));
  const seconds = (performance.now() - started) / 1000;
  const summary = errors.trimEnd().split("\n").at(-1) ?? "";
  if (!existsSync(out)) throw new Error(`compile failed (${status}): ${summary}`);
  const peakKibibytes = Number(/peak (\d+)/.exec(told)?.[1]);
  const bytes = readFileSync(out);
  // A million aliases at 11 take minutes; 9 comes within a few percent.
  const quality = bytes.length > 8 * mebibyte ? 9 : 11;
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  const cards = readdirSync(`${out}.cards`).map((name) => statSync(join(`${out}.cards`, name)).size);
  /** @type {[string, string][]} */
  const rows = [
    ["source", `${(statSync(source).size / mebibyte).toFixed(1)} MB`],
    ["seconds", seconds.toFixed(1)],
    ["peak memory of the process", `${Math.round(peakKibibytes / 1024)} MB`],
    ["compiled", `${bytes.length.toLocaleString("en")} bytes`],
    [`compiled, brotli ${quality}`, `${brotli.length.toLocaleString("en")} bytes`],
    ["cards", `${cards.reduce((sum, size) => sum + size, 0).toLocaleString("en")} bytes in ${cards.length.toLocaleString("en")} files`],
  ];
  console.log(summary.replace(`${out}: `, ""));
  console.log(["", "| what | measured |", "| --- | ---: |", ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join("\n"));
} finally {
  rmSync(folder, { recursive: true });
}
