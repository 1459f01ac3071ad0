/**
 * What a dictionary tells of itself: in, a core's handle; out, its lines by name.
 * @param {{ handle: Pick<import("./bindings/full_bg.js").Dictionary, "text"> }} part
 */
export function told({ handle }) {
  const [name, language, head, ...files] = handle.text(2, 0).split("\n");
  return { name, language, head, files };
}
