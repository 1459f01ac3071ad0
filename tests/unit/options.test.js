import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAttributes } from "../../www/attributes.js";
import { NamelightError } from "../../www/error.js";
import { checkOptions } from "../../www/options.js";

const dictionary = { createDocument() {} };
const element = { nodeType: 1 };

/** @param {string} code @param {RegExp} message */
const fault = (code, message) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof NamelightError);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("every option in its place passes", () => {
  const options = {
    dictionary,
    root: ["article", element],
    paint: "wrap",
    exclude: ".byline",
    links: true,
    occurrences: 3,
    signal: new AbortController().signal,
    strings: { close: "Schließen" },
    renderCard: () => null,
    lang: "pt-BR",
  };
  assert.deepEqual({ ...checkOptions(options) }, options);
});

test("undefined counts as left out", () => {
  assert.deepEqual({ ...checkOptions({ dictionary, root: undefined, signal: undefined }) }, { dictionary });
});

for (const [unknown, near] of [
  ["roots", "root"],
  ["dictonary", "dictionary"],
  ["occurences", "occurrences"],
  ["link", "links"],
  ["paitn", "paint"],
  ["language", "lang"],
  ["constructor", "root"],
  ["x".repeat(100_000), "root"],
]) {
  test(`unknown option ${unknown.slice(0, 20)}`, () => {
    const options = { dictionary, [unknown]: true };
    assert.throws(
      () => checkOptions(options),
      fault("unknown-option", /has no option ".*"; the nearest is "/),
    );
    if (unknown.length < 20 && unknown !== "constructor") {
      assert.throws(() => checkOptions(options), fault("unknown-option", new RegExp(`nearest is "${near}"`)));
    }
  });
}

for (const [name, value, shown] of [
  ["dictionary", undefined, /dictionary must be a dictionary from loadDictionary, not undefined/],
  ["dictionary", "entities.json", /not "entities.json"/],
  ["root", null, /root must be a selector, an element, or an array of these, not null/],
  ["root", [], /not an array/],
  ["root", ["article", null], /not an array/],
  ["root", "  ", /not " {2}"/],
  ["paint", "warp", /"auto", "wrap" or "highlight", not "warp"/],
  ["exclude", 7, /a selector, not 7/],
  ["links", "yes", /true or false, not "yes"/],
  ["occurrences", 0, /a whole number from 1, not 0/],
  ["occurrences", 1.5, /not 1.5/],
  ["occurrences", "some", /not "some"/],
  ["occurrences", NaN, /not NaN/],
  ["signal", {}, /an AbortSignal, not an object/],
  ["strings", { close: 1 }, /an object of texts/],
  ["strings", "x".repeat(1000), /not "x{60}…"/],
  ["renderCard", "div", /a function, not "div"/],
  ["lang", "english language", /a language tag/],
]) {
  test(`bad ${name}: ${typeof value} ${String(JSON.stringify(value)).slice(0, 20)}`, () => {
    assert.throws(
      () => checkOptions({ dictionary, [String(name)]: value }),
      fault("bad-option", /** @type {RegExp} */ (shown)),
    );
  });
}

test("no options at all", () => {
  for (const options of [undefined, null, "article", 1]) {
    assert.throws(() => checkOptions(options), fault("bad-option", /needs an object of options/));
  }
});

test("options of a prototype are nobody's options", () => {
  const options = Object.create({ exclude: "p" }, { dictionary: { value: dictionary, enumerable: true } });
  assert.equal(checkOptions(options).exclude, undefined);
});

/** @param {Record<string, string>} attributes */
const parse = (attributes) => ({
  ...parseAttributes(Object.entries(attributes), ["data-dictionary", "data-integrity"]),
});

test("attributes are the options of the same names", () => {
  assert.deepEqual(
    parse({
      src: "namelight.global.js",
      async: "",
      "data-dictionary": "a.json",
      "data-root": "article",
      "data-paint": "wrap",
      "data-exclude": ".byline, figcaption",
      "data-links": "",
      "data-occurrences": "2",
      "data-strings": '{"close":"Schließen"}',
      "data-lang": "de",
    }),
    {
      root: "article",
      paint: "wrap",
      exclude: ".byline, figcaption",
      links: true,
      occurrences: 2,
      strings: { close: "Schließen" },
      lang: "de",
    },
  );
  assert.deepEqual(parse({ "data-links": "false", "data-occurrences": "first" }), {
    links: false,
    occurrences: "first",
  });
});

test("an attribute with a wrong value is a fault", () => {
  for (const [name, text] of [
    ["data-links", "yes"],
    ["data-occurrences", "2.5"],
    ["data-paint", "none"],
    ["data-strings", "{close"],
    ["data-root", ""],
  ]) {
    assert.throws(() => parse({ [name]: text }), fault("bad-option", new RegExp(`^${name} must be`)));
  }
});

test("a slip in an attribute is a fault, somebody else's attribute is not", () => {
  for (const [name, near] of [
    ["data-roots", "data-root"],
    ["data-dictionnary", "data-dictionary"],
    ["data-occurences", "data-occurrences"],
    ["data-link", "data-links"],
  ]) {
    assert.throws(() => parse({ [name]: "x" }), fault("unknown-option", new RegExp(`nearest is "${near}"`)));
  }
  const others = ["cfasync", "main", "site", "slot", "align", "port", "skin", "domain-script", "n-head", "turbo-track", "id", "host", "lazy", "src", "signal", "name"];
  assert.deepEqual(parse(Object.fromEntries(others.map((name) => [`data-${name}`, "x"]))), {});
});
