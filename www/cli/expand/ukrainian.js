/**
 * In: a name in Ukrainian. Out: its forms in the cases (without the vocative).
 * Guarantees: surnames of women that end in a consonant or -о do not change; of names of organisations only those of one
 * word do.
 */
import { decline, declineParts, rulesOf, together } from "./declension.js";

/** @typedef {import("./languages.js").Name} Name */

/** Марія, Микола, Одеса. */
const inA = `
  ія: ії ії ію ією ії
  ка: ки ці ку кою ці
  га: ги зі гу гою зі
  ха: хи сі ху хою сі
  жа: жі жі жу жею жі
  ча: чі чі чу чею чі
  ша: ші ші шу шею ші
  а: и і у ою і
  'я: 'ї 'ї 'ю 'єю 'ї
  я: і і ю ею і
`;
const man = rulesOf(`
  ський: ського ському ського ським ському
  цький: цького цькому цького цьким цькому
  ій: ія ієві|ію ія ієм ієві|ії
  ий: ого ому ого им ому
  ой: оя оєві|ою оя оєм оєві
  ко: ка кові|ку ка ком кові|ку
  о: а ові|у а ом ові|і
  ець: ця цеві|цю ця цем цеві|ці
  ень: ня неві|ню ня нем неві|ні
  ь: я еві|ю я ем еві|і
  їв: єва єву єва євим єву|єві
  ів: ова|іва ову|івові ова|іва овим|івом ову|івові
  ов: ова ову ова овим ову|ові
  ев: ева еву ева евим еву|еві
  єв: єва єву єва євим єву|єві
  ин: ина ину ина ином|иним ину|ині
  ін: іна іну іна іним|іном іну|іні
  Ігор: Ігоря Ігореві|Ігорю Ігоря Ігорем Ігореві|Ігорі
  ж: жа жеві|жу жа жем жеві|жі
  ч: ча чеві|чу ча чем чеві|чі
  ш: ша шеві|шу ша шем шеві|ші
  щ: ща щеві|щу ща щем щеві|щі
  ${consonantLines("б в г ґ д з к л м н п р с т ф х ц", "а ові|у а ом ові|у|і")}
  ${inA.trim()}
`);
const woman = rulesOf(`
  ська: ської ській ську ською ській
  цька: цької цькій цьку цькою цькій
  ова: ової овій ову овою овій
  ева: евої евій еву евою евій
  єва: євої євій єву євою євій
  їна: їної їній їну їною їній
  іна: іної|іни іній|іні іну іною іній|іні
  ${inA.trim()}
`);
/** The genitive in -а or in -у: no rule tells which. */
const place = rulesOf(`
  їв: єва єву - євом єві
  ів: ова ову - овом ові
  ець: ця цю - цем ці
  ий: ого ому - им ому
  не: ного ному - ним ному
  е: я ю - ям і
  ово: ова ову - овом ові
  о: а у - ом і
  вці: вців вцям - вцями вцях
  и: - ам - ами ах
  ж: жа|жу жу - жем жі
  ш: ша|шу шу - шем ші
  ь: я|ю ю - ем і
  й: я|ю ю - єм ї
  ${consonantLines("б в г ґ д з к л м н п р с т ф х ц", "а|у у - ом і|у")}
  ${inA.trim()}
`);
const adjective = rulesOf(`
  ька: ької ькій ьку ькою ькій
  ький: ького ькому - ьким ькому
  а: ої ій у ою ій
  ий: ого ому - им ому
`);
const region = [["області"], ["області"], ["область"], ["областю"], ["області"]];
const menInA = /^(?:Микола|Ілля|Лука|Сава|Кузьма|Хома|Ярема|Олекса|Микита|Данила|Гаврила|Юра|Саша)$/u;

/** @param {Name} name */
export function ukrainian({ words, kind, gender }) {
  if (kind === "person") {
    const rules = gender === "female" ? woman : man;
    return together(words.map((word) => declineParts(word, rules)));
  }
  const [first, second] = words;
  if (words.length === 1) return together([decline(first, place)]);
  // Велика Британія, Кривий Ріг, Донецька область.
  if (kind !== "place" || words.length > 2 || !/(?:ий|а)$/u.test(first)) return [];
  return together([decline(first, adjective), second === "область" ? region : decline(second, place)]);
}

/**
 * @param {string} letters
 * @param {string} endings
 */
function consonantLines(letters, endings) {
  const withLetter = (/** @type {string} */ letter) =>
    endings.split(" ").map((forms) => forms.split("|").map((form) => (form === "-" ? form : letter + form)).join("|")).join(" ");
  return letters.split(" ").map((letter) => `${letter}: ${withLetter(letter)}`).join("\n");
}

/** @param {string[]} words of a person's name */
export function genderInUkrainian(words) {
  if (/(?:ська|цька|[оеє]ва|їна|івна)$/u.test(words[words.length - 1])) return "female";
  return words.length > 1 && /[ая]$/u.test(words[0]) && !menInA.test(words[0]) ? "female" : "male";
}
