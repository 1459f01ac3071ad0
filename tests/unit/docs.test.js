// In: docs/*.md. Out: what they say of options, texts, events and dictionaries is what the code has, no more and no less; their
// examples are taken; their commands answer.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadDictionary } from "namelight";
import { checkDictionary } from "namelight/check";
import { parseAttributes } from "../../www/attributes.js";
import { decisionRules, numbersOf } from "../../www/decisions.js";
import { checkOptions, table } from "../../www/options.js";
import { ENGLISH } from "../../www/tooltip/strings.js";
import { file, folder, namelight } from "./command.js";

const repository = new URL("../../", import.meta.url);
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, repository), "utf8");
const pages = readdirSync(new URL("docs/", repository)).filter((name) => name.endsWith(".md"));
const options = read("docs/options.md");

/** The rows of the table whose head begins like this, each a list of cells. @param {string} page @param {string} head */
function rowsOf(page, head) {
  const lines = page.slice(page.indexOf(`\n| ${head}`)).trimStart().split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(2, end).map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()));
}
/** @param {string} [cell] */
const codeIn = (cell = "") => /`([^`]+)`/.exec(cell)?.[1];
/** Blocks of code in a language. @param {string} page @param {string} language */
const blocks = (page, language) => [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code]) => /** @type {string} */ (code));
/** Attributes of the script tags in HTML. @param {string} html */
const tagsOf = (html) =>
  [...html.matchAll(/<script\b((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*>/g)].map(([, attributes]) =>
    [...(attributes ?? "").matchAll(/([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'))?/g)].map(([, name, one, other]) => /** @type {[string, string]} */ ([name, one ?? other ?? ""])));

/** Attributes that are for loading. */
const loading = ["data-dictionary", "data-integrity", "data-engine"];
const rows = rowsOf(options, "option | attribute | default");

test("docs: every option is in the table, and has a section with an example", () => {
  assert.deepEqual(rows.map(([name]) => codeIn(name)).sort(), Object.keys(table).sort());
  for (const [name] of rows) {
    const section = new RegExp(`^### ${codeIn(name)}\\n(.*?)^##`, "ms").exec(options)?.[1] ?? "";
    assert.match(section, /^```(?:html|js)$/m, String(name));
    assert.ok(section.includes(String(codeIn(name))) || section.includes("data-"), String(name));
    assert.match(String(name), new RegExp(`\\(#${codeIn(name)?.toLowerCase()}\\)`));
  }
});

test("docs: options have the attributes that the table says, the others none", () => {
  for (const [name = "", attribute] of rows) {
    const option = String(codeIn(name));
    const expected = codeIn(attribute);
    const kebab = `data-${option.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
    if (option === "dictionary") continue;
    /** What the attribute is taken for: a wrong value of an option is a fault of that option. @type {unknown} */
    let taken;
    try {
      taken = Object.keys(parseAttributes([[kebab, "\0"]], loading))[0];
    } catch (error) {
      const { code, message } = /** @type {import("../../www/error.js").NamelightError} */ (error);
      taken = code === "bad-option" && message.startsWith(`${kebab} `) ? option : undefined;
    }
    assert.equal(taken, expected && option, name);
    assert.ok(expected === undefined || expected === kebab, name);
  }
});

test("docs: a default that is given changes nothing", () => {
  const code = readdirSync(new URL("www/", repository)).filter((name) => name.endsWith(".js")).map((name) => read(`www/${name}`)).join("\n");
  for (const [name, , cell] of rows) {
    const value = codeIn(cell);
    const option = String(codeIn(name));
    if (value === undefined) continue;
    if (decisionRules[option]) {
      assert.deepEqual(numbersOf({ [option]: JSON.parse(value) }), numbersOf({}), option);
      continue;
    }
    // "default X" beside its type, or where its value is taken.
    const said = [`\\[${option}\\][^\\n]*\\n?[^\\n]*(?:default ${value}|${value} \\(the default)`, `\\b${option}(?:: \\w+)? = ${value}`, `\\.${option} \\?\\? ${value}`];
    assert.ok(said.some((pattern) => new RegExp(pattern).test(code)), `${option}: the code does not say ${value}`);
  }
});

test("docs: the tags and the calls of all pages are taken", () => {
  const dictionary = { createDocument() {} };
  let count = 0;
  for (const page of pages) {
    for (const attributes of blocks(read(`docs/${page}`), "html").flatMap(tagsOf)) {
      if (!attributes.some(([name, value]) => name === "src" && value.endsWith("namelight.global.js"))) continue;
      parseAttributes(attributes, loading);
      count++;
    }
    for (const [, literal] of blocks(read(`docs/${page}`), "js").join("\n").matchAll(/createHighlighter\((\{.*?\})\);/gs)) {
      const controller = new AbortController();
      checkOptions(new Function("dictionary", "controller", `return (${literal})`)(dictionary, controller));
      count++;
    }
  }
  assert.ok(count > 20);
});

test("docs: what loadDictionary takes", () => {
  const known = [.../@typedef \{object\} LoadOptions(.*?)\*\//s.exec(read("www/source.js"))?.[1]?.matchAll(/@property \{.*?\} \[(\w+)\]/g) ?? []].map(([, name]) => name);
  const loadRows = rowsOf(options, "option | attribute | what it is");
  assert.deepEqual(loadRows.map(([name]) => codeIn(name)).sort(), known.sort());
  assert.deepEqual(loadRows.map(([, attribute]) => codeIn(attribute)).filter(Boolean).sort(), loading.filter((name) => name !== "data-dictionary").sort());
});

test("docs: every text that readers see, in English", () => {
  const strings = Object.fromEntries(rowsOf(options, "key | English").map(([key, text]) => [codeIn(key), text]));
  assert.deepEqual(strings, { ...ENGLISH, "type.…": strings["type.…"] });
});

test("docs: every event", () => {
  const folders = ["www/", "www/tooltip/", "www/list/"];
  const code = folders.flatMap((folder) => readdirSync(new URL(folder, repository)).filter((name) => name.endsWith(".js")).map((name) => read(folder + name))).join("\n");
  const sent = new Set([...code.matchAll(/emit\([^;]*?"(namelight:\w+)"/g)].map(([, type]) => type));
  assert.deepEqual(rowsOf(options, "event | when").map(([type]) => codeIn(type)).sort(), [...sent].sort());
});

test("docs: every custom property", () => {
  const sheets = ["wrap-styles.js", "highlight-styles.js", "tooltip/styles.js", "tooltip/surface-styles.js", "list/styles.js"].map((path) => read(`www/${path}`)).join("\n");
  const used = new Set([...sheets.matchAll(/var\((--namelight-[\w-]+)/g)].map(([, name]) => name));
  used.delete("--namelight-line"); // a mark's own
  const named = new Set([...options.matchAll(/`(--namelight-[\w-]+)`/g)].map(([, name]) => name));
  assert.deepEqual([...named].sort(), [...used].sort());
});

/** The keys of a list in src/check.rs. @param {string} name */
const keysOf = (name) => [...(new RegExp(`const ${name}: &\\[&str\\] = &\\[(.*?)\\]`, "s").exec(read("src/check.rs"))?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, key]) => key);

test("docs: the dictionary guide has every key of a source, and the checker knows all of them", async () => {
  const guide = read("docs/dictionary.md");
  for (const [head, name] of [["of the dictionary", "DICTIONARY_KEYS"], ["of an entity", "ENTITY_KEYS"], ["of an alias", "ALIAS_KEYS"]]) {
    const keys = rowsOf(guide, String(head)).flatMap(([cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, key]) => key));
    assert.deepEqual(keys.sort(), keysOf(String(name)).sort(), head);
  }
});

test("docs: dictionaries have no fault, and mean what the guide says", async () => {
  for (const page of pages) {
    const sources = blocks(read(`docs/${page}`), "json").filter((json) => json.includes('"entities"'));
    for (const json of sources) assert.deepEqual((await checkDictionary(json)).faults, [], page);
  }
  const dictionary = await loadDictionary(JSON.parse(String(blocks(read("docs/dictionary.md"), "json")[0])));
  /** @param {string} text */
  const meant = (text) => dictionary.find(text).map(({ entity }) => entity).join();
  assert.equal(meant("He flew from Tbilisi to the north of Georgia."), "georgia");
  assert.equal(meant("He flew to the north of Georgia."), "georgia-us");
  assert.equal(meant("LEAVITT WAS AT THE WHITE HOUSE, K. Leavitt and k. leavitt too"), "leavitt,white-house,leavitt");
  dictionary.free();
});

test("docs: what needs no page gives what is said", async () => {
  const code = blocks(read("docs/start.md"), "js").find((block) => block.includes("dictionary.find"));
  const [, call, expected] = /(dictionary\.find\(.*?\)); \/\/ (.*)/.exec(code ?? "") ?? [];
  const source = /loadDictionary\((.*)\)/.exec(code ?? "")?.[1];
  const dictionary = await loadDictionary(new Function(`return ${source}`)());
  assert.deepEqual(new Function("dictionary", `return ${call}`)(dictionary), new Function(`return ${expected}`)());
  dictionary.free();
});

test("docs: the commands answer", async () => {
  file("entities.json", JSON.parse(String(blocks(read("docs/dictionary.md"), "json")[0])));
  file("old.json", { entities: [{ id: "leavitt", name: "Karoline Leavitt" }] });
  file("places.csv", String(blocks(read("docs/dictionary.md"), "csv")[0]));
  file("article.txt", "Karoline Leavitt spoke.");
  mkdirSync(join(folder, "articles"));
  file("articles/one.txt", "Karoline Leavitt spoke.");
  file("page.html", "<p>Leavitt spoke.");
  let count = 0;
  for (const page of ["start.md", "dictionary.md"]) {
    for (const [, words] of read(`docs/${page}`).matchAll(/^ {4}npx namelight (.*)$/gm)) {
      const { status, stdout, stderr } = await namelight(String(words).split(" "));
      assert.equal(status, 0, `${words}: ${stderr}`);
      if (words?.includes("--format tsv")) file("forms.tsv", stdout);
      count++;
    }
  }
  assert.ok(count > 8);
});
