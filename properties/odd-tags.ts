import { reworked } from "./lookalikes.ts";
import type { Kin } from "./tag-kin.ts";

/** Text with characters that may mean something, and what else it may be read as beside what these make of it. */
interface OddText {
  readonly name: string;
  readonly text: string;
  readonly signs: string;
  readonly read?: readonly string[];
}

const oddValues: readonly OddText[] = [
  { name: "wildcards", text: "*ab?cd%ef*", signs: "*?%", read: ["abxcdxef", "abxcdxxef", "xabxcdxefx", "xab?cd%efx", "*abxcd%ef*", "*ab?cdxxef*"] },
  { name: "any", text: "*", signs: "", read: ["x", "ab"] },
  { name: "list", text: "ab,cd;ef|gh&ij", signs: ",;|&" },
  { name: "escapes", text: "ab\\cd#ef", signs: "\\#" },
  { name: "single-quotes", text: "'ab'cd'", signs: "'", read: ["ab'cd"] },
  { name: "double-quotes", text: '"ab"cd"', signs: '"', read: ['ab"cd'] },
  { name: "negation", text: "!ab", signs: "!", read: ["cd"] },
  { name: "anchors", text: "^ab$", signs: "^$", read: ["ab", "abx"] },
  { name: "tilde", text: "~ab~1cd", signs: "~", read: ["~ab/cd", "xab~1cdx"] },
  { name: "greater", text: ">ab", signs: ">", read: ["zz", "ac"] },
  { name: "less", text: "<ab>", signs: "<>", read: ["aa", "00", "ab"] },
  { name: "variable", text: "${ab}", signs: "$", read: ["ab", "{ab}"] },
  { name: "set", text: "[ab,cd]", signs: "[]", read: ["ab", "cd", "a", "d"] },
  { name: "group", text: "(ab|cd)", signs: "()|", read: ["ab", "cd"] },
  { name: "alternatives", text: "{ab,cd}", signs: "{}", read: ["ab", "cd", "xx"] },
  // Plain itself: what sessions carry may be read as well.
  { name: "plain", text: "ab", signs: "", read: ["ab,cd", "*", '"ab"', "ab;cd", "a*", "%61b", "[ab]", "{ab,cd}", "!cd", "a?"] },
  { name: "encoded", text: "a%62%2Bc", signs: "%", read: ["ab+c", "ab%2Bc", "ab c", "a%62+c"] },
];

const oddKeys: readonly OddText[] = [
  { name: "wildcards", text: "*kb?kd%kf*", signs: "*?%", read: ["kbxkdxkf", "xkbxkdxkfx", "xkb?kd%kfx", "*kbxkd%kf*", "kbxkdxxkf"] },
  { name: "any", text: "*", signs: "", read: ["ka", "kc"] },
  { name: "list", text: "kb,kd;kf|kh&kj", signs: ",;|&" },
  { name: "negation", text: "!kb", signs: "!", read: ["kd"] },
  { name: "quotes", text: '"kb\'kd"', signs: "\"'" },
  { name: "brackets", text: "[kb](kd){kf}<kh>", signs: "[](){}<>", read: ["kb", "kd", "kf", "kh", "k"] },
];

function readAs({ text, signs, read = [] }: OddText): readonly string[] {
  const bySign = Array.from(signs).map((sign) => reworked(text, sign));
  // In turns, so that each sign has its first reading before any has its second.
  const all = [...read, ...Array.from({ length: 10 }, (_, rank) => bySign.map((made) => made[rank] ?? "")).flat()];
  return [...new Set(all)].filter((other) => other !== text && other !== "" && other === other.trim());
}

/** Tags with characters beyond the plain ones, in values and in keys, and what they are taken for where these mean something. */
export const oddKin: readonly Kin[] = [
  ...oddValues.map((odd): Kin => {
    const key = `odd-${odd.name}`;
    return { name: odd.name, pair: [key, odd.text], siblings: readAs(odd).map((other) => [key, other] as const) };
  }),
  ...oddKeys.map((odd): Kin => {
    const value = `on-${odd.name}`;
    return { name: `${odd.name}-in-key`, pair: [odd.text, value], siblings: readAs(odd).map((other) => [other, value] as const) };
  }),
];

/** Tags beyond ASCII, and others that differ by an accent, by how it is encoded, or by a character that looks or sounds the same. */
export const foreignKin: readonly Kin[] = [
  { name: "accented", pair: ["letter", "\u00E9"], siblings: ["e\u0301", "e", "e'", "\u00E8", "?"].map((other) => ["letter", other] as const) },
  {
    name: "accented-in-key",
    pair: ["cl\u00E9", "on"],
    siblings: ["cle\u0301", "cle", "cl", "cl\u00E8", "cl?"].map((other) => [other, "on"] as const),
  },
  {
    name: "of-one-sound",
    pair: ["spelling", "fiskass"],
    siblings: ["\uFB01skass", "fiska\u00DF", "f\u0131skass", "fisk\u0430ss", "\uFF46iskass", "fi\u017Fkass"].map((other) => ["spelling", other] as const),
  },
];
