/** `namelight expand`: proposed forms of names, and what becomes of them once they are reviewed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { file, namelight } from "./command.js";

/**
 * @param {object[]} entities
 * @param {string[]} words
 * @returns {Promise<{ entities: any[] } & Record<string, any>>}
 */
async function expanded(entities, ...words) {
  const { stdout, stderr, status } = await namelight(["expand", file("source.json", { entities }), ...words]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return JSON.parse(stdout);
}

/** The proposed forms of a name, those that are short behind a +. @param {string} lang @param {string} name @param {string} type */
async function formsOf(lang, name, type, further = {}) {
  const { entities: [{ "x-proposed": proposed = [] }] } = await expanded([{ id: "1", name, type, ...further }], "--lang", lang);
  return proposed.map((/** @type {any} */ { text, short }) => (short ? "+" : "") + text).join(", ");
}

/** [language, name, type, forms] @type {[string, string, string, string][]} */
const cases = [
  ["en", "Karoline Leavitt", "Person", "+Leavitt, +K. Leavitt"],
  ["en", "George Walker Bush", "Person",
    "+Bush, George Bush, +G. Bush, +G. W. Bush, +G.W. Bush, George W. Bush"],
  ["en", "Martin Luther King Jr.", "Person",
    "Martin Luther King, +King, Martin King, +M. King, +M. L. King, +M.L. King, Martin L. King"],
  ["en", "Sir Keir Starmer", "Person", "Keir Starmer, +Starmer, +K. Starmer"],
  ["fr", "général Charles Bourbaki", "Person", "Charles Bourbaki, +Bourbaki, +C. Bourbaki"],
  ["fr", "Jules Bloch, avocat", "Person", ""],
  ["fr", "Henri Fazy président", "Person", ""],
  ["en", "Vincent van Gogh", "Person", "+van Gogh, +V. van Gogh"],
  ["en", "Ursula von der Leyen", "Person", "+von der Leyen, +U. von der Leyen"],
  ["en", "Mohammed bin Salman", "Person", "+bin Salman, +M. bin Salman"],
  ["en", "Bashar al-Assad", "Person", "+al-Assad, +Assad, +B. al-Assad"],
  ["en", "Xi Jinping", "Person", "+Xi"],
  ["en", "Kim Jong-un", "Person", "+Kim"],
  ["en", "OHATA Akihiro", "Person", "+Ohata, +A. Ohata"],
  ["en", "Andrés Manuel López Obrador", "Person",
    "+López Obrador, Andrés López Obrador, +A. López Obrador, +A. M. López Obrador, +A.M. López Obrador, Andrés M. López Obrador,"
      + " +López, Andrés López, +A. López"],
  ["en", "Madonna", "Person", ""],
  ["en", "Apple Inc.", "Corporation", "Apple"],
  ["en", "Marks & Spencer Group plc", "Corporation", "Marks and Spencer Group plc"],
  ["en", "Saint Paul", "City", "St. Paul, St Paul"],
  ["es", "Pedro Sánchez Castejón", "Person",
    "+Sánchez Castejón, +P. Sánchez Castejón, +Sánchez, Pedro Sánchez, +P. Sánchez"],
  ["de", "Angela Merkel", "Person", "+Merkel, +A. Merkel, Angela Merkels, +Merkels"],
  ["de", "Olaf Scholz", "Person", "+Scholz, +O. Scholz"],
  ["de", "Deutschland", "Country", "Deutschlands"],
  ["de", "Paris", "City", ""],
  ["de", "SPD", "PoliticalParty", ""],
  ["de", "Deutsche Bank AG", "Corporation", "Deutsche Bank"],
  ["fr", "Le Havre", "City", "du Havre, au Havre"],
  ["fr", "Charles de Gaulle", "Person", "+de Gaulle, +C. de Gaulle"],
  ["fr", "Saint-Denis", "City", "St-Denis, Saint Denis"],
  ["ru", "Мария Захарова", "Person",
    "+Захарова, +М. Захарова, Марии Захаровой, Марию Захарову, Марией Захаровой, +Захаровой, +Захарову"],
  ["ru", "Дмитрий Песков", "Person",
    "+Песков, +Д. Песков, Дмитрия Пескова, Дмитрию Пескову, Дмитрием Песковым, Дмитрии Пескове, +Пескова, +Пескову, +Песковым, +Пескове"],
  ["ru", "Москва", "City", "Москвы, Москве, Москву, Москвой"],
  ["ru", "Нью-Йорк", "City", "Нью-Йорка, Нью-Йорку, Нью-Йорком, Нью-Йорке"],
  ["ru", "Ростов-на-Дону", "City", "Ростова-на-Дону, Ростову-на-Дону, Ростовом-на-Дону, Ростове-на-Дону"],
  ["ru", "Северная Корея", "Country", "Северной Кореи, Северной Корее, Северную Корею, Северной Кореей"],
  ["ru", "Сочи", "City", ""],
  ["uk", "Володимир Зеленський", "Person",
    "+Зеленський, +В. Зеленський, Володимира Зеленського, Володимирові Зеленському, Володимиру Зеленському, Володимиром Зеленським,"
      + " Володимирі Зеленському, +Зеленського, +Зеленському, +Зеленським"],
  ["uk", "Юлія Свириденко", "Person", "+Свириденко, +Ю. Свириденко, Юлії Свириденко, Юлію Свириденко, Юлією Свириденко"],
  ["uk", "Київ", "City", "Києва, Києву, Києвом, Києві"],
  ["uk", "Москва", "City", "Москви, Москві, Москву, Москвою"],
  ["uk", "Донецька область", "AdministrativeArea", "Донецької області, Донецькій області, Донецьку область, Донецькою областю"],
  ["pl", "Andrzej Duda", "Person",
    "+Duda, +A. Duda, Andrzeja Dudy, Andrzejowi Dudzie, Andrzeja Dudę, Andrzejem Dudą, Andrzeju Dudzie, +Dudy, +Dudzie, +Dudę"],
  ["pl", "Jarosław Kaczyński", "Person",
    "+Kaczyński, +J. Kaczyński, Jarosława Kaczyńskiego, Jarosławowi Kaczyńskiemu, Jarosławem Kaczyńskim, Jarosławie Kaczyńskim,"
      + " +Kaczyńskiego, +Kaczyńskiemu, +Kaczyńskim"],
  ["pl", "Angela Merkel", "Person", "+Merkel, +A. Merkel, Angeli Merkel, Angelę Merkel"],
  ["pl", "Warszawa", "City", "Warszawy, Warszawie, Warszawę"],
  ["pl", "Kraków", "City", "Krakowa, Krakowowi, Krakowem, Krakowie"],
  ["pl", "Nowy Jork", "City", "Nowego Jorka, Nowego Jorku, Nowemu Jorkowi, Nowym Jorkiem, Nowym Jorku"],
  ["pl", "Niemcy", "Country", "Niemiec, Niemcom, Niemcami, Niemczech"],
  ["tr", "Türk Dil Kurumu", "Organization",
    "Türk Dil Kurumunun, Türk Dil Kurumuna, Türk Dil Kurumunu, Türk Dil Kurumunda, Türk Dil Kurumundan"],
  ["tr", "İstanbul", "City", ""],
  ["az", "Bakı", "City", "Bakının, Bakıya, Bakını, Bakıda, Bakıdan"],
  ["az", "Qarabağ", "Place", "Qarabağın, Qarabağa, Qarabağı, Qarabağda, Qarabağdan"],
  ["ar", "باريس", "City", "وباريس, فباريس, بباريس, لباريس, كباريس, وبباريس, ولباريس"],
  ["ar", "السعودية", "Country", "والسعودية, فالسعودية, بالسعودية, للسعودية, كالسعودية, وبالسعودية, وللسعودية"],
  ["ar", "محمد بن سلمان", "Person",
    "+بن سلمان, ومحمد بن سلمان, فمحمد بن سلمان, بمحمد بن سلمان, لمحمد بن سلمان, كمحمد بن سلمان, وبمحمد بن سلمان, ولمحمد بن سلمان,"
      + " +وبن سلمان, +فبن سلمان, +ببن سلمان, +لبن سلمان, +كبن سلمان, +وببن سلمان, +ولبن سلمان"],
  ["he", "חיפה", "City",
    "וחיפה, בחיפה, לחיפה, מחיפה, שחיפה, כחיפה, ובחיפה, ולחיפה, ומחיפה, ושחיפה, שבחיפה, כשחיפה"],
  ["he", "הליכוד", "PoliticalParty",
    "והליכוד, בליכוד, לליכוד, מהליכוד, שהליכוד, כליכוד, ובליכוד, ולליכוד, ומהליכוד, ושהליכוד, שבליכוד, כשהליכוד"],
  ["zh", "唐纳德·特朗普", "Person", "唐纳德・特朗普, 唐纳德‧特朗普, 唐纳德•特朗普, 唐纳德特朗普, +特朗普"],
  ["zh", "习近平", "Person", ""],
  ["ja", "ドナルド・トランプ", "Person", "ドナルド＝トランプ, ドナルド·トランプ, ドナルドトランプ, +トランプ"],
  ["ja", "安倍 晋三", "Person", "安倍晋三, +安倍"],
  ["ja", "ヴェネツィア", "City", "ベネツィア"],
  ["ja", "株式会社日立製作所", "Corporation", "日立製作所"],
  ["ko", "도널드 트럼프", "Person", "도널드트럼프, +트럼프"],
  ["ko", "김정은", "Person", ""],
];

for (const [lang, name, type, expected] of cases) {
  test(`expand, ${lang}: ${name}`, async () => assert.equal(await formsOf(lang, name, type), expected));
}

test("expand: a person's gender, where the source tells it", async () => {
  assert.match(await formsOf("pl", "Kim Nowak", "Person"), /\+Nowaka/u);
  assert.equal(await formsOf("pl", "Kim Nowak", "Person", { "x-gender": "female" }), "+Nowak, +K. Nowak");
});

test("expand: reasons, and what speaks against a form", async () => {
  const { entities: [black, bush] } = await expanded(
    [{ id: "a", name: "Cilla Black", type: "Person" }, { id: "b", name: "George Bush", type: "Person" }, { id: "c", name: "Laura Bush", type: "Person" }],
    "--lang", "en",
  );
  assert.deepEqual(black["x-proposed"][0], {
    text: "Black", short: true, lang: "en", reason: "surname", from: "Cilla Black", caution: "a common word",
  });
  assert.equal(bush["x-proposed"][0].caution, "a common word; also of Laura Bush (c)");
});

test("expand: what an entity has already, or another language's aliases have, is not proposed", async () => {
  const aliases = ["Leavitt", { text: "K. LEAVITT", short: true }, { text: "Karolina Leavitt", lang: "pl" }];
  const { entities: [{ "x-proposed": proposed }] } = await expanded([{ id: "a", name: "Karoline Leavitt", type: "Person", aliases }], "--lang", "en");
  assert.equal(proposed, undefined);
});

test("expand: only what stands in articles, unmarked as yet", async () => {
  const article = file("article.txt", "Leavitt and K. Leavitt spoke to Karoline Leavitt. Leavitt left.");
  const { entities } = await expanded([{ id: "a", name: "Karoline Leavitt", type: "Person" }], "--lang", "en", "--against", article);
  assert.deepEqual(entities[0]["x-proposed"].map((/** @type {any} */ { text, seen }) => [text, seen]), [["Leavitt", 2], ["K. Leavitt", 1]]);
});

test("expand: nothing is an alias before it is accepted; then what was left in the list is, in JSON or a table", async () => {
  const source = file("people.json", {
    language: "de", "x-note": "kept", entities: [{ id: "a", name: "Angela Merkel", type: "Person", aliases: ["Merkel"] }, { id: "b", name: "Bonn" }],
  });
  const { stdout: json } = await namelight(["expand", source, "--lang", "de", "--format", "json"]);
  assert.deepEqual(JSON.parse(json).entities[0].aliases, ["Merkel"]);
  const { stdout: checked } = await namelight(["check", "--format", "json", file("proposed.json", json)]);
  assert.deepEqual(JSON.parse(checked).dictionaries[0].faults, []);
  const { stdout: table } = await namelight(["expand", source, "--lang", "de", "--format", "tsv"]);
  assert.equal(table.split("\n")[0], "id\tname\ttext\tshort\tlang\treason\tfrom\tseen\tcaution");
  const kept = table.split("\n").filter((line) => /^id|\tMerkels\t|\tA\. Merkel\t/u.test(line)).map((line) => line.replaceAll("\t", ";"));
  const { stdout } = await namelight(["expand", source, "--accept", file("reviewed.csv", `\ufeff${kept.join("\r\n")}`)]);
  assert.deepEqual(JSON.parse(stdout), {
    language: "de", "x-note": "kept",
    entities: [
      { id: "a", name: "Angela Merkel", type: "Person", aliases: ["Merkel", { text: "A. Merkel", short: true }, "Merkels"] },
      { id: "b", name: "Bonn" },
    ],
  });
  const { stdout: all } = await namelight(["expand", source, "--accept", file("all.json", json)]);
  assert.ok(JSON.parse(all).entities[0].aliases.length > 3);
  assert.equal("x-proposed" in JSON.parse(all).entities[0], false);
});

test("expand: as text", async () => {
  const { stdout } = await namelight(["expand", "people.json", "--lang", "de", "--format", "text"]);
  assert.match(stdout, /^Angela Merkel \(a\)\n {2}A\. Merkel {2}– initial of Angela Merkel; short$/mu);
  assert.match(stdout, /forms proposed; none is an alias until it is accepted\n$/u);
});

test("expand: wrong usage and lists that do not fit", async () => {
  const wrong = [["people.json"], ["people.json", "--lang", "xx"], ["people.json", "people.json", "--lang", "de"],
    ["people.json", "--lang", "de", "--accept", "reviewed.csv"]];
  for (const words of wrong) assert.equal((await namelight(["expand", ...words])).status, 2, words.join(" "));
  const { stderr, status } = await namelight(["expand", "people.json", "--accept", file("other.csv", "id,text\nz,Z\n")]);
  assert.match(stderr, /^other\.csv: “Z” is for the entity "z", which the source has not/u);
  assert.equal(status, 1);
  assert.match((await namelight(["expand", "people.json", "--accept", file("none.csv", "id,alias\na,Z\n")])).stderr, /each line needs an id and a text/u);
});
