// In: sources with every fault that the format knows. Out: what a page takes from them is what the checker lets through, and
// loading, freeing and searching fail with the codes that they promise.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NamelightError, loadDictionary } from "namelight";
import { checkDictionary, explainMentions } from "namelight/check";

const doha = { id: "doha", name: "Doha" };
/** @type {Record<string, unknown>} */
const entityFaults = {
  "not an object": 3,
  "null": null,
  "a list": ["Doha"],
  "without an id": { name: "Qatar" },
  "with an empty id": { id: " ", name: "Qatar" },
  "with a number as id": { id: 7, name: "Qatar" },
  "without a name": { id: "qatar" },
  "with a white name": { id: "qatar", name: "\t" },
  "with a name of signs": { id: "qatar", name: "?!", aliases: ["Qatar"] },
  "with a long name": { id: "qatar", name: "Q".repeat(10_000), aliases: ["Qatar"] },
  "with the id of another": { id: "doha", name: "Qatar" },
  "with a typing error": { id: "qatar", name: "Qatar", alias: ["Katar"], descripton: "" },
  "with aliases of every wrong kind": { id: "qatar", name: "Qatar", aliases: ["", " ", "…", 1, null, [], {}, { text: 1 }, { text: "" }, "Q".repeat(201)] },
  "with an alias twice": { id: "qatar", name: "Qatar", aliases: ["Katar", "Katar", " Katar "] },
  "with aliases that are no list": { id: "qatar", name: "Qatar", aliases: "Katar" },
  "with wrong traits": { id: "qatar", name: "Qatar", aliases: [{ text: "QAT", case: "exakt", short: 1, lang: "english!" }] },
  "with one letter": { id: "qatar", name: "Qatar", aliases: ["Q"] },
  "with a wrong weight": { id: "qatar", name: "Qatar", weight: 2 },
  "with a wrong type": { id: "qatar", name: "Qatar", type: ["Place"] },
  "with dangerous links": { id: "qatar", name: "Qatar", url: "javascript:alert(1)", sameAs: ["java\tscript:alert(1)"], image: { src: "http://example.org/x.png" } },
  "with markup": { id: "qatar", name: "Qatar", description: "<img src=x onerror=alert(1)>" },
};

for (const [what, entity] of Object.entries(entityFaults)) {
  test(`an entity ${what}: the page takes what the checker lets through`, async () => {
    const source = { entities: [doha, entity] };
    const report = await checkDictionary(source);
    const dictionary = await loadDictionary(source);
    assert.deepEqual(dictionary.size, { entities: report.entities, aliases: report.aliases });
    assert.equal(dictionary.find("in Doha").length, 1);
    assert.ok(report.faults.length > 0 || what === "with markup");
    for (const { path, message } of report.faults) assert.ok(path.startsWith("$.entities[1]") && message.length > 10, path);
    // Whatever the page leaves out, the checker names.
    for (const { path } of dictionary.faults) assert.ok(report.faults.some((fault) => fault.path.startsWith(path)), path);
    dictionary.free();
  });
}

test("all faults of a source are told at once", async () => {
  const { faults } = await checkDictionary({
    name: 1, language: "x", priority: 1.5, attribution: [], entites: [], suppress: ["", 4],
    entities: [{ name: "", aliases: [""], url: "ftp://a", weight: "1" }, { ...doha, related: ["nowhere"] }],
  });
  const found = faults.map(({ code, path }) => `${code} ${path}`);
  for (const fault of [
    "wrong-type $.name", "not-a-language $.language", "out-of-range $.priority", "wrong-type $.attribution", "unknown-key $.entites",
    "empty-text $.suppress[0]", "wrong-type $.suppress[1]", "missing $.entities[0].id", "empty-text $.entities[0].name",
    "empty-text $.entities[0].aliases[0]", "not-https $.entities[0].url", "wrong-type $.entities[0].weight", "unknown-id $.entities[1].related[0]",
  ]) assert.ok(found.includes(fault), `${fault} is not among ${found.join(", ")}`);
  assert.match(faults.find(({ path }) => path === "$.entites")?.message ?? "", /did you mean "entities"/);
});

test("what is no dictionary at all is refused with a code", async () => {
  for (const source of [{}, { entities: {} }, { entities: [] }, { entities: [null] }, { "@context": "https://schema.org" }]) {
    await assert.rejects(loadDictionary(source), { code: "not-a-dictionary" }, JSON.stringify(source));
  }
  for (const [bytes, code] of /** @type {[string, string][]} */ ([["", "not-json"], ["<!doctype html>", "not-json"], ["42", "not-a-dictionary"], ["NMLT", "dictionary-version"], ["NMLT\x05\0\0\0", "dictionary-damaged"], ["NMLT\x02\0\0\0", "dictionary-version"], ["NMLT\x09\0\0\0", "dictionary-version"]])) {
    await assert.rejects(loadDictionary(new TextEncoder().encode(bytes)), { code }, bytes);
  }
  await assert.rejects(loadDictionary(/** @type {any} */ (7)), { code: "bad-option" });
  await assert.rejects(loadDictionary([]), { code: "bad-option" });
  /** @type {any} */
  let deep = {};
  for (let level = 0; level < 10_000; level++) deep = { entities: [deep] };
  assert.match((await checkDictionary(deep)).faults[0].message, /nested/);
});

test("several dictionaries are searched together; a higher priority wins; suppressed spans hold for all", async () => {
  const general = { language: "en", entities: [{ id: "georgia-country", name: "Georgia" }, { id: "jordan", name: "Jordan" }] };
  const own = { priority: 5, entities: [{ id: "georgia-state", name: "Georgia" }], suppress: ["Michael Jordan"] };
  const dictionary = await loadDictionary([general, own]);
  assert.deepEqual(dictionary.find("Georgia, Jordan, Michael Jordan").map(({ entity, start }) => [entity, start]), [["georgia-state", 0], ["jordan", 9]]);
  assert.equal(dictionary.entity("jordan").name, "Jordan");
  dictionary.free();
});

test("occurrences count entities, not aliases", async () => {
  const dictionary = await loadDictionary({ entities: [{ id: "us", name: "United States", aliases: ["US", "U.S."] }, doha] });
  const starts = (/** @type {any} */ options) => dictionary.find("US, United States, U.S., Doha", options).map(({ start }) => start);
  assert.deepEqual(starts({}), [0, 4, 19, 25]);
  assert.deepEqual(starts({ occurrences: "first" }), [0, 25]);
  assert.deepEqual(starts({ occurrences: 2 }), [0, 4, 25]);
  assert.throws(() => starts({ occurrences: 0 }), { code: "bad-option" });
  dictionary.free();
});

test("a short alias counts beside a fuller one only; an alias of another language does not count", async () => {
  const dictionary = await loadDictionary({
    entities: [{ id: "leavitt", name: "Karoline Leavitt", aliases: [{ text: "Leavitt", short: true }] }, { id: "dt", name: "Deutschland", aliases: [{ text: "BRD", lang: "de" }] }],
  });
  assert.equal(dictionary.find("Leavitt spoke").length, 0);
  assert.equal(dictionary.find("Leavitt spoke. Karoline Leavitt answered.").length, 2);
  assert.equal(dictionary.find("BRD", { lang: "fr" }).length, 0);
  assert.equal(dictionary.find("BRD", { lang: "de-AT" }).length, 1);
  dictionary.free();
});

test("freeing is safe, and says when it is too early or too late", async () => {
  const dictionary = await loadDictionary({ entities: [doha] });
  dictionary.retain();
  assert.throws(() => dictionary.free(), (error) => error instanceof NamelightError && error.code === "dictionary-in-use");
  dictionary.release();
  dictionary.free();
  dictionary.free();
  assert.throws(() => dictionary.find("Doha"), { code: "dictionary-freed" });
});

test("loading ends with the signal's reason", async () => {
  await assert.rejects(loadDictionary({ entities: [doha] }, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("an id that several dictionaries have is one entity: the highest priority says what it knows, the others add to it", async () => {
  const general = { entities: [{ ...doha, description: "A city.", url: "https://example.org/doha" }, { id: "qatar", name: "Qatar" }] };
  const second = { entities: [{ ...doha, name: "Ad-Dauha", type: "City" }] };
  const own = { priority: 5, entities: [{ ...doha, description: "Capital of Qatar." }] };
  const dictionary = await loadDictionary([general, second, own]);
  assert.deepEqual(dictionary.entity("doha"), { ...doha, description: "Capital of Qatar.", url: "https://example.org/doha", type: "City" });
  assert.equal(dictionary.entity("qatar"), general.entities[1]);
  assert.equal(dictionary.entity("nowhere"), undefined);
  assert.deepEqual(dictionary.faults, []);
  dictionary.free();
});

test("a failure of find is told as it was, whatever freeing says after it", async () => {
  const dictionary = await loadDictionary({ entities: [doha] });
  const failing = { read: () => assert.fail("the first error"), free: () => assert.fail("the second error") };
  dictionary.createDocument = () => /** @type {any} */ (failing);
  assert.throws(() => dictionary.find("Doha"), { message: "the first error" });
  dictionary.free();
});

test("a dictionary is disposed of like any resource", async () => {
  const dictionary = await loadDictionary({ entities: [doha] });
  /** @type {any} */ (dictionary)[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
  assert.throws(() => dictionary.find("Doha"), { code: "dictionary-freed" });
});

test("the same entity in several dictionaries is one, by id or a shared address: limits, short forms and its id", async () => {
  const general = { entities: [{ id: "Q1", name: "Karoline Leavitt", sameAs: ["https://example.org/leavitt"] }, { ...doha, related: [] }] };
  const own = { priority: 5, entities: [{ id: "leavitt", name: "K. Leavitt", aliases: [{ text: "Leavitt", short: true }], sameAs: ["https://example.org/leavitt"] }, { id: "doha", name: "Ad-Dauha" }] };
  const dictionary = await loadDictionary([general, own]);
  /** @param {any} [options] */
  const found = (options) => dictionary.find("so Karoline Leavitt came to Doha, and Leavitt left Ad-Dauha", options).map(({ start, entity, alias }) => [start, entity, alias]);
  assert.deepEqual(found(), [[3, "leavitt", "Karoline Leavitt"], [28, "doha", "Doha"], [38, "leavitt", "Leavitt"], [51, "doha", "Ad-Dauha"]]);
  assert.deepEqual(found({ occurrences: "first" }).map(([start]) => start), [3, 28]);
  assert.deepEqual(found({ about: "https://example.org/leavitt" }).map(([start]) => start), [28, 51]);
  dictionary.free();
});

test("what is left undecided has its alternatives, where they are asked for", async () => {
  const dictionary = await loadDictionary({ entities: [{ id: "country", name: "Georgia" }, { id: "state", name: "Georgia" }] });
  assert.equal(dictionary.find("in Georgia", { certainty: 0.1 }).length, 0);
  assert.deepEqual(dictionary.find("in Georgia", { certainty: 0.1, undecided: "offer" })[0].alternatives, ["country", "state"]);
  assert.equal(dictionary.find("in Georgia")[0].alternatives, undefined);
  assert.throws(() => dictionary.find("in Georgia", { certainty: 2 }), { code: "bad-option" });
  dictionary.free();
});

test("each stage says why", async () => {
  const said = await explainMentions([{ entities: [{ id: "paris", name: "Paris" }] }], "Paris Hilton went to Paris, not to paris.");
  assert.deepEqual(said.map(({ start, code }) => [start, code]), [[0, "longer-name"], [21, "mention"], [35, "case"]]);
});
