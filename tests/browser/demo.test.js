// The demo as a publisher would judge it: served by tools/serve.mjs with its strict content security policy.
// The article's marks are those of a list made by hand, nothing moves, nothing is printed, no task is long;
// the playground shows marks, mentions, time and faults, and never an answer to what was typed before.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { serve as serveDemo } from "../../tools/serve.mjs";
import { forEachBrowser } from "./harness.js";

const fixture = new URL("../fixtures/demo-expected.json", import.meta.url);
const expected = JSON.parse(await readFile(fixture, "utf8"));
const dictionary = await readFile(new URL("../../www/demo/dictionary.json", import.meta.url), "utf8");
const axe = await readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** @typedef {import("./harness.js").TestPage} TestPage */
/**
 * @typedef {object} TraceEvent as Chromium writes it
 * @property {string} name
 * @property {string} ph "X" for something that took a while
 * @property {number} pid
 * @property {number} tid
 * @property {number} [dur] microseconds
 * @property {number} [tdur] microseconds in which its thread ran; not said of the shortest events
 * @property {{ name?: string, src_func?: string }} [args]
 */

/** @type {Awaited<ReturnType<typeof serveDemo>>} */
let site;
before(async () => { site = await serveDemo(); });
after(() => site.close());

/**
 * @param {import("./harness.js").Open} open
 * @param {string} path
 * @param {import("./harness.js").PageOptions} [options]
 * @returns {Promise<TestPage>} the page, once its marks are there
 */
async function openDemo(open, path, options = {}) {
  const page = await open(site.url + path, { ...options, allowRequests: [site.url] });
  await page.waitFor(() => document.querySelector("namelight-mark") !== null);
  return page;
}

/**
 * Every mark in document order: its entity and, of all its pieces together, the words.
 * @param {TestPage} page
 */
function marksOf(page) {
  return page.evaluate(() => {
    /** @type {Map<string, { entity: string, surface: string }>} */
    const marks = new Map();
    for (const piece of document.querySelectorAll("namelight-mark")) {
      const id = piece.getAttribute("data-mention") ?? "";
      const mark = marks.get(id) ?? { entity: piece.getAttribute("data-entity") ?? "", surface: "" };
      mark.surface += piece.textContent;
      marks.set(id, mark);
    }
    return [...marks.values()];
  });
}

/** @param {TestPage} page */
async function assertAccessible(page) {
  await page.browserPage.evaluate(axe);
  const faults = await page.evaluate(async () => {
    /** @type {{ violations: { id: string, nodes: { html: string }[] }[] }} */
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations.map((rule) => [rule.id, ...rule.nodes.map((node) => node.html)]);
  });
  assert.deepEqual(faults, []);
}

/**
 * The tasks of every page's main thread with the time that the thread itself was at work: what other programs
 * took from it meanwhile, as on a busy test machine, is not counted.
 * @param {TraceEvent[]} events
 */
function mainThreadTasks(events) {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, ph, pid, tid }) => name === "ThreadControllerImpl::RunTask" && ph === "X" && threads.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = dur, args }) => ({ threadMs: tdur / 1000, from: args?.src_func }));
}

/** What the playground shows. @param {TestPage} page */
function shownBy(page) {
  return page.evaluate(() => {
    /** @param {Iterable<Element>} elements */
    const textsOf = (elements) => [...elements].map((element) => element.textContent ?? "");
    /** @param {string} selector */
    const texts = (selector) => textsOf(document.querySelectorAll(selector));
    return {
      summary: texts("#summary")[0],
      check: texts("#faults-summary")[0],
      faults: texts("#faults li"),
      rows: [...document.querySelectorAll("#mentions tr")].map((row) => textsOf(row.children)),
      marks: texts("#preview namelight-mark"),
      preview: texts("#preview p"),
    };
  });
}

/**
 * Puts a text into a field as pasting does.
 * @param {TestPage} page
 * @param {string} id
 * @param {string} text
 */
function paste(page, id, text) {
  return page.evaluate((wanted, value) => {
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(wanted));
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, id, text);
}

forEachBrowser((check, name) => {
  check("the article's marks are those that an editor expects", async (open) => {
    const page = await openDemo(open, "");
    assert.deepEqual(await marksOf(page), expected);
    const entities = new Set(expected.map((/** @type {{ entity: string }} */ mark) => mark.entity)).size;
    const status = await page.waitFor(() => {
      const text = document.querySelector("#demo-status")?.textContent ?? "";
      return text.includes("mention") && text.replace(/[\d.]+ ms$/, "N ms");
    });
    assert.equal(status, `${expected.length} mentions of ${entities} entities in N ms`);
  });

  check("marks move no block, and without them the article is what it was", async (open) => {
    const page = await openDemo(open, "");
    const outcome = await page.evaluate(async () => {
      const article = /** @type {HTMLElement} */ (document.querySelector("article"));
      const blocks = [article, ...article.querySelectorAll(":not(namelight-mark)")].filter(
        (element) => /block|grid|list-item/.test(getComputedStyle(element).display),
      );
      const rectangles = () => blocks.map((block) => {
        const { x, y, width, height } = block.getBoundingClientRect();
        return `${block.localName} ${x} ${y} ${width} ${height}`;
      });
      const { namelight } = /** @type {any} */ (window);
      await namelight.ready;
      const marked = rectangles();
      for (const highlighter of [...namelight.highlighters]) highlighter.destroy();
      const source = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const html = source.querySelector("article")?.outerHTML;
      return { marked, plain: rectangles(), restored: article.outerHTML, source: html };
    });
    assert.ok(outcome.marked.length > 30);
    assert.deepEqual(outcome.marked, outcome.plain);
    assert.equal(outcome.restored, outcome.source);
  });

  if (name === "chromium") {
    check("no task on the article's page keeps the main thread for over 50 ms", async (open) => {
      const page = await open("<!doctype html><title>Before</title>", { allowRequests: [site.url] });
      const { tracing } = page.browserPage;
      await tracing.start({ categories: ["toplevel"] });
      await page.goto(site.url);
      await page.waitFor(() => document.querySelector("#demo-status")?.textContent?.includes("mention"));
      const { traceEvents } = JSON.parse(Buffer.from((await tracing.stop()) ?? []).toString());
      const tasks = mainThreadTasks(traceEvents);
      assert.ok(tasks.length > 0, "the trace holds no task");
      assert.deepEqual(tasks.filter(({ threadMs }) => threadMs > 50), []);
    });
  }

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    check(`both pages pass axe, ${colorScheme}`, async (open) => {
      for (const path of ["", "playground.html"]) {
        const page = await openDemo(open, path, { colorScheme, viewport: { width: 390, height: 844 } });
        await assertAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${path || "index.html"} is ${overflow} px too wide for a phone`);
      }
    });
  }

  check("the playground shows marks, mentions, time and no fault", async (open) => {
    const page = await openDemo(open, "playground.html");
    const shown = await shownBy(page);
    assert.match(shown.check, /^No faults; \d+ entities, \d+ aliases$/);
    const sentence = shown.summary.replace(/\d[\d,]*(?:\.\d+)?/g, "N");
    const found = "N mentions of N entities found in N ms";
    assert.equal(sentence, `${found}; dictionary loaded in N ms`);
    assert.deepEqual(shown.rows.map((row) => row[2]), shown.marks);
    const article = await page.evaluate(() => document.querySelector("textarea")?.value ?? "");
    assert.ok(shown.rows.length > 0);
    for (const [start, end, text] of shown.rows) {
      assert.equal(article.slice(Number(start), Number(end)), text);
    }
  });

  check("a pasted article is marked, with offsets of its own lines", async (open) => {
    const page = await openDemo(open, "playground.html");
    await paste(page, "article-text", "\n😀 Doha\r\n\n<b>Hamas</b> & Qatar’s");
    await page.waitFor(() => document.querySelectorAll("#preview namelight-mark").length === 3);
    const shown = await shownBy(page);
    assert.deepEqual(shown.rows, [
      ["4", "8", "Doha", "doha", "Doha"],
      ["13", "18", "Hamas", "hamas", "Hamas"],
      ["25", "30", "Qatar", "qatar", "Qatar"],
    ]);
    assert.deepEqual(shown.preview, ["😀 Doha", "<b>Hamas</b> & Qatar’s"]);
  });

  check("the playground says why a place is a mention or none, by keyboard", async (open) => {
    const page = await openDemo(open, "playground.html");
    const source = { entities: [{ id: "paris", name: "Paris", type: "City" }, { id: "it", name: "Italy", aliases: ["IT"] }] };
    await paste(page, "dictionary-text", JSON.stringify(source));
    await paste(page, "article-text", "Paris Hilton was in Paris that day.");
    await page.browserPage.focus("#why summary");
    await page.press("Enter");
    const rows = () => [...document.querySelectorAll("#reasons tr")].map((row) => [...row.children].map((cell) => cell.textContent));
    await page.waitFor(() => document.querySelectorAll("#reasons tr").length === 2);
    const [dropped, kept] = await page.evaluate(rows);
    assert.deepEqual([dropped.slice(0, 3), kept.slice(0, 3)], [["0", "Paris", "paris"], ["20", "Paris", "paris"]]);
    assert.match(String(dropped[3]), /longer name/);
    assert.equal(kept[3], "it is a mention");
    await paste(page, "article-text", "Nothing.");
    await page.waitFor(() => document.querySelectorAll("#reasons tr").length === 0);
    await paste(page, "dictionary-text", "{");
    await page.waitFor(() => document.querySelector("#summary")?.textContent?.startsWith("No marks"));
  });

  check("the table of mentions shows all its columns", async (open) => {
    const page = await openDemo(open, "playground.html");
    await page.waitFor(() => document.querySelector("#mentions tr") !== null);
    const hiddenPx = await page.evaluate(() => {
      const box = /** @type {Element} */ (document.getElementById("mentions-scroll"));
      return box.scrollWidth - box.clientWidth;
    });
    assert.equal(hiddenPx, 0);
  });

  check("the playground tells where a dictionary stops being JSON, and recovers", async (open) => {
    const page = await openDemo(open, "playground.html");
    await paste(page, "dictionary-text", '{\n  "entities": [\n    {"id": "doha", "name": "Doha"},\n  ]\n}');
    const place = await page.waitFor(() => document.querySelector("#faults .fault-place")?.textContent);
    assert.equal(place, "line 4, column 3");
    assert.equal(await page.evaluate(() => document.querySelectorAll("#preview namelight-mark").length), 0);
    await paste(page, "dictionary-text", dictionary);
    await page.waitFor(() => document.querySelector("#preview namelight-mark") !== null);
    assert.deepEqual((await shownBy(page)).faults, []);
  });

  check("every fault is listed with its path, and leads to its place", async (open) => {
    const page = await openDemo(open, "playground.html");
    await page.browserPage.focus("#use-faulty");
    await page.press("Enter");
    await page.waitFor(() => document.querySelector("#faults li") !== null);
    const { faults } = await shownBy(page);
    for (const word of ["descripton", "hamas", "javascript:", "weight", "aliases"]) {
      assert.ok(faults.some((fault) => fault.includes(word)), `none names ${word}:\n${faults.join("\n")}`);
    }
    await page.browserPage.focus("#faults .fault-place");
    await page.press("Enter");
    const selected = await page.evaluate(() => {
      const field = /** @type {HTMLTextAreaElement} */ (document.activeElement);
      return { id: field.id, length: field.selectionEnd - field.selectionStart };
    });
    assert.equal(selected.id, "dictionary-text");
    assert.ok(selected.length > 0);
  });

  check("only the last of several answers is shown", async (open) => {
    const page = await openDemo(open, "playground.html");
    await page.evaluate(async () => {
      const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("article-text"));
      const source = /** @type {HTMLTextAreaElement} */ (document.getElementById("dictionary-text"));
      // The button answers at once and every input after its pause, so runs with other dictionaries overlap.
      for (const [article, name] of [["Doha", "Doha"], ["Cairo", "Cairo"], ["Gaza, Doha", "Gaza"]]) {
        document.getElementById("use-faulty")?.click();
        source.value = JSON.stringify({ entities: [{ id: name, name }] });
        field.value = article;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    });
    await page.waitFor(() => document.querySelector("#mentions")?.textContent === "04GazaGazaGaza");
    await page.waitFor(() => document.querySelector("#preview namelight-mark")?.textContent === "Gaza");
    assert.deepEqual((await shownBy(page)).marks, ["Gaza"]);
  });

  check("a row of the table opens its mention's tooltip", async (open) => {
    const page = await openDemo(open, "playground.html");
    await page.evaluate(() => {
      document.addEventListener("namelight:open", (event) => {
        document.body.dataset.opened = /** @type {CustomEvent} */ (event).detail.entity;
      });
    });
    // The table is there before the marks are.
    await page.waitFor(() => document.querySelectorAll("namelight-mark[role=button]").length > 2);
    await page.browserPage.focus("#mentions tr:nth-child(3) button");
    await page.press("Enter");
    const entity = (await shownBy(page)).rows[2][3];
    assert.equal(await page.waitFor(() => document.body.dataset.opened), entity);
  });
});

test("the demo server answers for its two folders only", async () => {
  const statusOf = async (/** @type {string} */ path) => (await fetch(site.url + path)).status;
  assert.equal(await statusOf("dictionary.json"), 200);
  // fetch resolves plain dots itself; encoded ones reach the server.
  const above = ["..%2f..%2fpackage.json", "dist/..%2f..%2fpackage.json", "%2e%2e%5cserve.mjs"];
  const outside = [...above, "%00", "%", "dist"];
  for (const path of outside) {
    assert.equal(await statusOf(path), 404, path);
  }
  assert.equal((await fetch(site.url, { method: "POST" })).status, 405);
});
