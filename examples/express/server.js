import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import express from "express";
import { loadDictionary } from "namelight";
import { annotate } from "./annotate.js";

const dictionary = await loadDictionary(JSON.parse(readFileSync(new URL("dictionary.json", import.meta.url), "utf8")));
const page = '<!doctype html><html lang="en"><head><title>Talks</title></head><body><article>Talks in Doha</article></body></html>';

const app = express();
app.use(annotate({ dictionary, cards: true }));
app.get("/", (_request, response) => response.send(page));
app.get("/stream", (_request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-length": page.length });
  Readable.from(page.match(/.{1,7}/g)).pipe(response);
});
app.get("/text", (_request, response) => response.type("text").send("Talks in Doha"));
app.listen(process.env.PORT, "127.0.0.1");
