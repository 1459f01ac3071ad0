// In: highlighters that want tooltips. Out: the page's one tooltip, opened and closed by the hover state machine.
// Guarantees: one for all highlighters of the page, whatever copy of this script they come from; the last to leave
// takes it away; a late answer never shows in another mention's tooltip; nothing is thrown into the page.
import { contains, findAll, hasFocus } from "../dom.js";
import { present } from "./content.js";
import { viewFoot } from "./foot.js";
import { TooltipHost } from "./host.js";
import { CLOSED, step } from "./hover.js";
import { listenToMarks } from "./listen.js";
import { offerList } from "./listing.js";
import { emit, emitError, languageAround, placeOf, rectsOf, showOpen, viewOf, viewsAround } from "./opening.js";
import { mergeStrings } from "./strings.js";
import { bringIntoView, mentionsOf, stepFrom } from "./visit.js";

/** @typedef {import("./hover.js").CloseReason} CloseReason */
/** @typedef {import("./opening.js").RenderCard} RenderCard */
/** @typedef {import("./opening.js").HighlighterLike} HighlighterLike */
/** @typedef {import("./opening.js").Owner} Owner */
/** @typedef {import("./opening.js").Opening} Opening */
/**
 * @typedef {object} Attached
 * @property {() => void} detach
 * @property {(roots: HighlighterLike["roots"]) => void} refresh to be called after marks were painted or removed, with
 *   where they are now: closes what has lost its mark
 */
const REGISTRY = Symbol.for("namelight.tooltip");

/**
 * Gives a highlighter's marks their tooltip.
 * @param {HighlighterLike} highlighter
 * @param {{ firstEvent?: Event | null }} [options] the event for which this module was loaded
 * @returns {Attached}
 */
export function attachTooltip(highlighter, { firstEvent = null } = {}) {
  const registry = /** @type {{ [REGISTRY]?: Tooltip }} */ (/** @type {unknown} */ (document));
  const tooltip = (registry[REGISTRY] ??= new Tooltip(() => delete registry[REGISTRY]));
  return tooltip.attach(highlighter, firstEvent);
}

class Tooltip {
  /** @type {import("./hover.js").HoverState} */
  #state = CLOSED;
  /** @type {import("./hover.js").HoverEvent[]} */
  #queue = [];
  #isBusy = false;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  /** @type {Map<number, Owner>} */
  #owners = new Map();
  #lastOwner = 0;
  /** @type {Opening | null} */
  #opening = null;
  /** Where the pointer last met a mark. */
  #pointer = { key: "", point: { x: 0, y: 0 }, isTouch: false };
  #isMovingFocus = false;
  /** @type {"mark" | "tooltip" | "outside" | null} where the button went down; mark: the one it belongs to */
  #pressed = null;
  /** @type {AbortController | null} */
  #whileOpen = null;
  /** Addresses of images that failed: not asked for twice. @type {Set<string>} */
  #failedImages = new Set();
  /** By which the next opening is reached. */
  #step = 0;
  /** Where a reader who has come from the list goes back to, if the mark takes no focus. @type {(() => void) | null} */
  #takeFocus = null;
  #host;
  #onEmpty;

  /** @param {() => void} onEmpty the last highlighter has left */
  constructor(onEmpty) {
    this.#onEmpty = onEmpty;
    this.#host = new TooltipHost(document, {
      onClosedByPlatform: () => {
        // A press on the mark itself is for the mark to answer, not for the platform's light dismissal.
        if (this.#pressed !== "mark") this.#close(this.#pressed === "outside" ? "outside" : "platform");
      },
      onLost: () => this.#close("lost"),
    });
    this.#listenToCard(this.#host.element);
  }

  /** @param {HighlighterLike} highlighter @param {Event | null} firstEvent @returns {Attached} */
  attach(highlighter, firstEvent) {
    const number = (this.#lastOwner += 1);
    const list = offerList(
      highlighter,
      (mention, isByKeyboard, takeFocus) => {
        this.#takeFocus = takeFocus;
        return this.#visit(owner, mention, isByKeyboard ? "visit" : "call");
      },
      (fault) => highlighter.emit("namelight:error", { code: "list-failed", message: String(fault) }),
    );
    /** @type {Owner} */
    const owner = { highlighter, number, list, strings: mergeStrings(highlighter.options.strings) };
    const controller = new AbortController();
    this.#owners.set(number, owner);
    const isOurs = () => this.#opening?.owner === owner;
    const { listenTo, replay } = listenToMarks({
      painter: highlighter.painter,
      send: (event) => this.#receive(number, event),
      isInTooltip: (target) => this.#host.contains(target),
      isOpen: (mention) => isOurs() && this.#opening?.mention === mention,
    });
    listenTo(highlighter.roots);
    for (const mark of findAll(document, "namelight-mark[aria-disabled]")) mark.removeAttribute("aria-disabled");
    // What does not come now is asked for again when it is opened.
    if (highlighter.options.cards === "eager") highlighter.options.dictionary.loadCards({ signal: controller.signal }).catch(() => {});
    if (firstEvent) replay(firstEvent);
    void list.refresh(highlighter.roots);
    return {
      refresh: (roots) => {
        listenTo(roots);
        if (this.#opening && isOurs()) this.#refresh(this.#opening);
        void list.refresh(roots);
      },
      detach: () => {
        if (!this.#owners.has(number)) return;
        controller.abort();
        list.detach();
        listenTo([]);
        // What waits for another highlighter's mark is given up too: that reader waits 150 ms more.
        if (isOurs() || this.#state.phase === "waiting") this.#close("lost");
        this.#owners.delete(number);
        if (this.#owners.size === 0) this.#onEmpty();
      },
    };
  }

  /** @param {number} number of the owner @param {import("./listen.js").MarkEvent} event */
  #receive(number, event) {
    if (event.type === "hold" || event.type === "blur") {
      if (!this.#isMovingFocus) this.#send(event);
      return;
    }
    const key = `${number}:${event.mention}`;
    if (event.type === "focus" && this.#isMovingFocus) return;
    if (event.type === "enter") this.#pointer = { key, point: event.point, isTouch: false };
    if (event.type === "press" && event.point) this.#pointer = { key, point: event.point, isTouch: event.isTouch };
    this.#send({ ...event, mention: key });
  }

  /** @param {CloseReason} reason */
  #close(reason) {
    this.#send({ type: "close", reason });
  }

  /** @param {import("./hover.js").HoverEvent} event what happens while effects run is taken up after them */
  #send(event) {
    this.#queue.push(event);
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      try {
        const { state, effects } = step(this.#state, next);
        this.#state = state;
        for (const effect of effects) this.#run(effect);
      } catch (fault) {
        this.#recover(fault);
      }
    }
    this.#isBusy = false;
  }

  /** The page may have changed what we call: told once, and ready for the next mark. @param {unknown} fault */
  #recover(fault) {
    this.#state = CLOSED;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    try {
      if (this.#opening) emitError(this.#opening, fault, "internal");
      this.#hide("lost");
    } catch {
      // There is nothing left to close, and nobody to be told.
    }
  }

  /** @param {import("./hover.js").Effect} effect */
  #run(effect) {
    switch (effect.type) {
      case "startTimer":
      case "stopTimer":
        clearTimeout(this.#timers.get(effect.name));
        this.#timers.delete(effect.name);
        if (effect.type === "startTimer") {
          const { name, ms } = effect;
          this.#timers.set(name, setTimeout(() => this.#send({ type: "timer", name }), ms));
        }
        return;
      case "open":
        return this.#open(effect.mention, effect.how);
      case "pin":
        if (this.#opening) this.#opening.isPinned = true;
        return this.#host.pin();
      case "focusCard":
        if (!this.#opening) return;
        if (this.#host.isShown && !this.#host.focusStep(this.#opening.step)) this.#host.focusFirst();
        // On from what holds a card's place, too.
        this.#opening.wantsFocus = !this.#host.isShown || this.#host.isBusy;
        return;
      case "focusMark":
        return this.#focusMark();
      case "seen":
        if (this.#opening) emit(this.#opening, "namelight:seen");
        return;
      case "close":
        return this.#hide(effect.reason);
    }
  }

  /** @param {string} key @param {import("./hover.js").Rest | import("./hover.js").Press} how */
  #open(key, how) {
    const [number, mention] = key.split(":").map(Number);
    const owner = this.#owners.get(number ?? 0);
    const found = owner?.highlighter.mention(mention ?? 0);
    if (!owner || !found || mention === undefined) return this.#send({ type: "refused" });
    const opening = {
      owner,
      mention,
      id: found.entity,
      controller: new AbortController(),
      isPinned: how !== "hover" && how !== "focus",
      wantsFocus: false,
      step: this.#step,
    };
    this.#step = 0;
    if (!rectsOf(opening).length || !emit(opening, "namelight:open")) return this.#send({ type: "refused" });
    this.#opening = opening;
    if (how !== "visit" && how !== "call") this.#takeFocus = null;
    const { painter, options } = owner.highlighter;
    const { signal } = opening.controller;
    const element = painter.elementsOf(mention)[0] ?? placeOf(opening).element;
    this.#listenToPage(element);
    const usesPointer = (how === "hover" || how === "click") && this.#pointer.key === key;
    const pointer = usesPointer ? this.#pointer : { point: null, isTouch: false };
    present(
      {
        make: this.#host.make,
        id: opening.id,
        name: found.alias,
        known: options.dictionary.lookUp(opening.id),
        load: () => options.dictionary.lookUpCard(opening.id, { signal }),
        languages: [options.lang ?? "", ...languageAround(element)],
        strings: owner.strings,
        renderCard: options.renderCard,
        document,
        signal,
        canHold: (node) => !contains(node, element) && this.#host.canHold(node),
        failedImages: this.#failedImages,
        onImageError: (src) => {
          this.#failedImages.add(src);
          this.#host.fit();
        },
        onError: (fault, code) => emitError(opening, fault, code),
      },
      (view) => this.#show(opening, view, pointer),
    );
  }

  /**
   * @param {Opening} opening
   * @param {import("./host.js").View} view
   * @param {{ point: import("./place.js").Point | null, isTouch: boolean }} pointer
   */
  #show(opening, view, pointer) {
    if (this.#opening !== opening) return;
    try {
      this.#moveFocus(() => this.#host.fill(view));
      if (!this.#host.isShown) {
        const foot = viewFoot(this.#host.make, opening, (by) => this.#stepBy(by), () => this.#close("button"));
        this.#host.fillFoot(foot, opening.owner.strings.lang);
        const rects = () => rectsOf(opening);
        this.#host.show({ ...placeOf(opening), rects, ...pointer }, opening.isPinned);
        showOpen(opening, true);
      }
      if (opening.wantsFocus) this.#host.focusFirst();
      opening.wantsFocus &&= view.isBusy;
    } catch (fault) {
      this.#recover(fault);
    }
  }

  /** To the next mention of the same entity, or the one before; who is in the card stays in it. @param {1 | -1} by */
  #stepBy(by) {
    const { owner, mention, id } = this.#opening ?? {};
    if (!owner || mention === undefined || id === undefined) return;
    const isInCard = this.#host.contains(document.activeElement);
    this.#step = isInCard ? by : 0;
    const next = stepFrom(mentionsOf(owner.highlighter, id), mention, by);
    const visited = this.#visit(owner, next, isInCard ? "visit" : "call", by);
    if (!isInCard && visited !== null) this.#focusMark(true);
  }

  /**
   * @param {Owner} owner
   * @param {number} mention
   * @param {"visit" | "call"} how
   * @param {1 | -1} [by]
   */
  #visit({ highlighter, number }, mention, how, by = 1) {
    const seen = bringIntoView(highlighter, mention, by);
    if (seen !== null) this.#send({ type: "press", mention: `${number}:${seen}`, how });
    return seen;
  }

  /** @param {Opening} opening its mark may have been painted anew, or be gone */
  #refresh(opening) {
    if (!rectsOf(opening).length) return this.#close("lost");
    if (!this.#host.isShown) return;
    const { element, control } = placeOf(opening);
    this.#host.rebind(element, control);
    showOpen(opening, true);
  }

  /** @param {CloseReason} reason */
  #hide(reason) {
    const opening = this.#opening;
    if (!opening) return;
    this.#opening = null;
    this.#whileOpen?.abort();
    this.#pressed = null;
    opening.controller.abort();
    this.#host.hide();
    showOpen(opening, false);
    emit(opening, "namelight:close", { reason });
  }

  /** @param {boolean} [isNews] the reader has gone on to it */
  #focusMark(isNews) {
    if (!this.#opening) return;
    const { control } = placeOf(this.#opening);
    const move = () => (control ? control.focus({ preventScroll: true }) : this.#takeFocus?.());
    // Coming back must not open again what was just dismissed.
    if (isNews) move();
    else this.#moveFocus(move);
  }

  /** What moves the focus ourselves tells nothing of the reader. @param {() => void} move */
  #moveFocus(move) {
    this.#isMovingFocus = true;
    try {
      move();
    } finally {
      this.#isMovingFocus = false;
    }
  }

  /** @param {HTMLElement} card */
  #listenToCard(card) {
    card.addEventListener("pointerenter", () => this.#send({ type: "enterCard" }));
    card.addEventListener("pointerleave", () => this.#send({ type: "leaveCard" }));
    card.addEventListener("focusin", () => this.#send({ type: "focusCard" }));
    card.addEventListener("focusout", ({ relatedTarget }) => {
      // Gone with the window's focus it comes back with it; on to the mark, the mark's own event tells.
      if (this.#isMovingFocus || !hasFocus(document) || this.#isOnMark(relatedTarget)) return;
      this.#send({ type: relatedTarget ? "blurCard" : "blur" });
    });
    card.addEventListener("click", (event) => this.#onCardClick(event));
    card.addEventListener("auxclick", (event) => event.button === 1 && this.#onCardClick(event));
  }

  /** @param {MouseEvent} event */
  #onCardClick(event) {
    const path = event.composedPath();
    if (path.includes(this.#host.closeButton)) return this.#close("button");
    const link = path.find((node) => node instanceof HTMLAnchorElement && node.href);
    if (!this.#opening || !(link instanceof HTMLAnchorElement)) return;
    if (!emit(this.#opening, "namelight:follow", { href: link.href })) event.preventDefault();
  }

  /** What only matters while something is open; on the window, since a page can hide the document's methods. @param {Element} element */
  #listenToPage(element) {
    this.#whileOpen = new AbortController();
    const capture = { capture: true, signal: this.#whileOpen.signal };
    for (const view of viewsAround(viewOf(element))) {
      view.addEventListener("keydown", (event) => this.#onKeyDown(event), capture);
      view.addEventListener("pointerdown", (event) => (this.#pressed = this.#placeOf(event)), capture);
      view.addEventListener("pointercancel", () => (this.#pressed = null), capture);
      view.addEventListener("pointerup", (event) => this.#onPointerUp(event), capture);
    }
  }

  /** @param {KeyboardEvent} event */
  #onKeyDown(event) {
    if (event.isComposing) return;
    const by = event.altKey && (event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0);
    if (by && this.#placeOf(event) !== "outside") {
      event.preventDefault();
      this.#stepBy(by);
    }
    if (event.key !== "Escape") return;
    // One Escape closes one thing: not also the site's dialog below.
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#close("escape");
  }

  /** @param {PointerEvent} event a finger that scrolls ends in pointercancel and dismisses nothing */
  #onPointerUp(event) {
    if (this.#pressed === "outside" && this.#placeOf(event) === "outside") this.#close("outside");
  }

  /** @param {PointerEvent | KeyboardEvent} event */
  #placeOf(event) {
    if (event.composedPath().includes(this.#host.element)) return "tooltip";
    return this.#isOnMark(event) ? "mark" : "outside";
  }

  /** @param {Event | EventTarget | null} at */
  #isOnMark(at) {
    if (!this.#opening || !at) return false;
    const { owner, mention } = this.#opening;
    return at === placeOf(this.#opening).control || owner.highlighter.painter.mentionAt(/** @type {Event | Node} */ (at)) === mention;
  }
}
