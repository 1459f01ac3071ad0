/** Every kind of source: what is read from it, and where each fault is told. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openSource, readItems } from "../../www/cli/sources.js";
import { readJson } from "../../www/cli/sources/json.js";
import { formatFault } from "../../www/cli/sources/place.js";
import { file, folder } from "./command.js";
import { join } from "node:path";

const fixtures = new URL("../fixtures/sources/", import.meta.url).pathname;

/**
 * @param {string} path
 * @param {Partial<import("../../www/cli/sources/place.js").ReadOptions & { from: any }>} [options]
 */
async function read(path, { from, language = "", columns = {} } = {}) {
  const source = await openSource(path, from);
  /** @type {any[]} */
  const items = [];
  for await (const item of readItems(source, { language, columns })) items.push(item);
  /** @type {any[]} */
  const entities = items.flatMap((item) => ("entity" in item ? [item.entity] : []));
  return {
    kind: source.kind,
    entities,
    items,
    head: Object.assign({}, ...items.flatMap((item) => ("head" in item ? [item.head] : []))),
    suppress: items.flatMap((item) => ("suppress" in item ? [item.suppress] : [])),
    faults: items.flatMap((item) => ("fault" in item ? [formatFault("x", item.fault)] : [])),
  };
}
/** @param {string} name @param {string | Uint8Array} content @param {any} [options] */
const readText = (name, content, options) => read(join(folder, file(name, content)), options);

test("json: what JSON.parse gives, in any pieces", async () => {
  const text = readFileSync(`${fixtures}names.json`, "utf8");
  const { entities, suppress, ...head } = JSON.parse(text);
  for (const size of [1, 7, 100_000]) {
    const bytes = Buffer.from(text);
    const chunks = (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })();
    /** @type {any[]} */
    const items = [];
    for await (const item of readJson({ name: "x", chunks })) items.push(item);
    assert.deepEqual(items.flatMap((item) => ("entity" in item ? [item.entity] : [])), entities);
    assert.deepEqual(items.flatMap((item) => ("suppress" in item ? [item.suppress] : [])), suppress);
    assert.deepEqual(Object.assign({}, ...items.flatMap((item) => ("head" in item ? [item.head] : []))), head);
    const doha = items.find((item) => item.entity?.id === "doha");
    assert.deepEqual(doha.placeOf("$.sameAs[0]"), { path: "$.entities[1].sameAs[0]", line: 9, column: 17 });
    assert.deepEqual(doha.placeOf("$"), { path: "$.entities[1]", line: 8, column: 5 });
  }
});

test("json: what is behind the entities, what is no list, and lines with other scripts", async () => {
  const text = '{"entities": [1, {"id": "é東😀", "name": "b"}, {"id": "c"}], "language": "de", "suppress": {}, "name": {"a": [1]}}';
  const { items, head } = await readText("late.json", text);
  assert.deepEqual(head, { language: "de", suppress: {}, name: { a: [1] } });
  assert.deepEqual(items.slice(0, 3).map((item) => item.placeOf("$").column), ["1,", '{"id": "é', '{"id": "c'].map((part) => text.indexOf(part) + 1));
});

test("json: a fault of the syntax ends it, with its place", async () => {
  for (const [text, message] of /** @type {[string, RegExp][]} */ ([
    ["", /^x.json:1:1: error: the file is empty/],
    ["[]", /^x.json:1:1: error: .*an object with a list of "entities"/],
    ['{"entities": [', /^x.json:1:15: error: the file ends too early/],
    ['{"entities": [{"id": "a"}\n {"id": "b"}]}', /^x.json:2:2: error: this is not JSON/],
    ['{"entities": [\n {"id" "a"}]}', /^x.json:2:8: error: a colon is missing/],
    ['{"entities": [\n {"id": \'a\'}]}', /^x.json:2:9: error: /],
    ['{"entities": []} x', /^x.json:1:\d+: error: this is not JSON/],
    ['{"entities": [{"id": "a", "name": "\xff"}]}', /^x.json:1:\d+: the byte 0xFF is not UTF-8/],
  ])) {
    const path = join(folder, file("x.json", Buffer.from(text, "latin1")));
    await assert.rejects(read(path), (/** @type {any} */ error) => {
      assert.match(error.message.replace(`${folder}/`, ""), message);
      return true;
    });
  }
});

test("jsonl: head, entities, bad lines by their numbers", async () => {
  const { kind, head, suppress, entities } = await read(`${fixtures}names.jsonl`);
  assert.deepEqual([kind, head, suppress], ["jsonl", { name: "Names", language: "en" }, ["Doha Road"]]);
  assert.deepEqual(entities.map(({ id }) => id), ["leavitt", "doha", "dpa"]);
  const bad = await readText("bad.jsonl", '\ufeff{"id": "a", "name": "A"}\r\n{oops\r\n7\n{"id": "b", "name": "B"}');
  assert.deepEqual(bad.entities.map(({ id }) => id), ["a", "b"]);
  assert.deepEqual(bad.faults.map((fault) => /^x:(\d+):1: error/.exec(fault)?.[1]), ["2", "3"]);
});

test("csv: as spreadsheets write it", async () => {
  const { kind, entities, faults, items } = await read(`${fixtures}names.csv`);
  assert.equal(kind, "csv");
  assert.deepEqual(faults, []);
  assert.deepEqual(entities, [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt", "K. Leavitt"], type: "Person", description: 'White House\npress "secretary"' },
    { id: "doha", name: "Doha", type: "City", description: { und: "Capital of Qatar.", de: "Hauptstadt von Katar." }, sameAs: ["https://www.wikidata.org/entity/Q3861"], weight: 0.8 },
    { id: "dpa", name: "Deutsche Presse-Agentur", aliases: ["DPA", "dpa, the"] },
  ]);
  assert.deepEqual(items.map((item) => item.placeOf("$").line), [3, 5, 6]);
  assert.deepEqual(items[0].placeOf("$.description"), { path: "Description", line: 3, column: 54 });
  assert.deepEqual(items[1].placeOf("$.sameAs[0]"), { path: "Wikidata", line: 5, column: 57 });
});

test("csv: Excel's first line says what parts the fields; lines count on", async () => {
  const { entities, items, faults } = await readText("e.csv", "\ufeffsep=;\r\nid;name;aliases;weight\r\n1;Doha;a,b|c;0,5\r\n2;Qatar;;9;9\r\n");
  assert.deepEqual(entities[0], { id: "1", name: "Doha", aliases: ["a,b", "c"], weight: 0.5 });
  assert.deepEqual(items.find((item) => item.entity)?.placeOf("$.name"), { path: "name", line: 3, column: 3 });
  assert.match(faults[0], /^x:4:12: error: this row has 5 fields/);
});

test("csv: traits of aliases, commas, columns that are named", async () => {
  const traits = await readText("t.csv", 'id,name,alt,case,short\n1,A,"B, b|C",exact,yes\n');
  assert.deepEqual(traits.entities[0].aliases, [{ text: "B, b", case: "exact", short: true }, { text: "C", case: "exact", short: true }]);
  const named = await readText("n.csv", "Kennung,Bezeichnung\n7,Doha\n", { columns: { id: "Kennung", name: "Bezeichnung" } });
  assert.deepEqual(named.entities, [{ id: "7", name: "Doha" }]);
  const twice = await readText("n.csv", "Bezeichnung\nDoha\n", { columns: { id: "Bezeichnung", name: "Bezeichnung" } });
  assert.deepEqual(twice.entities, [{ id: "Doha", name: "Doha" }]);
});

test("csv: faults", async () => {
  const { faults, entities } = await readText("f.csv", "id,name,alises\na,A,B\nb,B,,x\nc,C\n");
  assert.match(faults[0], /^x:1:9: error: alises: the column "alises" is not known: did you mean "aliases"\?/);
  assert.match(faults[1], /^x:3:6: error: this row has 4 fields, the header 3/);
  assert.deepEqual(entities.map(({ id }) => id), ["a", "b", "c"]);
  for (const [text, message] of /** @type {[string, RegExp][]} */ ([
    ["", /the file is empty; a table begins with a header row/],
    ["name,type\nA,B\n", /:1:1: error: there is no column "id"; there are name, type: --columns id=HEADER/],
    ['id,name\na,A\nb,"B" x\n', /:3:1: error: a quotation mark in field 2/],
    ['id,name\na,A\nb,"B\n', /:2:1: error: a quotation mark that opens behind this line is not closed/],
  ])) await assert.rejects(readText("f.csv", text), message);
  await assert.rejects(readText("f.csv", "id,name\n", { columns: { aliases: "Alt" } }), /there is no column "Alt" \(--columns\); there are id, name/);
});

const doha = { id: "Q3861", name: "Doha", type: "City", description: "capital of Qatar", url: "https://en.wikipedia.org/wiki/Doha", sameAs: ["https://www.wikidata.org/entity/Q3861"],
  image: { src: "https://commons.wikimedia.org/wiki/Special:FilePath/Doha_skyline.jpg?width=320", credit: "Wikimedia Commons", creditUrl: "https://commons.wikimedia.org/wiki/File:Doha_skyline.jpg" } };

test("sparql: rows of one item are one entity", async () => {
  const { kind, head, entities, faults } = await read(`${fixtures}names.srj`);
  assert.deepEqual([kind, head], ["sparql", { language: "en" }]);
  assert.deepEqual(entities, [doha, { id: "Q1", name: "Karoline Leavitt", type: "Person", aliases: ["Leavitt", "K. Leavitt"], sameAs: ["https://www.wikidata.org/entity/Q1"] }]);
  assert.match(faults.join("\n"), /\?population is not used[^]*Q99 has no label/);
  assert.equal((await readText("q.json", readFileSync(`${fixtures}names.srj`))).kind, "sparql");
  await assert.rejects(readText("q.srj", '{"head": {"vars": ["x"]}, "results": {"bindings": []}}'), /the query has no \?item; there are \?x/);
  await assert.rejects(readText("q.srj", "{}"), /a query result is/);
});

test("wikidata: entities in the language that is asked for", async () => {
  const { kind, entities, faults } = await read(`${fixtures}entities.wikidata.json`);
  assert.equal(kind, "wikidata");
  assert.deepEqual(entities[0], doha);
  assert.deepEqual(entities[1], { id: "Q1", name: "Karoline Leavitt", type: "Person", aliases: ["K. Leavitt", "Leavitt"], sameAs: ["https://www.wikidata.org/entity/Q1"] });
  assert.match(faults.join("\n"), /^x:4:1: warning: Q99: Q99 has no label in the language "en"/);
  const german = await read(`${fixtures}entities.wikidata.json`, { language: "de" });
  assert.deepEqual([german.entities[0].aliases, german.entities[0].url], [["ad-Dauha"], "https://de.wikipedia.org/wiki/Doha_(Katar)"]);
});

test("spacy: patterns that are texts", async () => {
  const { kind, entities, faults } = await read(`${fixtures}patterns.jsonl`);
  assert.equal(kind, "spacy");
  assert.deepEqual(entities, [
    { id: "leavitt", name: "Karoline Leavitt", type: "Person", aliases: [{ text: "K. Leavitt", case: "exact" }, "Leavitt"] },
    { id: "GPE:doha", name: "doha", type: "Place", aliases: [] },
    { id: "dpa", name: "deutsche presse-agentur", type: "Organization", aliases: [] },
  ]);
  assert.deepEqual(faults, ["x:5:1: warning: $.pattern: the attribute OP cannot be told as a text; this pattern is left out [unusable-pattern]"]);
});

for (const name of ["names.ttl", "names.jsonld"]) {
  test(`skos: ${name}`, async () => {
    const { kind, head, entities, faults } = await read(fixtures + name);
    assert.deepEqual([kind, head], ["skos", { language: "en" }]);
    assert.deepEqual(entities, [
      { id: "https://example.org/doha", name: "Doha", description: "Capital of Qatar.", sameAs: ["https://www.wikidata.org/entity/Q3861"] },
      { id: "https://example.org/leavitt", name: "Karoline Leavitt", aliases: ["Leavitt", "K. Leavitt"] },
    ]);
    if (name === "names.ttl") assert.match(faults.join("\n"), /example\.org\/doha is not an https address[^]*no skos:prefLabel in the language "en"/);
    assert.equal((await read(fixtures + name, { language: "de" })).entities[0].name, "ad-Dauha");
  });
}

test("skos: faults", async () => {
  await assert.rejects(readText("f.ttl", "@prefix a: <b> .\na:b oops .\n"), /f\.ttl:2:1: error: this is not Turtle/);
  await assert.rejects(readText("f.jsonld", '{"@graph": [{"@id": "a", "prefLabel": "b"}]}'), /there is no skos: property/);
});

test("the kind is told by the first bytes where the ending does not say", async () => {
  for (const [name, kind] of [["names.json", "json"], ["names.jsonl", "jsonl"], ["names.csv", "csv"], ["names.tsv", "csv"], ["names.srj", "sparql"],
    ["entities.wikidata.json", "wikidata"], ["patterns.jsonl", "spacy"], ["names.ttl", "skos"], ["names.jsonld", "skos"]]) {
    assert.equal((await readText("unnamed", readFileSync(fixtures + name))).kind, kind, name);
  }
});
