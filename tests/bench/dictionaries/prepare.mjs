// In: the name of a shared dictionary. Out: what the benchmark measures, as files below target/bench: the dictionary compiled, its
// aliases one a line, the rivals' automaton; and what compiling it cost.
// Guarantees: made anew when the package or the data have changed; the article is the beginning of the news, 2,000 words of it.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDictionary, readText } from "../data.mjs";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const FOLDER = join(PROJECT, "target/bench");
const RIVALS = join(PROJECT, "tests/bench/rivals");
const ARTICLE_WORDS = 2000;

/**
 * @typedef {{ seconds: number, peakMebibytes: number }} Cost
 * @typedef {{ name: string, terms: string[], source: any, compiled: string, aliases: string, arrays: string, cost: Cost }} Prepared
 *   paths, and what compiling took
 */

/** What is written to a file when it is older than what it is made of. @param {string} path @param {string[]} inputs @param {() => unknown} make */
async function keep(path, inputs, make) {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (inputs.some((input) => statSync(input).mtimeMs > made)) await make();
}

/** Builds the rivals: natively, and as WebAssembly. @returns {{ native: string, wasm: string }} */
export function buildRivals() {
  const build = ["build", "--release", "--quiet", "--locked"];
  execFileSync("cargo", build, { cwd: RIVALS, stdio: ["ignore", 2, 2] });
  execFileSync("cargo", [...build, "--lib", "--target", "wasm32-unknown-unknown"], { cwd: RIVALS, stdio: ["ignore", 2, 2] });
  const built = join(RIVALS, "target");
  return { native: join(built, "release/namelight-rivals"), wasm: join(built, "wasm32-unknown-unknown/release/namelight_rivals.wasm") };
}

/** @param {string} name @param {string} rivals the native command @returns {Promise<Prepared>} */
export async function prepare(name, rivals) {
  mkdirSync(FOLDER, { recursive: true });
  const { path, source, terms } = readDictionary(name);
  const [compiled, aliases, arrays, cost] = ["namelight", "txt", "daachorse", "cost.json"].map((ending) => join(FOLDER, `${name}.${ending}`));
  await keep(cost, [path, join(PROJECT, "pkg/dist/meta.json")], async () => writeFileSync(cost, JSON.stringify(await compile(path, compiled))));
  await keep(aliases, [path], () => writeFileSync(aliases, terms.join("\n")));
  await keep(arrays, [aliases, rivals], () => execFileSync(rivals, ["serialize", aliases, arrays]));
  return { name, terms, source, compiled, aliases, arrays, cost: JSON.parse(readFileSync(cost, "utf8")) };
}

/**
 * In a process of its own, whose peak alone is told.
 * @param {string} path
 * @param {string} out
 * @returns {Promise<Cost>}
 */
async function compile(path, out) {
  const command = join(PROJECT, "pkg/dist/cli.js");
  const code = `process.on("exit", () => process.stdout.write(String(process.resourceUsage().maxRSS))); import(${JSON.stringify(command)});`;
  const started = performance.now();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code, "--", "namelight", "compile", path, "-o", out], { stdio: ["ignore", "pipe", "ignore"] });
  let told = "";
  child.stdout.on("data", (text) => (told += text));
  await new Promise((resolve) => child.on("close", resolve));
  if (!existsSync(out)) throw new Error(`${path} was not compiled`);
  return { seconds: (performance.now() - started) / 1000, peakMebibytes: Math.round(Number(told) / 1024) };
}

/** @returns {{ path: string, text: string, blocks: { text: string }[] }} a line is a block, as for `namelight find` */
export function article() {
  const { text } = readText();
  const words = [...text.matchAll(/\S+/gu)].slice(0, ARTICLE_WORDS);
  const last = words[words.length - 1];
  const beginning = text.slice(0, last.index + last[0].length);
  const path = join(FOLDER, "article.txt");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, beginning);
  return { path, text: beginning, blocks: beginning.split("\n").map((line) => ({ text: line })) };
}
