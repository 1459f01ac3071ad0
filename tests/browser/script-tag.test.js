// The script tag as publishers put it on their pages: from any origin, early or late, once or several times.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { ownerDifferences, rememberPage } from "./page-state.js";

const talks = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] },
    { id: "doha", name: "Doha" },
  ],
};
const places = { language: "en", entities: [{ id: "paris", name: "Paris" }] };

const listener = `<script>
  window.heard = [];
  window.lastDetail = null;
  for (const type of ["ready", "error"]) {
    const on = EventTarget.prototype.addEventListener.bind(document);
    on("namelight:" + type, ({ detail: { highlighter, ...rest } }) => {
      heard.push(rest.code ?? type);
      window.lastDetail = rest;
    });
  }
</script>`;
const article =
  "<article><p>Leavitt in <a href='#doha'>Doha</a>, Doha.</p></article><aside><p>Doha, Paris</p></aside>";

/** @param {string} tags @param {string} [body] */
const pageOf = (tags, body = article) =>
  `<!doctype html><html lang=en><meta charset=utf-8><title>Tag</title>${listener}${tags}<body>${body}</body>`;

/** @param {string} attributes */
const tag = (attributes) => `<script src="/dist/namelight.global.js" ${attributes}></script>`;

const marks = () =>
  [...Document.prototype.querySelectorAll.call(document, "namelight-mark")].map((mark) => mark.textContent);
const ready = () =>
  /** @type {any} */ (window).namelight.ready.then((/** @type {any[]} */ live) => live.length);
const heard = () => /** @type {any} */ (window).heard;
const lastMessage = () => /** @type {any} */ (window).lastDetail.message;

const options = {
  dictionary: talks,
  routes: { "/places.json": { body: places }, "/news/places.json": { body: places } },
};

forEachBrowser((check, engine) => {
  for (const kind of ["", "async", "defer"]) {
    check(`a ${kind || "blocking"} tag marks the article when it is parsed`, async (open) => {
      const page = await open(pageOf(tag(`${kind} data-dictionary="dictionary.json"`)), options);
      assert.equal(await page.evaluate(ready), 1);
      assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
      assert.deepEqual(await page.evaluate(heard), ["ready"]);
    });
  }

  check("what it puts on the window", async (open) => {
    const page = await open(pageOf(tag('async data-dictionary="dictionary.json"')), options);
    await page.waitFor(() => "namelight" in window);
    const found = await page.evaluate(async () => {
      const before = new Set(Object.getOwnPropertyNames(window));
      const { namelight } = /** @type {any} */ (window);
      const live = await namelight.ready;
      return {
        kinds: Object.fromEntries(Object.keys(namelight).map((name) => [name, typeof namelight[name]])),
        same: live[0] === [...namelight.highlighters][0],
        added: Object.getOwnPropertyNames(window).filter((name) => !before.has(name)),
        error: new namelight.NamelightError("x", "y") instanceof Error,
      };
    });
    for (const name of ["loadDictionary", "createHighlighter", "NamelightError"])
      assert.equal(found.kinds[name], "function", name);
    assert.equal(found.kinds.highlighters, "object");
    assert.ok(found.same && found.error);
    assert.deepEqual(found.added, []);
    const globals = await page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const known = new Set(Object.getOwnPropertyNames(/** @type {any} */ (frame.contentWindow)));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter(
        (name) => !known.has(name) && !/^(heard|lastDetail|\d+)$/.test(name),
      );
    });
    assert.deepEqual(
      globals.filter((name) => !/^(__|puppeteer|chrome|cdc_)/.test(name)),
      ["namelight"],
    );
  });

  check("every option has its attribute", async (open) => {
    const attributes = `data-dictionary="dictionary.json places.json" data-root="article, aside" data-links
      data-exclude=".quiet" data-occurrences="2" data-paint="wrap" data-lang="en" data-cfasync="false"`;
    const page = await open(pageOf(tag(attributes), `${article}<aside class=quiet>Paris</aside>`), options);
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha", "Doha", "Paris"]);
  });

  check("addresses are relative to the page, whatever its base", async (open) => {
    const page = await open(
      pageOf(`<base href="/news/">${tag('data-dictionary="places.json" data-root=aside')}`),
      options,
    );
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Paris"]);
    assert.ok(page.site.requests.some(({ path }) => path === "/news/places.json"));
  });

  check("a dictionary in the page, before or behind the tag", async (open) => {
    const inline = `<script type="application/json" id="names">${JSON.stringify(talks)}</script>`;
    const page = await open(
      pageOf(tag('data-dictionary="#names places.json" data-root="body"'), article + inline),
      options,
    );
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha", "Doha", "Paris"]);
  });

  check("a tag that a tag manager puts into a page that is long parsed", async (open) => {
    const page = await open(pageOf(""), options);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.src = "/dist/namelight.global.js";
      script.dataset.dictionary = "dictionary.json";
      document.head.append(script);
      script.addEventListener("load", () => script.remove());
    });
    await page.waitFor(() => "namelight" in window);
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
  });

  check("from another origin", async (open) => {
    const page = await open(pageOf(""), options);
    await page.evaluate((source) => {
      const script = document.createElement("script");
      Object.assign(script, { src: source, async: true });
      script.dataset.dictionary = "dictionary.json";
      document.head.append(script);
    }, `${page.site.otherOrigin}/dist/namelight.global.js`);
    await page.waitFor(() => "namelight" in window);
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
  });

  check("two tags, two roots: one global, two highlighters", async (open) => {
    const two =
      tag('data-dictionary="dictionary.json"') + tag('data-dictionary="places.json" data-root="aside"');
    const page = await open(pageOf(two), options);
    assert.equal(await page.evaluate(ready), 2);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha", "Paris"]);
    assert.deepEqual(await page.evaluate(heard), ["ready", "ready"]);
  });

  check("two tags for the same text: the second says so", async (open) => {
    const two =
      tag('data-dictionary="dictionary.json"') + tag('async data-dictionary="places.json" data-root="body"');
    const page = await open(pageOf(two), options);
    assert.equal(await page.evaluate(ready), 1);
    const said = await page.evaluate(heard);
    assert.deepEqual([...said].sort(), ["already-highlighted", "ready"]);
  });

  check("a tag beside the page's own import of the package", async (open) => {
    const page = await open(pageOf(tag('data-dictionary="dictionary.json"')), options);
    assert.equal(await page.evaluate(ready), 1);
    const found = await page.evaluate(async () => {
      const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      const dictionary = await loadDictionary("/places.json");
      const refused = await createHighlighter({ dictionary }).catch((/** @type {any} */ error) => error.code);
      const own = await createHighlighter({ dictionary, root: "aside" });
      const live = [.../** @type {any} */ (window).namelight.highlighters];
      own.destroy();
      return [
        refused,
        live.length,
        live.includes(own),
        [.../** @type {any} */ (window).namelight.highlighters].length,
      ];
    });
    assert.deepEqual(found, ["already-highlighted", 2, true, 1]);
  });

  check("destroying its highlighter frees everything", async (open) => {
    const page = await open(pageOf(""), options);
    await page.evaluate(rememberPage);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.src = "/dist/namelight.global.js";
      script.dataset.dictionary = "dictionary.json";
      script.addEventListener("load", () => script.remove());
      document.documentElement.append(script);
    });
    await page.waitFor(() => "namelight" in window);
    const left = await page.evaluate(async () => {
      const [highlighter] = await /** @type {any} */ (window).namelight.ready;
      highlighter.destroy();
      return [
        [.../** @type {any} */ (window).namelight.highlighters].length,
        document.adoptedStyleSheets.length,
      ];
    });
    assert.deepEqual(left, [0, 0]);
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });

  check("a tag without a dictionary is there for its exports", async (open) => {
    const page = await open(pageOf(tag("")), options);
    assert.equal(await page.evaluate(ready), 0);
    assert.deepEqual(await page.evaluate(heard), []);
  });

  for (const [what, attributes, code, message] of /** @type {[string, string, string, RegExp][]} */ ([
    [
      "a slip in an attribute",
      'data-dictionary="dictionary.json" data-roots="article"',
      "unknown-option",
      /"data-roots".*"data-root"/,
    ],
    [
      "a wrong value",
      'data-dictionary="dictionary.json" data-occurrences="many"',
      "bad-option",
      /data-occurrences.*"many"/,
    ],
    ["an engine that there is not", 'data-dictionary="dictionary.json" data-engine="asm"', "bad-option", /"js", not "asm"/],
    ["an address that is none", 'data-dictionary="https://"', "bad-option", /https:/],
    ["an inline dictionary that is not there", 'data-dictionary="#names"', "bad-option", /id="names"/],
    [
      "a root that is not there",
      'data-dictionary="dictionary.json" data-root="#nowhere"',
      "root-not-found",
      /#nowhere/,
    ],
  ])) {
    check(`${what} is said in an event, and the page is untouched`, async (open) => {
      const page = await open(pageOf(tag(attributes)), options);
      assert.equal(await page.evaluate(ready), 0, "ready resolves anyway");
      assert.deepEqual(await page.evaluate(heard), [code]);
      assert.match(await page.evaluate(lastMessage), message);
      assert.deepEqual(await page.evaluate(marks), []);
    });
  }

  check("a page that opts out is not read, and nothing is fetched", async (open) => {
    const page = await open(
      pageOf(`<meta name="Namelight" content="off">${tag('data-dictionary="dictionary.json"')}`),
      options,
    );
    assert.equal(await page.evaluate(ready), 0);
    assert.deepEqual(await page.evaluate(heard), []);
    assert.deepEqual(
      page.site.requests.filter(({ path }) => path === "/dictionary.json"),
      [],
    );
  });

  check("faults in the dictionary are said once, and the rest of it works", async (open) => {
    const dictionary = { ...talks, entities: [...talks.entities, { id: "nameless" }, { id: "nobody" }] };
    const page = await open(pageOf(tag('data-dictionary="dictionary.json"')), { ...options, dictionary });
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(heard), ["dictionary-faults", "ready"]);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
  });

  check("elements that take the platform's names do no harm", async (open) => {
    const body = `<img name=currentScript><img name=body><form name=querySelector></form><a id=namelight></a>
      ${tag('data-dictionary="dictionary.json"')}${article}`;
    const page = await open(pageOf("", body), options);
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
  });

  check("a variable of the page's that has our name is left to the page", async (open) => {
    const page = await open(
      pageOf(`<script>var namelight = "ours";</script>${tag('data-dictionary="dictionary.json"')}`),
      options,
    );
    await page.waitFor(() => /** @type {any} */ (window).heard.includes("ready"));
    assert.deepEqual(await page.evaluate(heard), ["global-taken", "ready"]);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).namelight), "ours");
  });

  check("under a strict content security policy", async (open) => {
    const headers = {
      "content-security-policy":
        "default-src 'none'; script-src 'nonce-x' 'wasm-unsafe-eval'; connect-src 'self'; " +
        "style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    };
    const page = await open(
      pageOf(tag('nonce="x" data-dictionary="dictionary.json"')).replace("<script>", '<script nonce="x">'),
      // The engine itself asks for the page's icon, and says that it may not.
      { ...options, headers, allow: [/favicon\.ico/] },
    );
    assert.equal(await page.evaluate(ready), 1);
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
    const line = await page.evaluate(
      () =>
        getComputedStyle(/** @type {Element} */ (document.querySelector("namelight-mark")))
          .textDecorationLine,
    );
    assert.equal(line, "underline", `styles are there in ${engine}`);
  });
});
