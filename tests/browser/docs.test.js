// The site as it is built: no link in it leads nowhere, its search finds, its playground finds, with nothing in the console and
// nothing asked of another server; it passes axe and fits a phone. In Chromium alone: the demo itself is tested in both.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "parse5";
import { SITE, buildSite } from "../../tools/docs.mjs";
import { executableOf, launch, missing } from "./browsers.js";
import { withPages } from "./harness.js";

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core")), "utf8");

/** Every file of the site as a route, and folders by their index. */
function routesOf() {
  /** @type {Record<string, import("./server.js").Route>} */
  const routes = {};
  for (const path of readdirSync(SITE, { recursive: true, encoding: "utf8" })) {
    if (!statSync(join(SITE, path)).isFile()) continue;
    const body = readFileSync(join(SITE, path));
    const type = path.endsWith(".png") ? { "content-type": "image/png" } : undefined;
    routes[`/${path}`] = { body, ...(type && { headers: type }) };
    if (/(?:^|\/)index\.html$/.test(path)) routes[`/${path.replace(/index\.html$/, "")}`] = { body, headers: { "content-type": "text/html; charset=utf-8" } };
  }
  return routes;
}

/** @typedef {{ attrs?: { name: string, value: string }[], childNodes?: Node[], content?: Node }} Node */

/** What a page links to, and its ids. @param {string} html */
function read(html) {
  /** @type {string[]} */
  const links = [];
  /** @type {Set<string>} */
  const ids = new Set();
  /** @param {Node} node */
  const walk = ({ attrs = [], childNodes = [], content }) => {
    for (const { name, value } of attrs) {
      if (name === "id") ids.add(value);
      if (name === "href" || name === "src") links.push(value);
    }
    for (const child of content ? [...childNodes, content] : childNodes) walk(child);
  };
  walk(/** @type {Node} */ (/** @type {unknown} */ (parse(html))));
  return { links, ids };
}

/** @type {Record<string, import("./server.js").Route>} */
let routes;
/** @type {import("./browsers.js").RunningBrowser} */
let browser;

/** @param {(open: import("./harness.js").Open) => Promise<void>} body */
const inPages = (body) => withPages(browser, (open) => body((path, options) => open(path, { routes, ...options })));

describe("docs", { skip: executableOf("chromium") || process.env.CI ? false : missing("chromium") }, () => {
  before(async () => {
    await buildSite();
    routes = routesOf();
    browser = await launch("chromium");
  });
  after(() => browser?.close());

  test("every page is there, and no link within the site leads nowhere", () => {
    const pages = Object.keys(routes).filter((path) => path.endsWith(".html"));
    for (const name of ["index", "start", "dictionary", "options", "privacy", "policies", "security", "accessibility", "architecture", "performance", "changelog"]) {
      assert.ok(pages.includes(`/${name}.html`), name);
    }
    const known = new Map(pages.map((path) => [path, read(readFileSync(join(SITE, path), "utf8"))]));
    /** @type {string[]} */
    const broken = [];
    let count = 0;
    for (const [path, { links }] of known) {
      for (const link of links) {
        const { origin, pathname, hash } = new URL(link, `http://site.invalid${path}`);
        if (origin !== "http://site.invalid") continue;
        count++;
        const target = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
        const isThere = routes[target] && (!hash || !known.has(target) || known.get(target)?.ids.has(decodeURIComponent(hash.slice(1))));
        // The page for what is not there has no place of its own.
        if (!isThere && path !== "/404.html") broken.push(`${path}: ${link}`);
      }
    }
    assert.deepEqual(broken, []);
    assert.ok(count > 200);
  });

  test("the page and the module of \"Get started\" mark a name, as they stand", () =>
    inPages(async (open) => {
      const start = readFileSync(fileURLToPath(new URL("../../docs/start.md", import.meta.url)), "utf8");
      /** @param {string} language */
      const block = (language) => String(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(start)?.[1]);
      const marks = () => [...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent).join();
      const file = (/** @type {string} */ name) => ({ body: readFileSync(fileURLToPath(import.meta.resolve(`namelight/${name}`))) });
      const beside = { "/entities.json": { body: block("json") }, "/namelight.global.js": file("namelight.global.js") };
      const page = await open(block("html"), { routes: beside });
      assert.equal(await page.waitFor(marks), "Doha");

      // Up to where the page is given back; the package by its address, as a bundler would have it.
      const [module = ""] = block("js").replace('"namelight"', '"/dist/index.js"').split("// later");
      const html = block("html").replace(/<script.*<\/script>/, "").replace("</article>", `</article><script type="module">${module}</script>`);
      const other = await open(html, { routes: beside });
      assert.equal(await other.waitFor(marks), "Doha");
    }));

  test("the demo asks for nothing outside its folder, wherever that lies", () => {
    for (const path of Object.keys(routes).filter((file) => /^\/demo\/[^/]*\.(?:html|js)$/.test(file))) {
      assert.doesNotMatch(readFileSync(join(SITE, path), "utf8"), /(?:src|href|from )=?\s*"\/(?!\/)/, path);
    }
  });

  test("the search finds an option and leads to it", () =>
    inPages(async (open) => {
      const page = await open("/index.html");
      await page.browserPage.locator("#local-search button").click();
      await page.browserPage.locator(".VPLocalSearchBox input").fill("occurrences");
      const first = await page.waitFor(() => document.querySelector(".VPLocalSearchBox .result")?.getAttribute("href"));
      assert.match(String(first), /^\/options(?:\.html)?#occurrences$/);
      await page.press("Enter");
      await page.waitFor(() => location.hash === "#occurrences" && document.querySelector("#occurrences")?.textContent?.includes("occurrences"));
    }));

  test("links lead from page to page, to the playground, and that finds mentions; also below another path", () =>
    inPages(async (open) => {
      const page = await open("/start.html");
      await page.browserPage.locator('.VPSidebar a[href="/privacy.html"]').click();
      await page.waitFor(() => document.querySelector("h1")?.textContent?.startsWith("Privacy"));
      const arrived = page.browserPage.waitForNavigation();
      await page.browserPage.locator(".VPNavBarMenu a[href$='playground.html']").click();
      await arrived;
      const isMarked = () => document.querySelectorAll("#preview namelight-mark").length > 10;
      await page.waitFor(isMarked);
      assert.match(await page.evaluate(() => document.querySelector("#faults-summary")?.textContent ?? ""), /^No faults/);
      const back = page.browserPage.waitForNavigation();
      await page.browserPage.locator(".masthead-note a").click();
      await back;
      assert.equal(await page.evaluate(() => location.pathname), "/index.html");

      const elsewhere = Object.fromEntries(Object.entries(routes).filter(([path]) => path.startsWith("/demo/")).map(([path, route]) => [`/some/where${path}`, route]));
      const moved = await open("/some/where/demo/playground.html", { routes: elsewhere });
      await moved.waitFor(isMarked);
      const article = await open("/some/where/demo/index.html", { routes: elsewhere });
      assert.ok(await article.waitFor(() => document.querySelector("#demo-status")?.textContent?.includes("mentions")));
    }));

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`pages pass axe and fit a phone, ${colorScheme}`, () =>
      inPages(async (open) => {
        for (const path of ["/index.html", "/start.html", "/options.html", "/accessibility.html", "/performance.html"]) {
          const page = await open(path, { colorScheme, viewport: { width: 390, height: 844 } });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `${path} is ${overflow} px too wide`);
          await page.browserPage.evaluate(axeSource);
          const violations = await page.evaluate(async () => {
            const { violations: found } = await /** @type {any} */ (window).axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] });
            return found.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.html.slice(0, 160)}`));
          });
          assert.deepEqual(violations, [], path);
        }
      }));
  }
});
