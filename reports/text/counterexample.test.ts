import { describe, expect, it } from "vitest";
import type { Exchange, WireRequest } from "../../properties/core/exchange.ts";
import { recordCase, type FailedCase, type CounterexampleOptions } from "./counterexample.ts";
import { createNormaliser } from "../redaction/normalise.ts";
import { createRedactor } from "../redaction/redact.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const request = (body: string): WireRequest => ({
  method: "POST",
  path: "/",
  headers: { "content-type": "application/x-amz-json-1.1", authorization: "secret" },
  body: bytes(body),
});
const exchange = (sent: string, got: string): Exchange => ({
  request: { ...request(sent), headers: { "content-type": "application/x-amz-json-1.1" } },
  response: { status: 200, headers: {}, body: bytes(got) },
  attempts: 1,
});
const sanitizer = (): CounterexampleOptions => ({
  redactor: createRedactor({ ownPrefix: "glue-conformance-k3fz9q-" }),
  normaliser: createNormaliser({
    runId: "k3fz9q",
    endpoint: "http://127.0.0.1:4566",
    startedAt: new Date(0),
  }),
  sending: { endpoint: "http://me:pw@127.0.0.1:4566", region: "us-east-1", sign: "dummy" },
});
const found = (steps: FailedCase["steps"]): FailedCase => ({
  caseId: "tags/filter/x#a",
  steps,
  valid: request("{}"),
  violations: [
    {
      code: "wrong-type",
      pointer: "/body/Sessions/0/Description",
      expected: "a string",
      received: ["private"],
    },
  ],
});

describe("recordCase()", () => {
  const listed = '{"Sessions":[{"Id":"x","Description":["private"]}],"NextToken":"tok-of-target"}';

  it("redacts, normalises and gives a curl line for a single request", () => {
    const sent = '{"Tags":{"run":"k3fz9q"}}';
    const counterexample = recordCase(found([{ exchange: exchange(sent, listed), violates: true }]), sanitizer());
    expect(counterexample.request.body).toEqual({ text: '{"Tags":{"run":"{run}"}}' });
    expect(counterexample.response).toMatchObject({
      body: {
        text: '{"Sessions":[{"Id":"x","Description":["{7 characters}"]}],"NextToken":"{token:1}"}',
      },
    });
    expect(counterexample.valid.headers).toEqual({ "content-type": "application/x-amz-json-1.1" });
    expect(counterexample.curl).toMatch(/--data-raw '\{"Tags":\{"run":"\{run\}"\}\}' '\{endpoint\}\/'$/u);
    expect(counterexample.violations?.[0]?.received).toEqual(["{7 characters}"]);
  });

  it("shows a session of the run even if its id is cut off a long answer, and no secret header", () => {
    const begun = '{"Sessions":[{"DefaultArguments":{"--argument":"value"},"Descr';
    const { response, ...sent } = exchange("{}", begun);
    const long = { ...sent, response: { status: 200, headers: { "set-cookie": "secret" }, body: response?.body ?? bytes(""), whole: 40_000 } };
    const { response: reported } = recordCase(found([{ exchange: long, violates: true }]), sanitizer());
    expect(reported).toMatchObject({ body: { text: begun, cut: 40_000 } });
    expect(JSON.stringify(reported)).not.toContain("secret");
  });

  it("shows the violating step, and replays what depends on other steps", () => {
    const next = exchange('{"NextToken":"tok-of-target"}', "{}");
    const walk = [
      { exchange: exchange("{}", listed), violates: false },
      { exchange: next, violates: true },
    ];
    const counterexample = recordCase(found(walk), sanitizer());
    expect(counterexample.request.body).toEqual({ text: '{"NextToken":"{token:1}"}' });
    expect(counterexample.steps.map(({ violates }) => violates)).toEqual([false, true]);
    expect(counterexample.curl).toBe(
      "# not with curl: this is request 2 of 2, and it depends on the others\nglue-conformance replay --run {out} 'tags/filter/x#a'",
    );
  });

  it("takes the last step if none is marked, and reports a lost connection", () => {
    const lost: Exchange = {
      request: request("{}"),
      failure: { kind: "refused", message: "http://me:pw@127.0.0.1:4566" },
      attempts: 3,
    };
    const counterexample = recordCase(found([{ exchange: lost, violates: false }]), sanitizer());
    expect(counterexample.response).toEqual({
      failure: { kind: "refused", message: "{endpoint}" },
    });
    expect(counterexample.steps[0]?.violates).toBe(true);
  });
});
