/**
 * In: texts, one after the other. Out: the same, all in turn or any by its number, from a temporary file.
 * Guarantees: memory holds where each begins, no more; the file is gone with close().
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What is written at once. */
const pageBytes = 1024 * 1024;

export class Spool {
  #folder = mkdtempSync(join(tmpdir(), "namelight-"));
  #file = openSync(join(this.#folder, "spool"), "w+");
  /** @type {Buffer[]} */
  #waiting = [];
  #waitingBytes = 0;
  #written = 0;
  /** @type {number[]} */
  #ends = [];

  get length() {
    return this.#ends.length;
  }

  /** @param {string} text */
  append(text) {
    const bytes = Buffer.from(text);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#ends.push(this.#written + this.#waitingBytes);
    if (this.#waitingBytes > pageBytes) this.#flush();
  }

  /** @param {number} index */
  at(index) {
    this.#flush();
    const start = index === 0 ? 0 : this.#ends[index - 1];
    const bytes = Buffer.alloc(this.#ends[index] - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    return bytes.toString("utf8");
  }

  close() {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true });
  }

  #flush() {
    if (this.#waitingBytes === 0) return;
    const bytes = Buffer.concat(this.#waiting);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done, bytes.length - done, this.#written + done);
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
