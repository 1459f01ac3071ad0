// Express (and Connect, and plain Node) middleware that marks names in the pages that come after it. Put compression before it, so that it sees
// pages before they are compressed.
import { annotateStream } from "namelight/node";

/** What belongs to the page without marks. */
const lost = ["content-length", "etag", "accept-ranges"];

/** @param {import("namelight/server").AnnotateOptions} options */
export const annotate = (options) => (request, response, next) => {
  const { write, end, writeHead } = response;
  /** Null for what is no page. */
  let stream;
  const begin = () => {
    if (stream !== undefined) return stream;
    const isPage = /^text\/html(;\s*charset=utf-8)?$/i.test(response.getHeader("content-type") ?? "") && !response.hasHeader("content-encoding");
    stream = isPage && request.method !== "HEAD" && response.statusCode !== 304 ? annotateStream(options) : null;
    if (isPage) for (const name of lost) response.removeHeader(name);
    stream?.on("data", (chunk) => write.call(response, chunk) || stream.pause());
    stream?.on("end", () => end.call(response));
    // Whoever waits to write more waits for this stream, which waits for the connection.
    stream?.on("drain", () => response.emit("drain"));
    response.on("drain", () => stream?.resume());
    return stream;
  };
  response.writeHead = (status, ...more) => {
    response.statusCode = status;
    const headers = more.find((one) => typeof one === "object") ?? {};
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    begin();
    return writeHead.call(response, status);
  };
  response.write = (...chunk) => (begin() ? stream.write(...chunk) : write.apply(response, chunk));
  response.end = (...chunk) => {
    if (begin()) stream.end(...chunk);
    else end.apply(response, chunk);
    return response;
  };
  next();
};
