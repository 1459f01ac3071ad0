// In: routes. Out: a web site on two ports of this machine (two origins), with the built package under
// /dist/. A route may be held back, fail, or send any headers. Every request that arrives is recorded.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, extname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";

/** @typedef {string | Uint8Array | AsyncIterable<Uint8Array>} Body */
/**
 * @typedef {object} Reply
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {Body | object} [body] an iterable is sent in pieces, while somebody reads; other objects as JSON
 */
/**
 * @typedef {object} ReceivedRequest
 * @property {string} method
 * @property {string} path
 * @property {number} port
 * @property {import("node:http").IncomingHttpHeaders} headers
 */
/** @typedef {string | Reply} Answer */
/** @typedef {Answer | ((request: ReceivedRequest) => Answer | Promise<Answer>)} Route */
/** @typedef {Awaited<ReturnType<typeof serve>>} Site */

/** The folder that the package's `exports` point into: what is tested is what is published. */
export const distFolder = dirname(fileURLToPath(import.meta.resolve("namelight")));

/** @type {Record<string, string>} */
const mediaTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".map": "application/json",
};

/**
 * @param {Record<string, Route>} [routes] by path, "/…"; sent as HTML unless path or headers say otherwise
 */
export async function serve(routes = {}) {
  /** @type {ReceivedRequest[]} */
  const requests = [];
  const servers = [createServer(answer), createServer(answer)];
  const ports = await Promise.all(servers.map(listen));

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async function answer(request, response) {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://site.invalid").pathname);
    const received = {
      method: request.method ?? "GET",
      path,
      port: request.socket.localPort ?? 0,
      headers: request.headers,
    };
    requests.push(received);
    const reply = await replyTo(routes, received).catch((error) => ({
      status: 500,
      headers: {},
      body: String(error),
    }));
    response.writeHead(reply.status, reply.headers);
    if (typeof reply.body === "string" || reply.body instanceof Uint8Array) response.end(reply.body);
    // A reader that goes away is no fault of the server.
    else await pipeline(Readable.from(reply.body), response).catch(() => {});
  }

  return {
    routes,
    requests,
    origin: `http://127.0.0.1:${ports[0]}`,
    /**
     * The same site under another origin: nothing may be read from there but what a route allows by its
     * headers.
     */
    otherOrigin: `http://127.0.0.1:${ports[1]}`,
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** @param {import("node:http").Server} server @returns {Promise<number>} */
function listen(server) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () =>
      resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port),
    );
  });
}

/**
 * @param {Record<string, Route>} routes
 * @param {ReceivedRequest} request
 * @returns {Promise<{ status: number, headers: Record<string, string>, body: Body }>}
 */
async function replyTo(routes, request) {
  const route = routes[request.path];
  if (route === undefined) return builtIn(request.path);
  const given = typeof route === "function" ? await route(request) : route;
  const reply = typeof given === "string" ? { body: given } : given;
  const body = reply.body ?? "";
  const fallbackType = isBody(body) ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  return {
    status: reply.status ?? 200,
    headers: {
      "content-type": mediaTypes[extname(request.path)] ?? fallbackType,
      "cache-control": "no-store",
      ...reply.headers,
    },
    body: isBody(body) ? body : JSON.stringify(body),
  };
}

/** @param {Body | object} body @returns {body is Body} */
function isBody(body) {
  return typeof body === "string" || body instanceof Uint8Array || Symbol.asyncIterator in body;
}

/** @param {string} path */
async function builtIn(path) {
  if (path === "/favicon.ico") return { status: 204, headers: {}, body: "" };
  const missing = { status: 404, headers: { "content-type": "text/plain" }, body: `nothing at ${path}` };
  if (!path.startsWith("/dist/")) return missing;
  const relative = normalize(path.slice("/dist/".length));
  if (relative.startsWith("..")) return missing;
  try {
    // As a content delivery network sends it: readable from every origin.
    const headers = {
      "content-type": mediaTypes[extname(relative)] ?? "application/octet-stream",
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
    };
    return { status: 200, headers, body: await readFile(join(distFolder, relative)) };
  } catch {
    return missing;
  }
}
