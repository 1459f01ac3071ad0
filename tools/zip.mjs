// In: a folder. Out: its files as a zip, in the order of their names and without times, so that the same files give the same bytes.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";

/** 1 January 1980, the first day that a zip knows. */
const firstDay = 0x21;
/** UTF-8 names. */
const flags = 0x0800;
const deflated = 8;

/** @param {string} folder @param {string} [below] @returns {string[]} */
const filesIn = (folder, below = "") =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(folder, `${below}${entry.name}/`) : [`${below}${entry.name}`]))
    .sort();

/** @param {string} folder @returns {Buffer} */
export function zip(folder) {
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  const names = filesIn(folder);
  for (const file of names) {
    const name = Buffer.from(file);
    const content = readFileSync(join(folder, file));
    const packed = deflateRawSync(content, { level: 9 });
    // What stands in both headers, from the version that is needed to the length of the name.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(deflated, 4);
    common.writeUInt16LE(firstDay, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, central, name);
    const body = [Buffer.from("PK\x03\x04", "latin1"), common, name, packed];
    bodies.push(...body);
    offset += body.reduce((sum, part) => sum + part.length, 0);
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}
