/** `namelight find`: what it answers, in every form and from every kind of input. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compilerOf, damageWhatFinds } from "../compiled.js";
import { file, namelight } from "./command.js";

const dictionary = file("entities.json", {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] },
    { id: "hamas", name: "Hamas" },
    { id: '"q"<&', name: "Qatar" },
    { id: "tokyo", name: "東京" },
  ],
});
const places = file("places.json", { entities: [{ id: "doha", name: "Doha" }] });

/**
 * @param {string[]} words
 * @param {string} [input]
 */
async function find(words, input) {
  return namelight(["find", "--dictionary", dictionary, ...words], input);
}

/** @param {string} stdout */
function spansOf(stdout) {
  /** @type {{ mentions: { start: number, end: number, text: string, entity: string }[] }} */
  const { mentions } = JSON.parse(stdout);
  return mentions.map(({ start, end, text, entity }) => [start, end, text, entity]);
}

/** @param {string} stdout */
const startsOf = (stdout) => spansOf(stdout).map(([start]) => start);

/** @param {string} stdout */
const wordsOf = (stdout) => spansOf(stdout).map(([, , words]) => words);

test("find: json holds exactly what is promised", async () => {
  const { status, stdout, stderr } = await find([file("a.txt", "Hamas met Karoline Leavitt.")]);
  assert.deepEqual(JSON.parse(stdout), {
    mentions: [
      { start: 0, end: 5, text: "Hamas", entity: "hamas", alias: "Hamas" },
      { start: 10, end: 26, text: "Karoline Leavitt", entity: "leavitt", alias: "Karoline Leavitt" },
    ],
  });
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("find: no mention is an answer, too", async () => {
  const { status, stdout } = await find([file("none.txt", "Nothing of the kind.")]);
  assert.deepEqual(JSON.parse(stdout), { mentions: [] });
  assert.equal(status, 0);
});

test("find: a byte order mark is not counted, CRLF is two, an emoji is two", async () => {
  const { stdout } = await find([file("units.txt", "\ufeff😀 Hamas\r\n東京 Hamas")]);
  assert.deepEqual(spansOf(stdout), [
    [3, 8, "Hamas", "hamas"],
    [10, 12, "東京", "tokyo"],
    [13, 18, "Hamas", "hamas"],
  ]);
});

test("find: a line break ends a block, or with --lines wrapped only a blank line does", async () => {
  const text = file("wrapped.txt", "Karoline\r\nLeavitt. Karoline\n \nLeavitt");
  assert.deepEqual(spansOf((await find([text])).stdout), [
    [10, 17, "Leavitt", "leavitt"],
    [30, 37, "Leavitt", "leavitt"],
  ]);
  assert.deepEqual(spansOf((await find(["--lines", "wrapped", text])).stdout), [
    [0, 17, "Karoline\r\nLeavitt", "leavitt"],
    [30, 37, "Leavitt", "leavitt"],
  ]);
});

test("find: several files are one array, with --format ndjson one line each", async () => {
  const files = [file("one.txt", "Hamas"), file("two.txt", "Leavitt")];
  const array = JSON.parse((await find(files)).stdout);
  assert.deepEqual(array.map((/** @type {{ file: string }} */ one) => one.file), files);
  const lines = (await find(["--format", "ndjson", ...files])).stdout.trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line)), array);
});

test("find: text is aligned, by line and column, and cannot steer a terminal", async () => {
  const escaping = file("escaping.json", { entities: [{ id: "x\u001b[31m", name: "Hamas\u202e" }] });
  const text = file("lines.txt", "Hamas\n東京: Leavitt\r\nHamas");
  assert.equal((await find(["--format", "text", text])).stdout, [
    "1:1  Hamas    hamas    Hamas",
    "2:1  東京     tokyo    東京",
    "2:5  Leavitt  leavitt  Karoline Leavitt",
    "3:1  Hamas    hamas    Hamas",
    "",
  ].join("\n"));
  const { stdout, stderr } = await namelight(["find", "-d", escaping, "--format", "text", text]);
  assert.doesNotMatch(stdout + stderr, /[\u001b\u202e]/u);
});

test("find: a dictionary of several files, and one from standard input", async () => {
  const text = file("doha.txt", "Hamas in Doha");
  assert.deepEqual(wordsOf((await find(["-d", places, text])).stdout), ["Hamas", "Doha"]);
  const given = '{"entities": [{"id": "d", "name": "Doha"}]}';
  const { stdout } = await namelight(["find", "--dictionary=-", text], given);
  assert.deepEqual(spansOf(stdout), [[9, 13, "Doha", "d"]]);
});

test("find: --occurrences limits the mentions of each entity", async () => {
  const text = file("often.txt", "Hamas, Hamas, Leavitt, Hamas");
  const first = await find(["--occurrences", "first", text]);
  assert.deepEqual(spansOf(first.stdout).map(([start]) => start), [0, 14]);
  assert.equal(spansOf((await find(["--occurrences=2", text])).stdout).length, 3);
});

const page = [
  "<!doctype html><html lang=en><title>Hamas</title><nav>Hamas</nav>",
  "<article><p><b>Karoline</b></x> Leav&#105;tt &amp; <!-- Hamas --><i>Ha</i>mas",
  "<p>Karoline<br>Leavitt <code>Hamas</code> H&shy;amas</article>Hamas",
].join("\r\n");

test("find: offsets in a page are those of its source, the text is as read", async () => {
  const { stdout } = await find([file("page.html", page)]);
  const words = spansOf(stdout).map(([start, end, text]) => [page.slice(Number(start), Number(end)), text]);
  assert.deepEqual(words, [
    ["Karoline</b></x> Leav&#105;tt", "Karoline Leavitt"],
    ["Ha</i>mas", "Hamas"],
    ["Leavitt", "Leavitt"],
    ["H&shy;amas", "H\u00adamas"],
  ]);
});

test("find: --root names the part of a page to read", async () => {
  const source = '<main class="a b">Hamas</main><div id=story data-x="1,2">Leavitt</div>';
  const name = file("roots.htm", source);
  for (const [root, words] of /** @type {const} */ ([
    ["main", ["Hamas"]], [".b.a", ["Hamas"]], ["#story", ["Leavitt"]], ['div[data-x="1,2"]', ["Leavitt"]],
    ["#story, main", ["Hamas", "Leavitt"]], ["aside", []],
  ])) {
    assert.deepEqual(wordsOf((await find(["--root", root, name])).stdout), words, root);
  }
});

test("find: a page that opts out is left alone, and that is said", async () => {
  file("off.html", "<meta name=namelight content=off><p>Hamas");
  const { status, stdout, stderr } = await find(["off.html"]);
  assert.deepEqual(JSON.parse(stdout), { mentions: [] });
  assert.match(stderr, /off\.html: .*namelight/);
  assert.equal(status, 0);
});

test("find: --format html marks a page and changes nothing else", async () => {
  const source = "<body><p title='Hamas'>Qa<b>tar</b> &amp Hamas</body>\n";
  const { stdout } = await find(["--format", "html", file("mark.html", source)]);
  const qatar = '<mark data-entity="&quot;q&quot;&lt;&amp;">';
  const hamas = '<mark data-entity="hamas">';
  assert.equal(stdout, `<body><p title='Hamas'>${qatar}Qa</mark><b>${qatar}tar</mark></b>`
    + ` &amp ${hamas}Hamas</mark></body>\n`);
});

test("find: --format html makes escaped paragraphs of a text", async () => {
  const { stdout } = await find(["--format", "html", file("mark.txt", "<b>Hamas</b> & co\n\nLeavitt")]);
  assert.equal(stdout, [
    '<p>&lt;b&gt;<mark data-entity="hamas">Hamas</mark>&lt;/b&gt; &amp; co</p>',
    '<p><mark data-entity="leavitt">Leavitt</mark></p>',
    "",
  ].join("\n"));
});

test("find: standard input is text, a page by its beginning, or what --input says", async () => {
  assert.deepEqual(startsOf((await find(["-"], "<p>Hamas & Ha<b>mas</b>")).stdout), [3]);
  assert.deepEqual(startsOf((await find(["-"], "<!DOCTYPE html><p>Ha<b>mas</b>")).stdout), [18]);
  assert.deepEqual(startsOf((await find(["--input", "html", "-"], "<p>Ha<b>mas</b>")).stdout), [3]);
  assert.deepEqual(startsOf((await find(["--input", "text", "-"], "<html>Hamas")).stdout), [6]);
});

test("find: documents one a line keep their order; a bad line is named and skipped", async () => {
  const lines = [
    '{"id":"b","text":"Hamas\\nand Leavitt"}',
    "",
    "{oops",
    '{"text":7}',
    '{"id":2,"text":"\\ud800 Hamas","lang":"en"}',
    '{"text":"Hamas","lang":"e\\nn"}',
    "[]",
    '{"text":"none"}',
  ];
  const { status, stdout, stderr } = await find([file("documents.ndjson", `\ufeff${lines.join("\r\n")}`)]);
  const answers = stdout.trimEnd().split("\n");
  assert.deepEqual(answers.map(startsOf), [[0, 10], [2], []]);
  assert.deepEqual(answers.map((answer) => JSON.parse(answer).id ?? JSON.parse(answer).line), ["b", 2, 8]);
  assert.deepEqual(stderr.match(/(?<=^documents\.ndjson:)\d+(?=: )/gm), ["3", "4", "6", "7"]);
  assert.equal(status, 1);
});

test("find: what cannot be read is reported, the rest is answered", async () => {
  const bad = file("latin1.txt", Buffer.from("Hamas\nd\xe9j\xe0 vu", "latin1"));
  const { status, stdout, stderr } = await find(["missing.txt", file("good.txt", "Hamas"), bad, "."]);
  assert.deepEqual(JSON.parse(stdout).map((/** @type {any} */ one) => one.file), ["good.txt"]);
  assert.match(stderr, /^missing\.txt: there is no such file/m);
  assert.match(stderr, /^latin1\.txt:2:2: the byte 0xE9 .*"é".*UTF-8/m);
  assert.match(stderr, /^\.: this is a directory/m);
  assert.equal(status, 1);
});

test("find: a faulty dictionary is reported, and used as far as it goes", async () => {
  file("faulty.json", '{"entities": [\n  {"id": "h", "name": "Hamas"},\n  {"id": "x", "name": ""}\n]}');
  file("some.txt", "Hamas");
  const { status, stdout, stderr } = await namelight(["find", "-d", "faulty.json", "some.txt"]);
  assert.deepEqual(spansOf(stdout), [[0, 5, "Hamas", "h"]]);
  assert.match(stderr, /^faulty\.json:3:23: error: \$\.entities\[1\]\.name: /);
  assert.equal(status, 1);
});

test("find: a dictionary that cannot be used ends it, with nothing on stdout", async () => {
  for (const [name, content, message] of /** @type {const} */ ([
    ["empty.json", "", /^empty\.json:1:1: error: the file is empty/],
    ["prose.json", "Hello", /^prose\.json:1:1: error: this is not JSON/],
    ["cut.json", '{"entities": [', /^cut\.json:1:\d+: error: /],
    ["list.json", "[]", /^list\.json(:1:1)?: /],
  ])) {
    file(name, content);
    const { status, stdout, stderr } = await namelight(["find", "-d", name, file("any.txt", "Hamas")]);
    assert.match(stderr, message);
    assert.deepEqual([status, stdout], [1, ""], name);
  }
});

test("find: a deep page and a page in pieces are read", async () => {
  const deep = file("deep.html", `<article>${"<div>".repeat(50_000)}Hamas`);
  assert.equal(spansOf((await find([deep])).stdout).length, 1);
  const pieces = file("pieces.html", `<article>${"Ha</x>mas <b>Ha</b>mas ".repeat(5_000)}`);
  assert.equal(spansOf((await find([pieces])).stdout).length, 10_000);
});

test("find: a part of a compiled dictionary that is damaged counts as empty, and that is told once", async () => {
  const text = "Talks in Doha.";
  const sound = (await compilerOf({ name: "Places", language: "en", entities: [{ id: "doha", name: "Doha" }] })).finish();
  const damaged = file("damaged.namelight", await damageWhatFinds(sound, text));
  const lines = file("damaged.ndjson", `${JSON.stringify({ text })}\n`.repeat(3));
  const told = "parts of a compiled dictionary are damaged and count as empty: compile it anew\n";
  for (const words of [[file("talks.txt", text)], [lines, "--workers", "1"], [lines, "--workers", "2"]]) {
    const { status, stdout, stderr } = await namelight(["find", "-d", damaged, ...words]);
    assert.deepEqual([status, stderr], [1, told]);
    for (const line of stdout.trimEnd().split("\n")) assert.deepEqual(JSON.parse(line).mentions, []);
  }
});
