import { describe, expect, it } from "vitest";
import { readAnswer } from "../../properties/core/answer.ts";
import { clockSkew, refusalReason, saysExpired } from "./credential-refusal.ts";
import { answerOf } from "../cases/exchange.testdata.ts";

const nowMs = Date.UTC(2026, 0, 1, 12);
const dateOf = (minutes: number): Readonly<Record<string, string>> => ({ date: new Date(nowMs + minutes * 60_000).toUTCString() });

function reasonOf(code: string, message = "", headers: Readonly<Record<string, string>> = {}): string {
  const answer = answerOf(403, { __type: code, message });
  return refusalReason(readAnswer({ ...answer, headers: { ...answer.headers, ...headers } }), nowMs);
}

describe("refusalReason()", () => {
  it.each([
    ["ExpiredTokenException", "", {}, /^: they have expired\. Get new ones, /u],
    ["ExpiredToken", "The security token is expired", dateOf(60), /^: they have expired\. /u],
    [
      "InvalidSignatureException",
      "",
      dateOf(17),
      /^: its clock is 17 minutes ahead of this machine's, .* Set the clock of this machine, or that of the target\.$/u,
    ],
    [
      "InvalidSignatureException",
      "Signature expired: 20260101T120000Z is now earlier than …",
      dateOf(-90),
      /^: its clock is 90 minutes behind this machine's, /u,
    ],
    ["InvalidSignatureException", "Signature not yet current", {}, /^: it considers the time of the signature wrong\. Set the clock /u],
    ["InvalidSignatureException", "Signature expired: …", dateOf(1), /^: it considers the time of the signature wrong\. /u],
    ["RequestTimeTooSkewed", "", {}, /^: it considers the time of the signature wrong\. /u],
    ["UnrecognizedClientException", "", dateOf(3), /^\. Check credentials, /u],
    ["AccessDeniedException", "", { date: "today" }, /^\. Check credentials, /u],
  ])("of %s (%j) with %j", (code, message, headers, reason) => {
    expect(reasonOf(code, message, headers)).toMatch(reason);
  });
});

describe("clockSkew()", () => {
  it.each([
    [dateOf(0), undefined],
    [dateOf(3.9), undefined],
    [{}, undefined],
    [dateOf(4), "its clock is 4 minutes ahead of this machine's"],
    [dateOf(-1_440), "its clock is 1440 minutes behind this machine's"],
  ])("of %j is %s", (headers, skew) => {
    expect(clockSkew({ headers }, nowMs)).toBe(skew);
  });
});

describe("saysExpired()", () => {
  it.each([
    [400, "ExpiredTokenException", true],
    [200, "ExpiredTokenException", false],
    [400, "ExpiredNextTokenException", false],
    [400, undefined, false],
  ])("of %i %s is %s", (status, code, says) => {
    expect(saysExpired({ status, code })).toBe(says);
  });
});
