/**
 * Reads a tree into blocks of text. In: a node, a tree adapter and what to skip. Out: blocks in document
 * order, each with the text nodes it is made of. The text is the nodes' data as they are, so every offset in
 * a block is an offset in one node. Pure, without recursion: the browser and the command line read by the
 * same rules.
 */

/**
 * What the reader asks of a tree (a browser's, parse5's, …).
 * @template Node
 * @typedef {object} TreeAdapter
 * @property {(node: Node) => Iterable<Node>} children in order
 * @property {(node: Node) => string | null} text the data of a text node; null for every other node
 * @property {(node: Node) => string} name lower-case tag name; "" for what is no element
 * @property {(node: Node, name: string) => string | null} attribute asked of elements only
 * @property {(node: Node, selector: string) => boolean} [matches] needed for `exclude` only
 */

/**
 * @template Node
 * @typedef {object} Piece
 * @property {Node | null} node the text node; null for the stand-in of something skipped
 * @property {number} start offset in the block's text, UTF-16 units
 * @property {number} end
 */

/**
 * @template Node
 * @typedef {object} Block
 * @property {string} text
 * @property {string} lang primary language subtag in lower case; "" where nothing says
 * @property {string} kind tag name of the nearest block element ("p", "h2", "li", …)
 * @property {Piece<Node>[]} pieces without gaps, from 0 to the text's length
 */

/**
 * @template Node
 * @typedef {object} ReadOptions
 * @property {boolean} [links] read what stands inside links
 * @property {string | null} [exclude] selector of elements to skip
 * @property {string} [lang] language where no ancestor within the tree says
 * @property {Known<Node>} [known] what was read before
 */

/**
 * The blocks of block elements, as they were read in a language around them.
 * @template Node
 * @typedef {object} Known
 * @property {(element: Node, lang: string) => Block<Node>[] | undefined} get asked as each is opened
 * @property {(element: Node, lang: string, blocks: Block<Node>[]) => void} set told as it is closed
 */

/** Stands for something skipped inside a line: no mention is found across it, and it is part of no word. */
const objectReplacement = "\ufffc";

/** Nodes between two offers to pause: well below a millisecond of reading. */
const nodesPerRest = 256;

/** @param {string} names */
const setOf = (names) => new Set(names.split(" "));

const blockNames = setOf(
  "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol " +
    "optgroup option p pre search section summary table tbody td tfoot th thead title tr ul xmp",
);

/** Nothing of these is on the page: the words around them touch. */
const unseenNames = setOf("script style noscript template datalist head noembed noframes rp rt rtc title");

/** These show something of their own that is not the article's text. */
const skippedNames = setOf(
  "audio button canvas code embed iframe img input kbd label listing math meter object optgroup option " +
    "pre progress samp select summary svg textarea video xmp",
);

const skippedRoles = /(?:^|\s)(?:button|textbox)(?:\s|$)/i;
const linkRole = /(?:^|\s)link(?:\s|$)/i;
const editable = /^(?:|true|plaintext-only)$/i;
const noBoxStyle = /(?:^|;)\s*display\s*:\s*none/i;
const invisibleStyle = /(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)/i;
const blockStyle = /(?:^|;)\s*display\s*:\s*(?:block|flow-root|flex|grid|table|list-item)/i;
const readable = /[^\s\ufffc]/;
const noteMark = /^\s*[^\s\p{L}]/u;

/** @param {string} lang */
const primarySubtag = (lang) => lang.trim().split(/[-_]/, 1)[0].toLowerCase();

/**
 * Where an element is opened, one of these is put under its children on the stack, and met again when they
 * are done.
 * @template Node
 * @typedef {object} Context
 * @property {Node} node
 * @property {number} from how many blocks there were before it
 * @property {boolean} block
 * @property {string} kind
 * @property {string} lang
 * @property {string} blockLang
 * @property {"" | "maybe" | "yes"} note whether a note's number or sign has been found in a <sup>
 */

/**
 * Reads block by block; a null says only "here one may pause".
 * @template Node
 * @param {Node} root
 * @param {TreeAdapter<Node>} adapter
 * @param {ReadOptions<Node>} [options]
 * @returns {Generator<Block<Node> | null, void, void>}
 */
export function* walkBlocks(root, adapter, { links = false, exclude = null, lang = "", known } = {}) {
  const { children, text: textOf, name: nameOf, attribute, matches } = adapter;

  /** @type {Piece<Node>[]} */
  let pieces = [];
  let text = "";
  /** Language of the text so far, undefined before the first word. @type {string | undefined} */
  let textLang;

  /** @type {Block<Node>[]} */
  const found = [];
  /** @type {Context<Node>} */
  let context = { node: root, from: 0, block: true, kind: nameOf(root), lang: primarySubtag(lang), blockLang: "", note: "" };
  context.blockLang = context.lang;

  /**
   * @param {Node | null} node
   * @param {string} data
   */
  const append = (node, data) => {
    pieces.push({ node, start: text.length, end: (text += data).length });
  };

  /** @returns {Block<Node> | null} */
  const finish = () => {
    const block = readable.test(text)
      ? { text, lang: textLang ?? context.blockLang, kind: context.kind, pieces }
      : null;
    pieces = [];
    text = "";
    textLang = undefined;
    if (block && known) found.push(block);
    return block;
  };

  /**
   * How an element is taken: "read", or skipped as "unseen" (the words around it touch) or "seen" (they do
   * not).
   * @param {Node} element
   * @param {string} name
   * @param {string} style
   */
  const verdict = (element, name, style) => {
    /** @param {string} key */
    const has = (key) => attribute(element, key) !== null;
    const hidden = attribute(element, "hidden");
    if (
      unseenNames.has(name) ||
      (hidden !== null && hidden.toLowerCase() !== "until-found") ||
      noBoxStyle.test(style) ||
      (name === "dialog" && !has("open"))
    ) {
      return "unseen";
    }
    const role = attribute(element, "role") ?? "";
    return skippedNames.has(name) ||
      invisibleStyle.test(style) ||
      skippedRoles.test(role) ||
      (!links &&
        (linkRole.test(role) || (name === "a" && (has("href") || has("onclick") || has("tabindex"))))) ||
      editable.test(attribute(element, "contenteditable") ?? "false") ||
      attribute(element, "aria-hidden")?.toLowerCase() === "true" ||
      attribute(element, "data-namelight")?.toLowerCase() === "off" ||
      (exclude && matches?.(element, exclude))
      ? "seen"
      : "read";
  };

  /** Nodes to be read and contexts to return to, the next one last. @type {({ node: Node } | Context<Node>)[]} */
  const stack = [{ node: root }];
  let untilRest = nodesPerRest;

  for (let entry; (entry = stack.pop());) {
    if ("block" in entry) {
      if (context.block) {
        yield finish();
        known?.set(context.node, context.lang, found.slice(context.from));
      }
      if (context.note === "yes") append(null, objectReplacement);
      context = entry;
      continue;
    }
    if (--untilRest === 0) {
      untilRest = nodesPerRest;
      yield null;
    }
    const { node } = entry;
    const data = textOf(node);
    if (data !== null) {
      if (data === "") continue;
      if (context.note === "maybe" && noteMark.test(data)) {
        context.note = "yes";
        append(null, objectReplacement);
      }
      append(node, data);
      if (readable.test(data)) {
        textLang = textLang === undefined || textLang === context.lang ? context.lang : context.blockLang;
      }
      continue;
    }

    const name = nameOf(node);
    if (name === "br" || name === "hr") {
      yield finish();
      continue;
    }
    let inner = context;
    // Our own marks are see-through, whatever role they carry.
    if (name !== "" && name !== "namelight-mark") {
      const style = attribute(node, "style") ?? "";
      const block = blockNames.has(name) || blockStyle.test(style);
      const taken = node === root ? "read" : verdict(node, name, style);
      if (block) yield finish();
      if (taken !== "read") {
        if (taken === "seen" && !block) append(null, objectReplacement);
        continue;
      }
      const ownLang = attribute(node, "lang");
      const innerLang = ownLang === null ? context.lang : primarySubtag(ownLang);
      // A note's number or sign is no part of the word before it; the letters of "20th" are.
      /** @type {"" | "maybe"} */
      const note = name === "sup" ? "maybe" : "";
      const read = block ? known?.get(node, innerLang) : undefined;
      if (read) {
        found.push(...read);
        yield* read;
        continue;
      }
      if (block || note || innerLang !== context.lang) {
        const own = { node, from: found.length, block, lang: innerLang, note };
        inner = block
          ? { ...own, kind: name, blockLang: innerLang }
          : { ...own, kind: context.kind, blockLang: context.blockLang };
      }
    }
    if (inner !== context) {
      stack.push(context);
      context = inner;
    }
    const first = stack.length;
    for (const child of children(node)) stack.push({ node: child });
    for (let left = first, right = stack.length - 1; left < right; left++, right--) {
      [stack[left], stack[right]] = [stack[right], stack[left]];
    }
  }
  yield finish();
}

/**
 * Every block of a tree, in document order; cost is linear in the number of nodes.
 * @template Node
 * @param {Node} root
 * @param {TreeAdapter<Node>} adapter
 * @param {ReadOptions<Node>} [options]
 * @returns {Block<Node>[]}
 */
export function readBlocks(root, adapter, options) {
  /** @type {Block<Node>[]} */
  const blocks = [];
  for (const block of walkBlocks(root, adapter, options)) if (block) blocks.push(block);
  return blocks;
}
