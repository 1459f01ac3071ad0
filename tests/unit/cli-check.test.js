/** `namelight check`: every fault, at its place. */
import assert from "node:assert/strict";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { file, folder, namelight } from "./command.js";

const sound = file("sound.json", { entities: [{ id: "a", name: "Hamas", aliases: ["Harakat"] }] });
const warned = file("warned.json", '{"entities": [\n {"id": "a", "name": "Hamas", "aliases": ["Q"]}\n]}');

/** @param {string} stdout */
function placesOf(stdout) {
  return [...stdout.matchAll(/^[^:]+:(\d+:\d+: (?:error|warning): \$[^:]*)/gm)].map(([, place]) => place);
}

test("check: a sound dictionary", async () => {
  const { status, stdout, stderr } = await namelight(["check", sound]);
  assert.match(stdout, /^sound\.json: 1 entity, \d alias(es)?; 0 errors, 0 warnings\n/);
  assert.deepEqual([status, stderr], [0, ""]);
});

test("check: all faults at once, errors first, each at its line, column and path", async () => {
  const { status, stdout } = await namelight(["check", file("faults.json", [
    '{"nmae": "x",',
    ' "entities": [',
    '  {"id": "a", "name": "Hamas", "aliases": ["Q", "", "–"]},',
    '  {"id": "a", "name": "Doha"},',
    '  {"name": "Doha", "url": "javascript:alert(1)"},',
    '  {"id": "b", "id": "c", "name": "Rome", "image": {"src": "http://x.example/"}}',
    ' ]}',
  ].join("\r\n"))]);
  assert.deepEqual(placesOf(stdout), [
    "1:2: error: $.nmae",
    "3:49: error: $.entities[0].aliases[1]",
    "3:53: error: $.entities[0].aliases[2]",
    "4:10: error: $.entities[1].id",
    "5:3: error: $.entities[2].id",
    "5:27: error: $.entities[2].url",
    "6:59: error: $.entities[3].image.src",
    "3:44: warning: $.entities[0].aliases[0]",
    "6:15: warning: $.entities[3].id",
  ]);
  assert.match(stdout, /"nmae".*"name"/);
  assert.match(stdout, /7 errors, 2 warnings$/m);
  assert.equal(status, 1);
});

test("check: warnings count with --strict only", async () => {
  assert.equal((await namelight(["check", warned])).status, 0);
  assert.equal((await namelight(["check", "--strict", warned])).status, 1);
});

test("check: every fault of the syntax; comments and commas do not hide what is behind them", async () => {
  const { status, stdout } = await namelight(["check", file("broken.json", [
    "{",
    ' "entities": [',
    '  {"id" "a", "name": Hamas},',
    "  {'id': \"b\"},",
    '  {"id": 01}',
    "]",
  ].join("\n"))]);
  assert.deepEqual(stdout.match(/(?<=^broken\.json:)\d+:\d+/gm), ["3:9", "3:22", "4:4", "5:11", "6:2"]);
  assert.equal(status, 1);
  file("commented.json", '{ // who\n"entities": [{"id": "a", "name": ""},]}');
  const commented = await namelight(["check", "commented.json"]);
  assert.match(commented.stdout, /^commented\.json:1:3: error: .*comment/m);
  assert.match(commented.stdout, /^commented\.json:2:38: error: .*comma/m);
  assert.match(commented.stdout, /^commented\.json:2:34: error: \$\.entities\[0\]\.name: /m);
});

test("check: files that are no dictionaries", async () => {
  const large = file("large.json", "");
  truncateSync(join(folder, large), 200 * 1024 * 1024);
  file("utf16.json", Buffer.from("\ufeff{}", "utf16le"));
  file("deep.json", "[".repeat(100_000) + "]".repeat(100_000));
  for (const [name, message] of /** @type {const} */ ([
    [large, /^large\.json: holds 200 MB; at most 128 MB/],
    ["utf16.json", /^utf16\.json: this is UTF-16; save it as UTF-8/],
    ["sund.json", /^sund\.json: there is no such file; did you mean sound\.json\?/],
    [".", /^\.: this is a directory/],
    [file("empty.json", " \n"), /^empty\.json:1:1: error: the file is empty/],
    [file("table.json", "id,name\na,b"), /^table\.json:1:1: error: this is not JSON: .*“id,name”/],
    ["deep.json", /^deep\.json/],
    [file("null.json", "null"), /^null\.json:1:1: error: \$: /],
    [file("none.json", '{"entities": []}'), /^none\.json:1:14: error: \$\.entities: /],
  ])) {
    const { status, stdout, stderr } = await namelight(["check", name]);
    assert.match(stdout + stderr, message);
    assert.equal(status, 1, name);
    assert.doesNotMatch(stderr, /fault in Namelight/);
  }
});

test("check: goes on with the next file", async () => {
  const { status, stdout, stderr } = await namelight(["check", "missing.json", sound, "-"], "{}");
  assert.match(stderr, /^missing\.json: /);
  assert.match(stdout, /^sound\.json: .*0 errors/m);
  assert.match(stdout, /^<stdin>:1:1: error: \$\.entities: /m);
  assert.equal(status, 1);
});
