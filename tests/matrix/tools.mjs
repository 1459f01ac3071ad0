// The tools that the package must work in as it is: in one table, the versions that are tried, what each is given, and how it is run.
// A command that is not npx's own is what a user would type; none has a configuration file.

import { readFileSync } from "node:fs";
import { find, highlight, next, page, required, served as marking, servingWorker, typed, worker } from "./consumers.mjs";

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {Record<string, string>} packages and the versions that are installed, each the newest when it was last looked at
 * @property {Record<string, string>} files by path, each as its content
 * @property {string[][]} [commands] run one after the other; the last prints what it found, unless there is a page or a server
 * @property {string} [folder] of the page that was built
 * @property {string[]} [server] started instead; it is told by {port} where to listen
 * @property {string} [address] of the page, or what answers with what it found
 * @property {boolean} [isText] the answer is text, not a page
 * @property {"wasm" | "js"} [engine] that must have run; "wasm" unless said
 * @property {Record<string, string>} [answers] what each of its addresses must hold, in place of what was found
 * @property {boolean} [inSlice] one of the few that `npm test` runs
 * @property {boolean} [onlyBuilds] nothing is run: it has only to be built without a complaint
 */

const inPage = { "index.html": page("./main.js"), "main.js": highlight() };
const built = { "dist/index.html": page("./main.js"), "main.js": highlight() };

/** The files of an example, and a dictionary for it. @param {string} name @param {string[]} files */
const example = (name, files) => ({
  ...Object.fromEntries(files.map((file) => [file, readFileSync(new URL(`../../examples/${name}/${file}`, import.meta.url), "utf8")])),
  "package.json": "",
  "dictionary.json": JSON.stringify({ language: "en", entities: [{ id: "doha", name: "Doha", description: "Capital of Qatar." }] }),
});
const marked = 'Talks in <namelight-mark data-entity="doha" data-mention="0">Doha</namelight-mark></article>';
const served = { "/": marked, "/stream": marked, "/text": "Talks in Doha" };

/** @type {Tool[]} */
export const tools = [
  { name: "Node, import", packages: {}, files: { "find.mjs": find }, commands: [["node", "find.mjs"]], inSlice: true },
  { name: "Node, require", packages: {}, files: { "find.cjs": required }, commands: [["node", "find.cjs"]] },
  { name: "Deno", packages: { deno: "2.9.6" }, files: { "find.mjs": find }, commands: [["npx", "deno", "run", "--allow-read", "find.mjs"]] },
  { name: "Bun", packages: { bun: "1.4.5" }, files: { "find.mjs": find }, commands: [["npx", "bun", "find.mjs"]] },
  { name: "Node, namelight/server", packages: {}, files: { "mark.mjs": marking }, commands: [["node", "mark.mjs"]] },
  { name: "Deno, namelight/server", packages: { deno: "2.9.6" }, files: { "mark.mjs": marking }, commands: [["npx", "deno", "run", "--allow-read", "mark.mjs"]] },
  { name: "Bun, namelight/server", packages: { bun: "1.4.5" }, files: { "mark.mjs": marking }, commands: [["npx", "bun", "mark.mjs"]] },
  {
    name: "Bun, built for pages", packages: { bun: "1.4.5" }, files: built, folder: "dist",
    commands: [["npx", "bun", "build", "main.js", "--outdir", "dist", "--splitting"]],
  },
  ...Object.entries({ "workerd, by wrangler": worker, "workerd, namelight/server": servingWorker }).map(([name, code]) => ({
    // Wrangler wants a newer Node than this package does.
    name, packages: { wrangler: "4.164.0", node: "22.23.3" }, files: { "worker.js": code }, isText: true,
    server: ["npx", "wrangler", "dev", "worker.js", "--name", "matrix", "--compatibility-date", "2026-06-01", "--port", "{port}", "--show-interactive-dev-session=false"],
  })),
  { name: "Vite, build", packages: { vite: "8.3.8" }, files: inPage, commands: [["npx", "vite", "build"]], folder: "dist" },
  { name: "Vite, dev", packages: { vite: "8.3.8" }, files: inPage, server: ["npx", "vite", "--host", "127.0.0.1", "--port", "{port}", "--strictPort"] },
  {
    // Of a package, Vite takes into its build only the parts that are imported by their whole names.
    name: "Vite, namelight/separate", inSlice: true, packages: { vite: "8.3.8" }, folder: "dist", commands: [["npx", "vite", "build"]],
    files: { ...inPage, "main.js": highlight("namelight/separate") },
  },
  {
    name: "webpack", packages: { webpack: "5.112.2", "webpack-cli": "7.3.1" }, files: built, folder: "dist",
    commands: [["npx", "webpack", "--entry", "./main.js", "--mode", "production"]],
  },
  {
    name: "webpack, namelight/separate", packages: { webpack: "5.112.2", "webpack-cli": "7.3.1" }, folder: "dist",
    files: { ...built, "main.js": highlight("namelight/separate") }, commands: [["npx", "webpack", "--entry", "./main.js", "--mode", "production"]],
  },
  {
    name: "Rspack", packages: { "@rspack/core": "2.3.3", "@rspack/cli": "2.2.8" }, files: built, folder: "dist",
    commands: [["npx", "rspack", "build", "--entry", "./main.js", "--mode", "production"]],
  },
  {
    // By itself Rollup looks for no package, whichever it is: this plugin is how it is told to.
    name: "Rollup", packages: { rollup: "4.68.8", "@rollup/plugin-node-resolve": "16.0.3" }, files: built, folder: "dist",
    commands: [["npx", "rollup", "main.js", "--plugin", "node-resolve", "--dir", "dist", "--failAfterWarnings"]],
  },
  { name: "Rolldown", packages: { rolldown: "1.3.2" }, files: built, folder: "dist", commands: [["npx", "rolldown", "main.js", "--dir", "dist"]] },
  {
    name: "esbuild", packages: { esbuild: "0.28.2" }, files: built, folder: "dist",
    commands: [["npx", "esbuild", "main.js", "--bundle", "--format=esm", "--outdir=dist"]],
  },
  {
    name: "esbuild, in several files", packages: { esbuild: "0.28.2" }, files: built, folder: "dist", inSlice: true,
    commands: [["npx", "esbuild", "main.js", "--bundle", "--minify", "--splitting", "--format=esm", "--outdir=dist"]],
  },
  { name: "Parcel", packages: { parcel: "2.16.4" }, files: inPage, commands: [["npx", "parcel", "build", "index.html", "--no-cache"]], folder: "dist" },
  {
    name: "Next, server and client", packages: { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" }, files: next,
    commands: [["npx", "next", "build"]], server: ["npx", "next", "start", "--hostname", "127.0.0.1", "--port", "{port}"],
  },
  {
    name: "Next, edge route", packages: { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" }, files: next, isText: true, address: "/edge", engine: "js",
    commands: [["npx", "next", "build"]], server: ["npx", "next", "start", "--hostname", "127.0.0.1", "--port", "{port}"],
  },
  {
    name: "Express, examples/express", packages: { express: "5.3.0" }, files: example("express", ["annotate.js", "server.js"]),
    server: ["node", "server.js"], answers: served,
  },
  {
    name: "Fastify, examples/fastify", packages: { fastify: "5.12.8" }, files: example("fastify", ["annotate.js", "server.js"]),
    server: ["node", "server.js"], answers: served,
  },
  ...["bundler", "nodenext"].map((resolution) => ({
    name: `TypeScript, ${resolution}`, packages: { typescript: "7.0.2" }, files: { "find.mts": typed }, onlyBuilds: true,
    commands: [["npx", "tsc", "find.mts", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom,dom.iterable,esnext.disposable",
      "--module", resolution === "bundler" ? "esnext" : "nodenext", "--moduleResolution", resolution]],
  })),
];
