/**
 * The way from text back to HTML source: properties over generated pages, with the parser itself as the
 * judge.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, parseFragment, serialize } from "parse5";
import { HtmlDocument } from "../../www/cli/html.js";

const pages = 800;

/** References, line breaks, stray and misnested tags, text in tables, comments, NUL. */
const parts = [
  "a", "b ", " ", "Leavitt", "é", "😀", "e\u0301", "日本", "\n", "\r\n", "\r", "\0", "&amp;", "&amp", "&AMP;x",
  "&lt;b&gt;", "&#65;", "&#x1F600;", "&#x1F600", "&#128;", "&#0;", "&#13;", "&notin;", "&notit;", "&notin",
  "&NotEqualTilde;", "&copy2025", "&foo;", "&", "&&amp;", "&;", "&#;", "&#x;", "</>", "< ", "<3", "<b>",
  "</b>", "<i>", "</i>", "</x>", "</span>", "<span>", "<p>", "</p>", "<div>", "</div>", "<!-- c -->", "<!>",
  "<?php ?>", "<br>", "</br>", "<body>", "<html lang=de>", "<table>", "<tr>", "<td>", "</td>", "</tr>",
  "</table>", "<caption>", "<select>", "</select>", "<pre>", "</pre>", "<pre>\n", "<listing>\r\n",
  "<ul><li>", "</ul>", "<svg><title>", "</svg>", "<math><mi>", "</math>", "<![CDATA[x]]>",
  "<script>a && b</script>", "<style>a</style>", "<textarea>\na&amp;b</textarea>", "<template>t</template>",
  "<h1>", "<xmp>&amp;</xmp>", "<a href=x>", "</a>", "<nobr>", "<code>c</code>", "</body>", "</html>",
  "<ruby>b<rt>r</ruby>", "<details><summary>s</summary>", "<button>", "<form>", "<article>",
];

/** @param {number} seed */
function random(seed) {
  let state = seed;
  /** @param {number} below */
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** @param {(below: number) => number} pick */
function page(pick) {
  const length = 1 + pick(25);
  const beginning = ["", "<!doctype html>", "<body>", "<article>", "<p>"][pick(5)];
  return beginning + Array.from({ length }, () => parts[pick(parts.length)]).join("");
}

/**
 * @param {import("parse5").DefaultTreeAdapterTypes.Node} node
 * @returns {string}
 */
function textOf(node) {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/**
 * Every span of a few characters of a block, as a mention would have it.
 * @param {HtmlDocument} document
 * @param {(below: number) => number} pick
 */
function spans(document, pick) {
  const found = [];
  for (const [block, { text }] of document.blocks.entries()) {
    const characters = [...text.matchAll(/[^\ufffc]\p{M}*/gu)].filter(() => pick(3) === 0);
    let done = 0;
    for (const { index, 0: character } of characters) {
      if (index < done) continue;
      const end = Math.min(text.length, index + character.length + pick(4));
      const words = text.slice(index, end);
      // As the matcher has it: characters and their marks are whole, and nothing skipped is inside.
      if (/[\ud800-\udbff]$/.test(words) || /^[\udc00-\udfff\p{M}]/u.test(text.slice(end))) continue;
      if (words.includes("\ufffc")) continue;
      found.push({ block, start: index, end, text: words, entity: 'a"&<b', alias: "" });
      done = end;
    }
  }
  return found;
}

test("html: a span's source decodes to the span's text", () => {
  let checked = 0;
  for (let seed = 1; seed <= pages; seed++) {
    const pick = random(seed);
    const source = page(pick);
    const document = new HtmlDocument(source, { lang: "" });
    for (const mention of spans(document, pick)) {
      const { start, end } = document.span(mention);
      const parsed = textOf(parseFragment(`<div>${source.slice(start, end)}`));
      const story = JSON.stringify({ seed, source, mention, slice: source.slice(start, end) });
      assert.ok(start < end && end <= source.length, story);
      // A span that goes over a tag holds more than its own text.
      if (!source.slice(start, end).includes("<")) {
        assert.equal(parsed, mention.text, story);
        checked++;
      }
    }
  }
  assert.ok(checked > pages / 2, `only ${checked} spans were checked`);
});

test("html: marks change nothing but themselves", () => {
  let marks = 0;
  for (let seed = 1; seed <= pages; seed++) {
    const pick = random(seed + 1_000_000);
    const source = page(pick);
    const document = new HtmlDocument(source, { lang: "" });
    const mentions = spans(document, pick);
    const marked = document.marked(mentions);
    const story = JSON.stringify({ seed, source, marked });
    const read = parse(marked);
    marks += marked.split("<mark ").length - 1;
    assert.equal(unmarked(marked), source);
    assert.equal(unmarked(serialize(read)), serialize(parse(source)), story);
    // What a table throws out, and white space behind the body, cannot be marked.
    if (/<table|<\/body|<\/html/.test(source)) continue;
    assert.equal(markedText(read), mentions.map(({ text }) => text).join(""), story);
  }
  assert.ok(marks > pages, `only ${marks} marks were made`);
});

/**
 * @param {import("parse5").DefaultTreeAdapterTypes.Node} node
 * @returns {string}
 */
function markedText(node) {
  if (node.nodeName === "mark") return textOf(node);
  return "childNodes" in node ? node.childNodes.map(markedText).join("") : "";
}

/** @param {string} html */
function unmarked(html) {
  return html.replace(/<mark data-entity="[^"]*">|<\/mark>/g, "");
}
