// Cards apart from matching: what is fetched, when, and what is refused. With a handle that stands in for the core's while
// only the asking is looked at; with a compiled file where the core can write cards.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCard, loadAllCards } from "../../www/cards.js";
import { fetchJson } from "../../www/source.js";
import { loadDictionary } from "namelight";
import { compilerOf } from "../compiled.js";

const place = "https://names.example/people.namelight";

/** @typedef {{ url: string, signal: AbortSignal | null | undefined }} Asked */

/**
 * @param {(url: string, signal: AbortSignal) => unknown} answer a Response, or what is sent as JSON
 * @param {{ chunks?: string[], head?: string, cards?: unknown }} [more] cards: the option
 */
function partWith(answer, { chunks = ["aa", "aa", "bb"], head = '{"attribution":{"text":"Us"}}', ...more } = {}) {
  /** @type {Asked[]} */
  const asked = [];
  const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ { signal } = {}) => {
    asked.push({ url, signal });
    const given = await answer(url, /** @type {AbortSignal} */ (signal));
    return given instanceof Response ? given : new Response(JSON.stringify(given));
  };
  const handle = {
    findEntity: (/** @type {string} */ id) => (/^\d+$/.test(id) && Number(id) < chunks.length ? Number(id) : chunks.length),
    numbers: [chunks.length],
    text: (/** @type {number} */ what) => (what === 2 ? ["", "en", head, ...chunks.map((name) => `${name} 1`)].join("\n") : ""),
  };
  const part = /** @type {any} */ ({ handle, source: undefined, address: place, options: { fetch, ...more }, fetchJson });
  return { part, asked };
}

const cards = { 0: { name: "Nought" }, 1: { name: "One" } };
const urls = (/** @type {Asked[]} */ asked) => asked.map(({ url }) => url);

test("a card is fetched from beside its dictionary; one file serves all that are in it, also at the same time", async () => {
  const { part, asked } = partWith(() => cards);
  const [one, nought] = await Promise.all([loadCard([part], "1"), loadCard([part], "0")]);
  assert.deepEqual([one.entity, nought.entity], [{ name: "One" }, { name: "Nought" }]);
  assert.deepEqual([one.language, one.head], ["en", '{"attribution":{"text":"Us"}}']);
  await loadCard([part], "1");
  assert.deepEqual(urls(asked), [`${place}.cards/aa.json`]);
});

test("an address keeps its query; bytes have none, unless it is said where cards are", async () => {
  const { part, asked } = partWith(() => cards);
  await loadCard([{ ...part, address: `${place}?v=3#x` }], "1");
  assert.deepEqual(await loadCard([{ ...part, address: undefined }], "1"), {});
  await loadCard([{ ...part, address: undefined, options: { ...part.options, cards: "https://cards.example/p" } }], "1");
  assert.deepEqual(urls(asked), [`${place}.cards/aa.json?v=3`, "https://cards.example/p/aa.json"]);
});

test("a function may give the cards", async () => {
  const given = async (/** @type {string} */ id, /** @type {any} */ { signal }) => ({ name: id, isAborted: signal.aborted });
  const { part } = partWith(() => cards, { cards: given });
  const { signal } = new AbortController();
  assert.deepEqual((await loadCard([part], "2", { signal })).entity, { name: "2", isAborted: false });
  assert.deepEqual(await loadCard([part], "nobody"), {});
});

test("what has no card has none: no file, not in it, no object in it, a prototype's", async () => {
  const { part, asked } = partWith(() => ({ 0: "text", 1: null }), { chunks: ["aa", "aa", ""] });
  for (const id of ["0", "1", "2", "nobody", "toString"]) assert.equal((await loadCard([part], id)).entity, undefined);
  assert.equal(asked.length, 1);
});

test("the next dictionary is asked where the first has no card", async () => {
  const { part: first } = partWith(() => ({}));
  const { part: second } = partWith(() => cards, { head: "second" });
  assert.deepEqual(await loadCard([first, second], "1"), { entity: { name: "One" }, language: "en", head: "second" });
});

/** @type {[string, () => unknown, string][]} */
const refused = [
  ["not there", () => new Response("", { status: 404 }), "dictionary-unreachable"],
  ["out of reach", () => { throw new TypeError("offline"); }, "dictionary-unreachable"],
  ["no JSON", () => new Response("<p>"), "not-json"],
  ["a list", () => [cards], "not-cards"],
  ["null", () => null, "not-cards"],
  ["larger than 1 MiB", () => ({ 1: { name: "x".repeat(1 << 20) } }), "dictionary-too-large"],
];
for (const [what, answer, code] of refused) {
  test(`a file of cards that is ${what} is refused, and may be asked for again`, async () => {
    let times = 0;
    const { part } = partWith(() => (times++ === 0 ? answer() : cards));
    await assert.rejects(loadCard([part], "1"), { name: "NamelightError", code });
    assert.deepEqual((await loadCard([part], "1")).entity, { name: "One" });
  });
}

test("who goes away leaves the others waiting; the last one gives it up, and the next asks anew", async () => {
  /** @type {(value: unknown) => void} */
  let settle = () => {};
  const { part, asked } = partWith((_url, signal) => new Promise((resolve, reject) => {
    settle = resolve;
    signal.addEventListener("abort", () => reject(signal.reason));
  }));
  const [one, two] = [new AbortController(), new AbortController()];
  const waiting = [one, two].map(({ signal }) => loadCard([part], "1", { signal }));
  one.abort();
  await assert.rejects(waiting[0], { name: "AbortError" });
  assert.equal(asked[0].signal?.aborted, false);
  two.abort();
  await assert.rejects(waiting[1], { name: "AbortError" });
  assert.equal(asked[0].signal?.aborted, true);
  const third = loadCard([part], "1");
  settle(cards);
  assert.deepEqual((await third).entity, { name: "One" });
  await assert.rejects(loadCard([part], "1", one), { name: "AbortError" });
  assert.equal(asked.length, 2);
});

test("32 files are kept, those asked for last", async () => {
  const chunks = Array.from({ length: 33 }, (_, index) => `c${index}`);
  const { part, asked } = partWith(() => ({}), { chunks });
  for (const index of chunks.keys()) {
    await loadCard([part], String(index));
    await loadCard([part], "0");
  }
  assert.equal(asked.length, 33);
  await loadCard([part], "1");
  assert.equal(asked.length, 34);
});

test("all of them at once, each once; given up with its signal", async () => {
  const chunks = Array.from({ length: 40 }, (_, index) => `c${index >> 1}`);
  const { part, asked } = partWith(() => ({}), { chunks: [...chunks, ""] });
  await loadAllCards([part]);
  assert.equal(asked.length, 20);
  await loadCard([part], "0");
  assert.equal(asked.length, 20);
  const aborted = AbortSignal.abort();
  await assert.rejects(loadAllCards([partWith(() => ({})).part], { signal: aborted }), { name: "AbortError" });
});

test("of a JSON source the card is the entity, and nothing is fetched", async () => {
  const doha = { id: "doha", name: "Doha", description: "Capital of Qatar." };
  const dictionary = await loadDictionary({ entities: [doha] });
  assert.deepEqual(await dictionary.card("doha"), doha);
  assert.equal(await dictionary.card("nobody"), undefined);
  await dictionary.loadCards();
  dictionary.free();
  await assert.rejects(dictionary.card("doha"), { code: "dictionary-freed" });
});

test("of several compiled files the one of the highest priority gives the card, and says who it is from", async () => {
  const compiling = [["general", 0], ["own", 5]].map(async ([name, priority]) => {
    const compiler = await compilerOf({ name, language: "en", priority, entities: [{ id: "doha", type: "City", name: "Doha" }] });
    compiler.head(JSON.stringify({ attribution: { text: name, license: "CC BY 4.0" } }));
    compiler.chunk(String(name), 1);
    return compiler.finish();
  });
  const compiled = await Promise.all(compiling);
  const fetch = /** @type {any} */ (async (/** @type {string} */ url) => {
    const [name] = /(general|own)(?=\.json$)/u.exec(url) ?? [];
    return new Response(name ? JSON.stringify({ doha: { name: "Doha", description: name } }) : /** @type {any} */ (compiled[Number(url.includes("own"))]));
  });
  const dictionary = await loadDictionary(["general", "own"].map((name) => `https://example.org/${name}.namelight`), { fetch });
  const { entity, head } = await dictionary.lookUpCard("doha");
  assert.equal(entity.description, "own");
  assert.deepEqual(JSON.parse(String(head)), { attribution: { text: "own", license: "CC BY 4.0" } });
  dictionary.free();
});

test("a compiled file with cards, from compiling to the card", async () => {
  const names = ["Ada", "Bob", "Cleo"];
  const entities = names.map((name) => ({ id: name.toLowerCase(), type: "Person", name }));
  const compiler = await compilerOf({ name: "People", language: "en", entities });
  const order = [...compiler.order()].map((at) => names[at]);
  compiler.chunk("first", 2);
  compiler.chunk("", 1);
  const bytes = compiler.finish();
  /** @type {string[]} */
  const asked = [];
  const fetch = /** @type {any} */ (async (/** @type {string} */ url) => {
    asked.push(url);
    if (url === place) return new Response(/** @type {any} */ (bytes));
    return new Response(JSON.stringify(Object.fromEntries(order.slice(0, 2).map((name) => [name.toLowerCase(), { name }]))));
  });
  const dictionary = await loadDictionary(place, { fetch });
  const cards = await Promise.all(order.map((name) => dictionary.card(name.toLowerCase())));
  assert.deepEqual(cards, [{ name: order[0] }, { name: order[1] }, undefined]);
  assert.deepEqual(asked, [place, `${place}.cards/first.json`]);
  dictionary.free();
});

test("a line break in a dictionary's name shifts nothing that it tells", async () => {
  const source = { name: "Talks\nof 2025", language: "en", entities: [{ id: "doha", type: "City", name: "Doha" }] };
  const compiler = await compilerOf(source);
  compiler.chunk("all", 1);
  const fetch = /** @type {any} */ (async () => new Response(JSON.stringify({ doha: { name: "Doha" } })));
  const dictionary = await loadDictionary(compiler.finish(), { fetch, cards: "https://example.org/cards" });
  assert.deepEqual([dictionary.name, dictionary.language], ["Talks of 2025", "en"]);
  assert.deepEqual(await dictionary.card("doha"), { name: "Doha" });
  dictionary.free();
});
