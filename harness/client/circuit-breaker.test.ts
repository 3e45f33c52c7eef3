import { describe, expect, it } from "vitest";
import type { RetryReason } from "./retry-classification.ts";
import { type Sign, CircuitBreaker } from "./circuit-breaker.ts";

const answered: Partial<Sign> = {};
const refused: Partial<Sign> = { reason: { kind: "crash", text: "refused" }, isFailure: true };
const broken: Partial<Sign> = { reason: { kind: "crash", text: "status 500" } };
const silent: Partial<Sign> = { reason: { kind: "silence", text: "no answer" }, isFailure: true, latencyMs: 10_000 };
const throttled: Partial<Sign> = { reason: { kind: "throttled", text: "429" } };
const plain = (sign: Partial<Sign>): Partial<Sign> => ({ ...sign, isControl: true });
const times = (count: number, sign: Partial<Sign>): readonly Partial<Sign>[] => Array.from({ length: count }, () => sign);

/** What the watch says at last, and whether it holds the target for dead; a second passes between two deliveries. */
function watch(signs: readonly Partial<Sign>[], pauseMs = 1_000): { readonly why: string | undefined; readonly dead: boolean } {
  const circuitBreaker = new CircuitBreaker();
  let why: string | undefined;
  let nowMs = 0;
  for (const [index, sign] of signs.entries()) {
    nowMs += sign.latencyMs ?? 0;
    const said = circuitBreaker.note({
      reason: undefined as RetryReason | undefined,
      isFailure: false,
      isControl: false,
      latencyMs: 1,
      since: index,
      nowMs,
      ...sign,
    });
    nowMs += pauseMs;
    why ??= said;
  }
  return { why, dead: circuitBreaker.dead };
}

describe("a target", () => {
  it.each<readonly [name: string, signs: readonly Partial<Sign>[], why: RegExp | undefined, dead: boolean]>([
    ["that answers", times(100, answered), undefined, false],
    [
      "that refuses five in a row, a plain one last",
      [...times(4, refused), plain(refused)],
      /^the target is dead: 5 requests in a row got no answer \(refused\)$/u,
      true,
    ],
    ["that refuses many at a time, whose plain ones are under way", times(100, { ...plain(refused), since: 0 }), undefined, false],
    [
      "that refuses many at a time, five times in a row",
      [0, 8, 16, 24, 32].flatMap((since) => times(8, { ...plain(refused), since })),
      /^the target is dead: 5 requests in a row got no answer/u,
      true,
    ],
    ["that refuses what is not plain", times(100, refused), undefined, false],
    ["that is back", [...times(4, refused), plain(refused), broken], /^the target is dead/u, false],
    ["whose answers come between refusals", times(100, refused).flatMap((sign) => [sign, answered]), undefined, false],
    [
      "that answers 20 in a row with errors, a plain one last",
      [...times(19, broken), plain(broken)],
      /^the target answers with nothing but errors: 20 requests/u,
      true,
    ],
    ["that answers what is not plain with errors", times(100, broken).flatMap((sign) => [sign, plain(answered)]), undefined, false],
    ["that throttles for twelve seconds, a plain one last", [...times(12, throttled), plain(throttled)], /^the target kept throttling for 12 s \(429\)/u, true],
    ["that throttles what is not plain", times(100, throttled), undefined, false],
    ["that throttles, and answers in between", times(100, throttled).flatMap((sign, index) => (index % 10 === 0 ? [answered] : [sign])), undefined, false],
    ["that throttled and answers again", [...times(12, throttled), plain(throttled), answered], /kept throttling/u, false],
    [
      "that leaves requests without an answer for long",
      times(4, silent).flatMap((sign) => [sign, plain(answered)]),
      /^cut off, since .* for 40 s in all/u,
      false,
    ],
    ["that leaves some without an answer", times(3, silent).flatMap((sign) => [sign, plain(answered)]), undefined, false],
    [
      "that leaves many at a time without an answer",
      [1, 2, 3].flatMap((round) => [...times(8, { ...silent, nowMs: round * 10_000 }), { ...plain(answered), nowMs: round * 10_000 }]),
      undefined,
      false,
    ],
    [
      "that leaves some without an answer while others are answered",
      times(40, silent).flatMap((sign, index) => [
        { ...answered, nowMs: 10_000 + index * 200 },
        { ...sign, nowMs: 10_100 + index * 200 },
      ]),
      undefined,
      false,
    ],
    ["of which a user expects that it takes its time", times(3, { ...silent, latencyMs: 60_000 }).flatMap((sign) => [sign, plain(answered)]), undefined, false],
    [
      "that leaves three in a row without an answer for long, a plain one last",
      [...times(2, silent), plain(silent)],
      /^the target is dead: 3 requests in a row got no answer \(no answer\)$/u,
      true,
    ],
    ["that is asked by a user in haste", [...times(2, { ...silent, latencyMs: 500 }), plain({ ...silent, latencyMs: 500 })], undefined, false],
  ])("%s", (_name, signs, why, dead) => {
    const seen = watch(signs);
    expect([why?.test(seen.why ?? "") ?? seen.why === undefined, seen.dead]).toEqual([true, dead]);
  });
});
