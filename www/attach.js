/**
 * Cards for marks that are in the page already, made by a server (server.js). In: the page, where cards are. Out: the same tooltip, keyboard,
 * touch and list as a highlighter's, without WebAssembly, dictionary or reading the page. `destroy()` leaves the page as it was served.
 */
import { loadCards } from "./attach/cards.js";
import { checkAttachOptions } from "./attach/options.js";
import { ServedMarks } from "./attach/marks.js";
import { defaultView, pageRecord } from "./dom.js";
import { NamelightError } from "./error.js";
import { emit, emitError } from "./events.js";
import { awaitIntent } from "./intent.js";
import { readChoice, readerOf } from "./reader.js";
import { findRoots } from "./roots.js";

export { NamelightError } from "./error.js";
export { reader } from "./reader.js";

/** @typedef {import("./attach/options.js").AttachOptions} AttachOptions */

/** What attachCards gives. */
export class AttachedCards extends EventTarget {
  #options;
  #document;
  #view;
  #marks;
  #cards;
  /** @type {Element[]} */
  #roots = [];
  /** @type {import("./tooltip/tooltip.js").Attached | null} */
  #tooltip = null;
  /** @type {(() => void) | null} */
  #stopWaiting = null;
  /** @type {MutationObserver} */
  #observer;
  #isQueued = false;
  #hasEnded = false;

  /** @param {AttachOptions} options checked @param {Document} document */
  constructor(options, document) {
    super();
    this.#options = options;
    this.#document = document;
    this.#view = defaultView(document);
    this.#marks = new ServedMarks(document);
    this.#cards = loadCards(options, document);
    this.#observer = new this.#view.MutationObserver((records) => {
      const isMark = (/** @type {Node} */ node) => node instanceof this.#view.Element && (node.matches("namelight-mark") || node.querySelector("namelight-mark"));
      if (records.some(({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes].some(isMark))) this.#queue();
    });
    options.signal?.throwIfAborted();
    // What is no selector is the caller's to hear of.
    findRoots(document, options.root);
    if (options.live !== false) this.#observer.observe(document, { subtree: true, childList: true });
    pageRecord(document).highlighters.add(this);
    options.signal?.addEventListener("abort", this.#end);
    this.refresh();
  }

  /** What the marks mention, in document order, but for what the reader has hidden. @returns {{ entity: string, text: string }[]} */
  get mentions() {
    return Array.from(this.#marks.inOrder(), ([, { entity, alias }]) => ({ entity, text: alias }));
  }

  /** The elements in which marks are looked for. */
  get roots() {
    return [...this.#roots];
  }

  /** Takes up what marks there are now. The page's own changes are followed by themselves, unless `live` is false. */
  refresh() {
    if (this.#hasEnded) return;
    try {
      this.#roots = findRoots(this.#document, this.#options.root);
      const { isOff, hidden } = readChoice(this.#document);
      this.#marks.take(this.#roots, (entity) => isOff || hidden.includes(entity));
      if (this.#marks.size > 0) this.#stopWaiting ??= this.#awaitIntent();
      this.#tooltip?.refresh(this.#roots);
    } catch (error) {
      emitError(this.#document, this, error);
      this.destroy();
    }
  }

  /** Takes away all that it has put into the page, which is as it was served. Twice is once. */
  destroy() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#options.signal?.removeEventListener("abort", this.#end);
    this.#observer.disconnect();
    this.#stopWaiting?.();
    this.#tooltip?.detach();
    this.#marks.release();
    pageRecord(this.#document).highlighters.delete(this);
  }

  /** The same as destroy(), for `using`. */
  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.destroy();
  }

  #end = () => this.destroy();

  #queue() {
    if (this.#isQueued) return;
    this.#isQueued = true;
    queueMicrotask(() => {
      this.#isQueued = false;
      this.refresh();
    });
  }

  #awaitIntent() {
    return awaitIntent(
      new Set([this.#document]),
      this.#view,
      this.#marks,
      // They came with the page.
      Promise.resolve(),
      ({ attachTooltip }, firstEvent) => {
        const options = { ...this.#options, cards: undefined, dictionary: this.#cards };
        this.#tooltip = attachTooltip(
          {
            painter: this.#marks,
            roots: this.#roots,
            options,
            mention: (number) => this.#marks.mention(number),
            inOrder: () => this.#marks.inOrder(),
            isAnyFound: () => this.#marks.size > 0,
            reader: readerOf(this.#document),
            emit: (type, detail) => emit(this.#document, this, type, detail),
          },
          { firstEvent },
        );
      },
      (cause) => emitError(this.#document, this, new NamelightError("tooltip-failed", `The tooltip could not be loaded: ${cause}`, { cause })),
    );
  }
}

/**
 * Gives the marks that a server has put into the page their tooltip. To be called when the page is parsed.
 *
 * @param {AttachOptions} [options]
 * @returns {AttachedCards} at once; cards are fetched when the first mark is opened
 * @throws {NamelightError} no-document, bad-option, unknown-option
 * @example
 * const attached = attachCards({ cards: "/cards.json" });
 */
export function attachCards(options = {}) {
  const { document } = globalThis;
  if (!document) throw new NamelightError("no-document", "attachCards works where a page is shown.");
  const attached = new AttachedCards(checkAttachOptions(options), document);
  emit(document, attached, "namelight:ready", {
    mentions: attached.mentions.length,
    entities: new Set(attached.mentions.map(({ entity }) => entity)).size,
  });
  return attached;
}
