// In: HTML, a dictionary. Out: what the server's entry makes of it: marks, and not a byte else; JSON-LD; cards; in whole and in streams. That it
// finds what a browser finds is tested in browsers (served-marks.test.js).

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { loadDictionary } from "namelight";
import { annotateStream } from "namelight/node";
import { annotateChunks, annotateHtml, annotateResponse } from "namelight/server";
import { parse, serialize } from "parse5";

const dictionary = await loadDictionary({
  language: "en",
  attribution: { text: "Names by us", license: "CC BY 4.0" },
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"], type: "Person", description: "Press secretary.", sameAs: ["https://www.wikidata.org/entity/Q1"], url: "https://example.org/l" },
    { id: 'a"<b>&', name: "Doha", type: "City", context: ["Qatar"], url: "http://example.org/plain" },
    { id: "paris", name: "Paris", description: "</script><script>alert(1)</script>" },
  ],
});
const article = '<!doctype html><html lang="en"><head><title>Doha talks</title></head><body><article><h1>Leavitt in Doha</h1><p>Karoline <b>Leavitt</b> left D&#111;ha &amp; went. Doha; Paris.</article></body></html>';
const mark = /<namelight-mark data-entity="[^"<>]*" data-mention="\d+"(?: data-piece="\d+")?>|<\/namelight-mark>/g;

/** @param {string} html */
const unmarked = (html) => html.replace(mark, "");

test("server: marks as a page has them, each piece with its mention's number, ids escaped", async () => {
  const { html, mentions, jsonLd } = await annotateHtml(article, { dictionary });
  assert.equal(jsonLd, null);
  assert.equal(unmarked(html), article);
  assert.deepEqual(mentions.map((mention) => [mention.text, mention.entity, mention.block]), [
    ["Leavitt", "leavitt", 0], ["Doha", 'a"<b>&', 0], ["Karoline Leavitt", "leavitt", 1], ["Doha", 'a"<b>&', 1], ["Doha", 'a"<b>&', 1], ["Paris", "paris", 1],
  ]);
  assert.ok(html.includes('<namelight-mark data-entity="leavitt" data-mention="2">Karoline </namelight-mark><b><namelight-mark data-entity="leavitt" data-mention="2" data-piece="1">Leavitt</namelight-mark></b>'));
  assert.ok(html.includes('<namelight-mark data-entity="a&quot;&lt;b&gt;&amp;" data-mention="3">D&#111;ha</namelight-mark> &amp;'));
});

test("server: options are a highlighter's; unknown and wrong ones are refused", async () => {
  const found = async (/** @type {object} */ options) => (await annotateHtml(article, { dictionary, ...options })).mentions.length;
  assert.equal(await found({ occurrences: "first" }), 3);
  assert.equal(await found({ root: "h1" }), 2);
  assert.equal(await found({ exclude: "article > p" }), 2);
  await assert.rejects(found({ roots: "h1" }), { code: "unknown-option" });
  await assert.rejects(found({ exclude: "p:first-child" }), { code: "bad-option" });
  await assert.rejects(annotateHtml(article, /** @type {any} */ ({})), { code: "bad-option" });
});

test("server: a page that opts out comes back as it was", async () => {
  const page = article.replace("<title>", '<meta name="namelight" content="off"><title>');
  assert.deepEqual(await annotateHtml(page, { dictionary, jsonLd: true, cards: true }), { html: page, mentions: [], jsonLd: null });
});

test("server: JSON-LD names what the headline is about, and what else is mentioned, with https links alone", async () => {
  const { html, jsonLd } = await annotateHtml(article, { dictionary, jsonLd: { id: "https://example.org/article" } });
  assert.deepEqual(jsonLd, {
    "@context": "https://schema.org", "@type": "Article", "@id": "https://example.org/article",
    about: [{ "@type": "Person", name: "Karoline Leavitt", url: "https://example.org/l", sameAs: ["https://www.wikidata.org/entity/Q1"] }, { "@type": "City", name: "Doha" }],
    mentions: [{ "@type": "Thing", name: "Paris" }],
  });
  const [, script] = /<script type="application\/ld\+json">(.*?)<\/script><\/head>/.exec(html) ?? [];
  assert.deepEqual(JSON.parse(script), jsonLd);
  assert.equal(unmarked(html).replace(/<script.*?<\/script>/, ""), article);
});

test("server: where a page describes itself, its JSON-LD speaks of the same thing", async () => {
  const own = '<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],"@id":"#a"}]}</script>';
  const { jsonLd } = await annotateHtml(article.replace("<title>", `${own}<title>`), { dictionary, jsonLd: true });
  assert.equal(jsonLd?.["@id"], "#a");
  assert.equal(jsonLd?.["@type"], "NewsArticle");
  const canonical = await annotateHtml(article.replace("<title>", '<link rel="canonical" href="https://example.org/c"><title>'), { dictionary, jsonLd: true });
  assert.equal(canonical.jsonLd?.["@id"], "https://example.org/c");
});

test("server: cards in the page are those of its mentions, and end no script", async () => {
  const { html } = await annotateHtml(article, { dictionary, cards: true });
  const [script = "", json = ""] = /<script type="application\/json" id="namelight-cards">(.*?)<\/script>/.exec(html) ?? [];
  const [{ attribution, entities }] = JSON.parse(json);
  assert.deepEqual(attribution, { text: "Names by us", license: "CC BY 4.0" });
  assert.deepEqual(entities.map((/** @type {any} */ { id }) => id), ["leavitt", 'a"<b>&', "paris"]);
  assert.equal(entities[0].aliases, undefined);
  assert.equal(entities[2].description, "</script><script>alert(1)</script>");
  assert.equal(unmarked(html.replace(script, "")), article);
});

test("server: a part of a page gets its scripts behind it, but not where they would be text", async () => {
  const { html, jsonLd } = await annotateHtml("<p>Paris</p>", { dictionary, jsonLd: true });
  assert.match(html, /^<p><namelight-mark[^>]*>Paris<\/namelight-mark><\/p><script type="application\/ld\+json">.*<\/script>$/);
  assert.ok(jsonLd);
  for (const open of ["<textarea>", "<!-- ", '<a title="', "<svg><title>"]) {
    const left = await annotateHtml(`<p>Paris</p>${open}`, { dictionary, jsonLd: true, cards: true });
    assert.equal(unmarked(left.html).replace(/<script.*<\/script>$/, ""), `<p>Paris</p>${open}`);
    if (left.jsonLd) assert.notEqual(serialize(parse(left.html)).indexOf("<script"), -1, open);
  }
});

test("server: of every saved page not a byte changes, nor what it is but for marks", async () => {
  const folder = new URL("../../../shared/data/pages/", import.meta.url);
  const places = readdirSync(new URL("../pages/", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const pages = places.map(({ name }) => readFileSync(new URL(`../pages/${name}/source.html`, import.meta.url), "utf8"));
  if (existsSync(folder)) pages.push(...readdirSync(folder).filter((name) => name.endsWith(".html")).map((name) => readFileSync(new URL(encodeURIComponent(name), folder), "utf8")));
  else if (process.env.CI) assert.fail("../shared/data is absent");
  const words = [...new Set(pages.join(" ").match(/(?<![\p{L}\p{M}&#])[\p{L}\p{M}]{2,}/gu))].filter((_, index) => index % 10 === 0);
  const many = await loadDictionary({ entities: words.map((name, index) => ({ id: `w${index}`, name })) });
  let marked = 0;
  for (const page of pages) {
    const { html, mentions } = await annotateHtml(page, { dictionary: many, root: "body" });
    marked += mentions.length;
    assert.equal(unmarked(html), page);
    assert.equal(unmarked(serialize(parse(html))), serialize(parse(page)));
  }
  assert.ok(marked > 1000, String(marked));
  many.free();
});

/** @param {AsyncIterable<Uint8Array>} chunks */
async function listOf(chunks) {
  const list = [];
  for await (const chunk of chunks) list.push(Buffer.from(chunk).toString());
  return list;
}

test("server: in a stream the head goes on before the rest is there", async () => {
  const cut = article.indexOf("<h1>") + 6;
  let isRestAsked = false;
  async function* source() {
    yield Buffer.from(article.slice(0, cut));
    isRestAsked = true;
    yield Buffer.from(article.slice(cut));
  }
  const chunks = annotateChunks(source(), { dictionary });
  const { value } = await chunks.next();
  assert.equal(Buffer.from(value ?? []).toString(), article.slice(0, article.indexOf("</head>")));
  assert.equal(isRestAsked, false);
  const { html } = await annotateHtml(article, { dictionary });
  assert.equal(Buffer.from(value ?? []).toString() + (await listOf(chunks)).join(""), html);
  // Cut anywhere, also in a character.
  const bytes = Buffer.from(article.replaceAll("Paris", "Paris, é 😀"));
  const wanted = (await annotateHtml(bytes.toString(), { dictionary })).html;
  for (let size = 1; size < 40; size += 3) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
    assert.equal((await listOf(annotateChunks(pieces, { dictionary }))).join(""), wanted);
  }
});

test("server: names before the end of a head that is none stay plain, and no byte is lost", async () => {
  const odd = "<p>Paris </head> and Doha</p>";
  assert.equal((await listOf(annotateChunks([odd], { dictionary }))).join(""), odd);
});

test("server: what is not UTF-8, or fails, goes out as it came", async () => {
  const latin = Buffer.from("<p>Paris \xe9t\xe9</p>", "latin1");
  const other = Buffer.from('<meta charset="iso-8859-1"><p>Paris</p>');
  for (const bytes of [latin, other, Buffer.alloc(0)]) {
    const chunks = [];
    for await (const chunk of annotateChunks([bytes], { dictionary })) chunks.push(chunk);
    assert.deepEqual(Buffer.concat(chunks), bytes);
  }
  /** @type {unknown[]} */
  const errors = [];
  const broken = /** @type {any} */ ({ find: () => { throw new Error("broken"); } });
  assert.equal((await listOf(annotateChunks([article], { dictionary: broken, onError: (error) => errors.push(error) }))).join(""), article);
  assert.match(String(errors), /broken/);
});

test("server: as a stream of Node", async () => {
  const { html } = await annotateHtml(article, { dictionary });
  assert.equal(await text(Readable.from([Buffer.from(article)]).pipe(annotateStream({ dictionary }))), html);
});

test("server: as a response, of a page in UTF-8 alone", async () => {
  const { html } = await annotateHtml(article, { dictionary });
  const respond = (/** @type {Record<string, string>} */ headers, status = 200) => new Response(article, { status, headers: { "content-type": "text/html; charset=UTF-8", etag: '"1"', "content-length": "9", "x-own": "1", ...headers } });
  const response = annotateResponse(respond({}, 404), { dictionary });
  assert.deepEqual([response.status, response.headers.get("x-own"), response.headers.get("etag"), response.headers.get("content-length")], [404, "1", null, null]);
  assert.equal(await response.text(), html);
  for (const headers of [{ "content-type": "text/plain" }, { "content-type": "text/html; charset=windows-1252" }, { "cache-control": "public, No-Transform" }]) {
    const original = respond(/** @type {any} */ (headers));
    assert.equal(annotateResponse(original, { dictionary }), original);
  }
});

test("server: an entity is not marked on its own page, told by canonical link or address, as in a browser", async () => {
  const found = async (/** @type {string} */ page, /** @type {object} */ options = {}) => (await annotateHtml(page, { dictionary, ...options })).mentions.some(({ entity }) => entity === "leavitt");
  assert.equal(await found(article), true);
  assert.equal(await found(article, { url: "https://example.org/l" }), false);
  assert.equal(await found(article, { about: "leavitt" }), false);
  assert.equal(await found(article.replace("<title>", '<link rel="canonical" href="/l"><title>'), { url: "https://example.org/other" }), false);
});
