/** `namelight diff`: which marks appear, vanish or change entity. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compilerOf, damageWhatFinds } from "../compiled.js";
import { file, namelight } from "./command.js";

const older = file("old.json", { entities: [
  { id: "mx", name: "Mexico" }, { id: "doha", name: "Doha", aliases: ["Ad Dawhah"] }, { id: "o1", name: "Orange" },
] });
const newer = file("new.json", { entities: [
  { id: "mxc", name: "City of Mexico" }, { id: "mx", name: "Mexico", aliases: ["México DF"] }, { id: "doha", name: "Doha" },
  { id: "o2", name: "Orange" },
] });
const article = file("article.txt", "Doha and City of Mexico.\nOrange, Orange, Ad Dawhah.");

test("diff: marks that appear, vanish, change entity; entities and aliases, as JSON", async () => {
  const { stdout, status } = await namelight(["diff", "--format", "json", older, newer, "--against", article]);
  const { marks, ...others } = JSON.parse(stdout);
  assert.deepEqual(marks, [
    {
      change: "changes", text: "Orange", before: "o1", after: "o2", marks: 2, place: "article.txt:2:1",
      context: "[Orange], Orange, Ad Dawhah.",
    },
    {
      change: "appears", text: "City of Mexico", before: null, after: "mxc", instead: "Mexico", marks: 1,
      place: "article.txt:1:10", context: "Doha and [City of Mexico].",
    },
    {
      change: "vanishes", text: "Mexico", before: "mx", after: null, instead: "City of Mexico", marks: 1,
      place: "article.txt:1:18", context: "Doha and City of [Mexico].",
    },
    {
      change: "vanishes", text: "Ad Dawhah", before: "doha", after: null, marks: 1, place: "article.txt:2:17",
      context: "Orange, Orange, [Ad Dawhah].",
    },
  ]);
  assert.deepEqual(others, {
    documents: 1,
    same: 1,
    entitiesAdded: [{ id: "mxc", name: "City of Mexico" }, { id: "o2", name: "Orange" }],
    entitiesRemoved: [{ id: "o1", name: "Orange" }],
    aliasesAdded: [{ entity: "mx", alias: "México DF" }],
    aliasesRemoved: [{ entity: "doha", alias: "Ad Dawhah" }],
  });
  assert.equal(status, 0);
});

test("diff: as text", async () => {
  const { stdout, status } = await namelight(["diff", older, newer, "--against", article]);
  assert.match(stdout, /^1 document: 1 mark as before, 1 appear, 2 vanish, 2 change entity\n/);
  assert.match(stdout, /^Marks that change entity \(1\)\n {2}“Orange” \(o1 → o2\): 2 marks\n {6}article\.txt:2:1: \[Orange\],/m);
  assert.match(stdout, /^ {2}“Mexico” \(mx\): 1 mark, now “City of Mexico”\n/m);
  assert.match(stdout, /^Aliases removed from entities of both \(1\)\n {2}“Ad Dawhah” of doha$/m);
  assert.equal(status, 0);
});

test("diff: equal dictionaries, one from standard input; a missing article is a fault", async () => {
  const input = '{"entities": [{"id": "doha", "name": "Doha"}]}';
  const same = await namelight(["diff", "-", file("same.json", input), "--against", article], input);
  assert.deepEqual([same.stdout, same.status], ["1 document: 1 mark as before, 0 appear, 0 vanish, 0 change entity\n", 0]);
  const { status, stderr } = await namelight(["diff", older, newer, "--against", article, "missing.txt"]);
  assert.match(stderr, /^missing\.txt: there is no such file/);
  assert.equal(status, 1);
});

test("diff: what a damaged part hides is not taken for a change that somebody made", async () => {
  const text = "Talks in Doha.";
  const sound = (await compilerOf({ name: "Places", language: "en", entities: [{ id: "doha", name: "Doha" }] })).finish();
  const [whole, damaged] = [file("whole.namelight", sound), file("damaged.namelight", await damageWhatFinds(sound, text))];
  const { status, stderr } = await namelight(["diff", whole, damaged, "--against", file("talks.txt", text)]);
  assert.deepEqual([status, stderr], [1, "damaged.namelight: parts of a compiled dictionary are damaged and count as empty: compile it anew\n"]);
});
