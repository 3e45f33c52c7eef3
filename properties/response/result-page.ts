import { type Answer, isSuccess, listOf, maxJudgedItems } from "../core/answer.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import type { Probe, Property, Violation } from "../core/property.ts";
import { must, onSuccess, properties, should, unless } from "../core/property-table.ts";

const lists = ["Ids", "Sessions"] as const;

/** Properties of every page of a `ListSessions` result. */
export const pageProperties: readonly Property[] = properties({
  "response/both-lists": {
    ...should("response.both-lists", "sends Ids and Sessions, empty ones too"),
    on: onSuccess,
    judge: ({ object }) => {
      const expected = "a list, empty where there is nothing to list";
      const lacking = object === undefined ? [] : lists.filter((name) => !Array.isArray(object[name]));
      return lacking.map((name) => ({ code: "member-missing", pointer: `/body/${name}`, expected, received: object?.[name] ?? null }));
    },
  },
  "response/ids-match-sessions": {
    ...should("response.same-set", "lists the same sessions in Ids and in Sessions of each page"),
    // A list that is missing altogether is reported by another property.
    on: ({ object }) => lists.every((name) => Array.isArray(object?.[name])),
    judge: idsMatch,
  },
  "response/session-has-id-and-status": {
    ...should("response.id-and-status", "gives each session an id and a status"),
    watch:
      () =>
      ({ answer, probe }) => {
        if (answer === undefined || !probe.claimed || sessionsOf(answer).length === 0) return undefined;
        const sessions = sessionsOf(answer).slice(0, maxJudgedItems);
        const unknown = sessions.flatMap(({ Status: status }) =>
          typeof status === "string" && status !== "" && !knownStatuses.has(status) ? [status.slice(0, 64)] : [],
        );
        return { violations: sessions.flatMap(withoutIdOrStatus), observations: [...new Set(unknown)].map((text) => ({ code: "unknown-status", text })) };
      },
  },
  "paging/page-within-max-results": {
    ...must("paging.upper-bound", "puts no more on a page than MaxResults"),
    on: (answer, { probe }) => isSuccess(answer) && mostOf(probe) !== undefined && lists.some((name) => (listOf(answer, name)?.length ?? 0) > 0),
    judge: (answer, { probe }) =>
      lists.flatMap((name) => {
        const [most = Infinity, size = 0] = [mostOf(probe), listOf(answer, name)?.length];
        const expected = `at most ${String(most)} items, as MaxResults asks`;
        return unless(size <= most, { code: "page-too-long", pointer: `/body/${name}`, expected, received: size });
      }),
  },
});

/** States that sessions are known to have. Source: the service's model; the list is open, so another is reported as an observation and never failed. */
export const knownStatuses: ReadonlySet<string> = new Set(["PROVISIONING", "READY", "FAILED", "TIMEOUT", "STOPPING", "STOPPED"]);

type Session = Readonly<Record<string, unknown>>;

function withoutIdOrStatus(session: Session, index: number): readonly Violation[] {
  const at = (name: string): string => `/body/Sessions/${String(index)}/${name}`;
  const blank = ["Id", "Status"].flatMap((name) => {
    const received = memberOf(session, name) ?? null;
    return unless(received !== null && received !== "", { code: "member-missing", pointer: at(name), expected: "a string, not an empty one", received });
  });
  const { Status: received } = session;
  const meant = typeof received === "string" ? received.trim().toUpperCase() : "";
  // A status that is a known one but for letter case or blanks is no new one.
  return [...blank, ...unless(received === meant || !knownStatuses.has(meant), { code: "value-changed", pointer: at("Status"), expected: meant, received })];
}

function sessionsOf(answer: Answer): readonly Session[] {
  return (listOf(answer, "Sessions") ?? []).filter(isJsonObject);
}

function idsMatch(answer: Answer): readonly Violation[] {
  const ids = new Set(listOf(answer, "Ids") ?? []);
  const ofSessions = new Set(sessionsOf(answer).map((session) => session["Id"]));
  const extra = [...ids].filter((id) => !ofSessions.has(id));
  const missing = [...ofSessions].filter((id) => !ids.has(id));
  const received = { onlyInIds: extra.slice(0, 5), onlyInSessions: missing.slice(0, 5) };
  return unless(extra.length + missing.length === 0, {
    code: "ids-differ",
    pointer: "/body/Ids",
    expected: "the ids of the sessions on the same page",
    received,
  });
}

/** The largest number of items that a valid request allows. */
export function mostOf({ input, expect }: Probe): number | undefined {
  const wanted = expect === "success" ? memberOf(input, "MaxResults") : undefined;
  return typeof wanted === "number" ? wanted : undefined;
}
