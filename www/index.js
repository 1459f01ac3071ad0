/**
 * The package's entry: its WebAssembly inside its JavaScript, so that it works in every bundler and runtime without
 * configuration. `separate.js` is the same with the WebAssembly in files beside it.
 */
import { provideWasm } from "./engine.js";

export * from "./api.js";

provideWasm(async (half) => {
  const { default: packed } = await (half === "matcher" ? import("./bindings/matcher-inline.js") : import("./bindings/compiler-inline.js"));
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
});
