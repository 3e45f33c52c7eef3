import type { Operations } from "../service/decisions.ts";
import { type Change, refuse } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const target = "protocol/target/refuses-unknown";
const headers = "protocol/ignores-extra-headers";
const parameters = "protocol/content-type/accepts-parameters";

const named =
  (name: (target: string, names: readonly string[]) => string | undefined): Change =>
  (behaviour) => ({
    operationOf: (text, context) =>
      behaviour.operationOf(text, context) ?? (name(text ?? "", Object.keys(context.behaviour.operations)) as keyof Operations | undefined),
  });

/** Refuses requests with a header that it does not expect. */
const refusesHeader =
  (test: (name: string, value: string) => boolean): Change =>
  (behaviour) => ({
    claims: (request, context) => behaviour.claims(request, context) && !Object.entries(request.headers).some(([name, value]) => test(name, value)),
  });

const targets: readonly Fault[] = [
  ...must(target, {
    "target-unknown-lists: lists sessions whatever operation the target names": named((text) => (text === "" ? undefined : "ListSessions")),
    "target-missing-lists: lists sessions where there is no target": named((text) => (text === "" ? "ListSessions" : undefined)),
    "target-prefix-ignored: looks only at the part of a target after the dot": named((text, names) => names.find((name) => text.split(".")[1] === name)),
    "target-prefix-optional: takes a target without a prefix": named((text, names) => names.find((name) => text === name)),
    "target-begins-with-operation: takes a target that goes on behind the name of an operation": named((text, names) =>
      names.find((name) => text.startsWith(`AWSGlue.${name}`)),
    ),
    "target-abbreviated: takes a target that breaks off within the name of an operation": named((text, names) =>
      names.find((name) => text.length > 12 && `AWSGlue.${name}`.startsWith(text)),
    ),
  }),
];

const envelope: readonly Fault[] = [
  ...must("protocol/method/get-lists-nothing", {
    "get-lists: lists sessions for a GET": () => ({ claimsMethod: () => true }),
    "get-lists-nothing-found: answers a GET with an empty listing": (behaviour) => ({
      renderUnclaimed: (requestId) => ({ status: 200, headers: behaviour.headersOf(requestId), body: Buffer.from('{"Ids":[],"Sessions":[]}') }),
    }),
  }),
  ...must(parameters, {
    "charset-unknown: does not take its content type with a charset": () => ({ claimsContentType: (type) => type === "application/x-amz-json-1.1" }),
    "charset-refused: answers a charset in the content type with status 415": (behaviour) => ({
      claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes("charset") !== true,
      renderUnclaimed: (requestId) => ({ ...behaviour.renderUnclaimed(requestId), status: 415 }),
    }),
  }),
  ...should("protocol/content-type/accepts-any-spelling", {
    "content-type-in-lower-case-only: knows its content type in lower case only": () => ({
      claimsContentType: (type) => type?.split(";", 1)[0]?.trim() === "application/x-amz-json-1.1",
    }),
    "content-type-cut-at-semicolon: takes the text before the semicolon for its content type, blanks included": () => ({
      claimsContentType: (type) => type?.split(";", 1)[0]?.toLowerCase() === "application/x-amz-json-1.1",
    }),
  }),
  ...must(headers, {
    "telemetry-headers-refused: refuses the headers in which SDKs report their attempts": refusesHeader((name) => name.startsWith("amz-sdk-")),
    "unknown-headers-refused: refuses headers of its own kind that it does not know": refusesHeader((name) => name.startsWith("x-glue-")),
    "accept-header-obeyed: refuses a request that accepts another media type than its own": refusesHeader(
      (name, value) => name === "accept" && !value.includes("x-amz-json"),
    ),
  }),
  ...must("request/accepts-empty-input", {
    "empty-input-refused: refuses a request without any member": (behaviour) => ({
      operations: {
        ...behaviour.operations,
        ListSessions: (call) => (Object.keys(call.input).length === 0 ? refuse("") : behaviour.operations.ListSessions(call)),
      },
    }),
    "max-results-required: refuses a request without MaxResults": () => ({ pageSizeOf: ({ MaxResults }) => MaxResults ?? refuse("MaxResults") }),
  }),
  ...must("request/accepts-generated", {
    "origin-required-with-tags: refuses a filter without RequestOrigin": (behaviour) => ({
      filterOf: (input) => (input.Tags !== undefined && input.RequestOrigin === undefined ? refuse("RequestOrigin") : behaviour.filterOf(input)),
    }),
  }),
];

/** Faults in which requests the service accepts. */
export const protocolFaults: readonly Fault[] = [...targets, ...envelope];
