import { type Fault, must, should } from "./fault.ts";
import { type BehaviourChange, refuse } from "./change.ts";
import type { Operations } from "../service/decisions.ts";

const target = "protocol/target/refuses-unknown";
const headers = "protocol/ignores-extra-headers";
const parameters = "protocol/content-type/accepts-parameters";

const named =
  (name: (target: string, names: readonly string[]) => string | undefined): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    operationOf: (text, context) =>
      behaviour.operationOf(text, context) ?? (name(text ?? "", Object.keys(context.behaviour.operations)) as keyof Operations | undefined),
  });

/** Refuses requests with a header that it does not expect. */
const refusesHeader =
  (test: (name: string, value: string) => boolean): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    claims: (request, context) => behaviour.claims(request, context) && !Object.entries(request.headers).some(([name, value]) => test(name, value)),
  });

const targets: readonly Fault[] = [
  must(
    "target-unknown-lists",
    "lists sessions whatever operation the target names",
    target,
    named((text) => (text === "" ? undefined : "ListSessions")),
  ),
  must(
    "target-missing-lists",
    "lists sessions where there is no target",
    target,
    named((text) => (text === "" ? "ListSessions" : undefined)),
  ),
  must(
    "target-prefix-ignored",
    "looks only at the part of a target after the dot",
    target,
    named((text, names) => names.find((name) => text.split(".")[1] === name)),
  ),
  must(
    "target-prefix-optional",
    "takes a target without a prefix",
    target,
    named((text, names) => names.find((name) => text === name)),
  ),
  must(
    "target-begins-with-operation",
    "takes a target that goes on behind the name of an operation",
    target,
    named((text, names) => names.find((name) => text.startsWith(`AWSGlue.${name}`))),
  ),
  must(
    "target-abbreviated",
    "takes a target that breaks off within the name of an operation",
    target,
    named((text, names) => names.find((name) => text.length > 12 && `AWSGlue.${name}`.startsWith(text))),
  ),
];

const envelope: readonly Fault[] = [
  must("get-lists", "lists sessions for a GET", "protocol/method/get-lists-nothing", (behaviour) => ({ ...behaviour, claimsMethod: () => true })),
  must("get-lists-nothing-found", "answers a GET with an empty listing", "protocol/method/get-lists-nothing", (behaviour) => ({
    ...behaviour,
    renderUnclaimed: (requestId) => ({ status: 200, headers: behaviour.headersOf(requestId), body: Buffer.from('{"Ids":[],"Sessions":[]}') }),
  })),
  must("charset-unknown", "does not take its content type with a charset", parameters, (behaviour) => ({
    ...behaviour,
    claimsContentType: (type) => type === "application/x-amz-json-1.1",
  })),
  should("content-type-in-lower-case-only", "knows its content type in lower case only", "protocol/content-type/accepts-any-spelling", (behaviour) => ({
    ...behaviour,
    claimsContentType: (type) => type?.split(";", 1)[0]?.trim() === "application/x-amz-json-1.1",
  })),
  should(
    "content-type-cut-at-semicolon",
    "takes the text before the semicolon for its content type, blanks included",
    "protocol/content-type/accepts-any-spelling",
    (behaviour) => ({ ...behaviour, claimsContentType: (type) => type?.split(";", 1)[0]?.toLowerCase() === "application/x-amz-json-1.1" }),
  ),
  must("charset-refused", "answers a charset in the content type with status 415", parameters, (behaviour) => ({
    ...behaviour,
    claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes("charset") !== true,
    renderUnclaimed: (requestId) => ({ ...behaviour.renderUnclaimed(requestId), status: 415 }),
  })),
  must(
    "telemetry-headers-refused",
    "refuses the headers in which SDKs report their attempts",
    headers,
    refusesHeader((name) => name.startsWith("amz-sdk-")),
  ),
  must(
    "unknown-headers-refused",
    "refuses headers of its own kind that it does not know",
    headers,
    refusesHeader((name) => name.startsWith("x-glue-")),
  ),
  must(
    "accept-header-obeyed",
    "refuses a request that accepts another media type than its own",
    headers,
    refusesHeader((name, value) => name === "accept" && !value.includes("x-amz-json")),
  ),
  must("empty-input-refused", "refuses a request without any member", "request/accepts-empty-input", (behaviour) => ({
    ...behaviour,
    operations: {
      ...behaviour.operations,
      ListSessions: (call) => (Object.keys(call.input).length === 0 ? refuse("") : behaviour.operations.ListSessions(call)),
    },
  })),
  must("max-results-required", "refuses a request without MaxResults", "request/accepts-empty-input", (behaviour) => ({
    ...behaviour,
    pageSizeOf: ({ MaxResults }) => MaxResults ?? refuse("MaxResults"),
  })),
  must("origin-required-with-tags", "refuses a filter without RequestOrigin", "request/accepts-generated", (behaviour) => ({
    ...behaviour,
    filterOf: (input) => (input.Tags !== undefined && input.RequestOrigin === undefined ? refuse("RequestOrigin") : behaviour.filterOf(input)),
  })),
];

/** Faults in which requests the service accepts. */
export const protocolFaults: readonly Fault[] = [...targets, ...envelope];
