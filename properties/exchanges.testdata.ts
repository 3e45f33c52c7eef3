import { readAnswer } from "./core/answer.ts";
import type { Effect, Judged, Probe } from "./core/property.ts";
import type { Passage } from "./core/script.ts";

/** What a target would answer; the body is JSON unless it is text or bytes already. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** No answer at all: why. */
  readonly lost?: string;
}

/** A probe with the given answer to it. */
export function exchangeOf(probe: Probe, { status = 200, headers = {}, body = {}, lost }: Reply): Judged {
  const { request } = probe;
  if (lost !== undefined) return { probe, request, attempts: 1, answer: undefined, failure: { kind: "lost-before-answer", message: lost } };
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  const response = { status, headers, body: bytes };
  return { probe, request, response, attempts: 1, answer: readAnswer(response) };
}

/** Plays a passage by hand against a target that is a function, and keeps what was done. Ends a passage that would never end. */
export function played<T>(passage: Passage<T>, target: (probe: Probe) => Reply): { readonly value: T; readonly effects: readonly Effect[] } {
  const effects: Effect[] = [];
  let next = passage.next();
  while (next.done !== true) {
    const effect = next.value;
    effects.push(effect);
    if (effects.length > 10_000) throw new Error("the passage does not come to its end");
    const probes = effect.kind === "wait" || effect.kind === "client" ? [] : effect.kind === "send" ? [effect.probe] : effect.probes;
    next = passage.next(probes.map((probe) => exchangeOf(probe, target(probe))));
  }
  return { value: next.value, effects };
}

/** A page of sessions with these ids. */
export const page = (ids: readonly string[], token?: unknown): Reply => ({
  body: { Ids: ids, Sessions: ids.map((Id) => ({ Id })), ...(token === undefined ? {} : { NextToken: token }) },
});

/** Answers in the order of asking; the last one again and again. */
export function scripted(...replies: readonly Reply[]): (probe: Probe) => Reply {
  let turn = -1;
  return () => replies[Math.min((turn += 1), replies.length - 1)] ?? {};
}
