// The harness itself, on plain pages: it must hear what a page prints, throws and asks for, or no other test
// here means anything.

import assert from "node:assert/strict";
import { forEachBrowser, serve, waitFor } from "./harness.js";

forEachBrowser((check, name) => {
  check("a quiet page passes", async (open) => {
    const page = await open("<!doctype html><title>Quiet</title><p>Hello");
    assert.equal(await page.evaluate(() => document.body.textContent?.trim()), "Hello");
    await page.assertQuiet();
  });

  const loudPages = {
    "a console line": ["<script>console.log('heard me')</script>", /log: heard me/],
    "a warning": ["<script>console.warn('heard me')</script>", /heard me/],
    "a thrown error": ["<script>throw new Error('heard me')</script>", /heard me/],
    "an unhandled rejection": ["<script>Promise.reject(new Error('heard me'))</script>", /heard me/],
    "an error in a late task": [
      "<script>setTimeout(() => { throw new Error('heard me') })</script>",
      /heard me/,
    ],
    "a request outside the site": [
      "<img src='http://elsewhere.test/heard-me.png'>",
      /heard-me|ERR_NAME_NOT_RESOLVED/,
    ],
  };
  for (const [what, [html, pattern]] of Object.entries(loudPages)) {
    check(`${what} is noticed`, async (open) => {
      const page = await open(`<!doctype html><meta charset=utf-8><title>Loud</title>${html}`, {
        allow: [/.*/],
        allowRequests: [/.*/],
      });
      const heard = () => [...page.console, ...page.requests.map((request) => request.url)].join("\n");
      await waitFor(
        () => /** @type {RegExp} */ (pattern).test(heard()),
        () => `hearing ${what}; heard:\n${heard()}`,
      );
    });
  }

  check("a loud page fails its test unless the line is allowed", async (open) => {
    const page = await open(
      "<!doctype html><title>Loud</title><script>console.error('a known line')</script>",
      { allow: ["a known line"] },
    );
    await waitFor(() => page.console.length > 0);
    await page.assertQuiet();
    await page.evaluate(() => console.error("another line"));
    await waitFor(() => page.console.length > 1);
    await assert.rejects(page.assertQuiet(), /another line/);
    page.console.length = 0;
  });

  check("every page starts afresh, and media features are as asked for", async (open) => {
    const html = "<!doctype html><meta name=viewport content=width=device-width><title>Media</title>";
    const features = () => ({
      dark: matchMedia("(prefers-color-scheme: dark)").matches,
      coarse: matchMedia("(pointer: coarse)").matches,
      hover: matchMedia("(hover: hover)").matches,
      still: matchMedia("(prefers-reduced-motion: reduce)").matches,
      forced: matchMedia("(forced-colors: active)").matches,
      width: innerWidth,
      stored: localStorage.getItem("visited"),
    });
    const phone = await open(html, {
      viewport: { width: 360, height: 640 },
      colorScheme: "dark",
      touch: true,
      reducedMotion: true,
    });
    assert.deepEqual(await phone.evaluate(features), {
      dark: true,
      coarse: true,
      hover: false,
      still: true,
      forced: false,
      width: 360,
      stored: null,
    });
    await phone.evaluate(() => localStorage.setItem("visited", "yes"));
    const contrast = await open(html, { forcedColors: true });
    assert.equal((await contrast.evaluate(features)).forced, true);
    const desktop = await open(html);
    assert.deepEqual(await desktop.evaluate(features), {
      dark: false,
      coarse: false,
      hover: true,
      still: false,
      forced: false,
      width: 1280,
      stored: null,
    });
  });

  check("a tap is a touch, a click is a mouse", async (open) => {
    const page = await open("<!doctype html><title>Tap</title><p>Press here</p>", {
      touch: true,
      viewport: { width: 360, height: 640 },
    });
    await page.evaluate(() => {
      const seen = /** @type {string[]} */ (/** @type {any} */ (window).seen = []);
      addEventListener("pointerdown", (event) => seen.push(event.pointerType));
    });
    const { x, y } = await page.pointOf("p");
    await page.touchscreen.tap(x, y);
    assert.deepEqual(
      await page.waitFor(() => /** @type {any} */ (window).seen.length && /** @type {any} */ (window).seen),
      ["touch"],
    );
  });

  check("modules load into a page by import()", async (open) => {
    const page = await open("<!doctype html><title>Module</title>", {
      routes: { "/answer.js": "export const answer = 42;" },
    });
    const address = `${page.site.origin}/answer.js`;
    assert.equal(await page.evaluate(async (from) => (await import(from)).answer, address), 42, name);
  });

  check("another origin is closed unless its headers open it", async (open) => {
    const page = await open("<!doctype html><title>Origins</title>", {
      routes: {
        "/closed.json": { body: {} },
        "/open.json": { body: { answer: 42 }, headers: { "access-control-allow-origin": "*" } },
      },
      allow: [/CORS|Access-Control|ERR_FAILED/i],
    });
    const read = (/** @type {string} */ address) =>
      fetch(address).then(
        (response) => response.json(),
        () => "refused",
      );
    assert.equal(await page.evaluate(read, `${page.site.otherOrigin}/closed.json`), "refused");
    assert.deepEqual(await page.evaluate(read, `${page.site.otherOrigin}/open.json`), { answer: 42 });
  });

  check("a held reply waits for the test", async (open) => {
    /** @type {(reply: string) => void} */
    let release = () => {};
    const held = new Promise((resolve) => {
      release = resolve;
    });
    const page = await open("<!doctype html><title>Slow</title>", { routes: { "/slow.json": () => held } });
    await page.evaluate(() => {
      /** @type {any} */ (window).answer = fetch("/slow.json").then((response) => response.text());
    });
    await waitFor(() => page.site.requests.some((request) => request.path === "/slow.json"));
    release("at last");
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).answer), "at last");
  });
});
