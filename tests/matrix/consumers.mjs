// What each tool is given: a few lines that use the package as its README does, and the page for those that run in a browser.

/** Runs anywhere; prints what it found. */
export const find = `import { loadDictionary } from "namelight";
const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
const found = dictionary.find("Talks in Doha");
console.log(JSON.stringify(found), dictionary.engine);
dictionary.free();
`;

/** The same from a page, as a server marks it. */
export const served = `import { loadDictionary } from "namelight";
import { annotateHtml } from "namelight/server";
const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
const { html, mentions } = await annotateHtml("<p>Talks in Doha</p>", { dictionary });
if (html.includes(">Doha</namelight-mark></p>")) console.log(JSON.stringify(mentions), dictionary.engine);
`;

/** The same from CommonJS, which may require a module that waits for nothing at its top level. */
export const required = `const { loadDictionary } = require("namelight");
loadDictionary({ entities: [{ id: "doha", name: "Doha" }] }).then((dictionary) => {
  console.log(JSON.stringify(dictionary.find("Talks in Doha")), dictionary.engine);
});
`;

/** Runs in a page. @param {string} entry */
export const highlight = (entry = "namelight") => `import { createHighlighter, loadDictionary } from "${entry}";
loadDictionary({ language: "en", entities: [{ id: "doha", name: "Doha", description: "Capital of Qatar." }] }).then(async (dictionary) => {
  await createHighlighter({ dictionary, root: "article" });
  globalThis.found = JSON.stringify(dictionary.find("Talks in Doha")) + " " + dictionary.engine;
});
`;

const article = `<article lang="en"><p>Talks in Doha went on.</p></article>`;

/** @param {string} script */
export const page = (script) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Matrix</title><link rel="icon" href="data:,"></head>
<body>${article}<script type="module" src="${script}"></script></body></html>
`;

/** The mentions in "Talks in Doha", as every consumer writes them. */
export const expected = JSON.stringify([{ block: 0, start: 9, end: 13, text: "Doha", entity: "doha", alias: "Doha" }]);

/** A worker that answers with what it found. */
export const worker = `import { loadDictionary } from "namelight";
export default {
  async fetch() {
    const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
    return new Response(JSON.stringify(dictionary.find("Talks in Doha")) + " " + dictionary.engine);
  },
};
`;

/** A worker that marks a page, and answers with what is in it. */
export const servingWorker = `import { loadDictionary } from "namelight";
import { annotateHtml } from "namelight/server";
export default {
  async fetch() {
    const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
    const { html, mentions } = await annotateHtml("<p>Talks in Doha</p>", { dictionary });
    return new Response(html.includes(">Doha</namelight-mark></p>") ? JSON.stringify(mentions) + " " + dictionary.engine : html);
  },
};
`;

/** What only has to be right: every entry's types, as a strict consumer reads them. */
export const typed = `import { createHighlighter, loadDictionary, NamelightError, type Dictionary, type Highlighter } from "namelight";
import * as separate from "namelight/separate";
import { checkDictionary } from "namelight/check";
import { annotateHtml, annotateResponse, type Annotated } from "namelight/server";
import { attachCards, type AttachedCards } from "namelight/attach";
const dictionary: Dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] }, { engine: "wasm" });
const texts: string[] = dictionary.find("Talks in Doha", { occurrences: "first" }).map(({ text }) => text);
const highlighter: Highlighter = await createHighlighter({ dictionary, root: "article", paint: "auto" });
highlighter.destroy();
const faults: number = (await checkDictionary({ entities: [] })).faults.length;
console.log(texts, faults, separate.version, new NamelightError("a", "b").code);
const { html, mentions }: Annotated = await annotateHtml("<p>Doha</p>", { dictionary, jsonLd: { about: ["doha"] } });
const answer: Response = annotateResponse(new Response(html), { dictionary, onError: console.error });
const attached: AttachedCards = attachCards({ cards: (id, { signal }) => fetch(id, { signal }) });
console.log(mentions.length, answer.status, attached.mentions[0].entity);
// @ts-expect-error: there is no such way to paint
await createHighlighter({ dictionary, paint: "crayon" });
`;

export const next = {
  "app/layout.js": `export const metadata = { title: "Matrix", icons: { icon: "data:," } };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.js": `import { loadDictionary } from "namelight";
import { Article } from "./article";
export default async function Page() {
  const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
  const found = JSON.stringify(dictionary.find("Talks in Doha")) + " " + dictionary.engine;
  return <main><Article text="Talks in Doha went on." /><pre data-namelight="off" id="server">{found}</pre></main>;
}
`,
  "app/article.js": `"use client";
import { useEffect, useRef } from "react";
import { createHighlighter, loadDictionary } from "namelight";
export function Article({ text }) {
  const root = useRef(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    loadDictionary({ language: "en", entities: [{ id: "doha", name: "Doha", description: "Capital of Qatar." }] }).then(async (dictionary) => {
      await createHighlighter({ dictionary, root: root.current, signal });
      globalThis.found = JSON.stringify(dictionary.find("Talks in Doha")) + " " + dictionary.engine;
    }).catch((error) => { if (!signal.aborted) throw error; });
    return () => controller.abort();
  }, []);
  return <article ref={root}><p>{text}</p></article>;
}
`,
  "app/edge/route.js": `import { loadDictionary } from "namelight";
export const runtime = "edge";
export async function GET() {
  const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
  return new Response(JSON.stringify(dictionary.find("Talks in Doha")) + " " + dictionary.engine);
}
`,
};
