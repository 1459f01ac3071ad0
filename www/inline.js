/**
 * WebAssembly inside JavaScript. In: a module as tools/build.mjs packs it (deflated, base64). Out: its bytes.
 */

/** @param {string} packed */
export function unpack(packed) {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
}
