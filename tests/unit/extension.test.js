// In: the messages between the parts of an extension, the content script's side of them, and the built extension. Out: what is not
// sound is not taken; mentions keep their numbers whatever the background forgets; the stores' own check finds nothing.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadDictionary } from "namelight";
import { buildExtension } from "../../tools/extension.mjs";
import { zip } from "../../tools/zip.mjs";
import { createBackground } from "../../www/extension/background.js";
import { isOwnSender, isToBackground, isToContent, mostText, protocol } from "../../www/extension/messages.js";
import { RemoteDictionary, asker } from "../../www/extension/remote.js";

// What Firefox's store itself runs; it has no types.
const { default: webExt } = await import(/** @type {string} */ ("web-ext"));

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "namelight-extension-"));
after(() => rmSync(folder, { recursive: true }));

const block = { id: 0, text: "Doha", lang: "en", kind: "p" };
const read = { namelight: protocol, type: "read", page: "p", session: "", blocks: [block], options: {} };
const sound = [
  read,
  { ...read, options: { occurrences: 3, about: ["doha"], without: "context" } },
  { namelight: protocol, type: "decide", page: "p", session: "s", order: [0, 4] },
  { namelight: protocol, type: "cards", entities: ["doha"] },
  { namelight: protocol, type: "image", entity: "doha" },
  { namelight: protocol, type: "state", isOn: true, mentions: 1, entities: 1, fault: "" },
  { namelight: protocol, type: "choose", hidden: [] },
  { namelight: protocol, type: "end", page: "p" },
];
const unsound = [
  undefined,
  null,
  "read",
  [],
  {},
  { ...read, namelight: protocol + 1 },
  { ...read, namelight: undefined },
  { ...read, type: "toString" },
  { ...read, type: "__proto__" },
  { ...read, blocks: undefined },
  { ...read, blocks: { length: 1 } },
  { ...read, blocks: [{ ...block, id: -1 }] },
  { ...read, blocks: [{ ...block, id: 1.5 }] },
  { ...read, blocks: [{ ...block, text: 5 }] },
  { ...read, blocks: [{ ...block, text: "x".repeat(mostText + 1) }] },
  { ...read, blocks: [block, { ...block, text: "x".repeat(mostText) }] },
  { ...read, options: { occurrences: 0 } },
  { ...read, options: { dictionary: {} } },
  { ...read, options: { about: "x".repeat(100_000) } },
  { ...read, options: [] },
  { ...read, session: "x".repeat(65) },
  { namelight: protocol, type: "decide", page: "p", session: "s", order: ["0"] },
  { namelight: protocol, type: "cards", entities: ["x".repeat(10_000)] },
  { namelight: protocol, type: "image", src: "https://elsewhere.example/" },
];

test("a message to the background is sound in every part, or none", () => {
  for (const message of sound) assert.ok(isToBackground(message), JSON.stringify(message));
  for (const message of unsound) assert.ok(!isToBackground(message), JSON.stringify(message)?.slice(0, 200));
  const inherited = Object.create(read);
  assert.ok(!isToBackground(inherited), "only what a message itself has counts");
});

test("a message to a content script is of its own kinds", () => {
  for (const message of [{ type: "list" }, { type: "visit", mention: 1, isByKeyboard: true }, { type: "off" }, { type: "renew", hidden: ["a"] }]) {
    assert.ok(isToContent({ namelight: protocol, ...message }));
    assert.ok(!isToBackground({ namelight: protocol, ...message }));
  }
  for (const message of [...sound, { namelight: protocol, type: "visit", mention: "1", isByKeyboard: true }, { namelight: protocol, type: "renew" }]) assert.ok(!isToContent(message));
});

test("only this extension's own parts are heard", () => {
  assert.ok(isOwnSender({ id: "own" }, "own"));
  for (const sender of [{ id: "other" }, {}, undefined, null, "own"]) assert.ok(!isOwnSender(sender, "own"));
  assert.ok(!isOwnSender({}, /** @type {any} */ (undefined)), "not even where nobody has a name");
});

const names = { entities: [{ id: "doha", name: "Doha", description: "A city." }, { id: "paris", name: "Paris" }] };

/** Asks a background as a browser hands messages on: what is no JSON does not arrive. @param {() => ReturnType<typeof createBackground>} background */
const asks = (background) => (/** @type {object} */ message) => new Promise((resolve) => {
  const answered = background().listener(JSON.parse(JSON.stringify(message)), { id: "own", tab: { id: 1 }, frameId: 0 }, resolve);
  if (!answered) resolve(undefined);
});

/** A background that can be stopped, and what asks it. */
function connect() {
  let background = start();
  /** @type {string[]} */
  const sent = [];
  function start() {
    return createBackground({ ownId: "own", open: async () => /** @type {any} */ (await loadDictionary(names)) });
  }
  const ask = asker((message) => {
    sent.push(/** @type {any} */ (message).type);
    return asks(() => background)(message);
  });
  return { sent, dictionary: new RemoteDictionary(ask), ask, stop: () => void (background = start()), renew: () => background.renew() };
}

/** @param {{ removed: number[], added: Iterable<any> }} decision */
const plain = ({ removed, added }) => ({ removed, added: Array.from(added, ({ mention, text, block }) => [mention, text, block]) });

test("mentions come as from a dictionary that is at hand, and keep their numbers when the background was stopped", async () => {
  const { dictionary, sent, stop, renew } = connect();
  const document = dictionary.createDocument();
  document.read([{ id: 0, text: "From Doha to Paris", lang: "en" }, { id: 1, text: "Doha again", lang: "en" }]);
  assert.deepEqual(plain(await document.decide([0, 1])), { removed: [], added: [[1, "Doha", 0], [2, "Paris", 0], [3, "Doha", 1]] });
  assert.deepEqual(sent, ["read", "decide"]);

  document.read([{ id: 2, text: "Paris", lang: "en" }]);
  assert.deepEqual(plain(await document.decide([0, 2])), { removed: [3], added: [[4, "Paris", 2]] });

  stop();
  document.read([{ id: 3, text: "Doha", lang: "en" }]);
  assert.deepEqual(plain(await document.decide([0, 3])), { removed: [4], added: [[5, "Doha", 3]] });
  renew();
  assert.deepEqual(plain(await document.decide([3, 0])), { removed: [], added: [] }, "the same mentions, told anew");
  stop();
  assert.deepEqual(plain(await document.decide([])), { removed: [1, 2, 5], added: [] });
  document.free();
});

test("who asks while a dictionary is opened gets the one that was chosen meanwhile; what fails or is late is nobody's", async () => {
  /** @type {{ give: (name: string) => void, fail: (error: Error) => void }[]} */
  const openings = [];
  /** @type {string[]} */
  const freed = [];
  const open = () =>
    new Promise((resolve, fail) => {
      const give = async (/** @type {string} */ name) => {
        const opened = await loadDictionary({ entities: [{ id: name, name }] });
        resolve(Object.assign(opened, { free: () => void freed.push(name) }));
      };
      openings.push({ give, fail });
    });
  const background = createBackground({ ownId: "own", open: /** @type {any} */ (open) });
  const ask = asker(asks(() => background));
  const document = new RemoteDictionary(ask).createDocument();
  document.read([{ id: 0, text: "From Doha to Paris", lang: "en" }]);
  const decided = document.decide([0]);
  background.renew();
  await openings[0].give("Doha");
  while (openings.length < 2) await new Promise((resolve) => setImmediate(resolve));
  background.renew();
  openings[1].fail(new Error("the disk"));
  while (openings.length < 3) await new Promise((resolve) => setImmediate(resolve));
  await openings[2].give("Paris");
  assert.deepEqual(plain(await decided).added.map(([, text]) => text), ["Paris"]);
  assert.deepEqual([openings.length, freed], [3, ["Doha"]]);
});

test("where a dictionary cannot be opened, all who wait are told, and it was tried once", async () => {
  let tries = 0;
  const open = async () => {
    tries++;
    await new Promise((resolve) => setImmediate(resolve));
    throw Object.assign(new Error("it is"), { code: "dictionary-damaged" });
  };
  const background = createBackground({ ownId: "own", open });
  const ask = asker(asks(() => background));
  const answers = await Promise.allSettled([1, 2, 3].map(() => new RemoteDictionary(ask).lookUpCard("doha")));
  assert.deepEqual(answers.map(({ status }) => status), ["rejected", "rejected", "rejected"]);
  assert.equal(tries, 1);
});

test("a page that ends while it is decided is not told again", async () => {
  const { dictionary, sent } = connect();
  const document = dictionary.createDocument();
  document.read([{ id: 0, text: "Doha", lang: "en" }]);
  const deciding = document.decide([0]);
  document.free();
  await assert.rejects(deciding, { code: "background-lost" });
  assert.deepEqual(sent, ["read", "end", "decide"]);
});

test("a long page is told in several messages", async () => {
  const { dictionary, sent } = connect();
  const document = dictionary.createDocument({ occurrences: "first" });
  document.read(Array.from({ length: 5 }, (_, id) => ({ id, text: `${"word ".repeat(20_000)}Doha`, lang: "" })));
  document.read([{ id: 5, text: "x".repeat(2 * mostText), lang: "" }]);
  const { added } = await document.decide([0, 1, 2, 3, 4, 5]);
  assert.equal([...added].length, 1);
  assert.ok(sent.filter((type) => type === "read").length >= 3, sent.join());
});

test("how it is decided is decided by the content script's options, and what is undecided keeps its alternatives", async () => {
  const two = { entities: [{ id: "georgia", name: "Georgia" }, { id: "georgia-us", name: "Georgia" }, { id: "doha", name: "Doha" }] };
  const background = createBackground({ ownId: "own", open: async () => /** @type {any} */ (await loadDictionary(two)) });
  const ask = asker((message) => new Promise((resolve) => background.listener(JSON.parse(JSON.stringify(message)), { id: "own" }, resolve)));
  const options = /** @type {any} */ ({ occurrences: "first", certainty: 0.5, undecided: "offer", about: ["doha"], dictionary: ask, exclude: undefined });
  const document = new RemoteDictionary(ask).createDocument(options);
  document.read([{ id: 0, text: "Georgia, Doha, Georgia", lang: "en", kind: "h1" }]);
  const { added } = await document.decide([0]);
  const [{ alternatives }] = [...added];
  assert.deepEqual([...(alternatives ?? [])].sort(), ["georgia", "georgia-us"]);
  assert.ok(!Array.from(added).some(({ entity }) => entity === "doha"), "the page is about it");
});

test("cards are looked up, and a failure has its code", async () => {
  const { dictionary, ask } = connect();
  assert.equal((await dictionary.lookUpCard("doha")).entity.description, "A city.");
  assert.deepEqual(await dictionary.lookUpCard("nobody"), {});
  await assert.rejects(ask({ type: "image", entity: "doha" }), { code: "image-unreachable" });
  await assert.rejects(ask(/** @type {any} */ ({ type: "unknown" })), { code: "no-answer" });
  const failing = asker(async () => ({ error: { code: "dictionary-damaged", message: "it is" } }));
  await assert.rejects(failing({ type: "end", page: "p" }), { code: "dictionary-damaged" });
});

test("the package's two entries can be imported where there is neither an extension nor a page", async () => {
  const [background, content] = await Promise.all([import("namelight/extension/background"), import("namelight/extension/content")]);
  assert.deepEqual(Object.keys(background).sort(), ["NamelightError", "createBackground", "loadDictionary"]);
  assert.deepEqual(Object.keys(content), ["startContent"]);
  const dictionary = await background.loadDictionary(names);
  assert.equal(dictionary.find("To Doha").length, 1);
  dictionary.free();
});

/** What the store says of a build. @param {import("../../tools/extension.mjs").Browser} browser @param {Record<string, unknown>} [manifest] */
async function lint(browser, manifest) {
  const sourceDir = join(folder, "to-lint");
  await buildExtension(browser, sourceDir, manifest);
  const { errors, warnings, notices } = await webExt.cmd.lint({ sourceDir, output: "none", artifactsDir: folder }, { shouldExitProgram: false });
  return [...errors, ...warnings, ...notices].map(({ code }) => code).sort();
}

test("the store's check finds no error and no warning", { timeout: 120_000 }, async () => {
  assert.deepEqual(await lint("firefox"), []);
  const firefox = JSON.parse(readFileSync(join(root, "www/extension/app/manifest.firefox.json"), "utf8"));
  assert.deepEqual(await lint("chromium", firefox), [], "the files are sound in the other build, too");
  // The check is Firefox's; tests/browser/extension.test.js asks Chromium about its own.
  const isNotForFirefox = ["ADDON_ID_REQUIRED", "BACKGROUND_SERVICE_WORKER_NOFALLBACK", "MISSING_DATA_COLLECTION_PERMISSIONS"];
  assert.deepEqual(await lint("chromium"), isNotForFirefox);
});

test("nothing is asked for at install but the page in front, and the same source gives the same package", async () => {
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  await buildExtension("chromium", one);
  await buildExtension("chromium", other);
  const manifest = JSON.parse(readFileSync(join(one, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "unlimitedStorage"]);
  assert.ok(!("host_permissions" in manifest || "content_scripts" in manifest || "web_accessible_resources" in manifest));
  assert.match(manifest.content_security_policy.extension_pages, /script-src 'self' 'wasm-unsafe-eval';/);
  assert.ok(zip(one).equals(zip(other)));
});
