import type { Contract } from "../../spec/contract.ts";
import { acceptanceOf, isListSessions, isReading } from "../../spec/operation-traits.ts";
import { crashOf, isClientError, isDenied, judgeAccepted, judgeSurvived } from "../checks/acceptance.ts";
import { runTag } from "../core/fixtures.ts";
import { plainPairsOf } from "../fixtures/existing-sessions.ts";
import { oddTexts } from "../generators/odd-texts.ts";
import { keepsLimits } from "../generators/pattern-match.ts";
import type { CaseContext, Judged, Judgement, Probe, Property, Script } from "../core/property.ts";
import { must, properties, should } from "../core/property-table.ts";
import { openProbe, unusualProbe } from "../core/request.ts";
import { type RequestString, stringsOf } from "./request-strings.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { at, nothingFound, send } from "../core/script.ts";

/** Cases of an operation: all of one with few strings. What changes something is asked for less, since each may leave something behind. */
const maxCasesByKind = { reading: 105, changing: 40 };

/** An odd text for one string of a request. */
interface Odd {
  readonly string: RequestString;
  readonly name: string;
  readonly text: string;
  readonly parts: readonly string[];
  readonly isMixed?: true;
  /** Whether it keeps the limits of the page. */
  readonly fits: boolean;
}

const survives = "request/survives-odd-text";
const accepts = "request/accepts-odd-text";

/** Properties of text in requests that has a meaning to other programs. */
export function oddTextProperties({ request }: Pick<Contract, "request">): readonly Property[] {
  return stringsOf(request).length === 0 ? [] : oddText;
}

const oddText = properties({
  [survives]: {
    ...must("error.no-crash", "answers odd text in each string of a request with a success or a client error", { expects: "either" }),
    cases: (context) => {
      const { reading, changing } = maxCasesByKind;
      const odds = sampled(stringsOf(context.contract.request).map(oddsOf), isReading(context.contract) ? reading : changing);
      return odds.map((odd) => [`${odd.string.member}/odd/${odd.name}`, () => oddScript(context, odd)]);
    },
  },
  [accepts]: { ...should("request.odd-text", "accepts odd text within the limits of the page"), of: [survives] },
});

/** The key of a tag that sessions carry, so that a filter's value is looked at. */
function carriedKey({ fixtures, owner }: CaseContext): string {
  const [given] = fixtures.available && fixtures.given === true ? plainPairsOf(fixtures) : [];
  return (given ?? runTag(owner))[0];
}

function probeOf(context: CaseContext, { string, fits }: Odd, text: string): Probe {
  const { contract } = context;
  const { operation, request } = contract;
  const { top, member, isToken } = string;
  const value = isListSessions(contract) && member === "Tags/value" ? { [carriedKey(context)]: text } : string.valueWith(text);
  const input = { ...sampleInput(request), [top]: value };
  if (isToken) return { ...openProbe(operation, input), breaks: { member, keyword: "token" } };
  return fits && isFree(contract, top) ? unusualProbe(operation, input) : openProbe(operation, input);
}

/** Whether a member is free text that is only read, so that only the limits of the page justify a refusal. */
function isFree(contract: Contract, top: string): boolean {
  return isReading(contract) && acceptanceOf(contract, top) === "must";
}

// One request shows whether the whole text is accepted; its parts are sent only where it is not.
function* oddScript(context: CaseContext, odd: Odd): Script {
  const { string, name, text, parts, fits, isMixed } = odd;
  const isJudged = fits && isMixed !== true && isFree(context.contract, string.top);
  const what = (one: string): string => `${string.member} with odd text (${name}${one === text ? "" : `, ${JSON.stringify(one)}`})`;
  const judged = [{ exchange: yield* send(probeOf(context, odd, text)), one: text }];
  for (const one of judged.some(({ exchange }) => isRefused(exchange)) && fits && !string.isToken ? parts : []) {
    const exchange = yield* send(probeOf(context, odd, one));
    judged.push({ exchange, one });
    if (crashOf(exchange) !== undefined) break;
  }
  // A breach of one part says more than a refusal of the whole.
  const first = (judge: (exchange: Judged, what: string) => Judgement): Judgement => {
    const all = judged.map(({ exchange, one }) => at(judge(exchange, what(one)), exchange));
    return all.slice(1).find(({ violations }) => violations.length > 0) ?? all[0] ?? nothingFound;
  };
  const accepted = (exchange: Judged, reported: string): Judgement => (crashOf(exchange) === undefined ? judgeAccepted(exchange, reported) : nothingFound);
  return { ...first(judgeSurvived), ...(isJudged ? { derived: { [accepts]: first(accepted) } } : {}) };
}

function isRefused({ answer }: Judged): boolean {
  return answer !== undefined && isClientError(answer) && !isDenied(answer);
}

function oddsOf(string: RequestString): readonly Odd[] {
  const { schema, isToken, member } = string;
  const { maxLength = Infinity } = schema;
  const odds = oddTexts.map(({ name, text, parts = [], ...sent }) => {
    const short = [...text].slice(0, maxLength).join("");
    return { ...sent, string, name, text: short, parts, fits: keepsLimits(schema, short) };
  });
  const isNarrow = !odds.some(({ name, fits }) => name === "apostrophe" && fits);
  const isKey = member.endsWith("/key");
  return odds.filter(({ asToken, asValue, always, fits }) =>
    isToken ? asToken === true : always === true || (fits && !isNarrow && !(isKey && asValue === true)),
  );
}

/**
 * As many as a run may send: all of them, or else some for each string, another text for each, those strings first that differ most in depth and limits.
 */
function sampled(odds: readonly (readonly Odd[])[], most: number): readonly Odd[] {
  const all = odds.flat();
  if (all.length <= most) return turnsOf(odds);
  const kinds = new Map<string, (readonly Odd[])[]>();
  for (const ofString of odds) {
    const string = ofString[0]?.string;
    const key = JSON.stringify([string?.depth, string?.isToken, string?.schema.enum === undefined, string?.schema.pattern, string?.schema.maxLength]);
    kinds.set(key, [...(kinds.get(key) ?? []), ofString]);
  }
  const inTurns = turnsOf([...kinds.values()]).slice(0, most);
  const turned = inTurns.map((ofString, index) => ofString.map((_, place) => ofString[(place + step * index) % ofString.length] as Odd));
  return turnsOf(turned).slice(0, most);
}

/** Between the first texts of two strings: prime to how many there are, so that all have their turn. */
const step = 13;

/** The first of each list, then the second of each, and so on. */
function turnsOf<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
