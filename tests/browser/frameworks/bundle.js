// In: a framework's name. Out: its app, bundled for a page by the framework's own compiler and esbuild; and what its server
// sends.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { compile, compileModule } from "svelte/compiler";

/** @typedef {keyof typeof sources} Framework */

/** @type {Record<"React" | "Preact" | "Vue" | "Svelte", { page: string, server: string, importSource?: string }>} */
const sources = {
  React: { page: "react.jsx", server: "react.jsx", importSource: "react" },
  Preact: { page: "preact.jsx", server: "preact.jsx", importSource: "preact" },
  Vue: { page: "vue.js", server: "vue-server.js" },
  Svelte: { page: "svelte.svelte.js", server: "svelte-server.js" },
};

export const frameworks = /** @type {Framework[]} */ (Object.keys(sources));

/** @param {"client" | "server"} generate @returns {esbuild.Plugin} */
const svelte = (generate) => ({
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte(\.js)?$/ }, ({ path: filename }) => {
      const source = readFileSync(filename, "utf8");
      const compiled = filename.endsWith(".js") ? compileModule : compile;
      return { contents: compiled(source, { filename, generate }).js.code, loader: "js" };
    });
  },
});

/** @param {Framework} framework @param {"page" | "server"} side @param {esbuild.BuildOptions} options */
async function bundle(framework, side, options) {
  const { importSource, [side]: file } = sources[framework];
  const { outputFiles = [] } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL(`apps/${file}`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    logLevel: "error",
    jsx: "automatic",
    jsxImportSource: importSource,
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    ...options,
    plugins: [svelte(side === "page" ? "client" : "server")],
  });
  return outputFiles[0].text;
}

/** @param {Framework} framework @returns {Promise<string>} a module that exports `start` */
export const pageModule = (framework) =>
  bundle(framework, "page", {
    format: "esm",
    platform: "browser",
    conditions: ["browser", "production"],
    // Compiles templates where they are shown.
    alias: { vue: "vue/dist/vue.esm-bundler.js" },
  });

/**
 * @param {Framework} framework
 * @param {import("./states.js").State} state
 * @returns {Promise<string>} HTML
 */
export async function serverHtml(framework, state) {
  const code = await bundle(framework, "server", { format: "cjs", platform: "node" });
  // In a process of its own: some keep theirs from ending.
  const answer = `Promise.resolve(module.exports.render(${JSON.stringify(state)})).then((html) => process.stdout.write(html, () => process.exit()))`;
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ["-"], (error, html) => (error ? reject(error) : resolve(html)));
    child.stdin?.end(`${code};${answer}`);
  });
}
