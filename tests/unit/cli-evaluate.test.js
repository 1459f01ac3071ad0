/** `namelight evaluate`: figures of a small set, counted by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { file, namelight } from "./command.js";

const dictionary = file("places.json", {
  language: "en",
  entities: [
    { id: "big", name: "Springfield", type: "City", weight: 0.9, sameAs: ["https://www.geonames.org/1"] },
    { id: "small", name: "Springfield", type: "City", weight: 0.1, sameAs: ["https://www.geonames.org/2/springfield.html"] },
    { id: "ely", name: "Ely", type: "City" },
    { id: "smith", name: "Ann Smith", type: "Person", aliases: ["Smith"] },
    { id: "wikidata:Q7", name: "Ulm", type: "City" },
  ],
});

/**
 * @param {string} text with [mentions]
 * @param {(object | null)[]} mentions what each is, null for none of the annotators'
 */
function annotated(text, mentions) {
  let plain = "";
  /** @type {object[]} */
  const spans = [];
  for (const [index, part] of text.split(/[[\]]/u).entries()) {
    const mention = mentions[(index - 1) / 2];
    if (index % 2 === 1 && mention) spans.push({ start: plain.length, end: plain.length + part.length, ...mention });
    plain += part;
  }
  return { id: `${plain.slice(0, 5)}…`, lang: "en", text: plain, mentions: spans };
}

const gold = file("gold.json", [
  // Two right, one of them whoever is heaviest; "ely" is none of ours; she is a pronoun; Bonn is in no dictionary.
  annotated("[Springfield] has ely mayors. [She] likes [Ulm] and [Bonn].", [
    { uri: "https://sws.geonames.org/1/", type: "City" },
    { uri: "smith", type: "Person", coref: true },
    { uri: "http://www.wikidata.org/entity/Q7", type: "City" },
    { uri: "http://www.wikidata.org/entity/Q586", type: "City" },
  ]),
  // The smaller one is meant; "Ely" is marked and no mention; of Ann Smith only a part is annotated, outside the base.
  annotated("In [Springfield], Ely met Ann [Smith].", [
    { uri: "https://sws.geonames.org/2/", type: "City" },
    { uri: null, type: "Person" },
  ]),
  // What stands before the span was not annotated.
  { ...annotated("Ulm and Ulm. [Ulm]", [{ uri: "wikidata:Q7", type: "City" }]), span: [13, 16] },
]);

/** @param {string[]} words */
async function evaluated(...words) {
  const { stdout, stderr, status } = await namelight(["evaluate", "-d", dictionary, "--format", "json", ...words, gold]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return JSON.parse(stdout).sets[0];
}

/** @param {{ systems: { name: string }[] }} set @param {string} name @returns {any} */
const system = ({ systems }, name) => systems.find((one) => one.name === name);

test("evaluate: what is annotated", async () => {
  const { documents, mentions, linked, known } = await evaluated();
  assert.deepEqual({ documents, mentions, linked, known }, { documents: 3, mentions: 6, linked: 5, known: 4 });
});

test("evaluate: mentions and entities, by strong match", async () => {
  const { mentions, entities, known } = system(await evaluated(), "namelight");
  // Marked: Springfield, Ulm | Springfield, Ely, Ann Smith | Ulm.
  assert.deepEqual(mentions, { predicted: 6, right: 4, gold: 6, found: 4, precision: 4 / 6, recall: 4 / 6, f1: 4 / 6 });
  assert.deepEqual(entities, { predicted: 6, right: 3, gold: 5, found: 3, precision: 3 / 6, recall: 3 / 5, f1: 6 / 11 });
  assert.deepEqual(known, { spans: 4, right: 3, share: 3 / 4 });
});

test("evaluate: by type", async () => {
  const { City, Person } = system(await evaluated(), "namelight").types;
  const { f1, ...ofCities } = City.mentions;
  assert.deepEqual(ofCities, { predicted: 5, right: 4, gold: 5, found: 4, precision: 0.8, recall: 0.8 });
  assert.equal(f1.toFixed(9), "0.800000000");
  assert.deepEqual(Person.entities, { predicted: 1, right: 0, gold: 0, found: 0, precision: 0, recall: null, f1: null });
});

test("evaluate: predicted entities of some types alone", async () => {
  const { mentions } = system(await evaluated("--types", "Place"), "namelight");
  assert.equal(mentions.predicted, 5);
  assert.equal(system(await evaluated("--types", "Organization"), "namelight").mentions.predicted, 0);
});

test("evaluate: the same aliases, matched plainly", async () => {
  const set = await evaluated();
  assert.equal(system(set, "plain-cs").mentions.predicted, 6);
  // "ely" and "Ely".
  assert.equal(system(set, "plain-ci").mentions.predicted, 7);
  assert.deepEqual(system(set, "plain-ci").entities.right, 3);
  assert.equal(system(set, "always the heaviest").known.right, 3);
});

test("evaluate: a plain hit keeps to words where a language has spaces", async () => {
  const names = file("one.json", { entities: [{ id: "a", name: "東京" }, { id: "b", name: "Ulm" }] });
  const texts = file("texts.json", [
    { lang: "ja", text: "東京都", mentions: [{ start: 0, end: 2, uri: "a" }] },
    { lang: "en", text: "Ulmer Ulm", mentions: [{ start: 6, end: 9, uri: "b" }] },
  ]);
  const { stdout } = await namelight(["evaluate", "-d", names, "--format", "json", texts]);
  const { mentions } = system(JSON.parse(stdout).sets[0], "plain-cs");
  assert.deepEqual([mentions.predicted, mentions.right], [2, 2]);
});

test("evaluate: what is invisible at the edge of an annotated span does not count", async () => {
  const texts = file("invisible.json", [{ text: "in \u200eUlm\u200e", mentions: [{ start: 3, end: 8, uri: "wikidata:Q7" }] }]);
  const { stdout } = await namelight(["evaluate", "-d", dictionary, "--format", "json", texts]);
  assert.equal(system(JSON.parse(stdout).sets[0], "namelight").entities.right, 1);
});

test("evaluate: stages that can be tried without", async () => {
  const { mentions } = system(await evaluated("--stages"), "with occurrences first");
  assert.equal(mentions.predicted, 5);
});

test("evaluate: the worst errors, with what the dictionary knows of them", async () => {
  const { worst } = await evaluated("--worst", "5");
  const told = worst.map((/** @type {any} */ { kind, text, times, reason }) => [kind, text, times, reason]);
  assert.deepEqual(told, [
    ["extra", "Ely", 1, "Ely (ely)"],
    ["extra", "Ann Smith", 1, "Ann Smith (smith); annotated is “Smith”"],
    ["other", "Springfield", 1, "Springfield (big); meant is https://sws.geonames.org/2/"],
    ["missed", "Bonn", 1, "no such alias"],
    ["missed", "Smith", 1, "marked is “Ann Smith”"],
  ]);
  assert.match(worst[3].context, /\[Bonn\]/u);
});

test("evaluate: as text", async () => {
  const { stdout } = await namelight(["evaluate", "-d", dictionary, gold, "--worst", "1"]);
  assert.match(stdout, /^gold\.json: 3 documents, 6 mentions, 5 of them of entities in the knowledge base, 4 of entities in the dictionary$/mu);
  assert.match(stdout, /^ {2}namelight +66\.7 +66\.7 +66\.7 +50\.0 +60\.0 +54\.5 +75\.0$/mu);
  assert.match(stdout, /^ {2}“Ely”, 1 time: Ely \(ely\)$/mu);
});

test("evaluate: faults are told with their places", async () => {
  const faults = /** @type {[object, RegExp][]} */ ([
    [{}, /^bad\.json: \$ is no list/u],
    [[{ text: "a" }], /^bad\.json: \$\[0\]\.mentions must be a list/u],
    [[{ text: "a", mentions: [{ start: 0, end: 2 }] }], /^bad\.json: \$\[0\]\.mentions\[0\]: start and end .* not 0 and 2/u],
    [[{ text: "a", mentions: [], span: 3 }], /^bad\.json: \$\[0\]\.span must be \[start, end\]/u],
  ]);
  for (const [content, message] of faults) {
    const { stderr, status } = await namelight(["evaluate", "-d", dictionary, file("bad.json", content)]);
    assert.match(stderr, message);
    assert.equal(status, 1);
  }
  assert.equal((await namelight(["evaluate", gold])).status, 2);
  assert.equal((await namelight(["evaluate", "-d", dictionary, gold, "--worst", "all"])).status, 2);
});
