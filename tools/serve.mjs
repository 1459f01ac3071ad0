// Serves the demo: `/` is www/demo (or another folder), `/dist/` is pkg/dist; nothing else of the repository can be read.
// In: { root, folder, policy, port } (all may be left out). Out: { url, port, close }. Listens on this machine only;
// run as a program it takes a port from --port or PORT, else 8080 or, when that is taken, any free one.
// Sends a content security policy, so the demo shows that Namelight works under a strict one.

import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const LOOPBACK = "127.0.0.1";
const PREFERRED_PORT = 8080;

/** @type {Record<string, string>} */
const MIME_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  // WebAssembly.compileStreaming refuses any other type.
  ".wasm": "application/wasm",
};

// Images may come from anywhere over https: a dictionary's cards name them.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Which file a request path means, or null when it means none that may be served.
 * @param {string} root the repository
 * @param {string} home the folder that is served, below root
 * @param {string} requestPath path of the request, still percent-encoded
 * @returns {Promise<{ file: string, size: number } | null>}
 */
async function resolveFile(root, home, requestPath) {
  let decoded;
  try {
    decoded = decodeURIComponent(requestPath);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  if (decoded.endsWith("/")) decoded += "index.html";
  const inDistribution = decoded.startsWith("/dist/");
  const folder = path.join(root, inDistribution ? "pkg/dist" : home);
  const wanted = path.join(folder, inDistribution ? decoded.slice("/dist".length) : decoded);
  try {
    // The real path, so that neither `..` nor a symbolic link leads out of the folder.
    const [realFolder, file] = await Promise.all([realpath(folder), realpath(wanted)]);
    if (!file.startsWith(realFolder + path.sep)) return null;
    const entry = await stat(file);
    return entry.isFile() ? { file, size: entry.size } : null;
  } catch {
    return null;
  }
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {Required<Served>} served
 */
async function answer(request, response, { root, folder, policy }) {
  const plain = { "content-type": MIME_TYPES[".txt"], "x-content-type-options": "nosniff" };
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { ...plain, allow: "GET, HEAD" }).end("Only GET and HEAD are answered here.\n");
    return;
  }
  const requestPath = (request.url ?? "/").replace(/[?#].*$/s, "");
  const found = await resolveFile(root, folder, requestPath);
  if (!found) {
    response.writeHead(404, plain).end(`Not here: ${requestPath}\n`);
    return;
  }
  response.writeHead(200, {
    "content-type": MIME_TYPES[path.extname(found.file)] ?? "application/octet-stream",
    "content-length": found.size,
    "cache-control": "no-cache",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  // The status line has gone out: should reading fail now, the connection breaks, and nothing can be said.
  pipeline(createReadStream(found.file), response, () => {});
}

/** @typedef {{ root?: string, folder?: string, policy?: string }} Served the repository, what of it, under which policy */

/**
 * Starts the server.
 * @param {Served & { port?: number }} [options] port: 0 for any that is free
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export function serve({ root = REPOSITORY, folder = "www/demo", policy = CONTENT_SECURITY_POLICY, port = 0 } = {}) {
  const server = createServer((request, response) => void answer(request, response, { root, folder, policy }));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      const boundPort = typeof address === "object" && address ? address.port : port;
      resolve({
        url: `http://${LOOPBACK}:${boundPort}/`,
        port: boundPort,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** The port that was asked for by flag or environment, or null when none was. */
function requestedPort() {
  const flag = process.argv.indexOf("--port");
  const value = flag === -1 ? process.env.PORT : process.argv[flag + 1];
  if (value === undefined) return null;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  console.error(`serve: "${value}" is not a port; give a number from 0 (any that is free) to 65535.`);
  process.exit(2);
}

/** Serves the demo and prints its address. */
export async function main() {
  const port = requestedPort();
  const server =
    port === null
      ? await serve({ port: PREFERRED_PORT }).catch(() => serve({ port: 0 }))
      : await serve({ port }).catch((error) => {
          console.error(`serve: port ${port} cannot be used (${error.code}); try another or leave it out.`);
          process.exit(1);
        });
  console.log(`Namelight demo: ${server.url}\nPlayground:     ${server.url}playground.html\nCtrl+C ends it.`);
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) await main();
