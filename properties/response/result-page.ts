import { type Answer, isSuccess, listOf, maxJudgedItems } from "../core/answer.ts";
import { isJsonObject, memberOf } from "../core/json.ts";
import type { Judged, Probe, Violation, Watch, PassiveProperty } from "../core/property.ts";
import { onSuccess, passiveProperty, when } from "../core/passive-property.ts";

/** Properties of every page of a `ListSessions` result. */
export const pageProperties: readonly PassiveProperty[] = [
  passiveProperty("response/both-lists", "response.both-lists", "should", "sends Ids and Sessions, empty ones too", onSuccess, ({ object }) =>
    object === undefined
      ? []
      : ["Ids", "Sessions"]
          .filter((name) => !Array.isArray(object[name]))
          .map((name) => ({
            code: "member-missing",
            pointer: `/body/${name}`,
            expected: "a list, empty where there is nothing to list",
            received: object[name] ?? null,
          })),
  ),
  passiveProperty(
    "response/ids-match-sessions",
    "response.same-set",
    "should",
    "lists the same sessions in Ids and in Sessions of each page",
    hasLists,
    idsMatch,
  ),
  reportingUnknownStatuses(
    passiveProperty(
      "response/session-has-id-and-status",
      "response.id-and-status",
      "should",
      "gives each session an id and a status",
      (answer) => sessionsOf(answer).length > 0,
      (answer) =>
        firstOf(answer).flatMap((session, index) => [
          ...["Id", "Status"]
            .filter((name) => isBlank(memberOf(session, name)))
            .map((name) => ({
              code: "member-missing" as const,
              pointer: `/body/Sessions/${String(index)}/${name}`,
              expected: "a string, not an empty one",
              received: memberOf(session, name) ?? null,
            })),
          ...misspelt(session, index),
        ]),
    ),
  ),
  passiveProperty(
    "paging/page-within-max-results",
    "paging.upper-bound",
    "must",
    "puts no more on a page than MaxResults",
    asksForAtMost,
    (answer, exchange) => {
      const wanted = mostOf(exchange.probe) ?? Infinity;
      return ["Ids", "Sessions"].flatMap((name) => {
        const size = listOf(answer, name)?.length ?? 0;
        return when(size <= wanted, () => ({
          code: "page-too-long",
          pointer: `/body/${name}`,
          expected: `at most ${String(wanted)} items, as MaxResults asks`,
          received: size,
        }));
      });
    },
  ),
];

/** States that sessions are known to have. Source: the service's model; the list is open, so another is reported as an observation and never failed. */
export const knownStatuses: ReadonlySet<string> = new Set(["PROVISIONING", "READY", "FAILED", "TIMEOUT", "STOPPING", "STOPPED"]);

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";

/** A status that is a known one but for letter case or blanks is no new one. */
function misspelt({ Status: status }: Readonly<Record<string, unknown>>, index: number): readonly Violation[] {
  if (typeof status !== "string" || knownStatuses.has(status)) return [];
  const meant = status.trim().toUpperCase();
  return when(!knownStatuses.has(meant), () => ({
    code: "value-changed",
    pointer: `/body/Sessions/${String(index)}/Status`,
    expected: meant,
    received: status,
  }));
}

function reportingUnknownStatuses(property: PassiveProperty): PassiveProperty {
  const watch =
    (judge: Watch): Watch =>
    (exchange, context) => {
      const judgement = judge(exchange, context);
      if (judgement === undefined || exchange.answer === undefined) return judgement;
      const unknown = firstOf(exchange.answer).flatMap(({ Status: status }) =>
        typeof status === "string" && status !== "" && !knownStatuses.has(status) ? [status.slice(0, 64)] : [],
      );
      return { ...judgement, observations: [...new Set(unknown)].map((text) => ({ code: "unknown-status", text })) };
    };
  return { ...property, watch: () => watch(property.watch()) };
}

function sessionsOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  return (listOf(answer, "Sessions") ?? []).filter(isJsonObject);
}

function firstOf(answer: Answer): ReturnType<typeof sessionsOf> {
  return sessionsOf(answer).slice(0, maxJudgedItems);
}

// A list that is missing altogether is reported by another property.
function hasLists(answer: Answer): boolean {
  return Array.isArray(answer.object?.["Ids"]) && Array.isArray(answer.object["Sessions"]);
}

function idsMatch(answer: Answer): readonly Violation[] {
  const ids = new Set(listOf(answer, "Ids") ?? []);
  const ofSessions = new Set(sessionsOf(answer).map((session) => session["Id"]));
  const extra = [...ids].filter((id) => !ofSessions.has(id));
  const missing = [...ofSessions].filter((id) => !ids.has(id));
  return when(extra.length === 0 && missing.length === 0, () => ({
    code: "ids-differ",
    pointer: "/body/Ids",
    expected: "the ids of the sessions on the same page",
    received: { onlyInIds: extra.slice(0, 5), onlyInSessions: missing.slice(0, 5) },
  }));
}

function asksForAtMost(answer: Answer, { probe }: Judged): boolean {
  return isSuccess(answer) && mostOf(probe) !== undefined && (listOf(answer, "Ids")?.length ?? 0) + (listOf(answer, "Sessions")?.length ?? 0) > 0;
}

/** The largest number of items that a valid request allows. */
export function mostOf({ input, expect }: Probe): number | undefined {
  const wanted = expect === "success" ? memberOf(input, "MaxResults") : undefined;
  return typeof wanted === "number" ? wanted : undefined;
}
