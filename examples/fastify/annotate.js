// A Fastify hook that marks names in pages: `app.addHook("onSend", annotate({ dictionary }))`.
import { Readable } from "node:stream";
import { annotateChunks } from "namelight/server";

/** @param {import("namelight/server").AnnotateOptions} options */
export const annotate = (options) => async (_request, reply, payload) => {
  const isPage = /^text\/html(;\s*charset=utf-8)?$/i.test(reply.getHeader("content-type") ?? "") && !reply.hasHeader("content-encoding");
  if (!isPage || !payload) return payload;
  // Both belong to the page without marks.
  for (const name of ["content-length", "etag"]) reply.removeHeader(name);
  const isWhole = typeof payload === "string" || payload instanceof Uint8Array;
  return Readable.from(annotateChunks(isWhole ? [payload] : payload, options), { objectMode: false });
};
