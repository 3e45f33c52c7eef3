import type { WireResponse } from "../../../properties/core/exchange.ts";
import type { Fault } from "./fault.ts";
import { type BehaviourChange, labelled } from "./change.ts";

const successBody = "response/is-json-object";
const successType = "response/content-type";

/** Changes the text of every success of `ListSessions`. */
function successText(change: (text: string) => string): BehaviourChange {
  return successes((response) => ({ ...response, body: Buffer.from(change(Buffer.from(response.body).toString())) }));
}

function successes(change: (response: WireResponse) => WireResponse): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    renderResult(output, requestId, context, operation) {
      const response = behaviour.renderResult(output, requestId, context, operation);
      return operation === "ListSessions" ? change(response) : response;
    },
  });
}

const successFaults: readonly Fault[] = [
  {
    name: "success-type-of-plain-json",
    title: "labels results as application/json",
    level: "must",
    caughtBy: successType,
    apply: successes(labelled("application/json")),
  },
  {
    name: "success-type-of-version-one-zero",
    title: "labels results as application/x-amz-json-1.0",
    level: "must",
    caughtBy: successType,
    apply: successes(labelled("application/x-amz-json-1.0")),
  },
  {
    name: "success-type-missing",
    title: "sends results without a content type",
    level: "must",
    caughtBy: successType,
    apply: successes(labelled(undefined)),
  },
  {
    name: "success-in-list",
    title: "sends results inside a list",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => `[${text}]`),
  },
  {
    name: "success-encoded-twice",
    title: "sends results as a JSON string that holds JSON",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => JSON.stringify(text)),
  },
  {
    name: "success-with-byte-order-mark",
    title: "begins results with a byte order mark",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => `\uFEFF${text}`),
  },
  {
    name: "success-bare-nan",
    title: "writes a number that is none as NaN without quotes",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => text.replaceAll('"Progress":0', '"Progress":NaN')),
  },
  {
    name: "success-single-quotes",
    title: "writes results with single quotes",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => text.replaceAll('"', "'")),
  },
  {
    name: "success-empty-body-for-no-sessions",
    title: "sends an empty body where there is nothing to list",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => (text.includes('"Ids":[]') ? "" : text)),
  },
  {
    name: "success-wrapped",
    title: "sends results inside a member that is named for the operation",
    level: "must",
    caughtBy: "paging/finds-every-session",
    apply: successText((text) => `{"ListSessionsResponse":${text}}`),
  },
];

const headerFaults: readonly Fault[] = [
  {
    name: "request-id-missing",
    title: "sends no request ids",
    level: "should",
    caughtBy: "response/request-id/present",
    apply: (behaviour) => ({ ...behaviour, headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  },
  {
    name: "request-id-missing-in-errors",
    title: "sends no request ids with errors",
    level: "should",
    caughtBy: "response/request-id/present",
    apply: (behaviour) => ({ ...behaviour, errorHeadersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  },
  {
    name: "request-id-constant",
    title: "sends the same request id with every answer",
    level: "should",
    caughtBy: "response/request-id/unique",
    apply: (behaviour) => ({ ...behaviour, requestIdOf: () => "00000000-0000-0000-0000-000000000000" }),
  },
  {
    name: "checksum-of-nothing",
    title: "sends the checksum of an empty body with every result",
    level: "should",
    caughtBy: "response/crc32",
    apply: successes((response) => ({ ...response, headers: { ...response.headers, "x-amz-crc32": "0" } })),
  },
];

/** Faults in the bodies and headers of results as a whole. */
export const envelopeFaults: readonly Fault[] = [...successFaults, ...headerFaults];
