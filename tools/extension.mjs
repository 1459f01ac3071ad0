// The browser extension, for Chromium and Firefox from one source. In: www/extension, the built core. Out: a folder that a browser
// loads as it is; or what other extensions import, namelight/extension/background and …/content. Guarantees: nothing is minified,
// so that a store's reviewers can read it; the same source gives the same bytes.

import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "www/extension");
const app = join(source, "app");

/** @typedef {"chromium" | "firefox"} Browser */
/** @type {Browser[]} */
export const browsers = ["chromium", "firefox"];

/** What an extension has in place of a page's own modules, by their paths below www/. @type {Record<string, string>} */
const everywhere = { "lazy.js": "lazy.js" };
/** @type {Record<string, string>} */
const inPages = {
  ...everywhere,
  ...Object.fromEntries(["dom.js", "events.js", "reader.js", "wrap.js"].map((name) => [name, `page/${name}`])),
  "list/list.js": "page/list.js",
  "tooltip/styles.js": "page/styles.js",
};

/** @param {Record<string, string>} modules @returns {esbuild.Plugin} */
const instead = (modules) => ({
  name: "instead",
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.js$/ }, ({ path, importer, resolveDir }) => {
      const found = Object.keys(modules).find((name) => join(resolveDir, path) === join(root, "www", name));
      // What takes a module's place may build on it.
      return found && importer !== join(source, modules[found]) ? { path: join(source, modules[found]) } : null;
    });
  },
});

/** @type {esbuild.BuildOptions} */
const shared = { absWorkingDir: root, bundle: true, target: "es2022", legalComments: "none", logLevel: "warning", charset: "utf8", plugins: [instead(everywhere)] };
/** @type {esbuild.BuildOptions} */
const content = { ...shared, plugins: [instead(inPages)], inject: [join(source, "page/globals.js")] };

/** @param {string} dist the package's */
export async function buildParts(dist) {
  const outdir = join(dist, "extension");
  const entries = { background: "index-background.js", content: "content.js" };
  for (const [name, file] of Object.entries(entries)) {
    await esbuild.build({ ...(name === "content" ? content : shared), format: "esm", outfile: join(outdir, `${name}.js`), entryPoints: [join(source, file)] });
  }
}

/** The readers of sources are the command's; what Node gives them, npm's packages give a browser. @type {esbuild.BuildOptions} */
const withReaders = {
  // Not csv-parse's own build for browsers: its streams end without a "close".
  alias: { stream: "readable-stream", buffer: "buffer/" },
  inject: [join(app, "buffer.js")],
  define: { global: "globalThis", "process.env.READABLE_STREAM": '""' },
};

/** @type {Promise<string> | undefined} */
let words;

/**
 * The ordinary words of each language, as the command gives them to the compiler, by language: JSON. A browser cannot read the command's
 * lists, so they are read here, by the command's own code beside its lists.
 */
async function ordinaryWords() {
  const at = pathToFileURL(join(root, "pkg/dist/cli.js")).href;
  const { outputFiles: [file] } = await esbuild.build({
    absWorkingDir: root, bundle: true, platform: "node", format: "esm", write: false, logLevel: "warning",
    define: { "import.meta.url": JSON.stringify(at) }, entryPoints: ["www/cli/common-words.js"],
  });
  const { listOfWords } = await import(`data:text/javascript;base64,${Buffer.from(file.contents).toString("base64")}`);
  /** @type {Record<string, string>} */
  const lists = {};
  for (const language of new Set(["en", ...Object.keys(createRequire(at)("stopwords-iso"))])) lists[language] = await listOfWords(language);
  return JSON.stringify(lists);
}

/**
 * @param {Browser} browser
 * @param {string} folder is made anew
 * @param {Record<string, unknown>} [manifest] keys in place of the extension's own: for tests
 */
export async function buildExtension(browser, folder, manifest = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(app, name), "utf8"));
  const whole = { ...read("manifest.json"), version, ...read(`manifest.${browser}.json`), ...manifest };
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(whole, null, 2)}\n`);
  await esbuild.build({ ...shared, format: "esm", outfile: join(folder, "background.js"), entryPoints: [join(app, "worker.js")] });
  await esbuild.build({ ...content, format: "iife", outfile: join(folder, "page.js"), entryPoints: [join(app, "page.js")] });
  await esbuild.build({ ...shared, format: "esm", outfile: join(folder, "popup.js"), entryPoints: [join(app, "popup.js")] });
  await esbuild.build({ ...shared, ...withReaders, format: "esm", outfile: join(folder, "options.js"), entryPoints: [join(app, "options.js")] });
  for (const name of readdirSync(app)) if (/\.(?:html|css)$/.test(name)) copyFileSync(join(app, name), join(folder, name));
  cpSync(join(app, "icons"), join(folder, "icons"), { recursive: true });
  copyFileSync(join(root, "www/bindings/full_bg.wasm"), join(folder, "full.wasm"));
  copyFileSync(join(root, "www/demo/dictionary.json"), join(folder, "example.json"));
  writeFileSync(join(folder, "words.json"), await (words ??= ordinaryWords()));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
}
