// In: the package as npm packs it. Out: what is in it, and what the judges of packages say: publint of its manifest and files, attw of its
// types as each kind of consumer resolves them.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "namelight-pack-"));
after(() => rmSync(folder, { recursive: true }));

const manifest = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
const pack = ["pack", "--json", "--pack-destination", folder];
const [{ filename, files }] = JSON.parse(execFileSync("npm", pack, { cwd: join(root, "pkg"), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
const tarball = join(folder, filename);
/** @type {string[]} */
const paths = files.map((/** @type {{ path: string }} */ { path }) => path);

/** Entries that are files for a server or a bundler, not modules with types. */
const assets = Object.keys(manifest.exports).filter((entry) => /\.(wasm|engine\.js|global\.js)$/.test(entry)).map((entry) => entry.slice(2));

/** @param {string} command @param {string[]} words */
function judge(command, words) {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", command), words, { cwd: join(root, "pkg"), encoding: "utf8" });
  assert.equal(status, 0, `${stdout}${stderr}`);
  return stdout;
}

test("package: it holds its licence, a README, the command, and what the build makes; nothing else", () => {
  for (const path of ["LICENSE", "README.md", "package.json", "bin/namelight.js"]) assert.ok(paths.includes(path), path);
  const others = paths.filter((path) => !/^(LICENSE|README\.md|package\.json|bin\/namelight\.js|dist\/.+\.(js|wasm|d\.ts)|dist\/words\/.+|dist\/integrity\.json)$/.test(path));
  assert.deepEqual(others, []);
});

test("package: every file that its exports name is in it", () => {
  /** @param {unknown} target @returns {string[]} */
  const filesOf = (target) => (typeof target === "string" ? [target] : Object.values(/** @type {object} */ (target)).flatMap(filesOf));
  assert.deepEqual(filesOf(manifest.exports).filter((path) => !paths.includes(path.slice(2))), []);
});

test("package: no entry waits at its top level, so that it can be required, too", () => {
  const entries = Object.keys(manifest.exports).filter((entry) => !assets.includes(entry.slice(2)) && !entry.endsWith(".json"));
  const source = entries.map((entry) => `require(${JSON.stringify(`namelight${entry.slice(1)}`)});`).join("\n");
  // Where there is no page, and nothing of one.
  execFileSync(process.execPath, ["--input-type=commonjs", "--eval", source], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
});

test("package: the release command, by default, tells what would be published, and publishes nothing", () => {
  const told = spawnSync(process.execPath, [join(root, "tools/release.mjs")], { encoding: "utf8" });
  assert.equal(told.status, 0, told.stderr);
  assert.match(told.stderr, /total files:\s+\d+[^]*\(dry-run\)/);
  assert.ok(told.stdout.trim().endsWith(`+ namelight@${manifest.version}`), told.stdout);
});

test("package: publint has nothing to say", () => {
  assert.match(judge("publint", ["run", tarball, "--strict"]), /All good/);
});

test("package: its types are found by every consumer of ES modules, and are those of what is run", () => {
  judge("attw", [tarball, "--profile", "esm-only", "--exclude-entrypoints", ...assets]);
});
