// In: the package's entry whose parts are files of their own. Out: these files in pkg/dist, and what each of them imports. By Rollup, where
// esbuild makes the rest: it leaves in the entry what the later parts share with it, where esbuild cuts it into small chunks, which are
// 0.7 KB more to the first marks.

import { join } from "node:path";
import { transform } from "esbuild";
import { rollup } from "rollup";
import { trimGlue } from "./glue.mjs";

const engine = "./namelight.engine.js";
const glue = /bindings.(?:core|full)_bg\.js$/;

/** @param {(path: string) => boolean} isStyles @param {(path: string) => Promise<string>} readStyles @returns {import("rollup").Plugin} */
const parts = (isStyles, readStyles) => ({
  name: "parts",
  // The JavaScript engine is one file, whoever asks for it.
  resolveId: (source) => (/bindings.javascript\.js$/.test(source) ? { id: engine, external: true } : null),
  load: async (path) => (isStyles(path) ? { code: await readStyles(path) } : null),
  transform: (code, path) => (glue.test(path) ? { code: trimGlue(code), map: null } : null),
  // It finds 0.1 KB that the minifier after it leaves, as in the other files.
  renderChunk: async (code) => (await transform(code, { minify: true, format: "esm", target: "es2022" })).code,
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
    chunkFileNames: "separate/[name]-[hash].js",
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
