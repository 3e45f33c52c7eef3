import type { Case, ClientCall, Effect, Judged, Judgement, Probe, Script, Violation } from "./property.ts";

/** A part of a script that returns a value of its own. */
export type Passage<T> = Generator<Effect, T, readonly Judged[]>;

/** Sends one probe; `state` and `poll` are not counted among the requests that properties need. */
export function* send(probe: Probe, purpose: "property" | "state" | "poll" = "property"): Passage<Judged> {
  const [exchange] = yield { kind: "send", probe, purpose };
  if (exchange === undefined) throw new Error("a send was resumed without its exchange");
  return exchange;
}

/** Sends probes at the same time; the exchanges come back in the order of the probes. */
export function* burst(probes: readonly Probe[]): Passage<readonly Judged[]> {
  return yield { kind: "burst", probes };
}

/** As `burst`, but each probe is sent once and never retried: a server error may be part of what is tested. */
export function* burstOnce(probes: readonly Probe[]): Passage<readonly Judged[]> {
  return yield { kind: "burst", probes, once: true };
}

/** Makes a call with the AWS SDK's own client; one exchange for each request that it sends. */
export function* callClient(call: ClientCall, purpose: "property" | "poll" = "property"): Passage<readonly Judged[]> {
  return yield { kind: "client", call, purpose };
}

/** Lets time pass. */
export function* wait(ms: number): Passage<void> {
  yield { kind: "wait", ms };
}

/** The id of the property that a case is named after: what is before the `#`. */
export function propertyOfCase(caseId: string): string {
  return caseId.split("#", 1)[0] ?? caseId;
}

/** A case of one request, judged by its answer alone. */
export function probeCase(id: string, probe: Probe, judge: (exchange: Judged) => Judgement): Case {
  return {
    id,
    ...(probe.breaks === undefined ? {} : { breaks: probe.breaks }),
    script: function* (): Script {
      return judge(yield* send(probe));
    },
  };
}

/** A judgement without violations. */
export const nothingFound: Judgement = { violations: [] };

/** A judgement of the given violations. */
export function found(...violations: readonly Violation[]): Judgement {
  return { violations };
}

/** A judgement of what these exchanges show. */
export function at(judgement: Judgement, ...shownBy: readonly Judged[]): Judgement {
  return { ...judgement, shownBy };
}

/** A judgement that could not be made, and why. */
export function unexercised(reason: string): Judgement {
  return { violations: [], unexercised: reason };
}
