/**
 * createHighlighter: reads the page's blocks, asks the dictionary for their mentions, paints the marks, and
 * brings all three up to date on refresh(). Once started it throws nothing into the page: faults become
 * events. Whatever it has put on the page, or holds, is given back by destroy().
 */
import { browserAdapter, contains, defaultView, documentOf, findOne, matches, pageRecord } from "./dom.js";
import { NamelightError } from "./error.js";
import { emit, emitError } from "./events.js";
import { awaitIntent } from "./intent.js";
import { gatherChanges } from "./live.js";
import { PageMentions } from "./mentions.js";
import { checkOptions } from "./options.js";
import { createPace, idle } from "./pace.js";
import { PageReader } from "./page.js";
import { ownerAbove } from "./paint.js";
import { canHighlight, createPainters } from "./painters.js";
import { readChoice, readerOf } from "./reader.js";
import { findRoots } from "./roots.js";

/**
 * @typedef {import("./options.js").HighlighterOptions} HighlighterOptions
 * @typedef {import("./painters.js").Painters} Painters
 * @typedef {import("./dictionary.js").Mention} Mention
 * @typedef {import("./intent.js").TooltipCode} TooltipCode
 */

/**
 * Ours, tooltip and list, come and go, too. Of a style only what may hide a text counts, or each frame of an animation
 * would.
 * @param {MutationRecord} record
 */
function isNews({ target, attributeName, oldValue, addedNodes: [added], removedNodes: [removed] }) {
  if (!attributeName) return !/^namelight-[tl]/.test(browserAdapter.name(added ?? removed ?? document));
  /** @param {string | null} value */
  const said = (value) => (attributeName === "style" ? String(value?.match(/(display|visibility)[^;]*/g)) : value);
  return said(oldValue) !== said(browserAdapter.attribute(target, attributeName));
}

/** Thrown by work that is under way when its highlighter ends. */
const ended = new Error("ended");

/** @type {(highlighter: Highlighter) => Promise<void>} */
let start;

/** What createHighlighter gives. */
export class Highlighter extends EventTarget {
  #options;
  #document;
  #view;
  #onEnd;
  /** @type {Painters} */
  #painter;
  #reader;
  #gathered;
  /** Something is to be read anew. */
  #isStale = true;
  /** @type {PageMentions | undefined} */
  #mentions;
  /** @type {Element[]} */
  #roots = [];
  /** @type {Promise<void>} */
  #work = Promise.resolve();
  /** The refresh that has not begun yet. @type {Promise<void> | null} */
  #queued = null;
  /** Given back in reverse order. @type {(() => void)[]} */
  #held = [];
  #hasEnded = false;
  /** Codes of what does not end it. @type {Set<string>} */
  #reported = new Set();
  #isTooltipOffered = false;
  /** @type {import("./tooltip/tooltip.js").Attached | null} */
  #tooltip = null;

  static {
    start = (highlighter) => highlighter.#start();
  }

  /**
   * @param {HighlighterOptions} options checked
   * @param {Document} document
   * @param {() => void} [onEnd]
   */
  constructor(options, document, onEnd) {
    super();
    this.#options = options;
    this.#document = document;
    this.#view = defaultView(document);
    this.#onEnd = onEnd;
    this.#painter = createPainters(
      document,
      options,
      options.live === false ? null : (records) => this.#hear(records),
    );
    this.#reader = new PageReader(options, this.#painter, () => {
      if (options.live !== false) void this.refresh();
    });
    this.#gathered = gatherChanges(
      this.#view,
      () => this.#queue(),
      (detail) => emit(document, this, "namelight:degraded", detail),
    );
  }

  /**
   * The mentions found, in document order, but for those that the reader has hidden; `block` counts the page's blocks
   * from 0.
   * @returns {Mention[]}
   */
  get mentions() {
    return Array.from(this.#mentions?.inOrder() ?? [], ([, mention]) => mention);
  }

  /** The elements within which it reads and paints. */
  get roots() {
    return [...this.#roots];
  }

  /**
   * Reads the page again and paints the difference. Never rejects: a fault is reported as `namelight:error`,
   * and the highlighter ends.
   * @returns {Promise<void>} settles when what the page says now is painted
   */
  refresh() {
    this.#isStale = true;
    this.#reader.forgetAll();
    return this.#queue();
  }

  #queue() {
    // If the first painting fails, whoever has started it is told, not who waits behind it.
    this.#queued ??= this.#work = this.#work.catch(() => {}).then(async () => {
      this.#queued = null;
      try {
        await this.#update();
      } catch (error) {
        if (this.#hasEnded) return;
        emitError(this.#document, this, error);
        this.destroy();
      }
    });
    return this.#queued;
  }

  /** Takes every mark off the page and gives back all that it holds; the page is as it was. Twice is once. */
  destroy() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const giveBack of this.#held.reverse()) {
      try {
        giveBack();
      } catch (error) {
        emitError(this.#document, this, error);
      }
    }
    this.#gathered.stop();
    this.#mentions = undefined;
    this.#onEnd?.();
  }

  /** The same as destroy(), for `using`. */
  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.destroy();
  }

  async #start() {
    const { signal } = this.#options;
    try {
      this.#open();
      await idle(this.#view);
      if (!this.#hasEnded) this.#claim();
      const began = this.#view.performance.now();
      // A refresh() that is called meanwhile waits for the first painting.
      await (this.#work = this.#update().catch((error) => {
        if (error !== ended) throw error;
      }));
      if (signal?.aborted) throw signal.reason;
      if (this.#hasEnded) return;
      const { mentions } = this;
      emit(this.#document, this, "namelight:ready", {
        mentions: mentions.length,
        entities: new Set(mentions.map(({ entity }) => entity)).size,
        engine: this.#options.dictionary.engine,
        durationMs: this.#view.performance.now() - began,
      });
    } catch (error) {
      this.destroy();
      throw error;
    }
  }

  #open() {
    const { dictionary, about = [], signal } = this.#options;
    dictionary.retain();
    this.#held.push(() => dictionary.release());
    const canonical = /** @type {HTMLLinkElement | null} */ (findOne(this.#document, "link[rel=canonical]"));
    const page = canonical?.href ?? this.#view.location.href;
    const matcher = dictionary.createDocument({ ...this.#options, about: [about, page].flat() });
    this.#held.push(() => matcher.free());
    this.#mentions = new PageMentions(matcher);
    if (signal) {
      const end = () => this.destroy();
      signal.addEventListener("abort", end);
      this.#held.push(() => signal.removeEventListener("abort", end));
    }
  }

  /** Another highlighter in its roots would read this one's marks as the page's own. */
  #findRoots() {
    const roots = findRoots(this.#document, this.#options.root);
    for (const other of pageRecord(this.#document).highlighters) {
      if (other === this) continue;
      for (const taken of other.roots) {
        if (roots.some((one) => contains(one, taken) || contains(taken, one))) {
          throw new NamelightError(
            "already-highlighted",
            "Another highlighter is at work in this root; give it both dictionaries, or destroy it first.",
          );
        }
      }
    }
    return roots;
  }

  #claim() {
    const { root, exclude } = this.#options;
    const roots = this.#findRoots();
    if (roots.length === 0) {
      throw new NamelightError("root-not-found", `Nothing on the page matches root "${root}".`);
    }
    if (exclude) {
      try {
        matches(roots[0], exclude);
      } catch (cause) {
        throw new NamelightError("bad-option", `exclude: "${exclude}" is no selector.`, { cause });
      }
    }
    const { highlighters } = pageRecord(this.#document);
    highlighters.add(this);
    this.#held.push(() => highlighters.delete(this));
    this.#roots = roots;
    this.#held.push(() => this.#painter.destroy(), () => this.#reader.close());
    this.#painter.expect(ownerAbove(roots[0]) !== null);
  }

  async #update() {
    const painter = this.#painter;
    const mentions = this.#mentions;
    if (this.#hasEnded || !mentions) return;
    const rest = createPace(this.#view);
    const goOn = () => {
      if (this.#hasEnded) throw ended;
    };
    // It may end in any pause, this one or another.
    const pace = () => {
      goOn();
      return rest()?.then(goOn);
    };
    const before = this.#roots;
    this.#roots = this.#findRoots();
    const isSame = this.#roots.length === before.length && this.#roots.every((root, at) => root === before[at]);
    if (isSame && !this.#isStale) return;
    painter.watch(this.#roots);
    this.#isStale = false;

    const { isOff, hidden } = readChoice(this.#document);
    const blocks = isOff ? [] : await this.#reader.read(this.#roots, pace);
    const { owner, isOwned } = this.#reader;
    if (owner && !canHighlight(this.#document)) {
      this.#reportOnce("page-owned", `What ${owner} owns on this page is left alone; paint: "wrap" marks it all the same.`);
    }

    const removed = await mentions.update(blocks, pace);
    goOn();
    if (this.#options.dictionary.damaged) {
      this.#reportOnce("dictionary-damaged", "Damaged parts of a dictionary count as empty: compile it anew.");
    }
    painter.remove([...removed, ...mentions.hide(hidden)]);
    // An owner may come after us.
    if (owner) painter.remove(mentions.within(painter.isWrapped, isOwned));
    const painting = painter.paint(mentions.unpainted(painter), isOwned, pace);
    // The first mark that is painted answers, too.
    if (mentions.size > 0 || isOff) this.#offerTooltip(painter, painting);
    await painting;
    if (this.#hasEnded) return;
    painter.setTabStops(Array.from(mentions.inOrder(), ([mention, { entity }]) => ({ mention, entity })));

    this.#tooltip?.refresh(painter.trees);
  }

  /** @param {string} code @param {string} message */
  #reportOnce(code, message) {
    if (this.#reported.has(code)) return;
    this.#reported.add(code);
    emitError(this.#document, this, new NamelightError(code, message));
  }

  /** @param {MutationRecord[]} records of the page's own scripts */
  #hear(records) {
    records = records.filter(isNews);
    if (records.length === 0) return;
    const isWithin = this.#reader.forget(records, this.#roots);
    this.#isStale ||= isWithin;
    // Elsewhere only roots may have come or gone, which is soon seen.
    this.#gathered.add(isWithin ? records.length : 1);
  }

  /** @param {Painters} painter @param {Promise<void>} painting */
  #offerTooltip(painter, painting) {
    if (this.#isTooltipOffered) return;
    this.#isTooltipOffered = true;
    const stop = awaitIntent(
      new Set(painter.trees.map(documentOf)),
      this.#view,
      painter,
      painting,
      (code, firstEvent) => this.#attachTooltip(code, painter, firstEvent),
      (cause) => {
        const error = new NamelightError("tooltip-failed", `The tooltip could not be loaded: ${cause}`, {
          cause,
        });
        emitError(this.#document, this, error);
      },
    );
    this.#held.push(stop, () => this.#tooltip?.detach());
  }

  /**
   * @param {TooltipCode} code
   * @param {Painters} painter
   * @param {Event | null} firstEvent
   */
  #attachTooltip({ attachTooltip }, painter, firstEvent) {
    this.#tooltip = attachTooltip(
      {
        painter,
        roots: painter.trees,
        options: this.#options,
        mention: (number) => this.#mentions?.get(number),
        inOrder: () => this.#mentions?.inOrder() ?? [],
        isAnyFound: () => Boolean(this.#mentions?.size),
        reader: readerOf(this.#document),
        emit: (type, detail) => emit(this.#document, this, type, detail),
      },
      { firstEvent },
    );
  }
}

/**
 * Starts a highlighter with options that are checked.
 * @param {HighlighterOptions} options
 * @param {() => void} [onEnd] called once, after everything is given back
 * @returns {Promise<Highlighter>}
 */
export async function startHighlighter(options, onEnd) {
  const { paint, signal } = options;
  const { document } = globalThis;
  if (!document) {
    const message = "createHighlighter works where a page is shown; dictionary.find works anywhere.";
    throw new NamelightError("no-document", message);
  }
  if (paint === "highlight" && !canHighlight(document)) {
    throw new NamelightError("not-available", 'This browser has no highlights for paint: "highlight".');
  }
  if (signal?.aborted) throw signal.reason;
  const highlighter = new Highlighter(options, document, onEnd);
  await start(highlighter);
  return highlighter;
}

/**
 * Marks a page's mentions of a dictionary's entities, and gives each a tooltip.
 *
 * Rejects with a NamelightError (`bad-option`, `unknown-option`, `not-available`, `root-not-found`,
 * `already-highlighted`, `no-document`) or the signal's reason; the page is then as it was.
 * @param {HighlighterOptions} options
 * @returns {Promise<Highlighter>} after the first paint
 * @example
 * const highlighter = await createHighlighter({ dictionary, root: "article" });
 * highlighter.addEventListener("namelight:open", (event) => console.log(event.detail.entity));
 */
export async function createHighlighter(options) {
  return startHighlighter(checkOptions(options));
}
