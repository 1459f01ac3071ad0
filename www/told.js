/**
 * What a dictionary tells of itself: in, a core's handle; out, its lines by name.
 * @param {{ handle: Pick<import("./bindings/full_bg.js").Dictionary, "told"> }} part
 */
export function told({ handle }) {
  const [name, language, head, ...files] = handle.told.split("\n");
  return { name, language, head, files };
}
