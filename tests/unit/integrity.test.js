// In: pkg/dist. Out: the list of hashes holds what pages load, each hash that of its file; what the command prints is in it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const dist = new URL("./", import.meta.resolve("namelight"));
/** @type {Record<string, string>} */
const hashes = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("namelight/integrity.json")), "utf8"));

/** @param {string[]} words */
function integrity(...words) {
  const { status, stdout, stderr } = spawnSync("node", ["tools/integrity.mjs", ...words], { cwd: fileURLToPath(new URL("../..", import.meta.url)), encoding: "utf8" });
  return { status, stdout, stderr };
}

test("integrity: each hash is that of its file", () => {
  for (const [path, hash] of Object.entries(hashes)) {
    const digest = createHash("sha384").update(readFileSync(new URL(path, dist))).digest("base64");
    assert.equal(hash, `sha384-${digest}`, path);
  }
});

test("integrity: every file that a page may load is in the list", () => {
  /** @type {{ outputs: Record<string, unknown> }} */
  const { outputs } = JSON.parse(readFileSync(new URL("meta.json", dist), "utf8"));
  const scripts = Object.keys(outputs).map((path) => path.replace(/^pkg\/dist\//, "")).filter((path) => path !== "cli.js");
  const wanted = [...scripts, "namelight.engine.js", "core.wasm", "full.wasm"];
  assert.deepEqual(wanted.filter((path) => !Object.hasOwn(hashes, path)), []);
  assert.ok(wanted.includes("namelight.global.js") && wanted.some((path) => path.startsWith("separate/")));
});

test("integrity: the command prints the list, a script tag and an import map", () => {
  const { stdout } = integrity();
  for (const [path, hash] of Object.entries(hashes)) assert.ok(stdout.includes(`${hash}  ${path}\n`), path);
  assert.ok(stdout.includes(`integrity="${hashes["namelight.global.js"]}" crossorigin="anonymous"`));
  const map = JSON.parse(integrity("--import-map", "https://cdn.example/n").stdout.replace(/<.*>/g, ""));
  assert.equal(map.integrity["https://cdn.example/n/separate.js"], hashes["separate.js"]);
  assert.equal(map.integrity["https://cdn.example/n/namelight.engine.js"], hashes["namelight.engine.js"]);
  const { status, stderr } = integrity("--what");
  assert.equal(status, 2);
  assert.match(stderr, /--import-map ADDRESS/);
});
