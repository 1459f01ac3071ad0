import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import fastify from "fastify";
import { loadDictionary } from "namelight";
import { annotate } from "./annotate.js";

const dictionary = await loadDictionary(JSON.parse(readFileSync(new URL("dictionary.json", import.meta.url), "utf8")));
const page = '<!doctype html><html lang="en"><head><title>Talks</title></head><body><article>Talks in Doha</article></body></html>';

const app = fastify();
app.addHook("onSend", annotate({ dictionary, cards: true }));
app.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
app.get("/stream", (_request, reply) => reply.type("text/html; charset=utf-8").header("content-length", page.length).send(Readable.from(page.match(/.{1,7}/g), { objectMode: false })));
app.get("/text", (_request, reply) => reply.type("text/plain").send("Talks in Doha"));
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
