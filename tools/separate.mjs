// In: the package's entry whose parts are files of their own. Out: these files in pkg/dist, and what each of them imports. By Rollup, where
// esbuild makes the rest: it leaves in the entry what the later parts share with it, where esbuild cuts it into small chunks, which are
// 0.7 KB more to the first marks.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { rollup } from "rollup";
import { shortening } from "./names.mjs";

const bindings = fileURLToPath(new URL("../www/bindings", import.meta.url));
const engine = "./namelight.engine.js";

/** Of the words of all languages, as they are written. */
function hashOfWords() {
  const hash = createHash("sha256");
  for (const file of readdirSync(bindings).filter((name) => name.startsWith("words-"))) hash.update(readFileSync(join(bindings, file)));
  return hash.digest("base64url").slice(0, 6);
}

/** @param {(path: string) => boolean} isStyles @param {(path: string) => Promise<string>} readStyles @returns {import("rollup").Plugin} */
const parts = (isStyles, readStyles) => ({
  name: "parts",
  // The JavaScript engine is one file, whoever asks for it.
  resolveId: (source) => (/bindings.javascript\.js$/.test(source) ? { id: engine, external: true } : null),
  load: async (path) => (isStyles(path) ? { code: await readStyles(path) } : null),
  // It finds 0.1 KB that the minifier after it leaves, as in the other files.
  renderChunk: async (code) => (await transform(code, { minify: true, format: "esm", target: "es2022", ...shortening })).code,
});

/**
 * @param {string} entry
 * @param {string} dist
 * @param {(path: string) => boolean} isStyles
 * @param {(path: string) => Promise<string>} readStyles minified
 * @returns {Promise<Record<string, { bytes: number, imports: { path: string, kind: string }[] }>>} by file, as esbuild's metafile has it
 */
export async function buildSeparate(entry, dist, isStyles, readStyles) {
  const bundle = await rollup({ input: entry, plugins: [parts(isStyles, readStyles)], preserveEntrySignatures: "allow-extension" });
  const { output } = await bundle.write({
    dir: dist,
    format: "es",
    // As short a hash as Rollup makes: each is named in what imports it, and nothing can compress it. The languages share one.
    chunkFileNames: ({ name }) => (name.startsWith("words-") ? `separate/${name.replace("words-", `words-${hashOfWords()}-`)}.js` : "separate/[name]-[hash:6].js"),
    paths: { [engine]: engine },
  });
  await bundle.close();
  /** @type {Awaited<ReturnType<typeof buildSeparate>>} */
  const outputs = {};
  for (const chunk of output) {
    if (chunk.type !== "chunk") continue;
    /** @param {string[]} files @param {string} kind */
    const asImports = (files, kind) => files.filter((file) => file !== engine).map((file) => ({ path: join("pkg/dist", file), kind }));
    outputs[join("pkg/dist", chunk.fileName)] = {
      bytes: chunk.code.length,
      imports: [...asImports(chunk.imports, "import-statement"), ...asImports(chunk.dynamicImports, "dynamic-import")],
    };
  }
  return outputs;
}
