// The wrap painter under a page that goes on with its own work: whatever the owner of a painted text node
// does to it, nothing is thrown, no text is lost or shown twice, and after destroy() the page is what its
// owner made of it.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { ownerDifferences, rememberPage } from "./page-state.js";

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] },
    { id: "house", name: "White House" },
    { id: "doha", name: "Doha" },
    { id: "paris", name: "Paris" },
  ],
};

/** @param {string} body */
const pageOf = (body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Wrap</title><article>${body}</article>`;

/**
 * @param {import("./harness.js").Open} open
 * @param {string} body
 * @param {Record<string, unknown>} [options]
 */
async function paint(open, body, options = {}) {
  const page = await open(pageOf(body), { dictionary });
  await page.evaluate(rememberPage);
  await page.evaluate(async (given) => {
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const loaded = await loadDictionary("/dictionary.json");
    const highlighter = await createHighlighter({ dictionary: loaded, ...given });
    Object.assign(window, { dictionary: loaded, highlighter });
  }, options);
  return page;
}

const article = () => document.querySelector("article")?.innerText.trim() ?? "";
const marks = () => [...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent);
const attributes = () =>
  [...document.querySelectorAll("namelight-mark")].map((mark) =>
    Object.fromEntries(
      [...mark.attributes].map(({ name, value }) => [name, name === "data-mention" ? "N" : value]),
    ),
  );

/**
 * What an owner does to `p`, a painted paragraph "Leavitt flew to Doha." with its one text node `text`; what
 * the page says then at once; what is marked after a refresh; and what it says after destroy().
 * @type {Record<string, { act: (p: HTMLElement, text: Text) => void, says: string, marked: string[] }>}
 */
const deeds = {
  "writes to the node": {
    act: (_p, text) => {
      text.data = "Leavitt flew to Paris.";
    },
    says: "Leavitt flew to Paris.\n\nThe White House.",
    marked: ["Leavitt", "Paris", "White House"],
  },
  "empties the node": {
    act: (_p, text) => {
      text.data = "x";
      text.data = "";
    },
    says: "The White House.",
    marked: ["White House"],
  },
  "writes the same text again": {
    act: (_p, text) => {
      text.data = "Leavitt flew to Doha.";
    },
    says: "Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "White House"],
  },
  "appends to the node": {
    act: (_p, text) => {
      text.appendData(" Paris.");
    },
    says: "Leavitt flew to Doha. Paris.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "Paris", "White House"],
  },
  "inserts before the node's last word": {
    act: (_p, text) => {
      text.insertData("Leavitt flew to Doha.".length - 5, "Paris and ");
    },
    says: "Leavitt flew to Paris and Doha.\n\nThe White House.",
    marked: ["Leavitt", "Paris", "Doha", "White House"],
  },
  "splits the node in the middle of a mark": {
    act: (_p, text) => {
      text.splitText(3).before("|");
    },
    says: "Lea|vitt flew to Doha.\n\nThe White House.",
    marked: ["Doha", "White House"],
  },
  "copies the node": {
    act: (p, text) => {
      p.append(" ", text.cloneNode());
    },
    says: "Leavitt flew to Doha. Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "Leavitt", "Doha", "White House"],
  },
  "reads every text node": {
    act: (p) => {
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      let text = "";
      while (walker.nextNode()) text += walker.currentNode.nodeValue;
      if (text !== "Leavitt flew to Doha.") throw new Error(text);
    },
    says: "Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "White House"],
  },
  "puts nothing but the node back": {
    act: (p, text) => {
      p.replaceChildren(text);
    },
    says: "Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "White House"],
  },
  "removes a mark and what stands before it": {
    act: (p) => {
      const mark = p.querySelector("[data-entity=doha]");
      mark?.previousSibling?.remove();
      mark?.remove();
    },
    says: "Leavitt.\n\nThe White House.",
    marked: ["Leavitt", "White House"],
  },
  "removes all that stands behind the first mark": {
    act: (p) => {
      while (p.lastChild !== p.querySelector("namelight-mark")) p.lastChild?.remove();
    },
    says: "Leavitt\n\nThe White House.",
    marked: ["Leavitt", "White House"],
  },
  "removes all that stands behind the node": {
    act: (p, text) => {
      while (p.lastChild !== text) p.lastChild?.remove();
    },
    says: "The White House.",
    marked: ["White House"],
  },
  "puts a copy in the paragraph's place": {
    act: (p) => {
      p.replaceWith(p.cloneNode(true));
    },
    says: "Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "White House"],
  },
  "removes the node": {
    act: (_p, text) => {
      text.remove();
    },
    says: "The White House.",
    marked: ["White House"],
  },
  "moves the node to another paragraph": {
    act: (p, text) => {
      p.nextElementSibling?.append(text);
    },
    says: "The White House.Leavitt flew to Doha.",
    marked: ["White House", "Leavitt", "Doha"],
  },
  "moves the node behind a new one": {
    act: (p, text) => {
      p.prepend("Paris: ");
      p.append(text);
    },
    says: "Paris: Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Paris", "Leavitt", "Doha", "White House"],
  },
  "replaces the node": {
    act: (_p, text) => {
      text.replaceWith("Paris.");
    },
    says: "Paris.\n\nThe White House.",
    marked: ["Paris", "White House"],
  },
  "inserts before and after the node": {
    act: (_p, text) => {
      text.before("Paris. ");
      text.after("Now: ");
    },
    says: "Paris. Leavitt flew to Doha.Now:\n\nThe White House.",
    marked: ["Paris", "Leavitt", "Doha", "White House"],
  },
  "sets the paragraph's text": {
    act: (p) => {
      p.textContent = "Paris.";
    },
    says: "Paris.\n\nThe White House.",
    marked: ["Paris", "White House"],
  },
  "empties the paragraph": {
    act: (p) => {
      p.replaceChildren();
    },
    says: "The White House.",
    marked: ["White House"],
  },
  "parses the paragraph's own HTML again": {
    act: (p) => {
      p.innerHTML = p.innerHTML.slice();
    },
    says: "Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "White House"],
  },
  "puts a copy of the paragraph beside it": {
    act: (p) => {
      p.after(p.cloneNode(true));
    },
    says: "Leavitt flew to Doha.\n\nLeavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "Leavitt", "Doha", "White House"],
  },
  "removes the paragraph": {
    act: (p) => {
      p.remove();
    },
    says: "The White House.",
    marked: ["White House"],
  },
  "moves the paragraph": {
    act: (p) => {
      p.parentElement?.append(p);
    },
    says: "The White House.\n\nLeavitt flew to Doha.",
    marked: ["White House", "Leavitt", "Doha"],
  },
  "normalizes the article": {
    act: (p) => {
      p.parentElement?.normalize();
    },
    says: "Leavitt flew to Doha.\n\nThe White House.",
    marked: ["Leavitt", "Doha", "White House"],
  },
};

forEachBrowser((check) => {
  for (const [what, { act, says, marked }] of Object.entries(deeds)) {
    check(`the owner ${what}`, async (open) => {
      const page = await paint(open, "<p>Leavitt flew to Doha.</p><p>The White House.</p>");
      assert.deepEqual(await page.evaluate(marks), ["Leavitt", "Doha", "White House"]);
      const source = `const p = document.querySelector("p"); (${act})(p, p.firstChild);`;
      await page.evaluate((code) => {
        new Function(code)();
      }, source);
      assert.equal(await page.evaluate(article), says, "the page says what its owner says");

      await page.evaluate(() => /** @type {any} */ (window).highlighter.refresh());
      assert.equal(await page.evaluate(article), says, "and still does after a refresh");
      assert.deepEqual(await page.evaluate(marks), marked, "marks after a refresh");
      await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
      assert.equal(await page.evaluate(article), says, "and after destroy()");
      assert.deepEqual(await page.evaluate(marks), []);
    });

    check(`the owner ${what}, and the highlighter ends at once`, async (open) => {
      const page = await paint(open, "<p>Leavitt flew to Doha.</p><p>The White House.</p>");
      const source =
        `const p = document.querySelector("p"); (${act})(p, p.firstChild);` + "window.highlighter.destroy();";
      await page.evaluate((code) => {
        new Function(code)();
      }, source);
      assert.equal(await page.evaluate(article), says);
      assert.deepEqual(await page.evaluate(marks), [], "copies of marks are taken away, too");
    });
  }

  check("what the page deletes of our elements is deleted", async (open) => {
    const page = await paint(open, "<p>Leavitt flew to Doha.</p><p>The White House.</p>");
    await page.evaluate(() => {
      for (const mark of document.querySelectorAll("p:first-child namelight-mark")) mark.remove();
    });
    await page.evaluate(() => /** @type {any} */ (window).highlighter.refresh());
    assert.equal(await page.evaluate(article), "flew to .\n\nThe White House.");
    assert.deepEqual(await page.evaluate(marks), ["White House"]);
    await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
    assert.equal(await page.evaluate(article), "flew to .\n\nThe White House.");
  });

  check("who reads all texts meets each word once, and the marks stay", async (open) => {
    const page = await paint(open, "<p>Leavitt flew to Doha.</p>");
    const read = await page.evaluate(async () => {
      const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector("p")), NodeFilter.SHOW_TEXT);
      let text = "";
      while (walker.nextNode()) text += walker.currentNode.nodeValue;
      await Promise.resolve();
      return [text, document.querySelectorAll("namelight-mark").length];
    });
    assert.deepEqual(read, ["Leavitt flew to Doha.", 2]);
  });

  check("an observer that reads all that changes and our answer to it come to an end", async (open) => {
    const page = await paint(open, "<p>Leavitt flew to Doha.</p>");
    await page.evaluate(async () => {
      new MutationObserver((records) => records.map(({ target }) => target.nodeValue)).observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      document.querySelector("p")?.append(" Paris.");
      await /** @type {any} */ (window).highlighter.refresh();
    });
    assert.equal(await page.evaluate(article), "Leavitt flew to Doha. Paris.");
    await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
    assert.equal(await page.evaluate(article), "Leavitt flew to Doha. Paris.");
  });

  for (const [what, select, selected] of /** @type {[string, (p: Node) => void, string][]} */ ([
    [
      "within one text, from its end",
      (p) => getSelection()?.setBaseAndExtent(/** @type {Node} */ (p.firstChild), 18, /** @type {Node} */ (p.firstChild), 3),
      "vitt flew to Do",
    ],
    ["of a whole paragraph", (p) => getSelection()?.selectAllChildren(p), "Leavitt flew to Doha."],
    [
      "across paragraphs",
      (p) => getSelection()?.setBaseAndExtent(/** @type {Node} */ (p.firstChild), 9, /** @type {Node} */ (p.nextSibling?.firstChild), 7),
      "lew to Doha. The Whi",
    ],
  ])) {
    check(`the reader's selection ${what} stays`, async (open) => {
      const page = await open(pageOf("<p>Leavitt flew to Doha.</p><p>The White House.</p>"), { dictionary });
      const found = await page.evaluate(async (code) => {
        const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
        const loaded = await loadDictionary("/dictionary.json");
        const p = /** @type {Element} */ (document.querySelector("p"));
        new Function("p", `(${code})(p)`)(p);
        const isBackward = () => {
          const selection = /** @type {Selection} */ (getSelection());
          const range = selection.getRangeAt(0);
          return selection.anchorNode !== range.startContainer || selection.anchorOffset !== range.startOffset;
        };
        const says = () => [String(getSelection()).replace(/\s+/g, " "), isBackward()];
        const before = says();
        const highlighter = await createHighlighter({ dictionary: loaded });
        const painted = [document.querySelectorAll("namelight-mark").length, ...says()];
        p.firstChild?.nodeValue;
        const read = says();
        await Promise.resolve();
        const repainted = says();
        highlighter.destroy();
        return { before, painted, read, repainted, after: says() };
      }, String(select));
      const isBackward = what.includes("from its end");
      const said = [selected, isBackward];
      assert.deepEqual(found, { before: said, painted: [3, ...said], read: said, repainted: said, after: said });
    });
  }

  check("taking many marks out of one text changes as few nodes for each as taking few", async (open) => {
    const page = await open(pageOf("<p></p>"), { dictionary });
    await page.evaluate(() => {
      // The package takes these from the prototypes when it is loaded.
      const counted = /** @type {any} */ (window);
      counted.changes = 0;
      const calls = [
        [Document.prototype, "createElement"], [Document.prototype, "createTextNode"], [Node.prototype, "insertBefore"],
        [Element.prototype, "remove"], [CharacterData.prototype, "remove"],
      ];
      for (const [prototype, name] of /** @type {[any, string][]} */ (calls)) {
        const own = prototype[name];
        prototype[name] = /** @this {any} @param {any[]} values */ function (...values) {
          counted.changes++;
          return own.apply(this, values);
        };
      }
    });
    /** Changes of the page's nodes. @param {number} count */
    const cost = (count) =>
      page.evaluate(async (many) => {
        const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
        const counted = /** @type {any} */ (window);
        const p = /** @type {Element} */ (document.querySelector("p"));
        p.textContent = "Doha, ".repeat(many);
        const before = counted.changes;
        const highlighter = await createHighlighter({ dictionary: await loadDictionary("/dictionary.json") });
        const painted = counted.changes - before;
        p.replaceChildren();
        await highlighter.refresh();
        const taken = counted.changes - before - painted;
        highlighter.destroy();
        return { painted, taken };
      }, count);
    const few = await cost(500);
    const many = await cost(5_000);
    assert.ok(few.painted >= 1_000, `${few.painted} changes to paint 500 marks: they are not counted`);
    assert.ok(many.painted <= 11 * few.painted, `${few.painted} changes to paint 500 marks, ${many.painted} to paint 5,000`);
    assert.ok(many.taken <= 10 * few.taken + 1_000, `${few.taken} changes to take 500 marks out, ${many.taken} to take out 5,000`);
  });

  check("a translator exchanges our text for its own: nothing is shown twice", async (open) => {
    const page = await paint(open, "<p>Leavitt flew to Doha today.</p>");
    await page.evaluate(() => {
      const walker = document.createTreeWalker(
        /** @type {Node} */ (document.querySelector("p")),
        NodeFilter.SHOW_TEXT,
      );
      const texts = [];
      while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
      for (const text of texts) {
        if (text.data === "") continue;
        const font = document.createElement("font");
        font.textContent = text.data.toUpperCase();
        text.replaceWith(font);
      }
    });
    for (const call of ["refresh", "destroy"]) {
      await page.evaluate((name) => /** @type {any} */ (window).highlighter[name](), call);
      assert.equal(await page.evaluate(article), "LEAVITT FLEW TO DOHA TODAY.");
    }
    assert.deepEqual(await page.evaluate(marks), []);
  });

  check("a hyphenator's changes to our text stay", async (open) => {
    const page = await paint(open, "<p>Leavitt flew to Doha today.</p>");
    await page.evaluate(() => {
      const walker = document.createTreeWalker(
        /** @type {Node} */ (document.querySelector("p")),
        NodeFilter.SHOW_TEXT,
      );
      while (walker.nextNode()) {
        const text = /** @type {Text} */ (walker.currentNode);
        text.data = text.data.replace("today", "to\u00adday").replace("Leavitt", "Lea\u00advitt");
      }
      /** @type {any} */ (window).highlighter.destroy();
    });
    assert.equal(
      await page.evaluate(() => document.querySelector("p")?.textContent),
      "Lea\u00advitt flew to Doha to\u00adday.",
    );
  });

  check("the owner's nodes keep their identity and place while painted", async (open) => {
    const page = await open(pageOf("<p>Leavitt <b>of</b> the White House, Doha</p>"), { dictionary });
    const kept = await page.evaluate(async () => {
      const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      const p = /** @type {HTMLElement} */ (document.querySelector("p"));
      const before = [...p.childNodes];
      const highlighter = await createHighlighter({ dictionary: await loadDictionary("/dictionary.json") });
      const during = [...p.childNodes].filter((node) => before.includes(node));
      // As the platform sees them: asked themselves, they would be whole.
      const emptied = [before[0], before[2]].map((node) => new XMLSerializer().serializeToString(node));
      highlighter.destroy();
      return {
        during: during.length === before.length && during.every((node, index) => node === before[index]),
        emptied,
        after:
          [...p.childNodes].every((node, index) => node === before[index]) &&
          p.childNodes.length === before.length,
      };
    });
    assert.deepEqual(kept, { during: true, emptied: ["", ""], after: true });
  });

  check("one mention is one control, a repeat adds no tab stop, a link stays a link", async (open) => {
    const body = "<p><b>Karoline</b>\n <i>Leavitt</i> and Leavitt</p><p>Doha</p><p><a href='#a'>Doha</a></p>";
    const page = await paint(open, body, { links: true });
    const control = { role: "button", "aria-haspopup": "dialog", "aria-expanded": "false" };
    const leavitt = { "data-entity": "leavitt", "data-mention": "N" };
    const doha = { "data-entity": "doha", "data-mention": "N" };
    assert.deepEqual(await page.evaluate(attributes), [
      { ...leavitt, ...control, tabindex: "0", "aria-label": "Karoline Leavitt" },
      { ...leavitt, "aria-hidden": "true" },
      { ...leavitt, "aria-hidden": "true" },
      { ...leavitt, ...control, tabindex: "-1" },
      { ...doha, ...control, tabindex: "0" },
      doha,
    ]);
    const numbers = await page.evaluate(() =>
      [...document.querySelectorAll("namelight-mark")].map((mark) => mark.getAttribute("data-mention")),
    );
    assert.equal(new Set(numbers.slice(0, 3)).size, 1, "pieces of one mention share its number");
    assert.equal(new Set(numbers).size, 4);
  });

  check("when the first mark of an entity goes, the next one takes its tab stop", async (open) => {
    const page = await paint(open, "<p id=one>Doha</p><p>Doha again</p><p>Doha too</p>");
    await page.evaluate(() => {
      document.querySelector("#one")?.remove();
      return /** @type {any} */ (window).highlighter.refresh();
    });
    assert.deepEqual(
      (await page.evaluate(attributes)).map(({ tabindex }) => tabindex),
      ["0", "-1"],
    );
  });

  check("a mark keeps the focus when its text node is painted anew", async (open) => {
    const page = await paint(open, "<p>Doha and <i>Karo</i>line Leavitt</p>");
    const focused = await page.evaluate(async () => {
      const mark = /** @type {HTMLElement} */ (document.querySelector("[data-entity=leavitt]"));
      mark.focus();
      const before = document.activeElement === mark;
      // The mention "Doha" goes with its own text node's change; its neighbour's block is read and painted
      // again.
      const p = /** @type {HTMLElement} */ (document.querySelector("p"));
      p.append("!");
      await /** @type {any} */ (window).highlighter.refresh();
      return [
        before,
        document.activeElement?.localName ?? "",
        document.querySelectorAll("namelight-mark").length,
      ];
    });
    assert.equal(focused[0], true);
    assert.equal(focused[2], 3);
  });

  check("marks are plain text in print, and lie in no one's way", async (open) => {
    const page = await paint(open, "<p>Doha</p>");
    const look = () => {
      const { textDecorationLine, display, cursor } = getComputedStyle(
        /** @type {Element} */ (document.querySelector("namelight-mark")),
      );
      return { textDecorationLine, display, cursor };
    };
    assert.deepEqual(await page.evaluate(look), {
      textDecorationLine: "underline",
      display: "inline",
      cursor: "pointer",
    });
    const printed = await page.evaluate(() => {
      for (const sheet of document.adoptedStyleSheets) {
        for (const rule of sheet.cssRules) {
          if (rule instanceof CSSMediaRule && rule.conditionText === "print") return rule.cssText;
        }
      }
      return "";
    });
    assert.match(printed, /text-decoration(?:-line)?: none/);
  });

  check("custom properties on any ancestor set the look", async (open) => {
    const body =
      "<section style='--namelight-mark-color: rgb(1, 2, 3); --namelight-mark-background: rgb(4, 5, 6); " +
      "--namelight-mark-underline: overline wavy rgb(7, 8, 9)'><p>Doha</p></section>";
    const page = await paint(open, body);
    const look = await page.evaluate(() => {
      const style = getComputedStyle(/** @type {Element} */ (document.querySelector("namelight-mark")));
      return [
        style.color,
        style.backgroundColor,
        style.textDecorationLine,
        style.textDecorationStyle,
        style.textDecorationColor,
      ];
    });
    assert.deepEqual(look, ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "overline", "wavy", "rgb(7, 8, 9)"]);
  });

  check("two highlighters beside each other, and each takes away its own", async (open) => {
    const page = await paint(
      open,
      "<section id=a><p>Doha</p></section><section id=b><p>Paris, Doha</p></section>",
      { root: "#a" },
    );
    const counts = await page.evaluate(async () => {
      const { dictionary, highlighter } = /** @type {any} */ (window);
      const { createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      const second = await createHighlighter({ dictionary, root: "#b" });
      const count = () => [
        document.querySelectorAll("namelight-mark").length,
        document.adoptedStyleSheets.length,
      ];
      const both = count();
      highlighter.destroy();
      const one = count();
      second.destroy();
      return [both, one, count()];
    });
    assert.deepEqual(
      counts.map(([count]) => count),
      [3, 2, 0],
    );
    assert.deepEqual(
      counts.map(([, sheets]) => sheets),
      [1, 1, 0],
    );
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });
});
