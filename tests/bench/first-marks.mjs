// In: README.md, and how many rounds. Out: what its three ways take from a bare page to the first marks: each step of a reader in seconds,
// then a visit in Chromium in milliseconds, beside the same page without Namelight. Guarantees: commands, tag and code are read out of
// README.md (readme.mjs); a way begins in an empty folder; all take turns, and must mark the same names; what fails is told by its step.

import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchWithExtensions } from "../browser/extension-browser.js";
import { importFiles, listenToConsole } from "../browser/extension-pages.js";
import { serve } from "../browser/server.js";
import { tools } from "../matrix/tools.mjs";
import { firstPaint, seeMarks, watchMarks } from "./marks-in-page.mjs";
import { place, readBuild, readExtension, readPackage, readScriptTag } from "./readme.mjs";
import { median } from "./rounds.mjs";

/**
 * @typedef {import("puppeteer-core").Page} Page
 * @typedef {{ start: number, text: string }} Name
 * @typedef {{ paintMs: number, marksMs?: number, names: Name[] }} Visit
 * @typedef {{ name: string, visit: (tab: Page) => Promise<Visit> }} Contender
 * @typedef {object} Setting what a way has at its beginning
 * @property {string} folder its own, empty
 * @property {<T>(what: string, work: () => T | Promise<T>) => Promise<T>} step that is timed
 * @property {(folder: string) => Promise<string>} publish on a web server; gives its origin
 * @property {import("../browser/extension-browser.js").ExtensionBrowser} running
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
const dictionary = join(root, "www/demo/dictionary.json");
/** The demo's article, without a script or a style sheet. */
const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>News</title><link rel="icon" href="data:,"></head>
<body>
${/<article.*<\/article>/s.exec(readFileSync(join(root, "www/demo/index.html"), "utf8"))}
</body>
</html>
`;

/** No command is to ask anything, or to look whether it is the newest. */
const env = {
  ...process.env, CI: "1", NO_COLOR: "1",
  npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false",
};
/** A first build of the core, on a busy machine. */
const timeout = 600_000;
const run = promisify(execFile);

/** @param {string} command as a reader types it @param {string} cwd */
const execute = (command, cwd) => {
  const [program, ...words] = command.split(" ");
  return run(program, words.map((word) => word.replace(place, root)), { cwd, env, timeout });
};

/** Starts what goes on until it is ended, and ends it once it has printed an address. @param {string} command */
async function executeUntilServed(command) {
  const [program, ...words] = command.split(" ");
  // A group of its own: npm is not the server, but its parent.
  const child = spawn(program, words, { cwd: root, env: { ...env, PORT: "0" }, detached: true, timeout });
  let output = "";
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`it has ended: ${output.trim()}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => (output += text).includes("http://") && resolve(undefined));
    }
  });
  process.kill(-Number(child.pid));
}

/** Everything in a folder, as a web server has it. @param {string} folder */
function serveFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const addressOf = (/** @type {string} */ path) => `/${relative(folder, path).replaceAll(sep, "/")}`.replace(/\/index\.html$/, "/");
  return serve(Object.fromEntries(paths.map((path) => [addressOf(path), { body: readFileSync(path) }])));
}

/** @param {string} address @returns {Contender["visit"]} */
const visitMarked = (address) => async (tab) => {
  await tab.goto(address);
  const { atMs, names } = await tab.evaluate(seeMarks);
  return { paintMs: await tab.evaluate(firstPaint), marksMs: atMs, names };
};

/** @type {Record<string, (setting: Setting) => Promise<Contender[]>>} */
const ways = {
  async "bare page"({ folder, publish }) {
    writeFileSync(join(folder, "index.html"), page);
    const address = await publish(folder);
    return [{ name: "bare page", visit: async (tab) => {
      await tab.goto(address);
      return { paintMs: await tab.evaluate(firstPaint), names: [] };
    } }];
  },

  async "each way"({ step }) {
    const build = readBuild();
    await step(`\`${build}\`, until it serves`, () => executeUntilServed(build));
    return [];
  },

  async "script tag"({ folder, step, publish }) {
    const { tag, src, dictionary: address, file } = readScriptTag();
    await step("its file and a dictionary beside the page, the tag in its head", () => {
      copyFileSync(join(root, file), join(folder, src));
      copyFileSync(dictionary, join(folder, address));
      writeFileSync(join(folder, "index.html"), page.replace("</head>", `${tag}$&`));
    });
    return [{ name: "script tag", visit: visitMarked(await publish(folder)) }];
  },

  async "npm package"({ folder, step, publish }) {
    const { install, code, dictionary: address } = readPackage();
    const vite = tools.find(({ name }) => name === "Vite, build");
    if (!vite?.commands || !vite.folder) throw new Error("tests/matrix/tools.mjs builds nothing with Vite");
    const packages = Object.entries(vite.packages).map(([name, version]) => `${name}@${version}`).join(" ");
    await step(`an application: \`npm init\`, \`npm install ${packages}\``, async () => {
      await execute("npm init --yes", folder);
      await execute(`npm install --prefer-offline ${packages}`, folder);
    });
    await step(`\`${install}\``, () => execute(install, folder));
    await step("its code as the page's module, a dictionary", () => {
      writeFileSync(join(folder, "main.js"), code);
      writeFileSync(join(folder, "index.html"), page.replace("</head>", '<script type="module" src="/main.js"></script>$&'));
      mkdirSync(join(folder, "public"));
      copyFileSync(dictionary, join(folder, "public", address));
    });
    for (const words of vite.commands) await step(`\`${words.join(" ")}\``, () => execute(words.join(" "), folder));
    return [{ name: "npm package", visit: visitMarked(await publish(join(folder, vite.folder))) }];
  },

  async extension({ folder, step, publish, running }) {
    const { build, folder: built } = readExtension();
    await step(`\`${build}\``, () => execute(build, root));
    const extension = await step("its folder loaded", () => running.install(join(root, built)));
    await (await step("a dictionary imported on its options page", () => importFiles(extension, [dictionary]))).close();
    writeFileSync(join(folder, "index.html"), page);
    const address = await publish(folder);
    // Another host: what is allowed for this one is not for the others.
    const always = address.replace("127.0.0.1", "localhost");

    /** What the reader does in the popup, and when. @param {Page} tab @param {string} choice @returns {Promise<Visit>} */
    const press = async (tab, choice) => {
      const paintMs = await tab.evaluate(firstPaint);
      await extension.press(tab);
      const popup = await extension.popup(tab);
      const pressed = popup.evaluate(() => new Promise((resolve) => {
        const answer = (/** @type {MouseEvent} */ { timeStamp }) => resolve(performance.timeOrigin + timeStamp);
        addEventListener("click", answer, { capture: true, once: true });
      }));
      await popup.click(choice);
      const pressedMs = /** @type {number} */ (await pressed);
      const { atMs, originMs, names } = await tab.evaluate(seeMarks);
      if (!popup.isClosed()) await popup.close();
      return { paintMs, marksMs: originMs + atMs - pressedMs, names };
    };
    await step("“Always on” the site, until its page is marked", async () => {
      // The browser's own question, which no driver answers.
      await extension.allow(`${always.replace(/:\d+$/, "")}/*`);
      const tab = await running.browser.newPage();
      await tab.evaluateOnNewDocument(watchMarks);
      await tab.goto(always);
      await press(tab, "#always");
      await tab.close();
    });
    return [
      { name: "extension, always on the site", visit: visitMarked(always) },
      { name: "extension, from the press in its popup", visit: async (tab) => {
        await tab.goto(address);
        return press(tab, "#on");
      } },
    ];
  },
};

/**
 * @param {object} options
 * @param {number} options.rounds
 * @param {(line: string) => void} options.progress
 * @returns {Promise<{ markdown: string, faults: string[] }>}
 */
export async function firstMarks({ rounds, progress }) {
  const folder = mkdtempSync(join(tmpdir(), "namelight-first-marks-"));
  const running = await launchWithExtensions("chromium");
  /** @type {import("../browser/server.js").Site[]} */
  const sites = [];
  /** @type {string[][]} */
  const steps = [];
  /** @type {string[]} */
  const faults = [];
  /** @param {string} where @param {unknown} error */
  const tell = (where, error) => faults.push(`${where}: ${error instanceof Error ? error.message : error}`);
  /** @type {(Contender & { visits: Visit[] })[]} */
  const contenders = [];
  try {
    for (const [way, prepare] of Object.entries(ways)) {
      let doing = `${way}, by the README`;
      /** @type {Setting} */
      const setting = {
        running,
        folder: join(folder, way.replaceAll(" ", "-")),
        async step(what, work) {
          progress((doing = `${way}, ${what}`));
          const began = performance.now();
          const done = await work();
          steps.push([way, what, ((performance.now() - began) / 1000).toFixed(2)]);
          return done;
        },
        async publish(site) {
          const served = await serveFolder(site);
          sites.push(served);
          return served.origin;
        },
      };
      mkdirSync(setting.folder);
      try {
        for (const ready of await prepare(setting)) contenders.push({ ...ready, visits: [] });
      } catch (error) {
        tell(doing, error);
      }
    }
    const failed = new Set();
    for (let round = 0; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}`);
      for (let turn = 0; turn < contenders.length; turn += 1) {
        const contender = contenders[(round + turn) % contenders.length];
        if (failed.has(contender)) continue;
        const tab = await running.browser.newPage();
        const lines = listenToConsole(tab);
        await tab.evaluateOnNewDocument(watchMarks);
        try {
          contender.visits.push(await contender.visit(tab));
        } catch (error) {
          failed.add(contender);
          tell(`${contender.name}, visit ${round + 1}`, [error, ...lines()].map((one) => String(one).split("\n", 1)[0]).join("; "));
        }
        await tab.close();
      }
    }
    const found = differences(contenders);
    const [load] = loadavg();
    const heading = `Node ${process.version}, ${await running.browser.version()}, ${availableParallelism()} cores, load ${load.toFixed(1)}`;
    return { markdown: toMarkdown({ heading, steps, contenders, rounds }), faults: [...faults, ...found] };
  } finally {
    await running.close();
    await Promise.all(sites.map((site) => site.close()));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where one marks other names than the first that marks any. @param {(Contender & { visits: Visit[] })[]} contenders */
function differences(contenders) {
  const all = contenders.flatMap(({ name, visits }) => visits.map((visit) => ({ ...visit, name })));
  const marking = all.filter(({ marksMs }) => marksMs !== undefined);
  const found = new Set();
  for (const { name, names } of marking) {
    const [first] = marking;
    for (const { start, text } of missing(first.names, names)) found.add(`${name}: without “${text}” (at ${start}), which is marked by ${first.name}`);
    for (const { start, text } of missing(names, first.names)) found.add(`${name}: marks “${text}” (at ${start}), unlike ${first.name}`);
  }
  return [...found];
}

/** @param {Name[]} wanted @param {Name[]} names */
const missing = (wanted, names) => wanted.filter(({ start, text }) => !names.some((one) => one.start === start && one.text === text));

/** @param {number[]} times */
const spread = (times) => `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`;

/**
 * @param {object} measured
 * @param {string} measured.heading
 * @param {string[][]} measured.steps
 * @param {(Contender & { visits: Visit[] })[]} measured.contenders
 * @param {number} measured.rounds
 */
function toMarkdown({ heading, steps, contenders, rounds }) {
  const bareMs = median(contenders.find(({ name }) => name === "bare page")?.visits.map(({ paintMs }) => paintMs) ?? []);
  const rows = contenders.map(({ name, visits }) => {
    if (visits.length === 0) return [name, "no answer", "", "", ""];
    const marksMs = visits.flatMap((visit) => visit.marksMs ?? []);
    const marked = marksMs.length > 0 ? [spread(marksMs), (median(marksMs) / bareMs).toFixed(1), visits[0].names.length] : ["", "", ""];
    return [name, spread(visits.map(({ paintMs }) => paintMs)), ...marked];
  });
  return [
    `From a bare page to the first marks, following README.md. ${heading}.`,
    "",
    "| way | step | seconds |",
    "| --- | --- | ---: |",
    ...steps.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `Milliseconds since the navigation, or the press, began: medians of ${rounds} alternating visits (lowest to highest).`,
    "× is the first marks beside the bare page's first contentful paint.",
    "",
    "| page | first contentful paint | first marks | × | names |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
  ].join("\n");
}
