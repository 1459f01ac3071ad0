// Pages that go on changing: marks follow by themselves, only what has changed is read, and nothing is kept of what is
// gone.

import assert from "node:assert/strict";
import { dictionary, forEachBrowser } from "./harness.js";
import { countKept, navigate } from "./live-page.js";

/** @param {string} body */
const pageOf = (body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Live</title><body>${body}</body></html>`;

/**
 * @param {import("./harness.js").Open} open
 * @param {string} body
 * @param {Record<string, unknown>} [options]
 */
async function paint(open, body, options = {}) {
  const page = await open(pageOf(body), { dictionary });
  await page.evaluate(async (given) => {
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const loaded = await loadDictionary("/dictionary.json");
    /** What the matcher was asked. */
    const asked = { texts: /** @type {string[]} */ ([]), decisions: 0 };
    const createDocument = loaded.createDocument.bind(loaded);
    loaded.createDocument = (/** @type {any} */ occurrences) => {
      const matcher = createDocument(occurrences);
      const read = matcher.read.bind(matcher);
      const decide = matcher.decide.bind(matcher);
      matcher.read = (/** @type {{ text: string }[]} */ changed) => {
        asked.texts.push(...changed.map(({ text }) => text));
        return read(changed);
      };
      matcher.decide = (/** @type {number[]} */ order) => {
        asked.decisions++;
        return decide(order);
      };
      return matcher;
    };
    /** What is marked, in either form and in any order. */
    const marked = () => {
      const ranges = [...(/** @type {any} */ (CSS).highlights.get("namelight") ?? [])];
      const texts = ranges.map(({ startContainer, startOffset, endOffset }) =>
        startContainer.data.slice(startOffset, endOffset),
      );
      for (const mark of document.querySelectorAll("namelight-mark")) texts.push(mark.textContent);
      return texts.sort().join(" ").replace(/\s+/g, " ");
    };
    /** @type {any[]} */
    const slower = [];
    document.addEventListener("namelight:degraded", (event) => {
      const { changes, delayMs } = /** @type {CustomEvent} */ (event).detail;
      slower.push({ changes, delayMs });
    });
    Object.assign(window, { marked, asked, slower });
    const highlighter = await createHighlighter({ dictionary: loaded, ...given });
    Object.assign(window, { highlighter });
  }, options);
  return page;
}

/** @param {import("./harness.js").TestPage} page @param {string} wanted */
const becomes = (page, wanted) =>
  page.waitFor((text) => /** @type {any} */ (window).marked() === text, wanted);

forEachBrowser((check, name) => {
  for (const form of ["wrap", "highlight"]) {
    check(`${form}: marks follow what is written, added, moved and removed`, async (open) => {
      const page = await paint(open, "<article><p id=a>Doha</p><p id=b>Paris</p></article>", { paint: form });
      await page.evaluate(() => {
        const a = /** @type {Element} */ (document.querySelector("#a"));
        /** @type {Text} */ (a.firstChild).data = "Leavitt";
        a.insertAdjacentHTML("afterend", "<p>Karoline <b>Leavitt</b> in Doha</p>");
      });
      await becomes(page, "Doha Karoline Leavitt Leavitt Paris");
      await page.evaluate(() => {
        document.querySelector("#b")?.remove();
        document.querySelector("article")?.append(/** @type {Element} */ (document.querySelector("#a")));
        document.querySelector("b")?.parentElement?.replaceChildren("Doha and Doha");
      });
      await becomes(page, "Doha Doha Leavitt");
    });
  }

  check("only what has changed is read; what we do ourselves, and elsewhere, is no change", async (open) => {
    const page = await paint(open, "<aside></aside><article><p id=a>Doha</p><p>Paris</p><p>Nobody</p></article>");
    await page.evaluate(() => document.querySelector("namelight-mark")?.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    await page.waitFor(() => document.querySelector("namelight-tooltip") !== null);
    await page.press("Escape");
    await page.evaluate(() => {
      document.querySelector("aside")?.append("Doha");
      document.querySelector("#a")?.append(", Paris");
    });
    await becomes(page, "Doha Paris Paris");
    const { texts, decisions } = await page.evaluate(() => /** @type {any} */ (window).asked);
    assert.deepEqual(texts, ["Doha", "Paris", "Nobody", "Doha, Paris"]);
    assert.equal(decisions, 2);
  });

  for (const form of ["wrap", "highlight"]) {
    check(`${form}: what attributes hide and show is followed`, async (open) => {
      const body =
        "<article><p hidden>Doha</p><p style='color: red; display: none'>Paris</p><dialog>Leavitt</dialog><p aria-hidden=true>Doha</p>" +
        "<p contenteditable>Paris</p><p data-namelight=off>Leavitt</p><p class='aside'>Doha</p></article>";
      const page = await paint(open, body, { paint: form, exclude: ".aside" });
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).marked()), "");
      let wanted = "";
      /** @type {(index: number, name: string, value: string | null, text: string) => Promise<void>} */
      const change = async (index, name, value, text) => {
        await page.evaluate(
          (at, attribute, to) => {
            const element = /** @type {Element} */ (document.querySelector("article")?.children[at]);
            if (to === null) element.removeAttribute(attribute);
            else element.setAttribute(attribute, to);
          },
          index,
          name,
          value,
        );
        wanted = [...wanted.split(" ").filter(Boolean), text].sort().join(" ");
        await becomes(page, wanted);
      };
      await change(0, "hidden", null, "Doha");
      await change(1, "style", "color: red", "Paris");
      await change(2, "open", "", "Leavitt");
      await change(3, "aria-hidden", "false", "Doha");
      await change(4, "contenteditable", "false", "Paris");
      await change(5, "data-namelight", null, "Leavitt");
      await change(6, "class", "", "Doha");
      await page.evaluate(() => (/** @type {HTMLElement} */ (document.querySelector("article")?.children[1]).style.display = "none"));
      await becomes(page, wanted.replace(" Paris", ""));
    });

    check(`${form}: a style that is animated makes no work`, async (open) => {
      const page = await paint(open, "<article><p>Karoline <b>Leavitt</b> in Doha <i>now</i></p></article>", { paint: form });
      const decisions = await page.evaluate(async () => {
        const { marked, asked } = /** @type {any} */ (window);
        const [p, i] = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("p, i")]);
        const before = { decisions: asked.decisions, marked: marked() };
        for (let frame = 0; frame < 30; frame++) {
          await new Promise(requestAnimationFrame);
          p.style.opacity = String(0.5 + frame / 100);
          i.style.cssText = `display: inline-block; transform: translateX(${frame}px)`;
          p.className = `frame-${frame}`;
          p.toggleAttribute("hidden", false);
          if (marked() !== before.marked) throw new Error(`${marked()} are marked`);
        }
        return asked.decisions - before.decisions;
      });
      // One, for what the first frame says of how the element is shown.
      assert.ok(decisions <= 1, `${decisions} decisions`);
    });
  }

  check("live: false waits for refresh()", async (open) => {
    const page = await paint(open, "<article><p>Doha</p></article>", { live: false });
    const found = await page.evaluate(async () => {
      const { highlighter, marked } = /** @type {any} */ (window);
      document.querySelector("article")?.insertAdjacentHTML("beforeend", "<p>Paris</p>");
      // Longer than changes are gathered.
      await new Promise((settle) => setTimeout(settle, 400));
      const before = marked();
      await highlighter.refresh();
      return [before, marked()];
    });
    assert.deepEqual(found, ["Doha", "Doha Paris"]);
  });

  check("another page in the same document: its root is found, with its marks and their tooltip", async (open) => {
    const page = await paint(open, "<main><article><p>Doha</p></article></main>", { root: "article" });
    await page.evaluate(() => document.querySelector("main")?.replaceChildren());
    await becomes(page, "");
    await page.evaluate(() => {
      const main = /** @type {Element} */ (document.querySelector("main"));
      main.innerHTML = "<article><p>Paris</p></article><p>Doha</p><article><p>Leavitt</p></article>";
    });
    await becomes(page, "Leavitt Paris");
    const { x, y } = await page.pointOf("namelight-mark");
    await page.mouse.click(x, y);
    await page.waitFor(() => document.querySelector("namelight-tooltip[open]") !== null);
  });

  check("a page that grows while one scrolls: what was there is not read again", async (open) => {
    const page = await paint(open, "<article><section><p>Doha</p></section></article>");
    for (let count = 2; count <= 5; count++) {
      await page.evaluate(() => {
        document.querySelector("article")?.insertAdjacentHTML("beforeend", "<section><p>Doha</p><p>x</p></section>");
      });
      await becomes(page, "Doha ".repeat(count).trim());
    }
    const { texts } = await page.evaluate(() => /** @type {any} */ (window).asked);
    assert.equal(texts.length, 1 + 4 * 2);
  });

  check("a storm slows the work down, is told, and does not stop it", async (open) => {
    const page = await paint(open, "<article><p id=a>Doha</p><div></div></article>", { paint: "highlight" });
    await page.evaluate(() => {
      const box = /** @type {Element} */ (document.querySelector("div"));
      Object.assign(window, {
        storm: setInterval(() => {
          box.replaceChildren();
          for (let i = 0; i < 400; i++) box.append(document.createElement("p"), " Paris ");
        }),
      });
    });
    await page.waitFor(() => /** @type {any} */ (window).slower.length >= 2);
    await page.evaluate(() => {
      clearInterval(/** @type {any} */ (window).storm);
      document.querySelector("div")?.replaceChildren("Paris");
    });
    await becomes(page, "Doha Paris");
    const slower = await page.evaluate(() => /** @type {any} */ (window).slower);
    assert.deepEqual(slower.slice(0, 2).map((/** @type {any} */ { delayMs }) => delayMs), [200, 400]);
    assert.ok(slower[0].changes > 1000);
  });

  check("a translator exchanges texts for its own: marks follow, nothing is doubled", async (open) => {
    for (const form of ["wrap", "highlight"]) {
      const page = await paint(open, "<article><p>Leavitt flew to Doha.</p></article>", { paint: form });
      await page.evaluate(() => {
        const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector("p")), NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
        for (const text of texts) {
          if (text.data === "") continue;
          const font = document.createElement("font");
          font.append(Object.assign(document.createElement("font"), { textContent: text.data.replace("flew to", "vola vers") }));
          text.replaceWith(font);
        }
      });
      await becomes(page, "Doha Leavitt");
      assert.equal(await page.evaluate(() => document.querySelector("p")?.innerText), "Leavitt vola vers Doha.");
    }
  });

  if (name === "chromium") {
    for (const form of ["wrap", "highlight"]) {
      check(`${form}: nothing is kept of pages that were left, nor of texts that were changed`, async (open) => {
        const page = await paint(open, "<main></main>", { paint: form, root: "main" });
        await navigate(page, 5);
        const before = await countKept(page);
        await navigate(page, 40);
        const after = await countKept(page);
        // One page may still be held by what is under way, and the tooltip may have come; a page has 60 texts and more.
        for (const kind in before) assert.ok(after[kind] < before[kind] + 120, JSON.stringify({ before, after }));
      });
    }
  }
});
