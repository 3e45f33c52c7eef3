import type { WireRequest } from "../../../properties/core/exchange.ts";
import { referenceBehaviour } from "./behaviour.ts";
import { createService } from "./service.ts";
import type { Behaviour } from "./decisions.ts";

/** The members of an answer's body, read as JSON. */
export type Body = Record<string, unknown>;

/** A service with a clock that the test moves and request ids that count. */
export interface Testbed {
  readonly clock: { ms: number };
  readonly send: (request: Partial<WireRequest>) => {
    status: number;
    headers: Readonly<Record<string, string>>;
    text: string;
  };
  /** Sends a claimed request; a string goes as the body as it is. */
  readonly call: (operation: string, input?: object | string) => { status: number; body: Body };
}

/** The parts of a request that the protocol claims, without its body. */
export function claimedRequest(operation: string): WireRequest {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `AWSGlue.${operation}`,
  };
  return { method: "POST", path: "/", headers, body: new Uint8Array() };
}

/** A valid request of `CreateSession` with nothing in it but what is required. */
export function sessionNamed(id: string): { Id: string; Role: string; Command: object } {
  return { Id: id, Role: "arn:aws:iam::123456789012:role/GlueRole", Command: { Name: "glueetl" } };
}

/** A fresh service at noon of 1 January 2025. */
export function createTestbed(behaviour: Behaviour = referenceBehaviour): Testbed {
  const clock = { ms: Date.UTC(2025, 0, 1, 12) };
  let requests = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String((requests += 1)).padStart(12, "0")}`;
  const service = createService({ now: () => clock.ms, uuid }, behaviour);
  const testbed: Testbed = {
    clock,
    send(request) {
      const { status, headers, body } = service({ ...claimedRequest("ListSessions"), ...request });
      return { status, headers, text: Buffer.from(body).toString() };
    },
    call(operation, input = {}) {
      const body = Buffer.from(typeof input === "string" ? input : JSON.stringify(input));
      const { status, text } = testbed.send({ ...claimedRequest(operation), body });
      return { status, body: JSON.parse(text) as Body };
    },
  };
  return testbed;
}
