// `npm run docs`: builds the site of docs/ and the demo into target/site/ and says so. After `--`: `--serve` serves it then, to this
// machine only; `--base /PATH/` is for a server on which it does not lie at the top. Guarantees: the site asks no other server for anything, and its
// playground works wherever its files lie.

import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath, pathToFileURL } from "node:url";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const DOCS = join(REPOSITORY, "docs");
export const SITE = join(REPOSITORY, "target/site");
const PORT = 8081; // the demo's next neighbour

/** VitePress writes scripts and styles into its pages; nothing comes from elsewhere but the cards' pictures. */
const POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:";

/** The parts of the package that the demo asks for. */
const USED = /^(?:index\.js|check\.js|chunks\/|namelight\.)/;

/** Where the playground leads; within the site also to its pages. */
const BACK = '<a href="./">Back to the article</a>';
const TO_DOCS = '<a href="../index.html">Docs</a>';

/** The demo, which asks for /dist/, with the package's files beside it. */
async function copyDemo() {
  const { hashFiles } = await import("./integrity.mjs");
  const demo = join(SITE, "demo");
  await cp(join(REPOSITORY, "www/demo"), demo, { recursive: true });
  for (const name of (await readdir(demo)).filter((file) => /\.(?:html|js)$/.test(file))) {
    const text = await readFile(join(demo, name), "utf8");
    await writeFile(join(demo, name), text.replaceAll('"/dist/', '"./dist/').replace(BACK, `${TO_DOCS} · ${BACK}`));
  }
  for (const path of Object.keys(hashFiles()).filter((file) => USED.test(file))) {
    await mkdir(dirname(join(demo, "dist", path)), { recursive: true });
    await cp(join(REPOSITORY, "pkg/dist", path), join(demo, "dist", path));
  }
}

/** @param {{ base?: string }} [options] base: the path of the site on its server, with slashes around it */
export async function buildSite({ base = "/" } = {}) {
  // It reads this at its start: without, Vue warns of its own development build.
  process.env.NODE_ENV = "production";
  const { build } = await import("vitepress");
  await rm(SITE, { recursive: true, force: true });
  await build(DOCS, { base });
  await copyDemo();
}

async function main() {
  const { values } = parseArgs({ options: { serve: { type: "boolean" }, base: { type: "string", default: "/" } } });
  if (values.serve && values.base !== "/") {
    console.error("docs: --serve serves the site at the top; leave --base out.");
    process.exit(2);
  }
  const { setUp } = await import("./setup.mjs");
  setUp();
  await import("./build.mjs");
  await buildSite(values);
  console.log(`The site is in ${SITE}`);
  if (!values.serve) return;
  const { serve } = await import("./serve.mjs");
  const served = { folder: "target/site", policy: POLICY };
  const { url } = await serve({ ...served, port: PORT }).catch(() => serve(served));
  console.log(`It is served at ${url}\nCtrl+C ends it.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
