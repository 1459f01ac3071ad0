/**
 * In: a name in Polish. Out: its forms in the cases (without the vocative, which news seldom has).
 * Guarantees: surnames of women that end in a consonant or -o do not change; of names of organisations only those of one
 * word do.
 */
import { decline, declineParts, rulesOf, together } from "./declension.js";

/** @typedef {import("./languages.js").Name} Name */

/** Warszawa, Duda, Anna. */
const inA = `
  nia: nii|ni nii|ni nię nią nii|ni
  ia: ii ii ię ią ii
  ja: i i ję ją i
  la: li li lę lą li
  sta: sty ście stę stą ście
  sza: szy szy szę szą szy
  cza: czy czy czę czą czy
  rza: rzy rzy rzę rzą rzy
  dza: dzy dzy dzę dzą dzy
  cha: chy sze chę chą sze
  ta: ty cie tę tą cie
  da: dy dzie dę dą dzie
  ra: ry rze rę rą rze
  ła: ły le łę łą le
  ka: ki ce kę ką ce
  ga: gi dze gę gą dze
  ha: hy ze hę hą ze
  ża: ży ży żę żą ży
  ca: cy cy cę cą cy
  a: y ie ę ą ie
`;
/** Ending, stem, instrumental, locative: of names in a consonant. */
const consonants = `
  iec c cem cu
  ec c cem cu
  ek k kiem ku
  ander andr andrem andrze
  eł ł łem le
  st st stem ście
  sz sz szem szu
  cz cz czem czu
  rz rz rzem rzu
  dz dz dzem dzu
  ż ż żem żu
  c c cem cu
  t t tem cie
  d d dem dzie
  r r rem rze
  ł ł łem le
  l l lem lu
  k k kiem ku
  g g giem gu
  h h hem hu
  j j jem ju
  x ks ksem ksie
  ć ci ciem ciu
  ś si siem siu
  ń ni niem niu
  ź zi ziem ziu
  b b bem bie
  p p pem pie
  m m mem mie
  n n nem nie
  w w wem wie
  v v vem vie
  f f fem fie
  s s sem sie
  z z zem zie
`.trim().split("\n").map((line) => line.trim().split(" "));

/** Foreign names in -y and a silent -e are written with an apostrophe: Kennedy'ego, George'a. */
const man = rulesOf(`
  ski: skiego skiemu skiego skim skim
  cki: ckiego ckiemu ckiego ckim ckim
  dzki: dzkiego dzkiemu dzkiego dzkim dzkim
  yy:
  ey: eya|ey'a eyowi|ey'owi eya|ey'a eyem|ey'em eyu|ey'u
  y: ego|y'ego emu|y'emu ego|y'ego ym ym
  i: iego iemu iego im im
  ko: ki ce kę ką ce
  bro: bry brze brę brą brze
  e: e'a e'owi e'a e'em e'u|ie
  ${consonants.map(([ending, stem, by, at]) => `${ending}: ${stem}a ${stem}owi ${stem}a ${by} ${at}`).join("\n")}
  ${inA.trim()}
`);
const woman = rulesOf(`
  ska: skiej skiej ską ską skiej
  cka: ckiej ckiej cką cką ckiej
  dzka: dzkiej dzkiej dzką dzką dzkiej
  ${inA.trim()}
`);
/** The genitive in -a or in -u: no rule tells which. */
const place = rulesOf(`
  iemcy: iemiec iemcom - iemcami iemczech
  ęgry: ęgier ęgrom - ęgrami ęgrzech
  łochy: łoch łochom - łochami łoszech
  ów: owa owowi - owem owie
  ice: ic icom - icami icach
  owce: owiec owcom - owcami owcach
  pole: pola polu - polem polu
  ane: anego anemu - anem anem
  ko: ka ku - kiem ku
  to: ta tu - tem cie
  ło: ła łu - łem le
  o: a u - em ie
  ny: n nom - nami nach
  ty: t tom - tami tach
  wy: w wom - wami wach
  ${consonants.map(([ending, stem, by, at]) => `${ending}: ${stem}a|${stem}u ${stem}owi - ${by} ${at}`).join("\n")}
  ${inA.trim()}
`);
/** Before a noun: Nowy Jork, Wielka Brytania. */
const adjective = rulesOf(`
  ka: kiej kiej ką ką kiej
  a: ej ej ą ą ej
  i: iego iemu - im im
  y: ego emu - ym ym
`);
const adjectives = /^(?:Now|Wielk|Star|Doln|Górn|Mał|Zielon|Czarn|Biał|Północn|Południow|Zachodni|Dzik|Dominikańsk|Saudyjsk)[yia]$/u;
const menInA = /^(?:Kuba|Barnaba|Bonawentura|Kosma|Jarema|Saba|Juda|Nikita|Ilja|Luca|Andrea)$/u;

/** @param {Name} name */
export function polish({ words, kind, gender }) {
  if (kind === "person") {
    const rules = gender === "female" ? woman : man;
    return together(words.map((word) => declineParts(word, rules)));
  }
  const [first] = words;
  if (words.length === 1) return together([decline(first, place)]);
  if (kind !== "place" || words.length > 2 || !adjectives.test(first)) return [];
  return together([decline(first, adjective), decline(words[1], place)]);
}

/** @param {string[]} words of a person's name */
export function genderInPolish(words) {
  if (/(?:sk|ck|dzk)a$/u.test(words[words.length - 1])) return "female";
  return words.length > 1 && words[0].endsWith("a") && !menInA.test(words[0]) ? "female" : "male";
}
