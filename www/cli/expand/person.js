/**
 * In: a person's full name. Out: shorter ways to write it: the surname alone (short: it counts only beside a fuller one),
 * initials, without middle names, titles or "Jr".
 * Guarantees: particles (van, von, de, bin, al-) stay with the surname; where the surname comes first, or there are two of
 * them, that is respected; a name of one word has no shorter form.
 */

/** @typedef {import("./languages.js").Form} Form */

const titles = new RegExp(
  "^(?:mr|mrs|ms|mm|dr|prof|sir|dame|lord|lady|king|queen|prince|princess|pope|saint|president|senator|sen|rep|gov|gen|herr|frau"
    + "|m|mme|mlle|don|doña|sheikh|shaikh|imam|ayatollah|emir|sultan|kaiser|papst|kardinal|cardinal)\\.?$",
  "iu",
);
const suffixes = /^(?:jr|sr|jnr|snr|ii|iii|iv|v|vi|phd|md|esq|mp|obe|kbe|fils|père|júnior|hijo|neto|filho)\.?$/iu;
/** What belongs to the surname behind it. */
const particles = new RegExp(
  "^(?:van|von|vom|zu|zum|zur|de|der|den|het|ter|ten|te|du|des|da|das|do|dos|di|del|della|dello|dalla|degli|la|las|los|le"
    + "|y|e|i|af|av|bin|ibn|ben|bint|abu|abou|al|el|ul|ut|mc|mac|st\\.?|san|santa|фон|ван|де|дер|да|ди|ибн|бин|аль|эль|ля|ле"
    + "|بن|ابن|بنت|أبو|ابو|آل|فون|فان|دي|בן|בת|אבו|אל|דה|ואן|פון)$",
  "iu",
);
/** The article that many leave out: Assad, al-Assad. */
const arabicArticle = /^(?:al|el|ash|as|ad|an|ar|at|az|аль|эль|ас|аш|ан|ар|аз)-(?=\p{L}{3})/iu;
/** Why a name is proposed without "Dr" or "Jr": further forms are made of it. */
export const plainName = "without title or suffix";
/** Given names that stand behind another one in Spanish and Portuguese: what comes behind them is the first surname. */
const secondNames = new RegExp(
  "^(?:luis|carlos|maría|maria|manuel|josé|jose|antonio|ángel|angel|alberto|francisco|javier|andrés|pablo|miguel|ignacio"
    + "|ramón|enrique|eduardo|fernando|jesús|martín|cristina|isabel|teresa|elena|carmen|pilar|dolores|inácio|paulo|henrique)$",
  "iu",
);
/** In pinyin, and as Hong Kong and Taiwan write them. */
const chineseSurnames = new Set(
  ("bai bao bo cai cao chan chang chen cheng chiang chou chow chu cui dai deng ding dong du fan fang feng fu gao ge gong gu guan "
    + "guo han hao he hong hou hu hua huang hung jia jian jiang jin ko kong kung lai lam lau lee lei leung li liang liao lim lin "
    + "ling liu long lu luo ma mao meng mo ng ning pan pang peng pu qi qian qiao qin qiu qu ren shao shen shi song su sun tan tang "
    + "tao tian tsai tsang tsao wan wang wei wen wong wu xi xia xiao xie xin xing xiong xu xue yan yang yao ye yi yin yip you yu "
    + "yuan yue yun zeng zhang zhao zheng zhong zhou zhu zou").split(" "),
);
/** One or two syllables of pinyin. */
const pinyin = /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[iu]?[aeoiu]|ao|ai|ei|ou|iao|uai|ui|iu)(?:ng|n|r)?){1,2}$/u;
/** Jong-un, Ying-jeou, Jae-in: given names of Korea and Taiwan, behind their surname. */
const easternGiven = /^\p{Lu}\p{Ll}+-\p{Ll}+$/u;

/**
 * @param {string} name
 * @param {string} language primary subtag
 * @returns {Form[]}
 */
export function shorterForms(name, language) {
  const all = name.split(/[\s\u00a0]+/u).filter((word) => word !== "");
  const words = bare(all);
  /** @type {Form[]} */
  const forms = [];
  // "Jules Bloch, avocat" and "écrivain du peuple" are descriptions.
  if (words.length < 2 || !words.every((word) => /^\p{L}[^,]*$/u.test(word) && !isSmall(word))) return forms;
  if (words.length < all.length) forms.push({ text: words.join(" "), reason: plainName });
  const { given, surnames } = parts(words, language);
  const [full] = surnames;
  for (const [index, surname] of surnames.entries()) {
    if (visibleLength(surname) < 2) continue;
    forms.push({ text: surname, reason: index === 0 ? "surname" : "first surname", short: true });
    if (arabicArticle.test(surname)) forms.push({ text: surname.replace(arabicArticle, ""), reason: "surname without article", short: true });
    const isFirst = words[0] === surname.split(" ")[0];
    if (isFirst || given.length === 0 || !/^\p{Lu}/u.test(given[0])) continue;
    if (!/^\p{Lu}\p{L}/u.test(given[0])) continue;
    if (index > 0 || given.length > 1) forms.push({ text: `${given[0]} ${surname}`, reason: "first name and surname" });
    forms.push({ text: `${initial(given[0])} ${surname}`, reason: "initial", short: true });
    if (given.length === 1 || index > 0) continue;
    forms.push({ text: `${given.map(initial).join(" ")} ${full}`, reason: "initials", short: true });
    forms.push({ text: `${given.map(initial).join("")} ${full}`, reason: "initials", short: true });
    forms.push({ text: `${given[0]} ${given.slice(1).map(initial).join(" ")} ${full}`, reason: "middle initial" });
  }
  return forms.filter(({ text }) => text !== name);
}

/** In small letters, and no particle. @param {string} word */
const isSmall = (word) => /^\p{Ll}/u.test(word) && !particles.test(word) && !arabicArticle.test(word);

/** Without titles (général, President) before and suffixes behind. @param {string[]} words */
function bare(words) {
  let [start, end] = [0, words.length];
  while (end - start > 1 && suffixes.test(words[end - 1])) end--;
  while (end - start > 2 && (titles.test(words[start]) || isSmall(words[start]))) start++;
  return words.slice(start, end).map((word, index, kept) => (index === kept.length - 1 ? word.replace(/,$/u, "") : word));
}

/**
 * @param {string[]} words
 * @param {string} language
 * @returns {{ given: string[], surnames: string[] }} the whole surname first, then the first of two
 */
function parts(words, language) {
  const [first, ...rest] = words;
  // As some registers write them: OHATA Akihiro.
  const capitals = words.filter((word) => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase());
  if (capitals.length === 1) {
    const surname = capitals[0][0] + capitals[0].slice(1).toLowerCase();
    return { given: words.filter((word) => word !== capitals[0]), surnames: [surname] };
  }
  const isEastern = rest.length === 1
    && (easternGiven.test(rest[0]) || (chineseSurnames.has(first.toLowerCase()) && pinyin.test(rest[0].toLowerCase())));
  if (language === "hu" || isEastern) return { given: rest, surnames: [first] };
  let start = words.length - 1;
  const hasTwo = language === "es" || secondNames.test(words[1]);
  if (hasTwo && rest.every((word) => !particles.test(word))) {
    if (words.length >= 4) start = words.length - 2;
    else if (words.length === 3 && !secondNames.test(words[1])) start = 1;
  }
  while (start > 1 && particles.test(words[start - 1])) start--;
  const surname = words.slice(start);
  const surnames = [surname.join(" ")];
  if (surname.length === 2 && !particles.test(surname[0])) surnames.push(surname[0]);
  return { given: words.slice(0, start), surnames };
}

/** @param {string} word "Jean-Claude" → "J.-C." */
const initial = (word) => word.split("-").map((part) => `${[...part][0].toUpperCase()}.`).join("-");

/** @param {string} text */
const visibleLength = (text) => [...text.replace(/[^\p{L}]/gu, "")].length;
