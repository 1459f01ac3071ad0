// What a card takes from an entity, and what it leaves out: entities are other people's JSON.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { directionOf, readCard } from "../../www/tooltip/card.js";
import { ENGLISH, fill, mergeStrings } from "../../www/tooltip/strings.js";

/** @param {unknown} entity @param {Partial<Parameters<typeof readCard>[1]>} [context] */
const cardOf = (entity, context = {}) => readCard(entity, { languages: ["en"], language: "en", strings: mergeStrings(null), ...context });

const empty = { name: "", type: "", typeLabel: "", description: "", nameLang: "en", lang: "en", dir: "ltr", image: null, links: [], attribution: null };

describe("a card", () => {
  test("shows what an entity has", () => {
    const entity = {
      id: "leavitt", name: " Karoline  Leavitt ", type: "Person", description: "White House press secretary.",
      url: "https://www.example.org/leavitt",
      sameAs: ["https://www.wikidata.org/entity/Q1", "https://de.wikipedia.org/wiki/X", "https://sub.example.com/"],
      image: { src: "https://images.example/a.jpg", alt: "Her", credit: "Someone", creditUrl: "https://someone.example", license: "CC BY 4.0" },
    };
    assert.deepEqual(cardOf(entity), {
      name: "Karoline Leavitt", type: "Person", typeLabel: "Person", description: "White House press secretary.",
      nameLang: "en", lang: "en", dir: "ltr",
      image: {
        src: "https://images.example/a.jpg", isDrawing: false, alt: "Her", credit: "Someone",
        creditUrl: "https://someone.example/", license: "CC BY 4.0",
      },
      links: [
        { href: "https://www.example.org/leavitt", label: "Read more at example.org" },
        { href: "https://www.wikidata.org/entity/Q1", label: "Wikidata" },
        { href: "https://de.wikipedia.org/wiki/X", label: "Wikipedia" },
        { href: "https://sub.example.com/", label: "sub.example.com" },
      ],
      attribution: null,
    });
  });

  test("an attribution is its dictionary's: of a source, or of a head in JSON; what is not https is no link", () => {
    const attribution = { text: "Wikidata", url: "https://www.wikidata.org/", license: "CC0" };
    const of = (/** @type {unknown} */ head) => cardOf({ name: "A" }, { head }).attribution;
    assert.deepEqual(of({ attribution }), attribution);
    assert.deepEqual(of(JSON.stringify({ attribution })), attribution);
    assert.deepEqual(of({ attribution: { text: "Us", url: "javascript:alert(1)" } }), { text: "Us", url: "", license: "" });
    assert.equal(of({ attribution: { url: "https://www.wikidata.org/" } })?.text, "Wikidata");
    for (const head of [undefined, "", "{", "null", {}, { attribution: "Us" }, { attribution: { text: 1 } }]) assert.equal(of(head), null);
  });

  /** @type {unknown[]} */
  const wrongValues = [undefined, null, 0, NaN, true, "", "  ", [], {}, [[]], { en: {} }, () => 1, { src: {} }, "javascript:alert(1)", 2n];
  for (const field of ["type", "url", "sameAs", "image"]) {
    test(`leaves out a ${field} that is none`, () => {
      for (const value of wrongValues) assert.deepEqual(cardOf({ [field]: value }), empty);
    });
  }

  test("leaves out a name or a description that is not a text", () => {
    for (const value of wrongValues.filter((value) => typeof value !== "string")) {
      assert.deepEqual(cardOf({ name: value, description: value }), empty);
    }
  });

  test("is empty for what is no entity", () => {
    for (const value of wrongValues) assert.deepEqual(cardOf(value), empty);
  });

  test("keeps markup as the text that it is", () => {
    const markup = "<img src=x onerror=alert(1)>";
    const { name, description } = cardOf({ name: markup, description: markup });
    assert.deepEqual([name, description], [markup, markup]);
  });

  test("is not answered for by a polluted prototype", () => {
    const polluted = Object.create({ name: "not mine", url: "https://example.org", image: { src: "https://example.org/x.png" } });
    assert.deepEqual(cardOf(polluted), empty);
    assert.deepEqual(cardOf(JSON.parse('{"__proto__": {"name": "not mine"}}')), empty);
    assert.equal(cardOf({ type: "constructor" }).typeLabel, "");
    assert.equal(cardOf({ type: "ToString" }).typeLabel, "To string");
  });

  /** @type {[string, string][]} */
  const addresses = [
    ["http", "http://example.org/"],
    ["javascript", "javascript:alert(1)"],
    ["javascript with a tab", "java\tscript:alert(1)"],
    ["javascript after spaces", "  \n javascript:alert(1)"],
    ["javascript in capitals", "JAVASCRIPT:alert(1)"],
    ["data", "data:text/html,<script>alert(1)</script>"],
    ["blob", "blob:https://example.org/1"],
    ["file", "file:///etc/passwd"],
    ["relative", "/wiki/X"],
    ["relative to the scheme", "//example.org/"],
    ["a name that poses as another site", "https://wikipedia.org@example.org/"],
    ["a password", "https://:secret@example.org/"],
    ["nothing", "https://"],
    ["too long", `https://example.org/${"x".repeat(10_000)}`],
  ];
  for (const [name, address] of addresses) {
    test(`follows no such address: ${name}`, () => {
      const entity = { url: address, sameAs: [address], image: { src: address } };
      assert.deepEqual(cardOf(entity), empty);
      const credited = cardOf({ image: { src: "https://example.org/x.png", credit: "C", creditUrl: address } });
      assert.equal(credited.image?.creditUrl, "");
    });
  }

  test("tells a site by its host, and a foreign script by its ASCII form", () => {
    const labels = (/** @type {string[]} */ ...sameAs) => cardOf({ sameAs }).links.map(({ label }) => label);
    assert.deepEqual(labels("https://wikidata.org.example/", "https://notwikipedia.org/"), ["wikidata.org.example", "notwikipedia.org"]);
    assert.deepEqual(labels("https://аpple.com/"), ["xn--pple-43d.com"]);
  });

  test("shows a link once, and not more than six", () => {
    const one = "https://example.org/";
    assert.equal(cardOf({ url: one, sameAs: [one, one] }).links.length, 1);
    const many = Array.from({ length: 1000 }, (_, at) => `https://example.org/${at}`);
    assert.equal(cardOf({ url: one, sameAs: many }).links.length, 6);
  });

  test("bounds every text, and parts no character", () => {
    const { name, description } = cardOf({ name: "😀".repeat(1000), description: "x".repeat(1_000_000) });
    assert.ok(name.length <= 300 && description.length <= 5000);
    const lone = /\p{Surrogate}/u;
    assert.ok(!lone.test(name) && name.endsWith("😀…"));
    assert.doesNotMatch(cardOf({ name: `x${"😀".repeat(1000)}` }).name, lone);
  });

  test("takes out controls and overrides that make a text read as another", () => {
    const { name, description } = cardOf({ name: "a\u0000\u202Eb\u202C", description: "one\ntwo\u0007" });
    assert.deepEqual([name, description], ["ab", "one\ntwo"]);
  });

  test("spells a type as words, in the site's words where it has some", () => {
    const strings = mergeStrings({ "type.Person": "Mensch" });
    assert.equal(cardOf({ type: "NewsMediaOrganization" }).typeLabel, "News media organization");
    assert.equal(cardOf({ type: "Person" }, { strings }).typeLabel, "Mensch");
    for (const type of ["<b>", "person", "A B", "X".repeat(100)]) assert.equal(cardOf({ type }).typeLabel, "");
  });

  test("knows a drawing, which must not be cropped", () => {
    const isDrawing = (/** @type {string} */ src) => cardOf({ image: { src } }).image?.isDrawing;
    assert.equal(isDrawing("https://e.example/logo.svg"), true);
    assert.equal(isDrawing("https://e.example/thumb/Flag.svg/200px-Flag.svg.png"), true);
    assert.equal(isDrawing("https://e.example/photo.jpg?x=.svg"), false);
  });
});

describe("the language of a description", () => {
  const description = { en: "English", de: "Deutsch", "pt-BR": "Português", fa: "فارسی", zz: 1 };
  /** The reader's languages, the dictionary's, and what is shown. @type {[string[], string, string, string, string][]} */
  const cases = [
    [["de"], "en", "Deutsch", "de", "ltr"],
    [["de-CH"], "en", "Deutsch", "de", "ltr"],
    [["pt"], "en", "Português", "pt-BR", "ltr"],
    [["PT-br"], "en", "Português", "pt-BR", "ltr"],
    [["fr", "fa"], "en", "فارسی", "fa", "rtl"],
    [["fr"], "de", "Deutsch", "de", "ltr"],
    [["fr"], "", "English", "en", "ltr"],
    [[""], "", "English", "en", "ltr"],
    [["zz"], "", "English", "en", "ltr"],
  ];
  for (const [languages, language, text, lang, dir] of cases) {
    test(`${languages} of a dictionary in ${language || "no language"} is ${lang}`, () => {
      const card = cardOf({ description }, { languages, language });
      assert.deepEqual([card.description, card.lang, card.dir], [text, lang, dir]);
    });
  }

  test("is the dictionary's where there is one text, and unknown where nobody says", () => {
    assert.deepEqual([cardOf({ description: "x" }, { language: "he" }).lang, cardOf({ description: "x" }, { language: "he" }).dir], ["he", "rtl"]);
    assert.deepEqual([cardOf({ description: "x" }, { language: "" }).lang, cardOf({ description: "x" }, { language: "" }).dir], ["", "auto"]);
    assert.equal(cardOf({ description: { '"><b': "x" } }, { language: "" }).lang, "", "a tag that is none is not passed on");
  });

  test("runs in the direction of its script", () => {
    const rightToLeft = ["ar", "ar-EG", "fa", "he", "iw", "ur-PK", "yi", "ps", "ckb", "ug", "az-Arab", "pa-Arab-PK", "ks", "ff-Adlm"];
    const leftToRight = ["en", "de-CH", "zh-Hant", "az", "ku", "ks-Deva", "ur-Latn", "art", "arn", "hebrew"];
    for (const lang of rightToLeft) assert.equal(directionOf(lang), "rtl", lang);
    for (const lang of leftToRight) assert.equal(directionOf(lang), "ltr", lang);
    assert.equal(directionOf(""), "auto");
  });
});

describe("the texts", () => {
  test("are English until a site says otherwise, key by key", () => {
    assert.deepEqual({ ...mergeStrings(undefined) }, { ...ENGLISH });
    const strings = mergeStrings({ close: "Schließen", lang: "de", about: 7 });
    assert.deepEqual([strings.close, strings.lang, strings.about], ["Schließen", "de", ENGLISH.about]);
    for (const value of [null, 1, "x", []]) assert.equal(mergeStrings(value).close, ENGLISH.close);
  });

  test("take values once: a value is never a template", () => {
    assert.equal(fill("About {name} ({other})", { name: "{name}" }), "About {name} ({other})");
    assert.equal(fill("{name} $& {name}", { name: "$1" }), "$1 $& $1");
  });
});
