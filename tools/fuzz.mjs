// In: `npm run fuzz [TARGET…] [--seconds N]`; without a target all of tests/fuzz, an hour each. Out: libFuzzer's log; exit 1 where an
// input breaks a target (it lies in tests/fuzz/artifacts). Finds on: what it learned stays in tests/fuzz/corpus.
// Coverage-guided on a stable toolchain: the flags are those of `cargo fuzz --sanitizer none`. Needs a C++ compiler.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const folder = fileURLToPath(new URL("../tests/fuzz", import.meta.url));
const cases = fileURLToPath(new URL("../tests/matching", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { seconds: { type: "string", default: "3600" } } });
const targets = positionals.length > 0 ? positionals : readdirSync(`${folder}/fuzz_targets`).map((name) => name.replace(/\.rs$/, ""));

if (spawnSync("c++", ["--version"]).error) {
  console.error("NOTHING WAS FUZZED: libFuzzer is built by a C++ compiler, and there is no c++ here.");
  process.exit(process.env.CI ? 1 : 0);
}

const coverage = ["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map((flag) => `-Cllvm-args=-sanitizer-coverage-${flag}`);
const host = /host: (.*)/.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))?.[1] ?? "";
const env = { ...process.env, RUSTFLAGS: ["-Cpasses=sancov-module", "--cfg=fuzzing", "-Ccodegen-units=1", ...coverage].join(" ") };
// A target of its own keeps the flags from build scripts.
const build = ["build", "--locked", "--release", "--quiet", "--target", host];
execFileSync("cargo", build, { cwd: folder, env, stdio: ["ignore", 2, 2] });

/** The matching cases as inputs: their aliases, one a line, then their text. */
function seeds() {
  return readdirSync(cases).flatMap((name) => {
    const { cases: list } = JSON.parse(readFileSync(join(cases, name), "utf8"));
    return list.map((/** @type {{ name: string, marked: string | string[], entities: Record<string, (string | { text: string })[]> }} */ one) => {
      const aliases = Object.values(one.entities).flat().map((alias) => (typeof alias === "string" ? alias : alias.text));
      const text = [one.marked].flat().join(" ").replace(/⟦[^:]*:(.*?)⟧/gs, "$1").replaceAll("\n", "\u2028");
      return { name: one.name, aliases, text };
    });
  });
}

const inputs = seeds();
const failed = targets.filter((target) => {
  const corpus = `${folder}/corpus/${target}`;
  const artifacts = `${folder}/artifacts/${target}/`;
  for (const path of [corpus, artifacts]) mkdirSync(path, { recursive: true });
  for (const { name, aliases, text } of inputs) {
    const lines = aliases.join("\n");
    const input = { fold: text, mentions: `${lines}\n${text}` }[target] ?? Buffer.concat([Buffer.from(lines), Buffer.of(0xff, 9, 0, 1)]);
    writeFileSync(join(corpus, name), input);
  }
  console.log(`\n== ${target}`);
  const limits = [`-max_total_time=${values.seconds}`, "-max_len=400", "-timeout=10", "-print_final_stats=1", "-verbosity=0"];
  const run = `${folder}/target/${host}/release/${target}`;
  const { status, stderr } = spawnSync(run, [corpus, `-artifact_prefix=${artifacts}`, ...limits], { encoding: "utf8", maxBuffer: 1 << 28 });
  console.log(status === 0 ? /^stat::number_of_executed_units.*$/m.exec(stderr)?.[0] : stderr);
  return status !== 0;
});
console.log(failed.length > 0 ? `\nbroken: ${failed.join(", ")}` : "\nnothing broken");
process.exitCode = failed.length > 0 ? 1 : 0;
