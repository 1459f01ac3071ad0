// `npm test`: installs and builds what is missing, then runs every check and test in turn and says which failed. A word after it
// runs only the steps whose names hold it: `npm test rust`, `npm test browser`.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setUp } from "./setup.mjs";

setUp();
await import("./build.mjs");

const root = fileURLToPath(new URL("..", import.meta.url));
/** @param {string} folder */
const testsIn = (folder) =>
  readdirSync(`${root}/${folder}`).filter((name) => name.endsWith(".test.js")).map((name) => `${folder}/${name}`);
const node = ["--test", "--test-reporter=dot"];

/** @type {[string, string, string[]][]} */
const steps = [
  ["rust format", "cargo", ["fmt", "--check"]],
  ["rust lints", "cargo", ["clippy", "--locked", "--quiet", "--all-targets", "--", "--deny", "warnings"]],
  ["rust tests", "cargo", ["test", "--locked", "--quiet"]],
  ["fuzz, a short slice", "node", ["tools/fuzz.mjs", "--seconds", "10"]],
  ["types", "node_modules/.bin/tsc", ["--project", "."]],
  ["unit tests", "node", [...node, ...testsIn("tests/unit")]],
  ["bundlers and runtimes, a short slice", "node", ["tests/matrix/run.mjs", "--slice"]],
  // One file after the other: each starts two browsers.
  ["browser tests", "node", [...node, "--test-concurrency=1", ...testsIn("tests/browser")]],
];

const wanted = steps.filter(([name]) => process.argv.slice(2).every((word) => name.includes(word)));
const failed = wanted.filter(([name, command, args]) => {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  return status !== 0;
});
console.log(`\n${wanted.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) console.log(`failed: ${failed.map(([name]) => name).join(", ")}`);
process.exitCode = failed.length > 0 || wanted.length === 0 ? 1 : 0;
