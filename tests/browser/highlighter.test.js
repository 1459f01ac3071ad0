// createHighlighter as an application uses it: what it answers, says, refuses and gives back.

import assert from "node:assert/strict";
import { compilerOf, damageWhatFinds } from "../compiled.js";
import { forEachBrowser } from "./harness.js";
import { ownerDifferences, rememberPage } from "./page-state.js";

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] },
    { id: "house", name: "White House" },
    { id: "doha", name: "Doha" },
  ],
};

/** @param {string} body */
const pageOf = (body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Highlighter</title><body>${body}</body>`;

/**
 * A page that has the package and a dictionary at hand, and hears every event.
 * @param {import("./harness.js").Open} open
 * @param {string} body
 * @param {import("./harness.js").PageOptions} [options]
 */
async function prepare(open, body, options = {}) {
  const page = await open(pageOf(body), { dictionary, ...options });
  await page.evaluate(rememberPage);
  await page.evaluate(async () => {
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const loaded = await loadDictionary("/dictionary.json");
    /** What the matcher was asked to read. @type {string[][]} */
    const reads = [];
    const createDocument = loaded.createDocument.bind(loaded);
    loaded.createDocument = (/** @type {any} */ given) => {
      const matcher = createDocument(given);
      const read = matcher.read.bind(matcher);
      matcher.read = (/** @type {{ text: string }[]} */ changed) => {
        reads.push(changed.map(({ text }) => text));
        return read(changed);
      };
      return matcher;
    };
    /** @type {{ type: string, detail: any }[]} */
    const heard = [];
    for (const type of ["ready", "error"]) {
      document.addEventListener(`namelight:${type}`, (event) => {
        const { highlighter, ...detail } = /** @type {CustomEvent} */ (event).detail;
        heard.push({ type, detail: { ...detail, hasHighlighter: Boolean(highlighter) } });
      });
    }
    const start = (/** @type {any} */ given) => createHighlighter({ dictionary: loaded, ...given });
    const refusal = (/** @type {any} */ given) =>
      start(given).then(
        () => "started",
        (/** @type {any} */ error) => `${error.name} ${error.code ?? ""}: ${error.message}`,
      );
    Object.assign(window, { dictionary: loaded, start, refusal, heard, reads });
  });
  return page;
}

const marks = () => [...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent);
/** Null where nothing is or was highlighted. */
const highlights = () => {
  const highlight = /** @type {any} */ (CSS).highlights.get("namelight");
  if (!highlight) return null;
  return Array.from(highlight, (/** @type {StaticRange} */ { startContainer, startOffset, endOffset }) =>
    startContainer.textContent?.slice(startOffset, endOffset),
  );
};
const heardCodes = () =>
  /** @type {any} */ (window).heard.map((/** @type {any} */ { type, detail }) => detail.code ?? type);

forEachBrowser((check) => {
  check("mentions, events and what is given back", async (open) => {
    const page = await prepare(
      open,
      "<article><h1>Doha</h1><p>Karoline <b>Leavitt</b> and Leavitt</p><p>-</p><p>Doha</p></article>",
    );
    const found = await page.evaluate(async () => {
      const { start, heard } = /** @type {any} */ (window);
      const highlighter = await start();
      /** @type {any} */ (window).highlighter = highlighter;
      return {
        mentions: highlighter.mentions,
        heard,
        isTarget: highlighter instanceof EventTarget,
        roots: highlighter.roots.length,
      };
    });
    assert.deepEqual(
      found.mentions.map((/** @type {any} */ { block, start, end, text, entity }) => [
        block,
        start,
        end,
        text,
        entity,
      ]),
      [
        [0, 0, 4, "Doha", "doha"],
        [1, 0, 16, "Karoline Leavitt", "leavitt"],
        [1, 21, 28, "Leavitt", "leavitt"],
        [3, 0, 4, "Doha", "doha"],
      ],
    );
    assert.equal(found.mentions[0].alias, "Doha");
    assert.ok(found.isTarget);
    assert.equal(found.roots, 1);
    const [{ type, detail }] = found.heard;
    assert.equal(type, "ready");
    assert.deepEqual(
      { ...detail, durationMs: typeof detail.durationMs },
      { mentions: 4, entities: 2, engine: "wasm", durationMs: "number", hasHighlighter: true },
    );
    const freed = await page.evaluate(() => {
      const { dictionary: loaded, highlighter } = /** @type {any} */ (window);
      let refused = "";
      try {
        loaded.free();
      } catch (error) {
        refused = /** @type {any} */ (error).name;
      }
      highlighter.destroy();
      highlighter.destroy();
      loaded.free();
      return [refused, document.adoptedStyleSheets.length];
    });
    assert.equal(freed[1], 0);
    assert.notEqual(freed[0], "", "freeing a dictionary in use throws");
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });

  check("it is disposed of like any resource", async (open) => {
    const page = await prepare(open, "<article><p>Doha</p></article>");
    const left = await page.evaluate(async () => {
      const highlighter = await /** @type {any} */ (window).start();
      highlighter[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
      return document.querySelectorAll("namelight-mark").length;
    });
    assert.equal(left, 0);
  });

  check("the default root is the first of article body, article, main, body", async (open) => {
    const bodies = [
      "<p>Doha</p><article><p>Doha</p><div itemprop=articleBody id=here><p>Doha</p></div></article>",
      "<p>Doha</p><main><article id=here><p>Doha</p></article><article><p>Doha</p></article></main>",
      "<p>Doha</p><main id=here><p>Doha</p></main>",
      "<div id=here>Doha</div>",
    ];
    for (const body of bodies) {
      const page = await prepare(open, body);
      await page.evaluate(() => /** @type {any} */ (window).start());
      const inside = await page.evaluate(() =>
        [...document.querySelectorAll("namelight-mark")].map((mark) => Boolean(mark.closest("#here"))),
      );
      assert.deepEqual(inside, [true]);
    }
  });

  check("roots: all that match, nested ones once, elements and selectors together", async (open) => {
    const page = await prepare(
      open,
      "<div class=r><p>Doha 1</p><div class=r><p>Doha 2</p></div></div><p>Doha</p>" +
        "<div class=r><p>Doha 3</p></div><aside>Doha 4</aside>",
    );
    const found = await page.evaluate(async () => {
      const highlighter = await /** @type {any} */ (window).start({
        root: [document.querySelector("aside"), ".r", "div div"],
        occurrences: "all",
      });
      return {
        blocks: highlighter.mentions.map((/** @type {any} */ { block }) => block),
        roots: highlighter.roots.length,
      };
    });
    assert.deepEqual(found, { blocks: [0, 1, 2, 3], roots: 3 });
  });

  check("occurrences count over all roots together", async (open) => {
    const page = await prepare(
      open,
      "<section><p>Doha, Doha</p></section><section><p>Doha, Leavitt</p></section>",
    );
    await page.evaluate(() => /** @type {any} */ (window).start({ root: "section", occurrences: "first" }));
    assert.deepEqual(await page.evaluate(marks), ["Doha", "Leavitt"]);
  });

  check(
    "a refresh hands only what has changed to the matcher, and leaves other marks alone",
    async (open) => {
      const page = await prepare(
        open,
        "<article><p>Doha one</p><p id=two>Doha two</p><p>Doha <b>three</b></p></article>",
      );
      const result = await page.evaluate(async () => {
        const { start, reads } = /** @type {any} */ (window);
        const highlighter = await start();
        const before = [...document.querySelectorAll("namelight-mark")];
        await highlighter.refresh();
        /** @type {HTMLElement} */ (document.querySelector("#two")).textContent = "The White House and Doha";
        const [one, two] = [highlighter.refresh(), highlighter.refresh()];
        await Promise.all([one, two]);
        const after = [...document.querySelectorAll("namelight-mark")];
        document
          .querySelector("#two")
          ?.before(Object.assign(document.createElement("p"), { textContent: "Leavitt" }));
        await highlighter.refresh();
        return {
          reads,
          same: one === two,
          kept: [before[0] === after[0], before[2] === after[3]],
          marks: [...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent),
          blocks: highlighter.mentions.map((/** @type {any} */ { block, text }) => `${block} ${text}`),
        };
      });
      assert.deepEqual(result.reads, [
        ["Doha one", "Doha two", "Doha three"],
        ["The White House and Doha"],
        ["Leavitt"],
      ]);
      assert.ok(result.same, "calls that wait are one refresh");
      assert.deepEqual(result.kept, [true, true]);
      assert.deepEqual(result.marks, ["Doha", "Leavitt", "White House", "Doha", "Doha"]);
      assert.deepEqual(result.blocks, ["0 Doha", "1 Leavitt", "2 White House", "2 Doha", "3 Doha"]);
    },
  );

  check("a refresh follows the root that a page puts in another's place", async (open) => {
    const page = await prepare(open, "<main><article><p>Doha</p></article></main>");
    await page.evaluate(async () => {
      const highlighter = await /** @type {any} */ (window).start({ root: "article" });
      const next = document.createElement("article");
      next.textContent = "Leavitt in Doha";
      document.querySelector("article")?.replaceWith(next);
      await highlighter.refresh();
    });
    assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha"]);
  });

  const article = "<article><p>Doha</p></article>";
  for (const [what, options, refused] of /** @type {[string, string, RegExp][]} */ ([
    ["an unknown option", "{ roots: 'article' }", /NamelightError unknown-option: .*"root"/],
    ["a wrong value", "{ occurrences: -1 }", /NamelightError bad-option: .*-1/],
    ["a root that is no selector", "{ root: 'p[' }", /NamelightError bad-option: .*"p\["/],
    ["an exclusion that is no selector", "{ exclude: '::' }", /NamelightError bad-option: .*"::"/],
    ["a root that is not there", "{ root: '#nowhere' }", /NamelightError root-not-found: .*#nowhere/],
    ["a signal that has ended", "{ signal: AbortSignal.abort() }", /AbortError /],
  ])) {
    check(`${what} is refused, and the page is untouched`, async (open) => {
      const page = await prepare(open, article);
      const said = await page.evaluate((code) => new Function(`return window.refusal(${code})`)(), options);
      assert.match(said, refused);
      assert.deepEqual(await page.evaluate(ownerDifferences), []);
      await page.evaluate(() => /** @type {any} */ (window).dictionary.free());
    });
  }

  check("two highlighters in one text: the second is refused, inside or around the first", async (open) => {
    const page = await prepare(open, "<main><article><p>Doha</p></article></main>");
    const said = await page.evaluate(async () => {
      const { start, refusal } = /** @type {any} */ (window);
      const both = await Promise.all([
        start({ root: "article" }),
        refusal({ root: "p" }),
        refusal({ root: "main" }),
      ]);
      const [first, ...refused] = both;
      first.destroy();
      return [...refused, await refusal({ root: "main" })];
    });
    assert.match(said[0], /already-highlighted/);
    assert.match(said[1], /already-highlighted/);
    assert.equal(said[2], "started");
  });

  check("a signal ends it while it starts and afterwards", async (open) => {
    const page = await prepare(open, article);
    const said = await page.evaluate(async () => {
      const { start, refusal } = /** @type {any} */ (window);
      const early = new AbortController();
      const refused = refusal({ signal: early.signal });
      early.abort();
      const late = new AbortController();
      await refused;
      await start({ signal: late.signal });
      const during = document.querySelectorAll("namelight-mark").length;
      late.abort();
      /** @type {any} */ (window).dictionary.free();
      return [await refused, during];
    });
    assert.match(String(said[0]), /AbortError/);
    assert.equal(said[1], 1);
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });

  for (const [what, body, mark] of /** @type {[string, string, string][]} */ ([
    ["React", article, "document.querySelector('p')['__reactFiber$x'] = {}"],
    [
      "React above the root",
      `<div id=app>${article}</div>`,
      "document.querySelector('#app')['__reactContainer$x'] = {}",
    ],
    ["React, not hydrated yet", `<div id=__next>${article}</div>`, ""],
    ["React's server components", article, "window.__next_f = []"],
    ["React's two texts", "<article><p>in <!-- -->Doha</p></article>", ""],
    ["Vue", `<div id=app>${article}</div>`, "document.querySelector('#app').__vue_app__ = {}"],
    ["Vue's or Svelte's fragments", "<article><!--[--><p>Doha</p><!--]--></article>", ""],
    ["Preact", article, "document.querySelector('article').__k = {}"],
    ["Svelte", article, "document.querySelector('p').firstChild.__t = 'Doha'"],
    ["Angular", `<app-root ng-version=21>${article}</app-root>`, ""],
    ["Lit", article, "document.querySelector('article')['_$litPart$'] = {}"],
    ["an editor", `<div class=ProseMirror>${article}</div>`, ""],
    ["a page that is edited", `<div contenteditable>${article}</div>`, ""],
  ])) {
    check(`auto puts no node into what belongs to ${what}, not even after a refresh; wrap does`, async (open) => {
      const page = await prepare(open, body);
      await page.evaluate((code) => {
        new Function(code)();
      }, mark);
      await page.evaluate(async () => {
        /** @type {any} */ (window).highlighter = await /** @type {any} */ (window).start({ list: false });
        await /** @type {any} */ (window).highlighter.refresh();
      });
      assert.deepEqual(await page.evaluate(highlights), ["Doha"]);
      assert.deepEqual(await page.evaluate(ownerDifferences), []);
      await page.evaluate(() => {
        /** @type {any} */ (window).highlighter.destroy();
        return /** @type {any} */ (window).start({ paint: "wrap" });
      });
      assert.deepEqual(await page.evaluate(highlights), null);
      assert.deepEqual(await page.evaluate(heardCodes), ["ready", "ready"]);
      assert.deepEqual(await page.evaluate(marks), ["Doha"]);
    });
  }

  check("without highlights, what has an owner is left alone, and that is told once", async (open) => {
    const page = await prepare(open, "<article><p>Doha</p><div class=ql-editor>Doha</div></article>");
    await page.evaluate(async () => {
      Object.defineProperty(CSS, "highlights", { value: undefined });
      const highlighter = await /** @type {any} */ (window).start();
      await highlighter.refresh();
    });
    assert.deepEqual(await page.evaluate(heardCodes), ["page-owned", "ready"]);
    assert.deepEqual(await page.evaluate(marks), ["Doha"]);
    const refused = await page.evaluate(() => /** @type {any} */ (window).refusal({ paint: "highlight" }));
    assert.match(refused, /NamelightError not-available: /);
  });

  check("a part of a compiled dictionary that is damaged counts as empty, and that is told once", async (open) => {
    const page = await prepare(open, "<p>Doha</p>");
    const sound = (await compilerOf({ name: "Places", language: "en", entities: [{ id: "doha", name: "Doha" }] })).finish();
    const bytes = [...await damageWhatFinds(sound, "Doha")];
    await page.evaluate(async (bytes) => {
      const { loadDictionary } = await import(/** @type {any} */ ("/dist/index.js"));
      const dictionary = await loadDictionary(new Uint8Array(bytes));
      const highlighter = await /** @type {any} */ (window).start({ dictionary });
      await highlighter.refresh();
    }, bytes);
    assert.deepEqual(await page.evaluate(heardCodes), ["dictionary-damaged", "ready"]);
    assert.deepEqual(await page.evaluate(marks), []);
  });

  check("a part that a framework or an editor owns is highlighted, the rest is wrapped", async (open) => {
    const page = await prepare(
      open,
      "<article><p>Doha</p><div id=comments>Doha</div><div class=ql-editor>Doha</div><p>Doha</p></article>",
    );
    await page.evaluate(async () => {
      /** @type {any} */ (document.querySelector("#comments")).__vue_app__ = {};
      await /** @type {any} */ (window).start();
    });
    assert.deepEqual(await page.evaluate(heardCodes), ["ready"]);
    assert.deepEqual(
      await page.evaluate(() =>
        [...document.querySelectorAll("namelight-mark")].map((mark) => mark.parentElement?.localName),
      ),
      ["p", "p"],
    );
    assert.deepEqual(await page.evaluate(highlights), ["Doha", "Doha"]);
  });

  check("what gets an owner after it was painted loses our nodes and keeps its marks", async (open) => {
    const page = await prepare(open, "<article><p>Doha</p><div id=app><p>Karoline Leavitt</p></div></article>");
    await page.evaluate(async () => {
      const highlighter = await /** @type {any} */ (window).start();
      /** @type {any} */ (document.querySelector("#app"))["__reactContainer$x"] = {};
      await highlighter.refresh();
    });
    assert.deepEqual(await page.evaluate(marks), ["Doha"]);
    assert.deepEqual(await page.evaluate(highlights), ["Karoline Leavitt"]);
  });

  check("a refresh does not take over a root that another highlighter has", async (open) => {
    const page = await prepare(open, "<main><section class=r><p>Doha</p></section><section><p>Doha</p></section></main>");
    const left = await page.evaluate(async () => {
      const { start } = /** @type {any} */ (window);
      const first = await start({ root: ".r" });
      await start({ root: "section:not(.r)" });
      document.querySelector("main")?.classList.add("r");
      await first.refresh();
      return [...document.querySelectorAll("namelight-mark")].map((mark) => mark.closest("section")?.className);
    });
    assert.deepEqual(left, [""], "the other's marks stay; the first has ended");
    assert.deepEqual(await page.evaluate(heardCodes), ["ready", "ready", "already-highlighted"]);
  });

  check("a refresh during a first painting that fails settles", async (open) => {
    const page = await prepare(open, "<article><p>Doha</p></article>");
    const said = await page.evaluate(async () => {
      const { dictionary: loaded, refusal } = /** @type {any} */ (window);
      loaded.createDocument = () => ({
        read() {
          const { highlighters } = /** @type {any} */ (document)[Symbol.for("namelight.page")];
          for (const one of highlighters) refreshes.push(one.refresh().then(() => "settled", String));
          throw new Error("unreachable executed");
        },
        free() {},
      });
      /** @type {Promise<string>[]} */
      const refreshes = [];
      return [await refusal({}), ...(await Promise.all(refreshes))];
    });
    assert.deepEqual(said, ["Error : unreachable executed", "settled"]);
    assert.deepEqual(await page.evaluate(heardCodes), []);
  });

  check("a highlighter that ends while its tooltip is fetched anew leaves none", async (open) => {
    const page = await prepare(open, "<main><article><p>Doha</p></article></main>");
    await page.evaluate(async () => {
      /** @type {any} */ (window).highlighter = await /** @type {any} */ (window).start({ root: "article" });
    });
    await page.waitFor(() => Symbol.for("namelight.tooltip") in document);
    const left = await page.evaluate(async () => {
      const { highlighter } = /** @type {any} */ (window);
      const root = document.createElement("article");
      root.textContent = "Doha";
      document.querySelector("article")?.replaceWith(root);
      const work = highlighter.refresh();
      // The new root's mark is there, and what comes next is the tooltip's code.
      await new Promise((settle) => {
        new MutationObserver((_, observer) => {
          if (!root.querySelector("[tabindex='0']")) return;
          observer.disconnect();
          settle(null);
        }).observe(root, { subtree: true, childList: true, attributes: true });
      });
      highlighter.destroy();
      await work;
      return [document.querySelectorAll("namelight-mark").length, Symbol.for("namelight.tooltip") in document];
    });
    assert.deepEqual(left, [0, false]);
  });

  for (const [what, code] of [
    ["in a shadow tree", "document.querySelector('#host').attachShadow({ mode: 'open' })"],
    ["in a frame", "document.querySelector('iframe').contentDocument.body"],
  ]) {
    check(`a root ${what} is refused, and the page is untouched`, async (open) => {
      const page = await prepare(open, "<article><p>Doha</p><div id=host></div><iframe></iframe></article>");
      const said = await page.evaluate((place) => {
        const root = document.createElement("section");
        root.textContent = "Doha";
        new Function("root", `${place}.append(root)`)(root);
        return /** @type {any} */ (window).refusal({ root });
      }, code);
      assert.match(said, /NamelightError bad-option: root: .*<section>.* must be an element of the page itself/);
      assert.deepEqual(await page.evaluate(marks), []);
      await page.evaluate(() => /** @type {any} */ (window).dictionary.free());
    });
  }

  check("a listener of the site that throws does not stop the painting", async (open) => {
    const page = await prepare(open, article, { allow: ["the site's own fault"] });
    await page.evaluate(() => {
      document.addEventListener("namelight:ready", () => {
        throw new Error("the site's own fault");
      });
      return /** @type {any} */ (window).start();
    });
    assert.deepEqual(await page.evaluate(marks), ["Doha"]);
  });

  check("a matcher that fails is reported, nothing is thrown, and the page is as it was", async (open) => {
    const page = await prepare(open, article);
    await page.evaluate(async () => {
      const { dictionary: loaded, start } = /** @type {any} */ (window);
      const { createDocument } = loaded;
      let calls = 0;
      loaded.createDocument = (/** @type {any} */ given) => {
        const matcher = createDocument(given);
        const decide = matcher.decide.bind(matcher);
        matcher.decide = (/** @type {number[]} */ order) => {
          if (calls++ > 0) throw new Error("unreachable executed");
          return decide(order);
        };
        return matcher;
      };
      const highlighter = await start();
      await highlighter.refresh();
      await highlighter.refresh();
    });
    assert.deepEqual(await page.evaluate(heardCodes), ["ready", "internal"]);
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });

  check("text in an open shadow root, a frame and a form's own names do no harm", async (open) => {
    const page = await prepare(
      open,
      "<article><p>Doha</p><div id=host>Doha</div>" +
        "<form><input name=childNodes><input name=parentNode>Doha</form></article>",
    );
    await page.evaluate(async () => {
      const shadow = /** @type {HTMLElement} */ (document.querySelector("#host")).attachShadow({
        mode: "open",
      });
      shadow.append(document.createElement("slot"), " Doha");
      const highlighter = await /** @type {any} */ (window).start();
      await highlighter.refresh();
    });
    assert.deepEqual(await page.evaluate(marks), ["Doha", "Doha", "Doha"]);
    assert.deepEqual(await page.evaluate(highlights), ["Doha"], "an element in a shadow root would have no parent");
  });

  check("of a page that is scrolled, what can be seen is painted first", async (open) => {
    const page = await prepare(open, `<article>${"<p>Doha</p>\n".repeat(2000)}</article>`);
    const first = await page.evaluate(async () => {
      scrollTo(0, document.body.scrollHeight / 2);
      /** @type {Element | undefined} */
      let mark;
      new MutationObserver((records) => {
        const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
        mark ??= /** @type {Element | undefined} */ (added.find((node) => node.nodeName.toLowerCase() === "namelight-mark"));
      }).observe(document, { subtree: true, childList: true });
      await /** @type {any} */ (window).start({ paint: "wrap" });
      const { top, bottom } = /** @type {Element} */ (mark).getBoundingClientRect();
      return { isSeen: bottom >= 0 && top <= innerHeight, scrolled: scrollY };
    });
    assert.ok(first.scrolled > 1000);
    assert.ok(first.isSeen);
  });

  check("a long page is done in slices: its event loop goes on turning", async (open) => {
    const paragraph = "<p>Karoline Leavitt of the <i>White</i> House says nothing about it.</p>\n";
    const body = `<article>${paragraph.repeat(4000)}</article>`;
    const page = await prepare(open, body);
    const found = await page.evaluate(async () => {
      let turns = 0;
      let running = true;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        turns++;
        if (running) port2.postMessage(0);
      };
      port2.postMessage(0);
      let before = 0;
      const turnsAtReady = new Promise((settle) =>
        document.addEventListener("namelight:ready", () => settle(turns), { once: true }),
      );
      const starting = /** @type {any} */ (window).start();
      const observer = new MutationObserver(() => {
        before ||= turns;
      });
      observer.observe(document, { subtree: true, childList: true });
      await starting;
      running = false;
      return {
        turns: Number(await turnsAtReady) - before,
        marks: document.querySelectorAll("namelight-mark").length,
      };
    });
    assert.equal(found.marks, 4000 * 3);
    assert.ok(found.turns >= 10, `painting let the page have ${found.turns} turns`);
  });
});
