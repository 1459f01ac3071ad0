/**
 * In: a name in Russian. Out: its forms in the cases.
 * Guarantees: where a name leaves a person's gender open, both are proposed; of names of organisations only those of one
 * word are declined.
 */
// Persons by the rules of petrovich, with the genders of given names; our tables know places.
import { getGender, incline } from "lvovich";
import { decline, rulesOf, together } from "./declension.js";

/** @typedef {import("./languages.js").Name} Name */

const place = rulesOf(`
  ия: ии ии ию ией ии
  ья: ьи ье ью ьёй|ьей ье
  я: и е ю ей е
  ка: ки ке ку кой ке
  га: ги ге гу гой ге
  ха: хи хе ху хой хе
  ца: цы це цу цей це
  жа: жи же жу жей же
  ша: ши ше шу шей ше
  ча: чи че чу чей че
  а: ы е у ой е
  ие: ия ию - ием ии
  ье: ья ью - ьем ье
  ное: ного ному - ным ном
  е:
  ый: ого ому - ым ом
  ий: ия ию - ием ии
  ой: ого ому - ым ом
  ай: ая аю - аем ае
  ей: ея ею - еем ее
  цы: цов|ц цам - цами цах
  ны: н нам - нами нах
  ры: р рам - рами рах
  аты: атов атам - атами атах
  ово: ова ову - овом ове
  ево: ева еву - евом еве
  ино: ина ину - ином ине
  ец: ца цу - цом це
  ёк: ька ьку - ьком ьке
  ж: жа жу - жем же
  ш: ша шу - шем ше
  ч: ча чу - чем че
  нь: ни ни - нью ни
  рь: ри ри - рью ри
  вль: вля влю - влем вле
  ь: я|и ю|и - ем|ью е|и
  ${[..."бвгдзклмнпрстфхц"].map((letter) => `${letter}: ${["а", "у", "ом", "е"].map((end, index) => (index === 2 ? "- " : "") + letter + end).join(" ")}`).join("\n")}
`);
/** Before a noun: Северная Корея, Нижний Новгород, Соединённые Штаты. */
const adjective = rulesOf(`
  ная: ной ной ную ной ной
  кая: кой кой кую кой кой
  ая: ой ой ую ой ой
  яя: ей ей юю ей ей
  ний: него нему - ним нем
  кий: кого кому - ким ком
  ый: ого ому - ым ом
  ой: ого ому - ым ом
  ие: их им - ими их
  ые: ых ым - ыми ых
  ое: ого ому - ым ом
`);

/** @param {Name} name */
export function russian({ words, kind, gender, isShort }) {
  if (kind === "person") return words.length > 3 ? [] : person(words, gender, isShort);
  const [first, second] = words;
  if (words.length === 1) {
    // Ростов-на-Дону changes in front; Нью-Йорк and Санкт-Петербург at the end.
    const [, before, changing, after] = /^()(\p{Lu}\p{Ll}+)(-на-.+)$/u.exec(first) ?? /^((?:.*-)?)([^-]+)()$/u.exec(first) ?? [];
    if (!changing) return [];
    return together([decline(changing, place).map((forms) => forms.map((form) => before + form + after))]);
  }
  if (kind !== "place" || words.length > 2 || !/(?:[ыио]й|[ая]я|[ыио]е)$/u.test(first)) return [];
  return together([decline(first, adjective), decline(second, place)]);
}

/** As lvovich names them. */
const itsCases = /** @type {const} */ (["genitive", "dative", "accusative", "instrumental", "prepositional"]);

/**
 * @param {string[]} words
 * @param {Name["gender"]} known
 * @param {boolean} isShort a surname alone
 */
function person(words, known, isShort) {
  const parts = partsOf(words, isShort);
  /** @type {import("./declension.js").Inflected[]} */
  const found = [];
  for (const gender of known ? [known] : /** @type {const} */ (["male", "female"])) {
    const forms = together([itsCases.map((itsCase) => {
      const { first, middle, last } = incline({ ...parts, gender }, itsCase);
      return [[first, middle, last].filter(Boolean).join(" ")];
    })]);
    const further = forms.filter(({ text }) => !found.some((known) => known.text === text));
    found.push(...(known ? further : further.map(({ text, reason }) => ({ text, reason: `${reason} (${gender})` }))));
  }
  return found;
}

/**
 * @param {string[]} words
 * @param {boolean} [isShort]
 * @returns {{ first?: string, middle?: string, last: string }}
 */
function partsOf(words, isShort = words.length === 1) {
  const last = words[words.length - 1];
  if (isShort) return { last: words.join(" ") };
  return { first: words[0], last, ...(words.length === 3 && { middle: words[1] }) };
}

/**
 * @param {string[]} words of a person's name
 * @returns {Name["gender"]}
 */
export function genderInRussian(words) {
  const parts = partsOf(words);
  const gender = getGender(parts);
  // Эммануэль and Мишель are names of both.
  return gender === "male" || (gender === "female" && !parts.first?.endsWith("ь")) ? gender : "";
}
