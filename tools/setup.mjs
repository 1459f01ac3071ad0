// In: a fresh checkout. Out: what building and testing needs from npm and Rust. Guarantee: does nothing where all is there, and
// says what is missing where it cannot help. Uses nothing but Node, since nothing else is there yet.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = "wasm32-unknown-unknown";

/** @param {string} path */
const changed = (path) => statSync(new URL(`../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** @param {string} command @param {string[]} args */
function output(command, args) {
  const { stdout, error } = spawnSync(command, args, { encoding: "utf8" });
  return error ? null : stdout.trim();
}

/** @throws where Rust is missing */
export function setUp() {
  if (changed("node_modules/.package-lock.json") < changed("package-lock.json") || !existsSync(`${root}/node_modules/esbuild`)) {
    console.error("Installing npm packages …");
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", 2, 2] });
  }
  if (output("cargo", ["--version"]) === null) {
    throw new Error("Rust is missing: install it from https://rustup.rs, then run this again.");
  }
  const library = output("rustc", ["--print", "target-libdir", "--target", target]);
  if (!library || !existsSync(library)) {
    console.error(`Adding Rust's ${target} target …`);
    execFileSync("rustup", ["target", "add", target], { stdio: ["ignore", 2, 2] });
  }
}
