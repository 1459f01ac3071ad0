// The widget under what sites forbid, as a script tag and as a module: marks, tooltip, destroy(), and a console with nothing in
// it but what the policy itself reports. Each cell says which engine runs: where WebAssembly is refused, the one in JavaScript.

import assert from "node:assert/strict";
import { forEachBrowser, waitFor } from "./harness.js";
import { ownerDifferences, rememberPage, visibleDifferences } from "./page-state.js";

/** What runs functions: a page, or a frame in it. @typedef {Pick<import("./harness.js").TestPage, "evaluate">} Place */
/** @typedef {Pick<import("./harness.js").PageOptions, "headers" | "allow">} Refusal */
/**
 * @typedef {object} Policy
 * @property {string} name
 * @property {"wasm" | "js"} engine that runs under it
 * @property {string} [csp]
 * @property {Record<string, string>} [headers] others
 * @property {string} [attributes] of the script tag
 * @property {boolean} [elsewhere] the package comes from another origin
 */

/** @type {Policy[]} */
const policies = [
  { name: "none", engine: "wasm" },
  { name: "none, JavaScript wanted", engine: "js", attributes: 'data-engine="js"' },
  { name: "nonce only", csp: "script-src 'nonce-x'", engine: "js" },
  { name: "nonce only, JavaScript wanted", csp: "script-src 'nonce-x'", engine: "js", attributes: 'data-engine="js"' },
  { name: "nonce and wasm-unsafe-eval", csp: "script-src 'nonce-x' 'wasm-unsafe-eval'", engine: "wasm" },
  { name: "strict-dynamic", csp: "script-src 'nonce-x' 'strict-dynamic'", engine: "js" },
  { name: "strict-dynamic and wasm-unsafe-eval", csp: "script-src 'nonce-x' 'strict-dynamic' 'wasm-unsafe-eval'", engine: "wasm" },
  { name: "none, from another origin, JavaScript wanted", engine: "js", attributes: 'data-engine="js"', elsewhere: true },
  { name: "strict-dynamic, from another origin", csp: "script-src 'nonce-x' 'strict-dynamic'", engine: "js", elsewhere: true },
  { name: "no styles", csp: "script-src 'nonce-x' 'wasm-unsafe-eval'; style-src 'none'", engine: "wasm" },
  { name: "nothing by default", csp: "default-src 'none'; script-src 'nonce-x'; connect-src 'self'; style-src 'none'", engine: "js" },
  {
    name: "Trusted Types",
    csp: "script-src 'nonce-x' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'",
    engine: "wasm",
  },
  {
    name: "Trusted Types, nothing by default",
    csp: "default-src 'none'; script-src 'nonce-x'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    engine: "js",
  },
  { name: "COEP", headers: { "cross-origin-embedder-policy": "require-corp" }, engine: "wasm", attributes: "crossorigin", elsewhere: true },
  {
    name: "COEP, nonce only",
    csp: "script-src 'nonce-x'",
    attributes: "crossorigin",
    headers: { "cross-origin-embedder-policy": "require-corp" },
    engine: "js",
    elsewhere: true,
  },
];

/** How a page takes the package. */
const forms = ["a script tag", "a module", "a module with its WebAssembly beside it", "a script tag that highlights"];
const [, moduleForm, , highlightForm] = forms;

const dictionary = { language: "en", entities: [{ id: "leavitt", name: "Karoline Leavitt" }, { id: "doha", name: "Doha" }] };
const article = "<article><p>The talks of <b>Karoline</b> Leavitt in Doha go on.</p></article>";

/** Keeps what is said, from the first moment. */
const listener = `<script nonce="x">
  window.said = { engines: [], errors: [], violations: [] };
  const listen = EventTarget.prototype.addEventListener.bind(document);
  listen("namelight:ready", ({ detail }) => said.engines.push(detail.engine, detail.highlighter));
  listen("namelight:error", ({ detail }) => said.errors.push(detail.code + ": " + detail.message));
  listen("securitypolicyviolation", ({ blockedURI }) => said.violations.push(blockedURI));
</script>`;

/** @param {string} form @param {Policy} policy @param {string} from the package's origin, where it is another */
function pageOf(form, { attributes = "" }, from, body = article) {
  const engine = attributes.includes("engine") ? ', { engine: "js" }' : "";
  const entry = form === moduleForm ? "index" : "separate";
  const options = form === highlightForm ? `${attributes} data-paint="highlight"` : attributes;
  const start =
    form.startsWith("a script tag")
      ? `<script async nonce="x" src="${from}/dist/namelight.global.js" data-dictionary="/dictionary.json" ${options}></script>`
      : `<script type="module" nonce="x">
          import { loadDictionary, createHighlighter } from "${from}/dist/${entry}.js";
          try {
            await createHighlighter({ dictionary: await loadDictionary(location.origin + "/dictionary.json"${engine}) });
          } catch ({ code, message }) {
            said.errors.push(code + ": " + message);
          }
        </script>`;
  return `<!doctype html><html lang=en><meta charset=utf-8><title>Policies</title>${listener}${start}<body>${body}</body>`;
}

/** Every policy reports each WebAssembly that it refuses on the console, too. */
const refusal = /Content.Security.Policy[^]*(WebAssembly|wasm)|(WebAssembly|wasm)[^]*Content.Security.Policy/i;

/**
 * A dictionary that is held back until the page is remembered as it was.
 * @param {Record<string, string>} [headers]
 */
function heldBack(headers = {}) {
  let release = () => {};
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  return { release: () => release(), route: async () => (await released, { body: dictionary, headers }) };
}

const said = () => {
  const { engines, errors, violations } = /** @type {any} */ (window).said;
  const relevant = violations.filter((/** @type {string} */ uri) => !uri.endsWith("favicon.ico"));
  return { engine: engines[0], errors, violations: relevant };
};
/** What is painted, with its line, where that is told: engines do not tell it of highlights. */
const painted = () => {
  const marks = Array.from(Document.prototype.querySelectorAll.call(document, "namelight-mark"), (mark) => [
    mark.textContent,
    getComputedStyle(mark).textDecorationLine,
  ]);
  const ranges = Array.from(/** @type {any} */ (CSS).highlights.get("namelight") ?? [], (range) => [
    range.startContainer.data.slice(range.startOffset, range.endOffset),
  ]);
  return [...marks, ...ranges];
};
/** The middle of the first paragraph's first words that are painted, as the place has it. */
const firstPainted = () => {
  const range = new Range();
  range.selectNodeContents(/** @type {Node} */ (Document.prototype.querySelector.call(document, "b")));
  // The emptied text of the owner has a rectangle, too, in Firefox.
  const { x, y, width, height } = /** @type {DOMRect} */ (Array.from(range.getClientRects()).find((rect) => rect.width > 0));
  return { x: x + width / 2, y: y + height / 2 };
};
const isOpen = () => {
  const tooltip = Document.prototype.querySelector.call(document, "namelight-tooltip:popover-open");
  return tooltip?.shadowRoot?.querySelector("[part=name]")?.textContent;
};
const destroy = () => /** @type {any} */ (window).said.engines[1].destroy();

/**
 * What every cell must do.
 * @param {Place} place
 * @param {(x: number, y: number) => Promise<void>} click
 * @param {string} form
 * @param {() => void} release of its dictionary
 * @param {{ engine: "wasm" | "js", violations: string[] }} wanted
 */
async function checkCell(place, click, form, release, wanted) {
  await place.evaluate(rememberPage);
  release();
  const heard = await waitFor(async () => {
    const { engine, errors, violations } = await place.evaluate(said);
    return (engine || errors.length > 0) && { engine, errors, violations };
  });
  assert.deepEqual(heard, { ...wanted, errors: [] });
  const line = form === highlightForm ? [] : ["underline"];
  assert.deepEqual(await place.evaluate(painted), [["Karoline", ...line], [" Leavitt", ...line], ["Doha", ...line]]);
  assert.deepEqual(await place.evaluate(visibleDifferences), []);
  const { x, y } = await place.evaluate(firstPainted);
  await click(x, y);
  assert.equal(await waitFor(() => place.evaluate(isOpen)), "Karoline Leavitt");
  assert.deepEqual(await place.evaluate(said), { ...wanted, errors: [] }, "opening breaks no policy");
  await place.evaluate(destroy);
  assert.deepEqual(await place.evaluate(ownerDifferences), []);
  assert.deepEqual(await place.evaluate(visibleDifferences), []);
}

forEachBrowser((check) => {
  for (const policy of policies) {
    const { name, engine, csp, attributes, elsewhere } = policy;
    const violations = engine === "js" && !attributes?.includes("engine") ? ["wasm-eval"] : [];
    for (const form of forms) {
      check(`${name}: ${form} runs ${engine}`, async (open) => {
        const { release, route } = heldBack();
        const headers = { ...(csp && { "content-security-policy": csp }), ...policy.headers };
        const page = await open("/page.html", {
          routes: {
            "/dictionary.json": route,
            "/page.html": ({ port }) => ({ headers, body: pageOf(form, policy, elsewhere ? `http://localhost:${port}` : "") }),
          },
          allowRequests: [/^http:\/\/localhost:/],
          allow: [/favicon/, ...(violations.length > 0 ? [refusal] : [])],
        });
        await checkCell(page, (x, y) => page.mouse.click(x, y), form, release, { engine, violations });
      });
    }
  }

  check("where WebAssembly is refused and the engine beside it is not to be had, the page stays as it was", async (open) => {
    const { release, route } = heldBack();
    const page = await open("/page.html", {
      routes: {
        "/dictionary.json": route,
        "/dist/namelight.engine.js": { status: 404 },
        "/page.html": { headers: { "content-security-policy": "script-src 'nonce-x'" }, body: pageOf(forms[0], policies[0], "") },
      },
      allow: [/favicon/, refusal, /namelight\.engine\.js/],
    });
    await page.evaluate(rememberPage);
    release();
    const [error] = await page.waitFor(() => {
      const { errors } = /** @type {any} */ (window).said;
      return errors.length > 0 && errors;
    });
    assert.match(error, /^engine-unreachable: .*namelight\.engine\.js/);
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });

  for (const form of forms) {
    check(`a sandboxed frame: ${form}`, async (open) => {
      // Its origin is no one's: nothing is its own, and storage is refused.
      const { release, route } = heldBack({ "access-control-allow-origin": "*" });
      const page = await open('<!doctype html><title>Outer</title><iframe sandbox="allow-scripts" src="/framed.html"></iframe>', {
        routes: {
          "/dictionary.json": route,
          "/framed.html": ({ port }) => pageOf(form, policies[0], `http://127.0.0.1:${port}`).replaceAll(
            /location\.origin \+ "|data-dictionary="/g,
            (start) => (start.startsWith("data") ? `${start}http://127.0.0.1:${port}` : `"http://127.0.0.1:${port}`),
          ),
        },
      });
      const frame = page.browserPage.frames().find((one) => one.url().endsWith("/framed.html"));
      assert.ok(frame);
      const corner = await page.evaluate(() => {
        const element = /** @type {Element} */ (document.querySelector("iframe"));
        const { x, y } = element.getBoundingClientRect();
        return { x: x + element.clientLeft, y: y + element.clientTop };
      });
      const click = (/** @type {number} */ x, /** @type {number} */ y) => page.mouse.click(corner.x + x, corner.y + y);
      await checkCell(/** @type {any} */ (frame), click, form, release, { engine: "wasm", violations: [] });
    });

    check(`a page whose elements take the platform's names: ${form}`, async (open) => {
      const ofDocument = "currentScript body head documentElement readyState defaultView activeElement adoptedStyleSheets baseURI";
      const calls = "querySelector querySelectorAll createElement createTextNode addEventListener removeEventListener dispatchEvent getSelection";
      const ofNode = "parentNode childNodes firstChild nextSibling previousSibling nodeType nodeName localName tagName ownerDocument";
      const ofElement = "attributes getAttribute setAttribute closest matches remove contains append insertBefore getRootNode textContent";
      const images = [ofDocument, calls].join(" ").split(" ").map((name) => `<img name=${name} alt="">`);
      const inputs = [ofNode, ofElement, calls].join(" ").split(" ").map((name) => `<input type=hidden name=${name}>`);
      const body = `${images.join("")}<form name=body id=namelight itemprop=articleBody>${inputs.join("")}${article}</form><a id=said>`;
      const { release, route } = heldBack();
      const page = await open("/page.html", {
        routes: { "/dictionary.json": route, "/page.html": pageOf(form, policies[0], "", body) },
      });
      await checkCell(page, (x, y) => page.mouse.click(x, y), form, release, { engine: "wasm", violations: [] });
    });
  }
});
