import { isJsonObject } from "../../spec/json.ts";
import { textOf } from "../record/recorded-body.ts";
import { isElapsedMember } from "../redaction/normalise.ts";
import { kindOf, type SeenAnswer } from "./seen-answer.ts";

/** Aspects in which two answers differ, in the order of reports. */
export type AnswerAspect = "outcomes" | "errors" | "lists" | "members" | "values" | "headers";

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

type Found = readonly AnswerDifference[];
type Members = Readonly<Record<string, unknown>>;

/** The difference of two texts, or none. */
function difference(aspect: AnswerAspect, what: string, [from, to]: readonly [string, string], isSample = false): Found {
  return from === to ? [] : [{ aspect, what, from, to, ...(isSample ? { isSample: true } : {}) }];
}

function namesIn(before: Members, after: Members): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

/** How the answers of two targets to the same request differ. `subject` is what the request is sent for, such as a requirement. */
export function answerDifferences(old: SeenAnswer, now: SeenAnswer, subject: string): Found {
  const { class: kind, operation } = old;
  // Where one accepts what the other refuses, everything else differs too.
  if (kind !== now.class) return difference("outcomes", subject, [old.outcome, now.outcome]);
  const found = [...outcomeDifferences(old, now), ...headerDifferences(old, now)];
  if (kind === "none") return found;
  const body = difference("members", `the body of ${kind === "success" ? operation : "an error"}`, [old.bodyKind, now.bodyKind]);
  if (body.length > 0 || !isJsonObject(old.json) || !isJsonObject(now.json)) return [...found, ...body];
  return [...found, ...(kind === "success" ? listDifferences(old, now, old.json, now.json, subject) : errorDifferences(old, now, old.json, now.json))];
}

function outcomeDifferences(old: SeenAnswer, now: SeenAnswer): Found {
  const outcomes = [old.outcome, now.outcome] as const;
  if (old.class === "success") return difference("outcomes", "status", outcomes);
  const carriers = difference("errors", "where the code of an error stands", [old.carriers, now.carriers]);
  return [...difference(old.class === "none" ? "outcomes" : "errors", "status and code", outcomes), ...carriers];
}

function headerDifferences(old: SeenAnswer, now: SeenAnswer): Found {
  // The code is compared with that of the body.
  const names = namesIn(old.headers, now.headers).filter((name) => name !== "x-amzn-errortype");
  return names.flatMap((name) => difference("headers", name, [old.headers[name] ?? "absent", now.headers[name] ?? "absent"]));
}

/** Members of an error beside its code, and their texts where it is the same error. */
function errorDifferences(old: SeenAnswer, now: SeenAnswer, before: Members, after: Members): Found {
  const names = namesIn(before, after).filter((name) => name !== "__type" && name !== "code");
  return names.flatMap((name) => {
    const kinds = difference("errors", `member ${name} of an error`, [kindOf(before[name]), kindOf(after[name])]);
    if (kinds.length > 0 || old.outcome !== now.outcome) return kinds;
    return difference("errors", `text of ${name}, ${old.outcome}`, [cleanText(old, before[name]), cleanText(now, after[name])], true);
  });
}

function cleanText({ clean }: SeenAnswer, value: unknown): string {
  return JSON.stringify(clean(value));
}

function listDifferences(old: SeenAnswer, now: SeenAnswer, before: Members, after: Members, subject: string): Found {
  const [token, otherToken] = [tokenOf(before), tokenOf(after)];
  // A page depends on what lies before it, and that on the order.
  const isLaterPage = textOf(old.request.body)?.includes('"NextToken":') === true;
  const isWhole = token !== "a token" && otherToken !== "a token" && !isLaterPage;
  const names = namesIn(before, after).filter((name) => name !== "NextToken");
  return [
    ...difference("lists", `NextToken of ${old.operation}`, [token, otherToken]),
    ...names.flatMap((name) => {
      const place = `${old.operation} ${name}`;
      const [one, other] = [before[name], after[name]];
      if (!Array.isArray(one) || !Array.isArray(other)) return valueDifferences(place, [old, one], [now, other]);
      return itemDifferences(place, subject, isWhole, [itemsById(one, old), itemsById(other, now)], [old, now]);
    }),
  ];
}

function tokenOf({ NextToken: token }: Members): string {
  return typeof token === "string" && token !== "" ? "a token" : token === undefined ? "absent" : JSON.stringify(token).slice(0, 20);
}

type Items = ReadonlyMap<string, unknown>;

/** Two lists of an answer. Only items that both can have are compared: those that the run created, by their ids. */
function itemDifferences(
  place: string,
  subject: string,
  isWhole: boolean,
  [one, other]: readonly [Items, Items],
  [old, now]: readonly [SeenAnswer, SeenAnswer],
): Found {
  const common = [...one.keys()].filter((id) => other.has(id));
  const what = `sessions listed for ${subject}`;
  return [
    ...(isWhole && one.size > common.length ? difference("lists", what, ["more of the run's sessions", "fewer"]) : []),
    ...(isWhole && other.size > common.length ? difference("lists", what, ["fewer of the run's sessions", "more"]) : []),
    ...common.flatMap((id) => {
      const [item, counterpart] = [one.get(id), other.get(id)];
      return isJsonObject(item) || isJsonObject(counterpart) ? valueDifferences(`${place}[]`, [old, item], [now, counterpart]) : [];
    }),
  ];
}

function itemsById(items: readonly unknown[], { clean }: SeenAnswer): Items {
  const ids = items.map((item) => [clean(isJsonObject(item) ? item["Id"] : item), item] as const);
  return new Map(ids.filter((pair): pair is [string, unknown] => typeof pair[0] === "string" && pair[0].includes("{run}")));
}

/** Members and values in which two values differ; a member of a map, whose names are data, is `*`. */
function valueDifferences(place: string, [old, before]: readonly [SeenAnswer, unknown], [now, after]: readonly [SeenAnswer, unknown]): Found {
  const kinds = difference("members", place, [kindOf(before), kindOf(after)]);
  if (kinds.length > 0) return kinds;
  if (isJsonObject(before) && isJsonObject(after))
    return namesIn(before, after).flatMap((name) =>
      valueDifferences(`${place}.${/^[A-Z]\w*$/u.test(name) ? name : "*"}`, [old, before[name]], [now, after[name]]),
    );
  if (isElapsedMember(place.slice(place.lastIndexOf(".") + 1))) return [];
  return difference("values", place, [cleanText(old, before), cleanText(now, after)], true);
}

/** Something about a list that shows only over many answers, because each of them depends on when sessions were created. */
export type ListTrait = { readonly what: string; readonly is: string };

/** Fewer items may be in any order by chance. */
const minOrdered = 5;

/** How an answer lists: in which order, and whether a page is full. */
export function listTraits({ class: kind, operation, json, request }: SeenAnswer): readonly ListTrait[] {
  if (kind !== "success" || !isJsonObject(json)) return [];
  const lists = Object.values(json).filter((value) => Array.isArray(value)) as readonly unknown[][];
  const items = lists.find((list) => list.some(isJsonObject))?.filter(isJsonObject) ?? [];
  const order = items.length < minOrdered ? [] : [{ what: `order of ${operation}`, is: orderOf(items) }];
  const most = /"MaxResults":(\d+)[,}]/u.exec(textOf(request.body) ?? "")?.[1];
  if (most === undefined || tokenOf(json) !== "a token") return order;
  const size = Math.max(0, ...lists.map(({ length }) => length));
  const is = size > Number(most) ? "more than MaxResults" : size === Number(most) ? "MaxResults" : size === 0 ? "none" : "fewer than MaxResults";
  return [...order, { what: `items on a page of ${operation} before the last`, is }];
}

function orderOf(items: readonly Members[]): string {
  const isSorted = (member: string): boolean => {
    const values = items.map((item) => item[member]);
    const isOfKind = (kind: "string" | "number"): boolean => values.every((value) => typeof value === kind);
    return (isOfKind("string") || isOfKind("number")) && values.every((value, at) => at === 0 || (values[at - 1] as string) <= (value as string));
  };
  return isSorted("CreatedOn") ? "as created" : isSorted("Id") ? "by Id" : "neither as created nor by Id";
}
