import type { WireResponse } from "../../../properties/core/exchange.ts";
import type { Change } from "./change.ts";
import { labelled } from "./answers.ts";
import { type Fault, must, should } from "./fault.ts";

/** Changes the text of every success of `ListSessions`. */
function successText(change: (text: string) => string): Change {
  return successes((response) => ({ ...response, body: Buffer.from(change(Buffer.from(response.body).toString())) }));
}

function successes(change: (response: WireResponse) => WireResponse): Change {
  return (behaviour) => ({
    renderResult(output, requestId, context, operation) {
      const response = behaviour.renderResult(output, requestId, context, operation);
      return operation === "ListSessions" ? change(response) : response;
    },
  });
}

const successFaults: readonly Fault[] = [
  ...must("response/content-type", {
    "success-type-of-plain-json: labels results as application/json": successes(labelled("application/json")),
    "success-type-of-version-one-zero: labels results as application/x-amz-json-1.0": successes(labelled("application/x-amz-json-1.0")),
    "success-type-missing: sends results without a content type": successes(labelled(undefined)),
  }),
  ...must("response/is-json-object", {
    "success-in-list: sends results inside a list": successText((text) => `[${text}]`),
    "success-encoded-twice: sends results as a JSON string that holds JSON": successText((text) => JSON.stringify(text)),
    "success-with-byte-order-mark: begins results with a byte order mark": successText((text) => `\uFEFF${text}`),
    "success-bare-nan: writes a number that is none as NaN without quotes": successText((text) => text.replaceAll('"Progress":0', '"Progress":NaN')),
    "success-single-quotes: writes results with single quotes": successText((text) => text.replaceAll('"', "'")),
    "success-empty-body-for-no-sessions: sends an empty body where there is nothing to list": successText((text) => (text.includes('"Ids":[]') ? "" : text)),
  }),
  ...must("paging/finds-every-session", {
    "success-wrapped: sends results inside a member that is named for the operation": successText((text) => `{"ListSessionsResponse":${text}}`),
  }),
];

const headerFaults: readonly Fault[] = [
  ...should("response/request-id/present", {
    "request-id-missing: sends no request ids": () => ({ headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
    "request-id-missing-in-errors: sends no request ids with errors": () => ({ errorHeadersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  }),
  ...should("response/request-id/unique", {
    "request-id-constant: sends the same request id with every answer": () => ({ requestIdOf: () => "00000000-0000-0000-0000-000000000000" }),
  }),
  ...should("response/crc32", {
    "checksum-of-nothing: sends the checksum of an empty body with every result": successes((response) => ({
      ...response,
      headers: { ...response.headers, "x-amz-crc32": "0" },
    })),
  }),
];

/** Faults in the bodies and headers of results as a whole. */
export const envelopeFaults: readonly Fault[] = [...successFaults, ...headerFaults];
