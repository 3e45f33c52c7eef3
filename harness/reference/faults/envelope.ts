import type { WireResponse } from "../../../properties/core/exchange.ts";
import { type Fault, must, should } from "./fault.ts";
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
  must("success-type-of-plain-json", "labels results as application/json", successType, successes(labelled("application/json"))),
  must("success-type-of-version-one-zero", "labels results as application/x-amz-json-1.0", successType, successes(labelled("application/x-amz-json-1.0"))),
  must("success-type-missing", "sends results without a content type", successType, successes(labelled(undefined))),
  must(
    "success-in-list",
    "sends results inside a list",
    successBody,
    successText((text) => `[${text}]`),
  ),
  must(
    "success-encoded-twice",
    "sends results as a JSON string that holds JSON",
    successBody,
    successText((text) => JSON.stringify(text)),
  ),
  must(
    "success-with-byte-order-mark",
    "begins results with a byte order mark",
    successBody,
    successText((text) => `\uFEFF${text}`),
  ),
  must(
    "success-bare-nan",
    "writes a number that is none as NaN without quotes",
    successBody,
    successText((text) => text.replaceAll('"Progress":0', '"Progress":NaN')),
  ),
  must(
    "success-single-quotes",
    "writes results with single quotes",
    successBody,
    successText((text) => text.replaceAll('"', "'")),
  ),
  must(
    "success-empty-body-for-no-sessions",
    "sends an empty body where there is nothing to list",
    successBody,
    successText((text) => (text.includes('"Ids":[]') ? "" : text)),
  ),
  must(
    "success-wrapped",
    "sends results inside a member that is named for the operation",
    "paging/finds-every-session",
    successText((text) => `{"ListSessionsResponse":${text}}`),
  ),
];

const headerFaults: readonly Fault[] = [
  should("request-id-missing", "sends no request ids", "response/request-id/present", (behaviour) => ({
    ...behaviour,
    headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }),
  })),
  should("request-id-missing-in-errors", "sends no request ids with errors", "response/request-id/present", (behaviour) => ({
    ...behaviour,
    errorHeadersOf: () => ({ "content-type": "application/x-amz-json-1.1" }),
  })),
  should("request-id-constant", "sends the same request id with every answer", "response/request-id/unique", (behaviour) => ({
    ...behaviour,
    requestIdOf: () => "00000000-0000-0000-0000-000000000000",
  })),
  should(
    "checksum-of-nothing",
    "sends the checksum of an empty body with every result",
    "response/crc32",
    successes((response) => ({ ...response, headers: { ...response.headers, "x-amz-crc32": "0" } })),
  ),
];

/** Faults in the bodies and headers of results as a whole. */
export const envelopeFaults: readonly Fault[] = [...successFaults, ...headerFaults];
