import { textOf } from "../record/recorded-body.ts";
import { isElapsedMember } from "../redaction/normalise.ts";
import { isObject, kindOf, type SeenAnswer } from "./seen-answer.ts";

/** Aspects in which two answers differ, in the order of reports. */
export const answerAspects = ["outcomes", "errors", "lists", "members", "values", "headers"] as const;
export type AnswerAspect = (typeof answerAspects)[number];

/** One way in which two answers to the same request differ. Equal ones of all exchanges are one behaviour. */
export interface AnswerDifference {
  readonly aspect: AnswerAspect;
  /** What differs: a member, a header, `error code`. */
  readonly what: string;
  /** How it was and is, where that is part of the behaviour: of values and texts, which depend on the request, only samples are shown. */
  readonly from: string;
  readonly to: string;
  readonly isSample?: true;
}

type Members = Readonly<Record<string, unknown>>;

/** How the answers of two targets to the same request differ. `subject` is what the request is sent for, such as a requirement. */
export function answerDifferences(old: SeenAnswer, now: SeenAnswer, subject: string): readonly AnswerDifference[] {
  // Where one accepts what the other refuses, everything else differs too.
  if (old.class !== now.class) return [{ aspect: "outcomes", what: subject, from: old.outcome, to: now.outcome }];
  const found = [...outcomeDifferences(old, now), ...headerDifferences(old, now)];
  if (old.class === "none") return found;
  if (old.bodyKind !== now.bodyKind) return [...found, { aspect: "members", what: `the body of ${nameOf(old)}`, from: old.bodyKind, to: now.bodyKind }];
  if (!isObject(old.json) || !isObject(now.json)) return found;
  return [...found, ...(old.class === "success" ? listDifferences(old, now, old.json, now.json, subject) : errorDifferences(old, now, old.json, now.json))];
}

function nameOf({ class: kind, operation }: SeenAnswer): string {
  return kind === "success" ? operation : "an error";
}

function outcomeDifferences(old: SeenAnswer, now: SeenAnswer): readonly AnswerDifference[] {
  const aspect = old.class === "success" || old.class === "none" ? "outcomes" : "errors";
  return [
    ...(old.outcome === now.outcome
      ? []
      : [{ aspect, what: old.class === "success" ? "status" : "status and code", from: old.outcome, to: now.outcome } as const]),
    ...(old.class === "success" || old.carriers === now.carriers
      ? []
      : [{ aspect, what: "where the code of an error stands", from: old.carriers, to: now.carriers } as const]),
  ];
}

function headerDifferences(old: SeenAnswer, now: SeenAnswer): readonly AnswerDifference[] {
  const names = [...new Set([...Object.keys(old.headers), ...Object.keys(now.headers)])];
  return names.flatMap((name): readonly AnswerDifference[] => {
    const [from = "absent", to = "absent"] = [old.headers[name], now.headers[name]];
    // The code is compared with that of the body.
    return from === to || name === "x-amzn-errortype" ? [] : [{ aspect: "headers", what: name, from, to }];
  });
}

/** Members of an error beside its code, and their texts where it is the same error. */
function errorDifferences(old: SeenAnswer, now: SeenAnswer, before: Members, after: Members): readonly AnswerDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== "__type" && name !== "code");
  return names.flatMap((name): readonly AnswerDifference[] => {
    const [from, to] = [kindOf(before[name]), kindOf(after[name])];
    if (from !== to) return [{ aspect: "errors", what: `member ${name} of an error`, from, to }];
    const [text, other] = [old.clean(before[name]), now.clean(after[name])].map((value) => JSON.stringify(value)) as [string, string];
    return text === other || old.outcome !== now.outcome
      ? []
      : [{ aspect: "errors", what: `text of ${name}, ${old.outcome}`, from: text, to: other, isSample: true }];
  });
}

function listDifferences(old: SeenAnswer, now: SeenAnswer, before: Members, after: Members, subject: string): readonly AnswerDifference[] {
  const found: AnswerDifference[] = [];
  const [token, otherToken] = [tokenOf(before), tokenOf(after)];
  if (token !== otherToken) found.push({ aspect: "lists", what: `NextToken of ${old.operation}`, from: token, to: otherToken });
  // A page depends on what lies before it, and that on the order.
  const isWhole = token !== "a token" && otherToken !== "a token" && !isLaterPage(old);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== "NextToken");
  for (const name of names) {
    const place = `${old.operation} ${name}`;
    const [one, other] = [before[name], after[name]];
    if (Array.isArray(one) && Array.isArray(other)) found.push(...itemDifferences({ place, subject, isWhole, old, now }, one, other));
    else valueDifferences(place, one, other, { old, now, found });
  }
  return found;
}

function tokenOf({ NextToken: token }: Members): string {
  return typeof token === "string" && token !== "" ? "a token" : token === undefined ? "absent" : JSON.stringify(token).slice(0, 20);
}

interface Comparing {
  readonly old: SeenAnswer;
  readonly now: SeenAnswer;
}

/** Two lists of an answer. Only items that both can have are compared: those that the run created, by their ids. */
function itemDifferences(
  { place, subject, isWhole, old, now }: Comparing & { readonly place: string; readonly subject: string; readonly isWhole: boolean },
  before: readonly unknown[],
  after: readonly unknown[],
): readonly AnswerDifference[] {
  const found: AnswerDifference[] = [];
  const [one, other] = [itemsById(before, old), itemsById(after, now)];
  const common = [...one.keys()].filter((id) => other.has(id));
  const what = `sessions listed for ${subject}`;
  if (isWhole && one.size > common.length) found.push({ aspect: "lists", what, from: "more of the run's sessions", to: "fewer" });
  if (isWhole && other.size > common.length) found.push({ aspect: "lists", what, from: "fewer of the run's sessions", to: "more" });
  for (const id of common) {
    const [item, counterpart] = [one.get(id), other.get(id)];
    if (isObject(item) || isObject(counterpart)) valueDifferences(`${place}[]`, item, counterpart, { old, now, found });
  }
  return found;
}

function itemsById(items: readonly unknown[], { clean }: SeenAnswer): ReadonlyMap<string, unknown> {
  return new Map(
    items.flatMap((item): readonly [string, unknown][] => {
      const id = clean(isObject(item) ? item["Id"] : item);
      return typeof id === "string" && id.includes("{run}") ? [[id, item]] : [];
    }),
  );
}

/** Members and values in which two values differ; a member of a map, whose names are data, is `*`. */
function valueDifferences(place: string, before: unknown, after: unknown, comparing: Comparing & { readonly found: AnswerDifference[] }): void {
  const { old, now, found } = comparing;
  const [from, to] = [kindOf(before), kindOf(after)];
  if (from !== to) {
    found.push({ aspect: "members", what: place, from, to });
  } else if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      valueDifferences(`${place}.${/^[A-Z]\w*$/u.test(name) ? name : "*"}`, before[name], after[name], comparing);
    }
  } else {
    if (isElapsedMember(place.slice(place.lastIndexOf(".") + 1))) return;
    const [value, other] = [JSON.stringify(old.clean(before)), JSON.stringify(now.clean(after))];
    if (value !== other) found.push({ aspect: "values", what: place, from: value, to: other, isSample: true });
  }
}

/** Something about a list that shows only over many answers, because each of them depends on when sessions were created. */
export interface ListTrait {
  readonly what: string;
  readonly is: string;
}

/** Fewer items may be in any order by chance. */
const minOrdered = 5;

/** How an answer lists: in which order, and whether a page is full. */
export function listTraits(answer: SeenAnswer): readonly ListTrait[] {
  const { operation, json, request } = answer;
  if (answer.class !== "success" || !isObject(json)) return [];
  const lists = Object.values(json).filter((value) => Array.isArray(value)) as readonly unknown[][];
  const items = lists.find((list) => list.some(isObject))?.filter(isObject) ?? [];
  const traits: ListTrait[] = [];
  const is = orderOf(items);
  if (items.length >= minOrdered) traits.push({ what: `order of ${operation}`, is });
  const most = /"MaxResults":(\d+)[,}]/u.exec(textOf(request.body) ?? "")?.[1];
  if (most !== undefined && tokenOf(json) === "a token") {
    const size = Math.max(0, ...lists.map(({ length }) => length));
    const sizes = size > Number(most) ? "more than MaxResults" : size === Number(most) ? "MaxResults" : size === 0 ? "none" : "fewer than MaxResults";
    traits.push({ what: `items on a page of ${operation} before the last`, is: sizes });
  }
  return traits;
}

function orderOf(items: readonly Members[]): string {
  const isSorted = (member: string): boolean => {
    const values = items.map((item) => item[member]);
    return values.every((value, index) => {
      const previous = values[index - 1];
      return typeof value === "string" || typeof value === "number"
        ? index === 0 || (typeof previous === typeof value && (previous as typeof value) <= value)
        : false;
    });
  };
  if (isSorted("CreatedOn")) return "as created";
  return isSorted("Id") ? "by Id" : "neither as created nor by Id";
}

function isLaterPage({ request }: SeenAnswer): boolean {
  return textOf(request.body)?.includes('"NextToken":') === true;
}
