/**
 * An owner's text node while its words stand elsewhere: in, what makes such a node whole again; out, who
 * guards it. Whoever changes a guarded node (`node.appendData(".")`) finds it whole. Whoever only reads it finds it empty,
 * as its words are found in our pieces: a walk over all text nodes meets each word once. So `node.data += "."` adds to nothing.
 * It is the node's prototype that is exchanged, so that the platform's own functions, which dom.js holds,
 * see the node as it is. So do a Range, and scripts of another world: extensions, the browser's translator.
 */
import { defaultView, documentOf } from "./dom.js";

const guarded =
  "data nodeValue textContent appendData insertData deleteData replaceData splitText cloneNode";
/** Of these, what is a text and no function. */
const isText = /^(data|nodeValue|textContent)$/;

/**
 * @param {(node: Text) => void} wake makes the node whole and takes its guard away
 * @returns {(node: Text, isGuarded: boolean) => void}
 */
export function createGuard(wake) {
  /** By the prototype of each window's texts. @type {WeakMap<Text, object>} */
  const guards = new WeakMap();
  /** @param {Text} plain */
  const guardOver = (plain) => {
    let guard = guards.get(plain);
    if (guard) return guard;
    guards.set(plain, (guard = /** @type {object} */ (Object.create(plain))));
    for (const key of guarded.split(" ")) {
      Object.defineProperty(guard, key, {
        get() {
          if (!isText.test(key)) wake(this);
          return Reflect.get(plain, key, this);
        },
        set(value) {
          // Nothing in place of nothing: a walk that changes each text a little.
          if (String(value ?? "") !== "") wake(this);
          Reflect.set(plain, key, value, this);
        },
      });
    }
    return guard;
  };
  return (node, isGuarded) => {
    const plain = defaultView(documentOf(node))?.Text.prototype;
    if (!plain) return;
    const guard = guardOver(plain);
    const [from, to] = isGuarded ? [plain, guard] : [guard, plain];
    // A node that came from elsewhere, or that a script has changed like this itself, stays what it is.
    if (Object.getPrototypeOf(node) === from) Object.setPrototypeOf(node, to);
  };
}
