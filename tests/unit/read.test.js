import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFragment } from "parse5";
import { readBlocks, walkBlocks } from "../../www/read.js";

/** @type {import("../../www/read.js").TreeAdapter<any>} */
const adapter = {
  children: (node) => node.childNodes ?? [],
  text: (node) => (node.nodeName === "#text" ? node.value : null),
  name: (node) => node.tagName ?? "",
  attribute: (node, name) =>
    node.attrs?.find((/** @type {any} */ attribute) => attribute.name === name)?.value ?? null,
  matches: (node, selector) => node.tagName === selector,
};

/** @param {string} html @param {object} [options] */
const read = (html, options) => readBlocks(parseFragment(html), adapter, options);
/** @param {string} html @param {object} [options] */
const texts = (html, options) => read(html, options).map(({ text }) => text);

/** Each case: what the page says, and its blocks; ￼ stands for something skipped within a line. */
const cases = {
  "inline elements are joined": ["<p><b>Karoline</b> <i>Lea</i>vitt</p>", ["Karoline Leavitt"]],
  "block edges separate": [
    "<p>one</p><p>two</p><div>three<p>four</p>five</div>",
    ["one", "two", "three", "four", "five"],
  ],
  "br and hr separate": ["<p>White<br>House<hr>x</p>", ["White", "House", "x"]],
  "a block inside an inline element separates": ["<span>a<div>b</div>c</span>", ["a", "b", "c"]],
  "white space is left as it is": ["<p>\n  White\n  House\t</p>", ["\n  White\n  House\t"]],
  "blocks of white space are left out": ["<p> </p> <p>&nbsp;</p><p>a</p>\n", ["a"]],
  "cells and items": [
    "<table><tr><td>a<td>b</table><ul><li>c<li>d</ul><dl><dt>e<dd>f</dl>",
    ["a", "b", "c", "d", "e", "f"],
  ],
  "code and its like": [
    "<p>a<code>b</code>c<kbd>d</kbd>e<samp>f</samp>g<svg><text>h</text></svg>i</p><pre>j</pre>",
    ["a￼c￼e￼g￼i"],
  ],
  "what shows nothing leaves no trace": [
    "<p>White <script>x</script><style>x</style><template>x</template><noscript>x</noscript>House</p>",
    ["White House"],
  ],
  "form controls": [
    "<p>a<input>b<select><option>c</select>d<textarea>e</textarea>f<button>g</button>h<label>i</label>j</p>",
    ["a￼b￼d￼f￼h￼j"],
  ],
  media: [
    "<p>a<img alt=x>b<video>c</video>d<audio>e</audio>f<canvas>g</canvas>h<object>i</object>j</p>",
    ["a￼b￼d￼f￼h￼j"],
  ],
  links: ['<p>a <a href="/x">b</a> c</p>', ["a ￼ c"]],
  "an anchor that is no link": ['<a name="top"><p>a</p></a><p><a id=b>b</a></p>', ["a", "b"]],
  "an anchor that a script makes a link": ["<p>a<a onclick=f()>b</a><a tabindex=0>c</a></p>", ["a￼￼"]],
  roles: [
    "<p>a<i role=button>b</i>c<i role='presentation Link'>d</i>e<i role=textbox>f</i><i role=note>g</i></p>",
    ["a￼c￼e￼g"],
  ],
  "editable text": [
    "<p contenteditable>a</p><p contenteditable=TRUE>b</p><p contenteditable=plaintext-only>c</p>" +
      "<p contenteditable=false>d</p>",
    ["d"],
  ],
  "aria-hidden": ["<p>a<span aria-hidden=true>b</span>c<span aria-hidden=false>d</span></p>", ["a￼cd"]],
  hidden: [
    "<p hidden>a</p><p>b<span hidden>c</span>d</p><p hidden=until-found>e</p><p hidden=UNTIL-FOUND>f</p>",
    ["bd", "e", "f"],
  ],
  "hidden by inline style": [
    "<p style='color:red;DISPLAY : none'>a</p><p style='visibility:hidden'>b</p>" +
      "<p>g<i style='visibility:hidden'>h</i>i</p><p style='x-display:none'>c</p>" +
      "<p>d<span style='display:none !important'>e</span>f</p>",
    ["g￼i", "c", "df"],
  ],
  "display: block by inline style": [
    "<span style='display:block'>Gaza</span><span>Trump</span>",
    ["Gaza", "Trump"],
  ],
  "closed details are read, their summary is not": ["<details><summary>a</summary>b</details>", ["b"]],
  "a closed dialog is not read, an open one is": ["<dialog>a</dialog><dialog open>b</dialog>", ["b"]],
  off: [
    "<p data-namelight=off>a</p><p>b<b data-namelight=OFF>c</b>d</p><p data-namelight=on>e</p>",
    ["b￼d", "e"],
  ],
  ruby: ["<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby></p>", ["東京"]],
  "marks are see-through": [
    "<p>a <namelight-mark role=button>Karo</namelight-mark>" +
      "<namelight-mark aria-hidden=true>line</namelight-mark> b",
    ["a Karoline b"],
  ],
  "the number of a note is no part of a word": [
    "<p>Leavitt<sup>1</sup>s <sup><a href=#n>[2]</a></sup>x<sup>*</sup></p>",
    ["Leavitt￼1￼s ￼x￼*￼"],
  ],
  "raised letters are part of a word": ["<p>20<sup>th</sup> M<sup>me</sup></p>", ["20th Mme"]],
  "wbr and soft hyphen": ["<p>Lea<wbr>vi\u00adtt</p>", ["Leavi\u00adtt"]],
  "only skipped things": ["<p><img><code>a</code></p>", []],
};
for (const [name, [html, expected]] of Object.entries(cases)) {
  test(name, () => assert.deepEqual(texts(/** @type {string} */ (html)), expected));
}

test("links: true reads links", () => {
  assert.deepEqual(texts('<p>a <a href="/x">b</a> <i role=link>c</i></p>', { links: true }), ["a b c"]);
});

test("exclude", () => {
  assert.deepEqual(texts("<p>a<b>b</b></p><aside>c</aside>", { exclude: "aside" }), ["ab"]);
  assert.deepEqual(texts("<p>a<b>b</b>c</p>", { exclude: "b" }), ["a￼c"]);
});

test("kind is the nearest block element's name", () => {
  assert.deepEqual(
    read("<h2>a</h2><ul><li><b>b</b></li></ul><blockquote><p>c</p>d</blockquote>").map(({ kind }) => kind),
    ["h2", "li", "p", "blockquote"],
  );
});

test("lang is the nearest ancestor's primary subtag", () => {
  const html =
    "<div lang=en-GB><p>a</p><p lang=DE_at>b</p><p lang=''>c</p><p><i lang=fr>d</i> e</p>" +
    "<p> <span lang=ar>f</span> </p><p>e <i lang=fr>d</i></p></div><p>g</p>";
  assert.deepEqual(
    read(html, { lang: "tr-TR" }).map(({ lang }) => lang),
    ["en", "de", "", "en", "ar", "en", "tr"],
  );
});

test("pieces cover the block's text without gaps and lead back to the nodes", () => {
  for (const [html] of Object.values(cases)) {
    for (const { text, pieces } of read(/** @type {string} */ (html))) {
      let at = 0;
      for (const { node, start, end } of pieces) {
        assert.equal(start, at);
        assert.equal(text.slice(start, end), node ? node.value : "\ufffc");
        at = end;
      }
      assert.equal(at, text.length);
    }
  }
});

test("10,000 nested elements, and 100,000 beside each other", () => {
  const depth = 10_000;
  let tree = { nodeName: "#text", value: "deep" };
  for (let level = 0; level < depth; level++)
    tree = /** @type {any} */ ({ tagName: level % 2 ? "div" : "b", childNodes: [tree] });
  assert.deepEqual(
    readBlocks(tree, adapter).map(({ text }) => text),
    ["deep"],
  );
  const wide = {
    tagName: "p",
    childNodes: Array.from({ length: 100_000 }, () => ({ nodeName: "#text", value: "a" })),
  };
  const [block] = readBlocks(wide, adapter);
  assert.equal(block.text.length, 100_000);
});

test("a reader may pause every few hundred nodes, also within one block", () => {
  const wide = {
    tagName: "p",
    childNodes: Array.from({ length: 10_000 }, () => ({ nodeName: "#text", value: "a" })),
  };
  const steps = [...walkBlocks(wide, adapter)];
  assert.ok(steps.filter((step) => step === null).length > 30);
});

test("a root is read whatever it is", () => {
  const [root] = /** @type {any[]} */ (parseFragment("<pre>a</pre>").childNodes);
  assert.deepEqual(
    readBlocks(root, adapter).map(({ text, kind }) => [text, kind]),
    [["a", "pre"]],
  );
});

test("what was read of a block element is not read again, unless its language is another", () => {
  const root = parseFragment("<section lang=en><h2>a</h2><div><p>b</p>c</div></section><p>d</p>");
  /** @type {Map<any, { lang: string, blocks: any[] }>} */
  const read = new Map();
  let visits = 0;
  const options = {
    known: {
      get: (/** @type {any} */ element, /** @type {string} */ lang) =>
        read.get(element)?.lang === lang ? read.get(element)?.blocks : undefined,
      set: (/** @type {any} */ element, /** @type {string} */ lang, /** @type {any[]} */ blocks) =>
        void read.set(element, { lang, blocks }),
    },
  };
  const counting = { ...adapter, children: (/** @type {any} */ node) => (visits++, adapter.children(node)) };
  const first = readBlocks(root, counting, options);
  const whole = visits;
  assert.deepEqual(first.map(({ text }) => text), ["a", "b", "c", "d"]);
  for (const [element, { blocks }] of [...read]) if (blocks.length > 2) read.delete(element);
  visits = 0;
  assert.deepEqual(readBlocks(root, counting, options), first);
  assert.ok(visits < whole, `${visits} of ${whole} elements`);
  const [, block] = readBlocks(root, counting, { ...options, lang: "de" });
  assert.equal(block, first[1], "the section has its own language");
});
