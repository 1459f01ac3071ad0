// Dictionaries that do not come, are no dictionaries, or have faults: the page stays as it was and
// `namelight:error` says why, or the rest of the dictionary works and the faulty part is harmless.

import assert from "node:assert/strict";
import { forEachBrowser, waitFor } from "./harness.js";
import { ownerDifferences, rememberPage } from "./page-state.js";

const article = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Talks in Doha</title>
<article><p>Envoys of <b>Qatar</b> met in Doha. <i>Qatar</i> said no more.</p></article>`;

const qatar = {
  id: "qatar",
  name: "Qatar",
  type: "Country",
  description: "Country on the Arabian Peninsula.",
};
const doha = { id: "doha", name: "Doha", type: "City" };

/** @param {...object} entities */
const dictionaryOf = (...entities) => ({ name: "Talks", language: "en", entities });

/** What the tag on the page has said and done so far. */
function events() {
  return /** @type {{ errors: { code: string, message: string }[], ready: number }} */ (
    /** @type {any} */ (window).heard
  );
}

function markedWords() {
  return [...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent);
}

/**
 * Puts a script tag into the page, as a tag manager does, and listens.
 * @param {import("./harness.js").TestPage} page
 * @param {Record<string, string>} attributes
 */
async function addTag(page, attributes) {
  await page.evaluate(rememberPage);
  await page.evaluate((given) => {
    const heard = { errors: /** @type {object[]} */ ([]), ready: 0 };
    /** @type {any} */ (window).heard = heard;
    document.addEventListener("namelight:error", (event) => {
      const { code, message } = /** @type {CustomEvent} */ (event).detail;
      heard.errors.push({ code, message });
    });
    document.addEventListener("namelight:ready", () => {
      heard.ready += 1;
    });
    const script = document.createElement("script");
    script.async = true;
    for (const [name, value] of Object.entries(given)) script.setAttribute(name, value);
    script.src = "/dist/namelight.global.js";
    document.head.append(script);
  }, attributes);
}

/**
 * What the tag has left behind, but for itself.
 * @param {import("./harness.js").TestPage} page
 */
async function differences(page) {
  await page.evaluate(() => document.querySelector('script[src$="namelight.global.js"]')?.remove());
  return page.evaluate(ownerDifferences);
}

/**
 * @param {import("./harness.js").TestPage} page
 * @param {string} code
 * @param {RegExp} message
 */
async function assertRefused(page, code, message) {
  await page.waitFor(() => /** @type {any} */ (window).heard.errors.length > 0);
  const { errors, ready } = await page.evaluate(events);
  assert.deepEqual(
    errors.map((error) => error.code),
    [code],
  );
  assert.match(errors[0].message, message);
  assert.equal(ready, 0);
  assert.deepEqual(await differences(page), []);
}

const mebibyte = 1024 * 1024;

// What an engine itself prints about a request that failed; none of it is ours.
const networkNoise = [/Failed to load resource/, /CORS|Cross-Origin|Access-Control/i];

/**
 * @type {Record<string, { route: import("./server.js").Route, code: string, message: RegExp, allow?:
 * RegExp[], from?: string }>}
 */
const unusable = {
  "is missing (404)": {
    route: { status: 404, body: "nothing here" },
    code: "dictionary-unreachable",
    message: /404/,
    allow: networkNoise,
  },
  "fails on its server (503)": {
    route: { status: 503, body: "" },
    code: "dictionary-unreachable",
    message: /503/,
    allow: networkNoise,
  },
  "may not be read from this origin": {
    route: { body: dictionaryOf(qatar) },
    code: "dictionary-unreachable",
    message: /dictionary\.json/,
    allow: networkNoise,
    from: "otherOrigin",
  },
  "is not JSON": { route: { body: '{"entities": [}' }, code: "not-json", message: /dictionary\.json/ },
  "is empty": { route: { body: "" }, code: "not-json", message: /empty|JSON/ },
  "is a web page": {
    route: {
      body: "<!doctype html><title>Sign in</title><p>Qatar",
      headers: { "content-type": "text/html" },
    },
    code: "not-json",
    message: /HTML|JSON/,
  },
  "is a number": { route: { body: "42" }, code: "not-a-dictionary", message: /entities/ },
  "is null": { route: { body: "null" }, code: "not-a-dictionary", message: /entities/ },
  "is a list of something else": {
    route: { body: "[1, 2, 3]" },
    code: "not-a-dictionary",
    message: /entities/,
  },
  "is another site's object": {
    route: { body: { "@context": "https://schema.org", name: "Qatar" } },
    code: "not-a-dictionary",
    message: /entities/,
  },
  "has entities of the wrong kind": {
    route: { body: { entities: { qatar } } },
    code: "not-a-dictionary",
    message: /entities/,
  },
  "is noise": {
    route: { body: new Uint8Array(4096).map((_byte, index) => (index * 197) % 256) },
    code: "not-json",
    message: /./,
  },
};

/** @type {Record<string, { dictionary: object | string, marked: string[], faults: RegExp[] }>} */
const faulty = {
  "an id that occurs twice": {
    dictionary: dictionaryOf(qatar, { ...doha, id: "qatar" }),
    marked: ["Qatar", "Qatar"],
    faults: [/duplicate-id .*entities\[1\]/],
  },
  "an entity without a name": {
    dictionary: dictionaryOf({ id: "nameless" }, qatar),
    marked: ["Qatar", "Qatar"],
    faults: [/entities\[0\]/],
  },
  "entities of every wrong kind": {
    dictionary: {
      entities: [null, 1, "Qatar", [qatar], {}, { id: 1, name: 2 }, { id: "", name: "Doha" }, qatar],
    },
    marked: ["Qatar", "Qatar"],
    faults: [0, 1, 2, 3, 4, 5, 6].map((index) => new RegExp(`entities\\[${index}\\]`)),
  },
  "aliases of every wrong kind": {
    dictionary: dictionaryOf({
      ...qatar,
      aliases: ["", "   ", "-", "…!?", null, 7, {}, { text: 3 }, ["Doha"]],
    }),
    marked: ["Qatar", "Qatar"],
    faults: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => new RegExp(`entities\\[0\\]\\.aliases\\[${index}\\]`)),
  },
  "aliases that are no list": {
    dictionary: dictionaryOf({ ...qatar, aliases: "Doha" }),
    marked: ["Qatar", "Qatar"],
    faults: [/entities\[0\]\.aliases/],
  },
  "an alias of one letter": {
    dictionary: dictionaryOf({ ...qatar, aliases: ["s"] }),
    marked: ["Qatar", "Qatar"],
    faults: [/entities\[0\]\.aliases\[0\]/],
  },
  "an alias of 10,000 characters": {
    dictionary: dictionaryOf({ ...qatar, aliases: ["Qatar and ".repeat(1000)] }),
    marked: ["Qatar", "Qatar"],
    faults: [/entities\[0\]\.aliases\[0\]/],
  },
  "an unknown key": {
    dictionary: dictionaryOf({ ...qatar, alias: ["Doha"] }),
    marked: ["Qatar", "Qatar"],
    faults: [/entities\[0\]\.alias.*aliases/],
  },
  "keys of the language itself": {
    dictionary: `{"entities": [{
      "id": "qatar", "name": "Qatar",
      "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}
    }]}`,
    marked: ["Qatar", "Qatar"],
    faults: [/__proto__/, /constructor/],
  },
  "addresses that are not https": {
    dictionary: dictionaryOf({
      ...qatar,
      url: "javascript:alert(1)",
      sameAs: ["java\tscript:alert(1)", "data:text/html,<p>x", "http://example.org/"],
      image: { src: " JavaScript:alert(1)", creditUrl: "vbscript:x" },
    }),
    marked: ["Qatar", "Qatar"],
    faults: [
      /entities\[0\]\.url/,
      /entities\[0\]\.sameAs\[0\]/,
      /entities\[0\]\.sameAs\[1\]/,
      /entities\[0\]\.sameAs\[2\]/,
      /entities\[0\]\.image\.src/,
    ],
  },
};

forEachBrowser((check, engine) => {
  for (const [what, { route, code, message, allow, from = "origin" }] of Object.entries(unusable)) {
    check(`a dictionary that ${what}`, async (open) => {
      const page = await open(article, { routes: { "/dictionary.json": route }, allow });
      await addTag(page, {
        "data-dictionary": `${from === "origin" ? page.site.origin : page.site.otherOrigin}/dictionary.json`,
      });
      await assertRefused(page, code, message);
    });
  }

  check("an inline dictionary that is not there, and one that is not JSON", async (open) => {
    const missing = await open(article);
    await addTag(missing, { "data-dictionary": "#nowhere" });
    await assertRefused(missing, "bad-option", /nowhere/);
    const broken = await open(`${article}<script type="application/json" id="names">{"entities": </script>`);
    await addTag(broken, { "data-dictionary": "#names" });
    await assertRefused(broken, "not-json", /#names/);
  });

  check("a script tag without a dictionary is there for its exports alone", async (open) => {
    const page = await open(article);
    await addTag(page, {});
    await page.waitFor(() => /** @type {any} */ (window).namelight?.ready.then(() => true));
    assert.deepEqual(await page.evaluate(events), { errors: [], ready: 0 });
    assert.deepEqual(await differences(page), []);
  });

  /** @type {Record<string, Record<string, string>>} */
  const large = { "says so": { "content-length": String(200 * mebibyte) }, "does not say so": {} };
  for (const [what, headers] of Object.entries(large)) {
    check(`a dictionary of 200 MB that ${what} is not read to its end`, async (open) => {
      let sentBytes = 0;
      let isOver = false;
      async function* spaces() {
        try {
          for (; sentBytes < 200 * mebibyte; sentBytes += mebibyte) yield new Uint8Array(mebibyte).fill(0x20);
        } finally {
          isOver = true;
        }
      }
      const page = await open(article, {
        routes: { "/dictionary.json": () => ({ headers, body: spaces() }) },
      });
      await addTag(page, { "data-dictionary": "dictionary.json" });
      await assertRefused(page, "dictionary-too-large", /dictionary\.json.*MiB/);
      await waitFor(() => isOver);
      // What says so is refused before any of it is read; Firefox fetches on into a buffer meanwhile.
      const limit = engine === "chromium" && headers["content-length"] ? 32 : 150;
      assert.ok(sentBytes < limit * mebibyte, `${sentBytes} bytes were sent`);
    });
  }

  check("a slow dictionary: the page is as it was until it comes", async (open) => {
    /** @type {(body: object) => void} */
    let release = () => {};
    const held = new Promise((resolve) => {
      release = (body) => resolve({ body });
    });
    const page = await open(article, { routes: { "/dictionary.json": () => held } });
    await addTag(page, { "data-dictionary": "dictionary.json" });
    await waitFor(() => page.site.requests.some((request) => request.path === "/dictionary.json"));
    assert.deepEqual(await differences(page), []);
    release(dictionaryOf(qatar));
    await page.waitFor(() => /** @type {any} */ (window).heard.ready === 1);
    assert.deepEqual(await page.evaluate(markedWords), ["Qatar", "Qatar"]);
  });

  check("a slow dictionary that is no longer wanted", async (open) => {
    const page = await open(article, { routes: { "/dictionary.json": () => new Promise(() => {}) } });
    await page.evaluate(rememberPage);
    await page.evaluate(async () => {
      const { loadDictionary } = await import(/** @type {any} */ ("/dist/index.js"));
      const controller = new AbortController();
      const loading = loadDictionary("/dictionary.json", { signal: controller.signal });
      Object.assign(window, {
        controller,
        outcome: loading.then(
          () => "loaded",
          (/** @type {Error} */ error) => error.name,
        ),
      });
    });
    await waitFor(() => page.site.requests.some((request) => request.path === "/dictionary.json"));
    await page.evaluate(() => /** @type {any} */ (window).controller.abort());
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).outcome), "AbortError");
    assert.deepEqual(await differences(page), []);
  });

  for (const [what, { dictionary, marked, faults }] of Object.entries(faulty)) {
    check(`a dictionary with ${what}: the rest works`, async (open) => {
      const page = await open(article, { dictionary });
      await page.evaluate(rememberPage);
      const found = await page.evaluate(async () => {
        const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
        const loaded = await loadDictionary("/dictionary.json");
        /** @type {any} */ (window).highlighter = await createHighlighter({ dictionary: loaded });
        // The page takes what it can use; what is wrong with the rest is the checker's to say.
        const { checkDictionary } = await import(/** @type {any} */ ("/dist/check.js"));
        const { faults } = await checkDictionary(await (await fetch("/dictionary.json")).text());
        return faults.map(
          (/** @type {any} */ fault) => `${fault.code} ${fault.path} ${fault.message}`,
        );
      });
      assert.deepEqual(await page.evaluate(markedWords), marked);
      for (const pattern of faults)
        assert.ok(
          found.some((/** @type {string} */ fault) => pattern.test(fault)),
          `${pattern} is among\n${found.join("\n")}`,
        );
      assert.equal(await page.evaluate(() => /** @type {any} */ ({}).polluted), undefined);
      await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
      assert.deepEqual(await differences(page), []);
    });
  }

  check("markup in every field is text, and no address but https is followed", async (open) => {
    const evil = '<img src=x onerror="window.pwned = true"><script>window.pwned = true</script><b>bold</b>';
    const page = await open(article, {
      dictionary: dictionaryOf({
        id: `qatar"><b>${evil}`,
        name: "Qatar",
        type: evil,
        aliases: [evil],
        description: evil,
        url: "javascript:window.pwned=true",
        image: {
          src: "javascript:window.pwned=true",
          alt: evil,
          credit: evil,
          creditUrl: "javascript:window.pwned=true",
          license: evil,
        },
        sameAs: [evil, "javascript:window.pwned=true", "https://example.org/qatar"],
      }),
    });
    await addTag(page, { "data-dictionary": "dictionary.json" });
    await page.waitFor(() => /** @type {any} */ (window).heard.ready === 1);
    const { x, y } = await page.pointOf("namelight-mark");
    await page.mouse.click(x, y);
    const shown = await page.waitFor(() => {
      const root = document.querySelector("namelight-tooltip:popover-open")?.shadowRoot;
      return (
        root && {
          text: root.textContent,
          foreign: [...root.querySelectorAll("b, script, img, iframe")].length,
          addresses: [...root.querySelectorAll("[href], [src]")].map(
            (element) => element.getAttribute("href") ?? element.getAttribute("src"),
          ),
        }
      );
    });
    assert.ok(shown?.text?.includes(evil), "the description is shown as it is written");
    assert.equal(shown?.foreign, 0);
    assert.deepEqual(shown?.addresses, ["https://example.org/qatar"]);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).pwned), undefined);
    assert.deepEqual(await page.evaluate(markedWords), ["Qatar", "Qatar"]);
  });

  check("one of several dictionaries does not come", async (open) => {
    const page = await open(article, { dictionary: dictionaryOf(qatar), allow: networkNoise });
    await addTag(page, { "data-dictionary": "dictionary.json missing.json" });
    await page.waitFor(() => /** @type {any} */ (window).heard.errors.length > 0);
    const { errors } = await page.evaluate(events);
    assert.deepEqual(
      errors.map((error) => error.code),
      ["dictionary-unreachable"],
    );
    assert.match(errors[0].message, /missing\.json/);
  });
});
