// In: README.md, and how many rounds. Out: what its three ways take from a bare page to the first marks: each step of a reader in seconds, then
// a visit in Chromium in milliseconds, beside the same page without Namelight. Guarantees: commands, tag and code are read out of README.md
// (readme.mjs); a way begins in an empty folder; all take turns, and must mark the same names; what has not worked is told by its step.

import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchWithExtensions } from "../browser/extension-browser.js";
import { importFiles } from "../browser/extension-pages.js";
import { serve } from "../browser/server.js";
import { tools } from "../matrix/tools.mjs";
import { place, readBuild, readExtension, readPackage, readScriptTag } from "./readme.mjs";
import { median } from "./rounds.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {{ paintMs: number, marksMs?: number, names: string[] }} Visit marks since the navigation began, or since the reader's press */
/** @typedef {{ name: string, visit: (page: Page) => Promise<Visit> }} Contender */
/** @typedef {<T>(what: string, work: () => T | Promise<T>) => Promise<T>} Step */

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const demo = join(root, "www/demo");
const dictionary = join(demo, "dictionary.json");
/** No command is to ask anything, or to look whether it is the newest. */
const env = { ...process.env, CI: "1", NO_COLOR: "1", npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false" };
/** An installation on a busy machine with an empty cache; a first build of the core. */
const limitMs = 600_000;

/** The demo's article, without a script or a style sheet. */
function makePage() {
  const [article] = /<article.*<\/article>/s.exec(readFileSync(join(demo, "index.html"), "utf8")) ?? [];
  if (article === undefined) throw new Error("www/demo/index.html has no article");
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>News</title><link rel="icon" href="data:,"></head>
<body>
${article}
</body>
</html>
`;
}

/** @param {string} command @param {string} cwd */
const execute = (command, cwd) => {
  const [program, ...words] = command.split(" ").map((word) => word.replace(place, root.slice(0, -1)));
  return run(program, words, { cwd, env, timeout: limitMs, maxBuffer: 64 * 2 ** 20 });
};

/** Starts what goes on until it is ended, and ends it once it has printed an address. @param {string} command */
async function untilItServes(command) {
  const [program, ...words] = command.split(" ");
  // A group of its own: npm is not the server, but its parent.
  const child = spawn(program, words, { cwd: root, env: { ...env, PORT: "0" }, detached: true, timeout: limitMs });
  let output = "";
  try {
    await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", () => reject(new Error(`it ended: ${output.trim()}`)));
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text).includes("http://") && resolve(undefined));
    });
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
  }
}

/** A folder as a web server has it. @param {string} folder */
function serveFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const routes = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const address = posix.join("/", path.slice(folder.length).replaceAll(sep, "/"));
    return [address.replace(/\/index\.html$/, "/"), { body: readFileSync(path) }];
  });
  return serve(Object.fromEntries(routes));
}

/** Runs in the page before anything of its own: when its first marks have been painted. */
function watchMarks() {
  const firstMarks = new Promise((resolve) => {
    const look = () => {
      const isMarked = document.querySelector("namelight-mark") !== null || (/** @type {any} */ (CSS).highlights.get("namelight")?.size ?? 0) > 0;
      if (!isMarked) return requestAnimationFrame(look);
      // A message that is sent in a frame arrives when the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
  Object.assign(window, { firstMarks });
}

/** Runs in the page: when it was painted first. @returns {Promise<number>} */
const firstPaint = () =>
  new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
    }).observe({ type: "paint", buffered: true });
  });

/**
 * Runs in the page: when its first marks were painted, by a clock that all pages share, and, once no more come, which names they are and
 * where. Marks that touch are the pieces of one name.
 */
async function seeMarks() {
  const patienceMs = 20_000;
  const quietFrames = 20;
  const late = new Promise((resolve, reject) => setTimeout(() => reject(new Error(`no marks after ${patienceMs / 1000} s`)), patienceMs));
  const atMs = await Promise.race([/** @type {any} */ (window).firstMarks, late]);
  const article = /** @type {Element} */ (document.querySelector("article"));
  const ranges = () => [
    ...Array.from(document.querySelectorAll("namelight-mark"), (mark) => ({ startContainer: mark, startOffset: 0, endContainer: mark, endOffset: mark.childNodes.length })),
    .../** @type {Iterable<AbstractRange>} */ (/** @type {any} */ (CSS).highlights.get("namelight") ?? []),
  ];
  for (let known = 0, frames = 0; frames < quietFrames; frames += 1) {
    await new Promise(requestAnimationFrame);
    const { length } = ranges();
    if (length !== known) [known, frames] = [length, 0];
  }
  const text = article.textContent;
  /** @param {Node} node @param {number} offset */
  const placeOf = (node, offset) => {
    const before = new Range();
    before.setStart(article, 0);
    before.setEnd(node, offset);
    return String(before).length;
  };
  const spans = ranges().map((range) => [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)]);
  /** @type {number[][]} */
  const whole = [];
  for (const [start, end] of spans.sort(([one], [other]) => one - other)) {
    const last = whole.at(-1);
    if (last?.[1] === start) last[1] = end;
    else whole.push([start, end]);
  }
  return { atMs, originMs: performance.timeOrigin, names: whole.map(([start, end]) => `${text.slice(start, end)} (${start})`) };
}

/** @param {string} address @returns {Contender["visit"]} */
const visitMarked = (address) => async (page) => {
  await page.goto(address);
  const { atMs, names } = await page.evaluate(seeMarks);
  return { paintMs: await page.evaluate(firstPaint), marksMs: atMs, names };
};

/**
 * @param {object} options
 * @param {number} options.rounds
 * @param {(line: string) => void} options.progress
 * @returns {Promise<{ markdown: string, faults: string[] }>}
 */
export async function firstMarks({ rounds, progress }) {
  const folder = mkdtempSync(join(tmpdir(), "namelight-first-marks-"));
  const page = makePage();
  /** @type {{ way: string, what: string, seconds: number }[]} */
  const steps = [];
  /** @type {string[]} */
  const faults = [];
  /** @type {(() => Promise<unknown>)[]} */
  const closing = [];
  /** @type {Contender[]} */
  const contenders = [];

  /** @param {string} way @param {(step: Step, folder: string) => Promise<Contender[]>} prepare in a folder of its own */
  async function add(way, prepare) {
    let doing = "";
    try {
      const own = join(folder, way.replaceAll(" ", "-"));
      mkdirSync(own);
      contenders.push(...(await prepare(async (what, work) => {
        doing = what;
        progress(`${way}: ${what}`);
        const began = performance.now();
        const done = await work();
        steps.push({ way, what, seconds: (performance.now() - began) / 1000 });
        return done;
      }, own)));
    } catch (error) {
      faults.push(`${way}${doing && `, ${doing}`}: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** @param {string} site */
  async function publish(site) {
    const { origin, close } = await serveFolder(site);
    closing.push(close);
    return origin;
  }

  try {
    const running = await launchWithExtensions("chromium");
    closing.push(running.close);
    const { browser } = running;

    await add("bare page", async (_, own) => {
      writeFileSync(join(own, "index.html"), page);
      const origin = await publish(own);
      return [{ name: "bare page", visit: async (tab) => {
        await tab.goto(origin);
        return { paintMs: await tab.evaluate(firstPaint), names: [] };
      } }];
    });

    await add("all", async (step) => {
      const build = readBuild();
      await step(`\`${build}\`, until it serves`, () => untilItServes(build));
      return [];
    });

    await add("script tag", async (step, own) => {
      const { tag, src, dictionary: address, file } = readScriptTag();
      await step("its file and a dictionary beside the page, the tag in its head", () => {
        copyFileSync(join(root, file), join(own, src));
        copyFileSync(dictionary, join(own, address));
        writeFileSync(join(own, "index.html"), page.replace("</head>", `${tag}$&`));
      });
      return [{ name: "script tag", visit: visitMarked(await publish(own)) }];
    });

    await add("npm package", async (step, own) => {
      const { install, code, dictionary: address } = readPackage();
      const vite = tools.find(({ name }) => name === "Vite, build");
      if (vite?.folder === undefined) throw new Error("tests/matrix/tools.mjs builds nothing with Vite");
      const packages = Object.entries(vite.packages).map(([name, version]) => `${name}@${version}`).join(" ");
      await step(`an application: \`npm init\`, \`npm install ${packages}\``, async () => {
        await execute("npm init --yes", own);
        await execute(`npm install --prefer-offline ${packages}`, own);
      });
      await step(`\`${install}\``, () => execute(install, own));
      await step("the code as a module, a dictionary", () => {
        writeFileSync(join(own, "main.js"), code);
        writeFileSync(join(own, "index.html"), page.replace("</head>", '<script type="module" src="/main.js"></script>$&'));
        mkdirSync(join(own, "public"));
        copyFileSync(dictionary, join(own, "public", address));
      });
      for (const command of vite.commands ?? []) await step(`\`${command.join(" ")}\``, () => execute(command.join(" "), own));
      return [{ name: "npm package", visit: visitMarked(await publish(join(own, vite.folder))) }];
    });

    await add("extension", async (step, own) => {
      const { build, folder: built } = readExtension();
      await step(`\`${build}\``, () => execute(build, root));
      const extension = await step("the folder loaded", () => running.install(join(root, built)));
      const options = await step("a dictionary imported", () => importFiles(extension, [dictionary]));
      await options.close();
      writeFileSync(join(own, "index.html"), page);
      const origin = await publish(own);
      // Another host: what is allowed for this one is not for the others.
      const always = origin.replace("127.0.0.1", "localhost");
      /** @param {Page} tab @param {string} choice in the popup */
      const choose = async (tab, choice) => {
        await extension.press(tab);
        const popup = await extension.popup(tab);
        const pressed = popup.evaluate(() => new Promise((resolve) => {
          addEventListener("click", ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), { capture: true, once: true });
        }));
        await popup.click(choice);
        return { popup, pressedMs: /** @type {number} */ (await pressed) };
      };
      await step("“Always on” this site", async () => {
        // No driver answers the browser's own question.
        await extension.allow(`${always.replace(/:\d+$/, "")}/*`);
        const tab = await browser.newPage();
        await tab.evaluateOnNewDocument(watchMarks);
        await tab.goto(always);
        const { popup } = await choose(tab, "#always");
        await tab.evaluate(seeMarks);
        if (!popup.isClosed()) await popup.close();
        await tab.close();
      });
      return [
        { name: "extension, always on the site", visit: visitMarked(always) },
        { name: "extension, from the press", visit: async (tab) => {
          await tab.goto(origin);
          const paintMs = await tab.evaluate(firstPaint);
          const { popup, pressedMs } = await choose(tab, "#on");
          const { atMs, originMs, names } = await tab.evaluate(seeMarks);
          if (!popup.isClosed()) await popup.close();
          return { paintMs, marksMs: originMs + atMs - pressedMs, names };
        } },
      ];
    });

    /** @type {Map<string, Visit[]>} */
    const visits = new Map(contenders.map(({ name }) => [name, []]));
    const failed = new Set();
    for (let round = 0; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}`);
      for (let turn = 0; turn < contenders.length; turn += 1) {
        const { name, visit } = contenders[(round + turn) % contenders.length];
        if (failed.has(name)) continue;
        const tab = await browser.newPage();
        try {
          await tab.evaluateOnNewDocument(watchMarks);
          visits.get(name)?.push(await visit(tab));
        } catch (error) {
          failed.add(name);
          faults.push(`${name}, visit ${round + 1}: ${error instanceof Error ? error.message : error}`);
        } finally {
          await tab.close();
        }
      }
    }
    faults.push(...differences(visits));
    return { markdown: toMarkdown(steps, visits, rounds, await browser.version()), faults };
  } finally {
    for (const close of closing.reverse()) await close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where a visit has other names than the first with any. @param {Map<string, Visit[]>} visits */
function differences(visits) {
  /** @type {{ name: string, names: string[] } | undefined} */
  let first;
  /** @type {Set<string>} */
  const told = new Set();
  for (const [name, list] of visits) {
    for (const { marksMs, names } of list) {
      if (marksMs === undefined) continue;
      first ??= { name, names };
      const [less, more] = [first.names.filter((one) => !names.includes(one)), names.filter((one) => !first?.names.includes(one))];
      if (less.length + more.length > 0) told.add(`${name} marks other names than ${first.name}: without ${less.join(", ") || "none"}; besides ${more.join(", ") || "none"}`);
    }
  }
  return told;
}

/** @param {number[]} times */
const spread = (times) => `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`;

/**
 * @param {{ way: string, what: string, seconds: number }[]} steps
 * @param {Map<string, Visit[]>} visits
 * @param {number} rounds
 * @param {string} version
 */
function toMarkdown(steps, visits, rounds, version) {
  const bareMs = median((visits.get("bare page") ?? []).map(({ paintMs }) => paintMs));
  const rows = Array.from(visits, ([name, list]) => {
    if (list.length === 0) return [name, "no answer", "", "", ""];
    const marks = list.flatMap(({ marksMs }) => marksMs ?? []);
    return [name, spread(list.map(({ paintMs }) => paintMs)), ...(marks.length > 0 ? [spread(marks), (median(marks) / bareMs).toFixed(1), list[0].names.length] : ["", "", ""])];
  });
  return [
    "From a bare page to the first marks by each way, following README.md; what was built before is not built again.",
    `Node ${process.version}, ${version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} at the end.`,
    "",
    "| way | step | seconds |",
    "| --- | --- | ---: |",
    ...steps.map(({ way, what, seconds }) => `| ${way} | ${what} | ${seconds.toFixed(2)} |`),
    "",
    `Milliseconds since the navigation began (“from the press”: since the press in the popup), median of ${rounds} alternating visits (lowest to highest);`,
    "× is the time of the marks beside the bare page's first contentful paint.",
    "",
    "| way | first contentful paint | first marks | × | names |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
  ].join("\n");
}
