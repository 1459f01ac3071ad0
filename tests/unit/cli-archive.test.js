/**
 * Archives: documents one a line, more of them than one batch holds. Out: the same answers in the same order, however many threads, wherever it
 * was interrupted.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { file, folder, namelight } from "./command.js";

const names = file("names.json", { language: "en", entities: [{ id: "doha", name: "Doha" }, { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] }, { id: "welcome", name: "Welcome" }] });
const filler = "Nothing of note is said in this sentence, again and again. ".repeat(10);
/** Line 7 of each hundred is bad, line 9 is blank, of some the id is a text, of some there is none. @param {number} at */
const lineOf = (at) => {
  if (at % 100 === 7) return "{not JSON";
  if (at % 100 === 9) return "";
  const id = at % 3 === 0 ? `d${at}` : at % 3 === 1 ? at : undefined;
  return JSON.stringify({ id, text: `${filler}${at % 2 ? "Talks in Doha. " : ""}Leavitt wrote ${at}. Welcome to all.` });
};
const lines = Array.from({ length: 3000 }, (_, index) => lineOf(index + 1));
const archive = file("archive.ndjson", `${lines.join("\n")}\n`);
/** @param {string[]} words @param {string} [input] */
const find = (words, input) => namelight(["find", "-d", names, ...words], input);
const whole = find([archive, "--workers", "1"]);
/** @param {string} name */
const read = (name) => readFileSync(join(folder, name), "utf8");

test("archive: each document is answered in its place, each bad line told by its number", async () => {
  const { status, stdout, stderr } = await whole;
  const answers = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  const good = lines.flatMap((line, index) => (/^\{"/.test(line) ? [index + 1] : []));
  assert.deepEqual(answers.map(({ id, line }) => Number(String(id ?? line).replace("d", ""))), good);
  assert.deepEqual(answers.map(({ mentions }) => mentions.length), good.map((at) => 1 + (at % 2)));
  assert.deepEqual(stderr.match(/(?<=^archive\.ndjson:)\d+(?=: )/gm)?.map(Number), Array.from({ length: 30 }, (_, hundred) => hundred * 100 + 7));
  assert.equal(status, 1);
});

for (const workers of ["2", "5"]) {
  test(`archive: ${workers} workers answer as one does, from standard input, too`, async () => {
    const { stdout, stderr } = await whole;
    const several = await find([archive, "--workers", workers]);
    assert.ok(several.stdout === stdout);
    assert.equal(several.stderr, stderr);
    const piped = await find(["--input", "ndjson", "--format", "ndjson", "-", "--workers", workers], lines.join("\n"));
    assert.ok(piped.stdout === stdout);
    assert.equal(piped.stderr, stderr.replaceAll("archive.ndjson:", "<stdin>:"));
  });
}

test("archive: --skip leaves out lines, and keeps the numbers of the others", async () => {
  const { stdout } = await whole;
  const { stdout: rest, stderr } = await find([archive, "--skip", "2105", "--workers", "2"]);
  assert.ok(stdout.endsWith(rest));
  assert.equal(JSON.parse(rest.split("\n")[0]).id, "d2106");
  assert.match(stderr, /^archive\.ndjson:2107: /);
});

test("archive: --resume goes on wherever it was interrupted, and makes the same whole", async () => {
  const { stdout } = await whole;
  const bytes = Buffer.from(stdout);
  for (const length of [0, 1, 5000, Math.floor(bytes.length / 2), bytes.length - 1, bytes.length]) {
    const out = file("out.ndjson", bytes.subarray(0, length));
    const { stdout: nothing } = await find([archive, "--resume", out, "--workers", "2"]);
    assert.equal(nothing, "");
    assert.ok(read(out) === stdout, `from ${length}`);
  }
  await find([archive, "--resume", "new.ndjson"]);
  assert.ok(read("new.ndjson") === stdout);
});

test("archive: answers to another file are not gone on with, nor changed", async () => {
  const other = '{"id":"other","mentions":[]}\n{"id":"another","mentions":[]}\n';
  const { status, stderr } = await find([archive, "--resume", file("other.ndjson", other)]);
  assert.match(stderr, /archive\.ndjson:2: the last answer so far is of another document/);
  assert.equal(status, 1);
  assert.equal(read("other.ndjson"), other);
  for (const unfinished of [JSON.stringify({ entities: [] }), `${other}{"id":"thi`, `${other}notes`, '{"id":"z","text":"my only copy"}', '{"id":"z","te', '{"line":7,"text":"a']) {
    assert.equal((await find([archive, "--resume", file("unfinished.ndjson", unfinished)])).status, 1);
    assert.equal(read("unfinished.ndjson"), unfinished);
  }
  const more = (await whole).stdout + other;
  assert.match((await find([archive, "--resume", file("more.ndjson", more)])).stderr, /fewer documents than there are answers/);
});

test("archive: what the options are not for is refused", async () => {
  for (const words of [["--skip", "1", file("plain.txt", "Doha")], ["--resume", "x", "--skip", "2", archive], ["--resume", "x", archive, archive], ["--workers", "0", archive], ["--skip", "-1", archive], ["--resume", "x", "--format", "text", archive]]) {
    const { status } = await find(words);
    assert.equal(status, 2, words.join(" "));
  }
});
