/** `namelight check` as an editor's friend: every finding once, and how aliases are marked in articles. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { file, folder, namelight } from "./command.js";

const description = "Described.";

/**
 * @param {string[]} words
 * @returns {Promise<any>}
 */
async function json(words) {
  return JSON.parse((await namelight([...words, "--format", "json"])).stdout);
}

/**
 * The findings of one kind.
 * @param {object} dictionary
 * @param {string} code
 */
async function findings(dictionary, code) {
  const report = await json(["check", file("findings.json", dictionary)]);
  return report.findings.filter((/** @type {any} */ finding) => finding.code === code);
}

/** @param {any[]} found */
const aliasesOf = (found) => found.map(({ alias }) => alias);

test("editor: a well-kept dictionary has no findings", async () => {
  const sound = file("sound.json", { entities: [{ id: "doha", name: "Doha", description }] });
  const { stdout, status } = await namelight(["check", "--strict", sound]);
  assert.equal(stdout, "sound.json: 1 entity, 1 alias; 0 errors, 0 warnings\n");
  assert.equal(status, 0);
});

test("editor: the same name and type under two ids, told apart by description or not", async () => {
  const entities = [
    { id: "a", name: "Airbus", type: "Corporation", description },
    { id: "b", name: "AIRBUS", type: "Corporation", description },
    { id: "c", name: "London", type: "City", description: "In England." },
    { id: "d", name: "London", type: "City", description: "In Ontario." },
    { id: "e", name: "London", type: "Person", description },
  ];
  const [duplicate, ...others] = await findings({ entities }, "duplicate-entity");
  assert.deepEqual([duplicate.severity, duplicate.path, others.length], ["warning", "$.entities[1].id", 0]);
  assert.deepEqual(duplicate.entities.map((/** @type {any} */ one) => one.id), ["a", "b"]);
  const [same] = await findings({ entities }, "same-name");
  assert.deepEqual([same.severity, same.message], ["note", "“London”, City: c, d"]);
});

test("editor: entities of several names that are one elsewhere", async () => {
  const sameAs = ["https://www.wikidata.org/entity/Q846"];
  const entities = [
    { id: "a", name: "Qatar", sameAs, description },
    { id: "b", name: "State of Qatar", sameAs, description },
    { id: "c", name: "Doha", sameAs: ["https://www.wikidata.org/entity/Q3861"], description },
  ];
  const [same, ...others] = await findings({ entities }, "duplicate-entity");
  assert.deepEqual([same.path, same.message, others.length], ["$.entities[1].sameAs", `${sameAs[0]}: a, “Qatar”, b, “State of Qatar”`, 0]);
});

test("editor: shared aliases, most shared first, and what decides", async () => {
  const entities = [
    { id: "c1", name: "Cambridge", description, weight: 0.4 },
    { id: "c2", name: "Cambridge", description, weight: 0.9, type: "City" },
    { id: "w1", name: "Washington", description },
    { id: "w2", name: "George", aliases: ["Washington"], description },
    { id: "w3", name: "Seattle", aliases: ["Washington"], description },
    { id: "s1", name: "Zürich", description },
    { id: "s2", name: "Zurich", description },
  ];
  const shared = await findings({ entities }, "shared-alias");
  assert.deepEqual(shared.map((/** @type {any} */ { alias, decidedBy, entities: [winner] }) => [alias, decidedBy, winner.id]), [
    ["Washington", "order", "w1"], ["Cambridge", "weight", "c2"], ["Zürich", "spelling", "s1"],
  ]);
});

test("editor: between dictionaries, priority decides", async () => {
  const low = file("low.json", { entities: [{ id: "l", name: "Doha", description, weight: 1 }] });
  const high = file("high.json", { priority: 5, entities: [{ id: "h", name: "Doha", type: "City", description }] });
  const { findings: found } = await json(["check", low, high]);
  const [shared] = found.filter((/** @type {any} */ { code }) => code === "shared-alias");
  assert.deepEqual([shared.decidedBy, shared.entity, shared.file], ["priority", "h", "high.json"]);
  const [never] = found.filter((/** @type {any} */ { code }) => code === "never-marked");
  assert.equal(never.message, "l, “Doha”: marked as h; give it more weight or another alias");
});

test("editor: common words, by language, in small letters or with a capital", async () => {
  /** @type {(language: string, ...aliases: (string | object)[]) => object} */
  const dictionary = (language, ...aliases) => ({ language, entities: [{ id: "a", name: "Xanthippe", aliases, description }] });
  const small = await findings(dictionary("en", "many", { text: "Make", case: "any" }, "US", "Doha"), "common-word");
  assert.deepEqual([aliasesOf(small), small[0].severity], [["many", "Make"], "warning"]);
  const capital = await findings(dictionary("en", "Orange", "Next", "US", "London", "Next plc"), "capitalised-word");
  assert.deepEqual(aliasesOf(capital), ["Next", "Orange"], "most common first, names and abbreviations not at all");
  assert.deepEqual(aliasesOf(await findings(dictionary("tr-TR", "Çok"), "capitalised-word")), ["Çok"]);
  assert.deepEqual(aliasesOf(await findings(dictionary("en", "Çan"), "capitalised-word")), ["Çan"], "it marks Can");
  const words = [
    ["de", "Nach", "Next"], ["fr", "Dans", "Nach"], ["es", "Entre", "Dans"],
    // Ordinary words beyond the stop words, and names that are as frequent.
    ["de", "Wolf", "Berlin"], ["fr", "Pierre", "Bruxelles"], ["es", "Caminar", "Margaret"], ["pl", "Ziemia", "Londynie"],
    ["ru", "Компьютер", "Лондон"], ["tr", "Hayalet", "Rusya"],
  ];
  for (const [language, word, none] of words) {
    assert.deepEqual(aliasesOf(await findings(dictionary(language, word, none), "capitalised-word")), [word]);
  }
  assert.deepEqual(aliasesOf(await findings(dictionary("ar", "علي", "لبنان"), "common-word")), ["علي"], "it marks على");
});

test("editor: aliases that can never match, and why", async () => {
  const dictionary = {
    entities: [{ id: "a", name: "Paris", aliases: ["Paris Hilton", "see ftp://paris now"], description }],
    suppress: ["PARIS HILTON"],
  };
  assert.deepEqual(await findings(dictionary, "hidden-by-suppress"), [], "the case of a suppressed text counts");
  dictionary.suppress = ["Paris Hilton"];
  assert.deepEqual(aliasesOf(await findings(dictionary, "hidden-by-suppress")), ["Paris Hilton"]);
  const [address] = await findings(dictionary, "part-of-address");
  assert.deepEqual([address.alias, address.path], ["see ftp://paris now", "$.entities[0].aliases[1]"]);
});

test("editor: aliases that another one of the entity makes void", async () => {
  const aliases = ["Turkiye", { text: "TÜRKIYE", case: "exact" }, { text: "türkiye", case: "any", short: true }, "Ankara"];
  const dictionary = { entities: [{ id: "a", name: "Türkiye", aliases, description }] };
  const redundant = await findings(dictionary, "redundant-alias");
  assert.deepEqual(redundant.map((/** @type {any} */ { alias, severity }) => [alias, severity]), [["Turkiye", "note"]]);
  assert.deepEqual(aliasesOf(await findings(dictionary, "shadowed-exact")), ["TÜRKIYE"]);
});

test("editor: entities without a description; text is cut at ten, --all shows the rest", async () => {
  const entities = Array.from({ length: 12 }, (_, index) => ({ id: `id-${index}`, name: `Name Nr${index}` }));
  entities.push(/** @type {any} */ ({ id: "de", name: "Doha", description: { de: "Hauptstadt." } }));
  assert.equal((await findings({ entities }, "no-description")).length, 12);
  const { stdout } = await namelight(["check", "findings.json"]);
  assert.match(stdout, /^note: Entities without a description.* \(12\)\n {2}findings\.json:1:\d+: id-0, “Name Nr0”\n/m);
  assert.match(stdout, /^ {2}and 2 more \(--all shows them\)$/m);
  const { stdout: whole } = await namelight(["check", "--all", "findings.json"]);
  assert.match(whole, /id-11/);
  assert.doesNotMatch(whole, /more \(--all/);
});

test("editor: faults of one kind are cut, too, but never errors", async () => {
  const aliases = [..."ABCDEFGHIJKL"];
  const name = file("letters.json", { entities: [{ id: "a", name: "Doha", description, aliases }] });
  const { stdout } = await namelight(["check", name]);
  assert.match(stdout, /^letters\.json: and 2 more warnings \[one-letter\] \(--all shows them\)$/m);
  assert.match(stdout, /; 0 errors, 12 warnings$/m);
});

const judged = {
  language: "en",
  entities: [
    { id: "tr", name: "Turkey", description },
    { id: "next", name: "Next plc", aliases: ["Next"], description },
    { id: "york", name: "York", description },
    { id: "us", name: "United States", aliases: ["US"], description },
    { id: "c1", name: "Cambridge", description },
    { id: "c2", name: "Boston", aliases: ["Cambridge"], description },
    { id: "weir", name: "Weir Group", aliases: ["Weir"], description },
    { id: "qa", name: "Qatar", description },
    { id: "never", name: "Doha", description },
  ],
};

test("editor: --against tells what speaks against an alias, worst first, with contexts", async () => {
  mkdirSync(join(folder, "articles/deep"), { recursive: true });
  file("articles/a.txt", "Next year we eat turkey. Weir said the weir broke. The next day.\nHe met Qatar in New York.");
  file("articles/b.html", "<article><p>In Cambridge the US won.<p>They left New York. Qatar, Qatar and Qatar.</article>");
  file("articles/deep/c.ndjson", '{"id":"x","text":"Turkey won. A turkey lost."}\n{oops\n');
  file("articles/readme.md", "Doha");
  const name = file("judged.json", judged);
  const words = ["check", name, "--against", "articles"];
  const { against } = await json(words);
  assert.deepEqual(against.aliases.map((/** @type {any} */ one) => [one.concern, one.alias, one.entity, one.marks, one.documents]), [
    ["common-word", "Next", "next", 1, 1],
    ["common-word", "Turkey", "tr", 1, 1],
    ["word-elsewhere", "Weir", "weir", 1, 1],
    ["longer-name", "York", "york", 2, 2],
    ["few-letters", "US", "us", 1, 1],
    ["ambiguous", "Cambridge", "c1", 1, 1],
    ["", "Qatar", "qa", 4, 2],
  ]);
  const [, turkey, , york, , cambridge, qatar] = against.aliases;
  assert.deepEqual([turkey.asWord, york.longer, cambridge.rivals], [2, { text: "New York", marks: 2 }, 1]);
  assert.deepEqual(turkey.contexts, [
    { file: join("articles", "deep", "c.ndjson"), document: "x", position: "1:1", text: "[Turkey] won. A turkey lost." },
  ]);
  assert.equal(qatar.contexts.length, 3);
  assert.equal(qatar.contexts[1].file, join("articles", "b.html"), "of another document first");
  assert.deepEqual(against.neverMarked, [{ id: "c2", name: "Boston" }, { id: "never", name: "Doha" }]);
  assert.deepEqual([against.documents, against.marks], [3, 11]);

  const { status, stdout, stderr } = await namelight(words);
  assert.match(stdout, /^3 documents: 11 marks of 7 entities, by 7 aliases$/m);
  assert.match(stdout, /^ {2}“Next” \(next, “Next plc”\): 1 mark in 1 document; “next” stands unmarked 1 time$/m);
  assert.match(stdout, /^ {6}articles.a\.txt:2:21: He met Qatar in New \[York\]\.$/m);
  assert.match(stdout, /^Entities that no article mentions \(2\)\n {2}c2, “Boston”$/m);
  assert.match(stderr, /c\.ndjson:2: not JSON/);
  assert.equal(status, 1, "a line was not read");
});

test("editor: --against takes many files up to the next option, and standard input", async () => {
  const [one, two] = [file("one.txt", "Qatar"), file("two.txt", "Qatar")];
  const name = file("judged.json", judged);
  for (const words of [[name, "--against", one, two], ["--against", one, two, "--strict", name]]) {
    assert.equal((await json(["check", ...words])).against.documents, 2);
  }
  const { stdout } = await namelight(["check", "judged.json", "--against", "-"], "Qatar and Qatar");
  assert.match(stdout, /“Qatar” \(qa\): 2 marks in 1 document\n {6}<stdin>:1:1: \[Qatar\] and Qatar$/m);
});
