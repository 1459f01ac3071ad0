/** `namelight info`: what a dictionary holds. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { file, folder, namelight } from "./command.js";

const source = {
  name: "Cities", language: "en", version: "2", attribution: { text: "Us", license: "CC0-1.0" },
  entities: [
    { id: "doha", name: "Doha", type: "City", aliases: ["الدوحة", "Ad Dawhah"], description: "A city.", url: "https://a.example" },
    { id: "moscow", name: "Moscow", type: "City", aliases: ["Москва"], sameAs: ["https://a.example"] },
    { id: "d", name: "Doha", image: { src: "https://a.example/a.png" } },
  ],
  suppress: ["Doha Round"],
};

test("info: a source, as JSON", async () => {
  const { stdout, status } = await namelight(["info", "--format", "json", file("cities.json", source)]);
  const { bytes, ...facts } = JSON.parse(stdout);
  assert.equal(bytes, JSON.stringify(source).length + 2 * "الدوحةМосква".length - "الدوحةМосква".length);
  assert.deepEqual(facts, {
    file: "cities.json", form: "source", name: "Cities", language: "en", version: "2",
    attribution: { text: "Us", license: "CC0-1.0" },
    entities: 3, types: { City: 2, "without type": 1 },
    aliases: 6, aliasesPerEntity: { median: 2, most: 3, mostOf: "doha" }, longestAlias: "Ad Dawhah",
    scripts: { Latin: 4, Arabic: 1, Cyrillic: 1 },
    withDescription: 1, withImage: 1, withUrl: 1, withSameAs: 1,
    sharedAliases: 1, mostShared: { alias: "Doha", entities: 2 }, suppressed: 1,
  });
  assert.equal(status, 0);
});

test("info: a source, as text", async () => {
  const { stdout } = await namelight(["info", "cities.json"]);
  assert.match(stdout, /^cities\.json: source, \d+ bytes\n {2}name {16}Cities$/m);
  assert.match(stdout, /^ {2}entities by type {4}City 2, without type 1$/m);
  assert.match(stdout, /^ {2}shared aliases {6}1 \(most: “Doha”, 2 entities\)$/m);
});

test("info: a compiled file tells what is kept in it", async () => {
  const own = file("own.json", {
    name: "Compiled", language: "de", version: "7", priority: 3, attribution: { text: "Us", license: "CC0-1.0" },
    entities: [{ id: "a", name: "Doha", description: "A city." }],
  });
  const other = file("other.json", { priority: 3, attribution: { text: "Them", license: "CC BY 4.0" }, entities: [{ id: "b", name: "Rom" }] });
  await namelight(["compile", own, other, "-o", "cities.namelight"]);
  const bytes = readFileSync(join(folder, "cities.namelight"));
  const { stdout } = await namelight(["info", "--format", "json", "cities.namelight"]);
  assert.deepEqual(JSON.parse(stdout), {
    file: "cities.namelight", form: "compiled", format: bytes.readUInt32LE(4), bytes: bytes.length, name: "Compiled", language: "de",
    version: "7", attribution: { text: "Us; Them", license: "CC0-1.0; CC BY 4.0" }, priority: 3, entities: 2, aliases: 2, cards: 2, cardFiles: 1,
  });
  assert.match((await namelight(["info", "cities.namelight"])).stdout, /licence {13}CC0-1\.0; CC BY 4\.0\n.*\n.*\n.*\n {2}cards {15}2 in 1 file\n/u);
});

test("info: what cannot be read is told, the others are answered", async () => {
  const { stdout, stderr, status } = await namelight(["info", "missing.json", file("cut.json", "{"), "cities.json"]);
  assert.match(stderr, /^missing\.json: there is no such file/m);
  assert.match(stderr, /^cut\.json:1:2: /m);
  assert.match(stdout, /^cities\.json: source/);
  assert.equal(status, 1);
});
