// The pure parts of the list "In this article" and of the reader's choice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { groupEntries } from "../../www/list/entries.js";
import { parseChoice } from "../../www/reader.js";
import { mentionsOf, stepFrom } from "../../www/tooltip/visit.js";

/** @type {[number, { entity: string, alias: string }][]} */
const mentions = [
  [7, { entity: "qatar", alias: "Qatar" }],
  [3, { entity: "leavitt", alias: "Leavitt" }],
  [9, { entity: "axios", alias: "Axios" }],
  [1, { entity: "qatar", alias: "State of Qatar" }],
  [4, { entity: "boehler", alias: "Adam Boehler" }],
  [2, { entity: "accords", alias: "Abraham Accords" }],
];
/** @type {Record<string, string>} */
const types = { qatar: "Country", leavitt: "Person", axios: "NewsMediaOrganization", boehler: "Person" };
/** @param {string} id @param {string} name */
const describe = (id, name) => ({ name, nameLang: "en", type: types[id] ?? "", typeLabel: types[id] ?? "" });

test("list: people, organizations, places, the rest; by name; mentions in the article's order", () => {
  const shown = groupEntries(mentions, describe).map(({ group, entries }) => [
    group,
    ...entries.map(({ name, type, mentions: numbers }) => `${name}|${type}|${numbers}`),
  ]);
  assert.deepEqual(shown, [
    ["people", "Adam Boehler||4", "Leavitt||3"],
    ["organizations", "Axios|NewsMediaOrganization|9"],
    ["places", "State of Qatar|Country|7,1"],
    ["others", "Abraham Accords||2"],
  ]);
});

test("list: schema.org's types stand where readers look", () => {
  /** @param {string} type */
  const groupOf = (type) =>
    groupEntries([[0, { entity: "a", alias: "A" }]], () => ({ name: "A", nameLang: "", type, typeLabel: type }))[0].group;
  for (const type of ["Organization", "Corporation", "GovernmentOrganization", "SportsTeam", "CollegeOrUniversity", "PoliticalParty"])
    assert.equal(groupOf(type), "organizations", type);
  for (const type of ["Place", "City", "State", "AdministrativeArea", "BodyOfWater", "LandmarksOrHistoricalBuildings"])
    assert.equal(groupOf(type), "places", type);
  for (const type of ["Event", "CreativeWork", "Product", ""]) assert.equal(groupOf(type), "others", type);
  assert.equal(groupOf("Person"), "people");
});

test("list: nothing found is no group", () => assert.deepEqual(groupEntries([], describe), []));

test("visit: on to the next mention, back to the one before, round at both ends, from nowhere to the first", () => {
  const all = mentionsOf(/** @type {any} */ ({ inOrder: () => mentions }), "qatar");
  assert.deepEqual(all, [7, 1]);
  assert.deepEqual(
    [stepFrom(all, -1, 1), stepFrom(all, 7, 1), stepFrom(all, 1, 1), stepFrom(all, 7, -1), stepFrom([5], 5, 1)],
    [7, 1, 7, 1, 5],
  );
});

test("choice: what is kept is read, and whatever else stands there is no choice", () => {
  const nothing = { isOff: false, hidden: [] };
  assert.deepEqual(parseChoice('{"isOff":true,"hidden":["a"]}'), { isOff: true, hidden: ["a"] });
  assert.deepEqual(parseChoice('{"isOff":1,"hidden":["a",2,null]}'), { isOff: false, hidden: ["a"] });
  for (const text of [null, "", "null", "7", "[]", '{"hidden":{}}', "{"]) assert.deepEqual(parseChoice(text), nothing, `${text}`);
});
