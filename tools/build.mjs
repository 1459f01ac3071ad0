// In: the Rust core, the JavaScript of www/. Out: pkg/dist, whole: the package's entries, the script tag's file, the command,
// the WebAssembly and the types. Guarantees: does nothing when nothing changed since; nothing in pkg/dist is written by hand.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import * as esbuild from "esbuild";
import { minify } from "terser";
import { trimGlue } from "./glue.mjs";
import { buildJavaScript } from "./javascript.mjs";
import { buildSeparate } from "./separate.mjs";
import { shrink } from "./shrink.mjs";
import { writeWords } from "./words.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bindings = join(root, "www/bindings");
const dist = join(root, "pkg/dist");
const meta = join(dist, "meta.json");
const bindgen = join(root, "target/debug/bindgen");
const binaries = join(root, "node_modules/.bin");
/** The builds of the core, and the features of each. */
const builds = /** @type {const} */ ({ core: "matcher", full: "matcher,compiler", checker: "checker,compiler" });
const names = /** @type {(keyof typeof builds)[]} */ (Object.keys(builds));

/**
 * Only what its author asks to be inlined is: measured on the shrunk core, 2.4 KB of brotli less, and as quick within a tenth.
 */
const wasmFlags = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: "-C llvm-args=-inline-threshold=0" };

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
const run = (command, args, env = {}) =>
  execFileSync(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", 2, 2] });

/** The newest change below some paths, in milliseconds. @param {string[]} paths @returns {number} */
function newest(paths) {
  return Math.max(
    0,
    ...paths.map((path) => {
      const status = statSync(path, { throwIfNoEntry: false });
      if (!status) return 0;
      return status.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : status.mtimeMs;
    }),
  );
}

/** @param {string[]} outputs @param {string[]} inputs relative to the root */
function isCurrent(outputs, inputs) {
  const made = outputs.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.min(...made) > newest(inputs.map((path) => join(root, path)));
}

/** The common words of each language as a module, of which a page loads the one that it needs, and how each is loaded. */
function writeCommonWords() {
  let loaders = "";
  for (const line of readFileSync(join(root, "src/common_words.txt"), "utf8").trim().split("\n")) {
    const [language, ...words] = line.split(" ");
    writeFileSync(join(bindings, `words-${language}.js`), `export default ${JSON.stringify(words.join(" "))};\n`);
    loaders += `  ${language}: () => import("./words-${language}.js"),\n`;
  }
  writeFileSync(join(bindings, "common-words.js"), `export default {\n${loaders}};\n`);
  const type = "Record<string, () => Promise<{ default: string }>>";
  writeFileSync(join(bindings, "common-words.d.ts"), `declare const loaders: ${type};\nexport default loaders;\n`);
}

function buildCore() {
  const outputs = ["javascript.js", ...names.flatMap((name) => [`${name}.js`, `${name}-inline.js`])].map((name) => join(bindings, name));
  if (isCurrent(outputs, ["src", "build.rs", "Cargo.toml", "Cargo.lock", "tools"])) return;
  console.error("Building the core (some minutes the first time, about one later) …");
  mkdirSync(bindings, { recursive: true });
  writeCommonWords();
  run("cargo", ["build", "--locked", "--quiet", "--features", "bindgen", "--bin", "bindgen"]);
  for (const [place, name] of names.entries()) {
    console.error(`  ${place + 1} of ${names.length}: ${name}`);
    const features = ["--no-default-features", "--features", `${builds[name]},wasm`];
    run("cargo", ["build", "--locked", "--quiet", "--release", "--lib", "--target", "wasm32-unknown-unknown", ...features], wasmFlags);
    const built = join(root, "target", `${name}.wasm`);
    copyFileSync(join(root, "target/wasm32-unknown-unknown/release/namelight.wasm"), built);
    if (name === "full") buildJavaScript(built, bindings, run, { bindgen, binaries });
    run(bindgen, [built, bindings, name]);
    const declarations = readFileSync(join(bindings, `${name}.d.ts`), "utf8");
    writeFileSync(join(bindings, `${name}_bg.d.ts`), `${declarations}export function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n`);
    const wasm = join(bindings, `${name}_bg.wasm`);
    shrink(wasm, wasm, name);
    // Built anew from its flat form the control flow is smaller. Below 1,024 lies the end of the stack, and no address.
    run(join(binaries, "wasm-opt"), ["--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused", wasm, "-o", wasm]);
    // Deflated before base64: a server's compression cannot see through base64, and every engine can inflate.
    const packed = deflateRawSync(readFileSync(wasm), { level: 9 }).toString("base64");
    writeFileSync(join(bindings, `${name}-inline.d.ts`), "declare const packed: string;\nexport default packed;\n");
    writeFileSync(join(bindings, `${name}-inline.js`), `export default ${JSON.stringify(packed)};\n`);
  }
}

/** The bindings of the JavaScript engine ask for WebAssembly; wasm2js has written beside it what they get. @type {esbuild.Plugin} */
const wasmAsJavaScript = {
  name: "WebAssembly as JavaScript",
  setup({ onResolve }) {
    onResolve({ filter: /_bg\.wasm$/ }, ({ path }) => ({ path: join(bindings, `${path}.js`) }));
  },
};

/** The JavaScript engine is one file, whoever asks for it. @type {esbuild.Plugin} */
const engineBeside = {
  name: "engine beside",
  setup({ onResolve }) {
    onResolve({ filter: /bindings.javascript\.js$/ }, () => ({ path: "./namelight.engine.js", external: true }));
  },
};

const styles = /www.*styles\.js$/;

/** Style sheets stand in JavaScript as template literals, which `minify` does not look into. @param {string} path */
async function readStyles(path) {
  const [before, css, after] = readFileSync(path, "utf8").split(/(?<= = )`|`(?=;\n)/);
  const { code } = await esbuild.transform(css, { loader: "css", minify: true });
  return `${before}${JSON.stringify(code.trim())}${after}`;
}

/** @type {esbuild.Plugin} */
const minifiedStyles = {
  name: "minified styles",
  setup({ onLoad }) {
    onLoad({ filter: styles }, async ({ path }) => ({ contents: await readStyles(path) }));
  },
};

/** @type {esbuild.Plugin} */
const trimmedGlue = {
  name: "trimmed glue",
  setup({ onLoad }) {
    onLoad({ filter: /bindings.full_bg\.js$/ }, ({ path }) => ({ contents: trimGlue(readFileSync(path, "utf8")) }));
  },
};

/** What is bundled, minified (once more): 1 KB of brotli less than by esbuild alone over all that a page may load. @param {string} file */
async function press(file) {
  const isClassic = file.endsWith(".global.js");
  const { code } = await minify(readFileSync(file, "utf8"), {
    module: !isClassic,
    ecma: 2020,
    compress: { passes: 3, drop_console: true, hoist_funs: true },
    // A classic script is read in its page's encoding, a module always in UTF-8.
    format: { ascii_only: isClassic },
  });
  writeFileSync(file, /** @type {string} */ (code));
}

async function buildPackage() {
  if (isCurrent([meta], ["www", "tools/build.mjs", "tools/words.mjs", "pkg/package.json"])) return;
  rmSync(dist, { recursive: true, force: true });
  /** The bindings' warnings, all that prints, would cost a page 0.1 KB. @type {esbuild.BuildOptions} */
  const shared = { absWorkingDir: root, bundle: true, minify: true, metafile: true, target: "es2022", legalComments: "none", logLevel: "warning", drop: ["console"], plugins: [minifiedStyles, engineBeside] };
  const inPage = { ...shared, plugins: [...(shared.plugins ?? []), trimmedGlue] };
  const page = await esbuild.build({
    ...inPage,
    format: "esm",
    splitting: true,
    outdir: dist,
    chunkNames: "chunks/[name]-[hash]",
    entryPoints: ["www/index.js", "www/check.js"],
  });
  const separate = await buildSeparate(join(root, "www/separate.js"), dist, (path) => styles.test(path), readStyles);
  await esbuild.build({
    ...shared,
    plugins: [wasmAsJavaScript],
    format: "esm",
    outfile: join(dist, "namelight.engine.js"),
    entryPoints: ["www/bindings/javascript.js"],
  });
  const script = await esbuild.build({
    ...inPage,
    format: "iife",
    outfile: join(dist, "namelight.global.js"),
    entryPoints: ["www/global.js"],
  });
  const command = await esbuild.build({
    ...shared,
    minify: false,
    drop: [],
    platform: "node",
    format: "esm",
    target: "node20",
    outfile: join(dist, "cli.js"),
    entryPoints: ["www/cli.js"],
    external: ["parse5", "entities", "entities/*", "jsonc-parser", "@streamparser/json", "csv-parse", "csv-parse/sync", "lvovich", "n3"],
  });
  const inPages = [page, script].flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {}));
  for (const path of [...inPages, ...Object.keys(separate)]) await press(join(root, path));
  for (const name of names) copyFileSync(join(bindings, `${name}_bg.wasm`), join(dist, `${name}.wasm`));
  writeWords(join(dist, "words"));
  run(join(root, "node_modules/.bin/tsc"), ["--project", "tsconfig.build.json"]);
  mkdirSync(join(dist, "types/bindings"));
  for (const name of names) copyFileSync(join(bindings, `${name}_bg.d.ts`), join(dist, `types/bindings/${name}_bg.d.ts`));
  const outputs = Object.assign({}, separate, ...[page, script, command].map(({ metafile }) => metafile?.outputs));
  writeFileSync(meta, JSON.stringify({ outputs }));
}

if (!existsSync(join(root, "node_modules/esbuild"))) run("npm", ["ci"]);
buildCore();
await buildPackage();
