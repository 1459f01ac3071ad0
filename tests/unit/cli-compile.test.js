/** `namelight compile`: what it writes, what it says, and that every kind of source finds what its JSON finds. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { file, folder, namelight } from "./command.js";

const fixtures = new URL("../fixtures/sources/", import.meta.url).pathname;
const shared = new URL("../../../shared/data/", import.meta.url).pathname;
const text = file("text.txt", "Karoline Leavitt, K. Leavitt, k. leavitt and Leavitt met in Doha, doha, DOHA, on Doha Road with dpa, the Deutsche Presse-Agentur (DPA).");
/** @param {string} name */
const inFolder = (name) => readFileSync(join(folder, name));

/** @param {string} dictionary */
async function mentions(dictionary) {
  const { status, stdout, stderr } = await namelight(["find", "-d", dictionary, text]);
  assert.deepEqual([status, stderr], [0, ""], dictionary);
  return JSON.parse(stdout).mentions;
}

/** What each fixture says, in JSON. @type {[string, object[], string[]?][]} */
const equals = [
  ["names.json", JSON.parse(readFileSync(`${fixtures}names.json`, "utf8")).entities, ["Doha Road"]],
  ["names.jsonl", JSON.parse(readFileSync(`${fixtures}names.json`, "utf8")).entities, ["Doha Road"]],
  ["names.csv", JSON.parse(readFileSync(`${fixtures}names.json`, "utf8")).entities],
  ["names.tsv", JSON.parse(readFileSync(`${fixtures}names.json`, "utf8")).entities],
  ["names.srj", [{ id: "Q3861", name: "Doha" }, { id: "Q1", name: "Karoline Leavitt", aliases: ["Leavitt", "K. Leavitt"] }]],
  ["entities.wikidata.json", [{ id: "Q3861", name: "Doha" }, { id: "Q1", name: "Karoline Leavitt", aliases: ["Leavitt", "K. Leavitt"] }]],
  ["patterns.jsonl", [
    { id: "leavitt", name: "Karoline Leavitt", aliases: [{ text: "K. Leavitt", case: "exact" }, "Leavitt"] },
    { id: "GPE:doha", name: "doha" }, { id: "dpa", name: "deutsche presse-agentur" },
  ]],
  ["names.ttl", [{ id: "https://example.org/doha", name: "Doha" }, { id: "https://example.org/leavitt", name: "Karoline Leavitt", aliases: ["Leavitt", "K. Leavitt"] }]],
  ["names.jsonld", [{ id: "https://example.org/doha", name: "Doha" }, { id: "https://example.org/leavitt", name: "Karoline Leavitt", aliases: ["Leavitt", "K. Leavitt"] }]],
];

for (const [name, entities, suppress = []] of equals) {
  test(`compile: ${name} finds what its JSON finds, compiled and as it is`, async () => {
    const expected = await mentions(file("expected.json", { language: "en", entities, suppress }));
    assert.ok(expected.length >= 3);
    const { status, stderr } = await namelight(["compile", fixtures + name, "-o", "out.namelight", "--language", "en"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, new RegExp(`^out\\.namelight: ${entities.length} entities, \\d+ alias(es)?, ${entities.length} cards in 1 file; [\\d,]+ bytes and [\\d,]+ bytes of cards; names that are ordinary words need evidence \\(--no-common-words\\); 0 errors, \\d+ warnings?\\n$`, "m"));
    assert.deepEqual(await mentions("out.namelight"), expected);
    assert.deepEqual(await mentions(fixtures + name), expected);
    assert.equal((await namelight(["check", fixtures + name])).status, 0);
  });
}

test("compile: gzip, standard input, several sources", async () => {
  writeFileSync(join(folder, "packed.jsonl.gz"), gzipSync(readFileSync(`${fixtures}names.jsonl`)));
  assert.equal((await namelight(["compile", "packed.jsonl.gz", "-o", "gz.namelight"])).status, 0);
  assert.equal((await namelight(["compile", "-", "-o", "stdin.namelight"], readFileSync(`${fixtures}names.jsonl`, "utf8"))).status, 0);
  assert.deepEqual(inFolder("gz.namelight"), inFolder("stdin.namelight"));
  const places = file("places.csv", "id,name\nqatar,Qatar\n");
  const both = await namelight(["compile", fixtures + "names.json", places, "-o", "both.namelight"]);
  assert.match(both.stderr, /4 entities/);
  writeFileSync(join(folder, "cut.json.gz"), gzipSync("{}").subarray(0, 15));
  const cut = await namelight(["compile", "cut.json.gz", "-o", "cut.namelight"]);
  assert.match(cut.stderr, /^cut\.json\.gz: error: it cannot be unpacked/);
  assert.deepEqual([cut.status, existsSync(join(folder, "cut.namelight"))], [1, false]);
});

test("compile: cards hold what a tooltip shows, in files named after their content; stale ones go", async () => {
  const cards = join(folder, "cards.namelight.cards");
  mkdirSync(cards);
  writeFileSync(join(cards, "0123456789abcdef.json"), "{}");
  writeFileSync(join(cards, "notes.txt"), "mine");
  await namelight(["compile", fixtures + "names.json", "-o", "cards.namelight"]);
  const [name, own, ...rest] = readdirSync(cards).sort();
  assert.deepEqual([own, rest], ["notes.txt", []]);
  const bytes = readFileSync(join(cards, name));
  assert.equal(name, `${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.json`);
  const { leavitt, doha } = JSON.parse(bytes.toString());
  assert.deepEqual(leavitt, {
    name: "Karoline Leavitt", type: "Person", description: "White House press secretary.", url: "https://www.whitehouse.gov/",
    image: { src: "https://example.org/leavitt.jpg", credit: "Nobody" },
  });
  assert.deepEqual(Object.keys(doha), ["name", "type", "description", "sameAs"]);
  await namelight(["compile", fixtures + "names.json", "-o", "cards.namelight", "--no-cards"]);
  assert.deepEqual(readdirSync(cards), ["notes.txt"]);
  const many = file("many.json", { entities: Array.from({ length: 500 }, (_, n) => ({ id: `n${n}`, name: `Name ${n}`, description: "x".repeat(200) })) });
  assert.match((await namelight(["compile", many, "-o", "many.namelight"])).stderr, /500 cards in 8 files/);
  for (const one of readdirSync(join(folder, "many.namelight.cards"))) assert.ok(inFolder(`many.namelight.cards/${one}`).length <= 16 * 1024);
});

test("compile: every fault at its place; what is faulty is left out", async () => {
  const faulty = file("faulty.json", [
    '{"nmae": "x", "entities": [',
    '  {"id": "a", "name": "Hamas", "aliases": ["Q", "", "–"], "url": "http://x.example/", "related": ["b", "c"]},',
    '  {"id": "a", "name": "Doha"},',
    '  {"name": "Rome"}, {"id": "b", "name": "Paris"}',
    ' ], "language": "english!", "suppress": ["", "Hamas Street"]}',
  ].join("\n"));
  const { status, stderr } = await namelight(["compile", faulty, "-o", "faulty.namelight"]);
  assert.deepEqual([...stderr.matchAll(/^faulty\.json:(\d+:\d+: \w+: [^:]*)/gm)].map(([, place]) => place).sort(), [
    "1:2: error: $.nmae",
    "2:44: warning: $.entities[0].aliases[0]",
    "2:49: error: $.entities[0].aliases[1]",
    "2:53: error: $.entities[0].aliases[2]",
    "2:66: error: $.entities[0].url",
    "2:104: warning: $.entities[0].related[1]",
    "3:10: error: $.entities[1].id",
    "4:3: error: $.entities[2].id",
    "5:5: error: $.language",
    "5:42: error: $.suppress[0]",
  ].sort());
  assert.match(stderr, /the id "a" is taken at faulty\.json:2;/);
  assert.match(stderr, /^faulty\.namelight: 2 entities, .*; 8 errors, 2 warnings$/m);
  assert.equal(status, 1);
  const cards = readdirSync(join(folder, "faulty.namelight.cards"));
  assert.deepEqual(JSON.parse(inFolder(`faulty.namelight.cards/${cards[0]}`).toString()).a, { name: "Hamas" });
});

test("compile: warnings count with --strict only; what cannot be used writes nothing", async () => {
  const warned = file("warned.json", { entities: [{ id: "a", name: "Hamas", aliases: ["Q"] }] });
  assert.equal((await namelight(["compile", warned, "-o", "w.namelight"])).status, 0);
  assert.equal((await namelight(["compile", warned, "-o", "w.namelight", "--strict"])).status, 1);
  const before = inFolder("w.namelight");
  for (const [name, content, message] of /** @type {[string, string, RegExp][]} */ ([
    ["none.json", '{"entities": []}', /w\.namelight was not written: there is no usable entity/],
    ["cut.json", '{"entities": [{"id": "a", "name": "A"}', /^cut\.json:1:\d+: error: the file ends too early/],
    ["missing.jsn", "", /./],
  ])) {
    if (content) file(name, content);
    const { status, stderr } = await namelight(["compile", name, "-o", "w.namelight"]);
    assert.match(stderr, message);
    assert.equal(status, 1);
    assert.deepEqual(inFolder("w.namelight"), before);
  }
  assert.match((await namelight(["compile", warned, "-o", "no/where.namelight"])).stderr, /no\/where\.namelight(\.cards)?: it cannot be written/);
  assert.deepEqual(readdirSync(folder).filter((name) => /part$/.test(name)), []);
  assert.match((await namelight(["compile", "w.namelight", "-o", "x.namelight"])).stderr, /w\.namelight: error: this is compiled already/);
});

test("compile: a head for all sources; the options win", async () => {
  const german = file("german.json", { language: "de", entities: [{ id: "x", name: "Bonn" }] });
  const differs = await namelight(["compile", `${fixtures}names.json`, german, "-o", "head.namelight"]);
  assert.match(differs.stderr, /german\.json: warning: \$\.language: the language "de" differs from "en" of a source before/);
  const told = await namelight(["compile", `${fixtures}names.json`, german, "-o", "head.namelight", "--language", "de", "--priority", "-3", "--name", "Both"]);
  assert.match(told.stderr, /0 errors, 0 warnings/);
});

const news = `${shared}news.txt`;
const real = `${shared}dict-20k.json`;
const isThere = existsSync(news) && existsSync(real);
if (!isThere) console.error(`compile: ${real} or news.txt is absent: the comparison over real news does not run`);
test("compile: a real dictionary finds the same in real news as its JSON", { skip: !isThere && !process.env.CI }, async () => {
  assert.ok(isThere, "the shared data are missing");
  assert.equal((await namelight(["compile", real, "-o", "real.namelight"])).status, 0);
  const [compiled, source] = [await namelight(["find", "-d", "real.namelight", news]), await namelight(["find", "-d", real, news])];
  assert.ok(JSON.parse(source.stdout).mentions.length > 1000);
  assert.equal(compiled.stdout, source.stdout);
});

test("on a terminal a bar tells how much was read; nothing of it is left behind, and none is written elsewhere", async () => {
  const note = "x".repeat(9000);
  const lines = Array.from({ length: 1001 }, (_, id) => JSON.stringify({ id: String(id), name: `Name ${id}`, "x-note": note }));
  const source = file("large.jsonl", lines.join("\n"));
  const words = [fileURLToPath(new URL("../../pkg/bin/namelight.js", import.meta.url)), "compile", source, "-o", "large.namelight"];
  // `script` gives it a pseudo terminal.
  const shown = execFileSync("script", ["-qec", `${process.execPath} ${words.join(" ")}`, "/dev/null"], { cwd: folder, encoding: "utf8" });
  const steps = shown.split(/\r?\u001b\[2K/u);
  assert.match(steps.find((step) => step.startsWith("reading large.jsonl: 1,000 entities")) ?? "", / █+░* \d+ %$/u);
  assert.ok(steps.some((step) => /^compiling ░+ 0 %$/u.test(step)));
  assert.match(steps.at(-1) ?? "", /^large\.namelight: 1,001 entities/u);
  const { stderr } = await namelight(words.slice(1));
  assert.ok(!stderr.includes("█") && !stderr.includes("\u001b"), stderr);
});
