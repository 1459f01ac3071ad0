// In: README.md. Out: what it shows is true of the built package: its JavaScript runs and gives what its comments say, its dictionary
// has no fault, its commands answer.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadDictionary } from "namelight";
import { checkDictionary } from "namelight/check";
import { annotateStream } from "namelight/node";
import { annotateHtml, annotateResponse } from "namelight/server";
import { place, readBuild, readExtension, readPackage, readScriptTag } from "../bench/readme.mjs";
import { file, folder, namelight } from "./command.js";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The first block of code in a language. @param {string} language */
function block(language) {
  const found = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(readme);
  assert.ok(found, `README.md has no ${language}`);
  return /** @type {string} */ (found[1]);
}

test("README: the dictionary has no fault, and its aliases are found", async () => {
  const source = JSON.parse(block("json"));
  assert.deepEqual((await checkDictionary(source)).faults, []);
  const dictionary = await loadDictionary(source);
  assert.deepEqual(
    dictionary.find("Karoline Leavitt. Leavitt, K. Leavitt; k. leavitt.").map(({ text, entity }) => [text, entity]),
    [["Karoline Leavitt", "leavitt"], ["Leavitt", "leavitt"], ["K. Leavitt", "leavitt"]],
  );
  dictionary.free();
});

test("README: the JavaScript that needs no page runs as it stands, and gives what its comment says", async () => {
  const code = block("js");
  const lines = code.split("\n").filter((line) => !/highlighter/i.test(line));
  const expected = /dictionary\.find\(.*?\); \/\/ (.*)/.exec(code)?.[1];
  assert.ok(expected, "README.md shows no answer of find");
  const body = lines.join("\n").replace("dictionary.find(", "found = dictionary.find(");
  const run = new Function("loadDictionary", `return (async () => { let found; ${body}; return found; })()`);
  assert.deepEqual(await run(loadDictionary), new Function(`return ${expected}`)());
});

test("README: the JavaScript of a server runs as it stands", async () => {
  const code = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, found]) => found).find((one) => one.includes("annotateHtml"));
  assert.ok(code);
  const body = code.replace(/^import .*$/gm, "");
  const run = new Function("loadDictionary", "annotateHtml", "annotateResponse", "annotateStream", `return (async () => { ${body}; return { html, mentions }; })()`);
  const { html, mentions } = await run(loadDictionary, annotateHtml, annotateResponse, annotateStream);
  assert.equal(mentions.length, 1);
  assert.match(html, /^<p>Talks in <namelight-mark data-entity="doha" data-mention="0">Doha<\/namelight-mark><\/p><script/);
});

test("README: each way to the first marks is there, as `npm run bench first-marks` goes it", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.ok(scripts[readBuild().replace("npm ", "")]);
  const { tag, src, dictionary, file } = readScriptTag();
  assert.equal(tag, `<script async src="${src}" data-dictionary="${dictionary}" data-root="article"></script>`);
  assert.ok(readFileSync(new URL(`../../${file}`, import.meta.url)).length > 0);
  const { install, code, dictionary: address } = readPackage();
  assert.equal(install.replace(place, ""), "npm install pkg");
  assert.match(code, new RegExp(`^import .* from "namelight";.*loadDictionary\\("/${address}"\\);.*createHighlighter\\(.*\\n$`, "s"));
  const { build, folder } = readExtension();
  assert.ok(scripts[build.replace("npm run ", "")]);
  assert.equal(folder, "target/extension/chromium");
});

test("README: the commands answer", async () => {
  file("entities.json", JSON.parse(block("json")));
  file("old.json", { entities: [{ id: "doha", name: "Doha" }] });
  file("article.txt", "Leavitt spoke.");
  file("annotated.json", [{ text: "Leavitt spoke.", mentions: [{ start: 0, end: 7, uri: "leavitt" }] }]);
  file("archive.ndjson", '{"id":"a","text":"Leavitt spoke."}\n');
  file("page.html", "<p>Karoline <b>Leavitt</b> spoke.");
  const commands = [...readme.matchAll(/^ {4}npx namelight (.*)$/gm)].map(([, words]) => /** @type {string} */ (words).split(" "));
  assert.ok(commands.length >= 2);
  for (const words of commands) {
    const { status, stdout, stderr } = await namelight(words);
    assert.equal(status, 0, `${words.join(" ")}: ${stderr}`);
    if (words.includes("--resume")) assert.match(readFileSync(join(folder, "mentions.ndjson"), "utf8"), /^\{"id":"a","mentions":\[\{"start":0,.*\n$/);
    else if (words[0] === "find") assert.deepEqual(JSON.parse(stdout).flatMap((/** @type {any} */ one) => one.mentions.map((/** @type {any} */ m) => m.text)), ["Leavitt", "Karoline Leavitt"]);
  }
});
