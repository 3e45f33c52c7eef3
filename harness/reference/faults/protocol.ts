import type { Fault } from "./fault.ts";
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
  {
    name: "target-unknown-lists",
    title: "lists sessions whatever operation the target names",
    level: "must",
    caughtBy: target,
    apply: named((text) => (text === "" ? undefined : "ListSessions")),
  },
  {
    name: "target-missing-lists",
    title: "lists sessions where there is no target",
    level: "must",
    caughtBy: target,
    apply: named((text) => (text === "" ? "ListSessions" : undefined)),
  },
  {
    name: "target-prefix-ignored",
    title: "looks only at the part of a target after the dot",
    level: "must",
    caughtBy: target,
    apply: named((text, names) => names.find((name) => text.split(".")[1] === name)),
  },
  {
    name: "target-prefix-optional",
    title: "takes a target without a prefix",
    level: "must",
    caughtBy: target,
    apply: named((text, names) => names.find((name) => text === name)),
  },
  {
    name: "target-begins-with-operation",
    title: "takes a target that goes on behind the name of an operation",
    level: "must",
    caughtBy: target,
    apply: named((text, names) => names.find((name) => text.startsWith(`AWSGlue.${name}`))),
  },
  {
    name: "target-abbreviated",
    title: "takes a target that breaks off within the name of an operation",
    level: "must",
    caughtBy: target,
    apply: named((text, names) => names.find((name) => text.length > 12 && `AWSGlue.${name}`.startsWith(text))),
  },
];

const envelope: readonly Fault[] = [
  {
    name: "get-lists",
    title: "lists sessions for a GET",
    level: "must",
    caughtBy: "protocol/method/get-lists-nothing",
    apply: (behaviour) => ({ ...behaviour, claimsMethod: () => true }),
  },
  {
    name: "get-lists-nothing-found",
    title: "answers a GET with an empty listing",
    level: "must",
    caughtBy: "protocol/method/get-lists-nothing",
    apply: (behaviour) => ({
      ...behaviour,
      renderUnclaimed: (requestId) => ({ status: 200, headers: behaviour.headersOf(requestId), body: Buffer.from('{"Ids":[],"Sessions":[]}') }),
    }),
  },
  {
    name: "charset-unknown",
    title: "does not take its content type with a charset",
    level: "must",
    caughtBy: parameters,
    apply: (behaviour) => ({ ...behaviour, claimsContentType: (type) => type === "application/x-amz-json-1.1" }),
  },
  {
    name: "content-type-in-lower-case-only",
    title: "knows its content type in lower case only",
    level: "should",
    caughtBy: "protocol/content-type/accepts-any-spelling",
    apply: (behaviour) => ({ ...behaviour, claimsContentType: (type) => type?.split(";", 1)[0]?.trim() === "application/x-amz-json-1.1" }),
  },
  {
    name: "content-type-cut-at-semicolon",
    title: "takes the text before the semicolon for its content type, blanks included",
    level: "should",
    caughtBy: "protocol/content-type/accepts-any-spelling",
    apply: (behaviour) => ({ ...behaviour, claimsContentType: (type) => type?.split(";", 1)[0]?.toLowerCase() === "application/x-amz-json-1.1" }),
  },
  {
    name: "charset-refused",
    title: "answers a charset in the content type with status 415",
    level: "must",
    caughtBy: parameters,
    apply: (behaviour) => ({
      ...behaviour,
      claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes("charset") !== true,
      renderUnclaimed: (requestId) => ({ ...behaviour.renderUnclaimed(requestId), status: 415 }),
    }),
  },
  {
    name: "telemetry-headers-refused",
    title: "refuses the headers in which SDKs report their attempts",
    level: "must",
    caughtBy: headers,
    apply: refusesHeader((name) => name.startsWith("amz-sdk-")),
  },
  {
    name: "unknown-headers-refused",
    title: "refuses headers of its own kind that it does not know",
    level: "must",
    caughtBy: headers,
    apply: refusesHeader((name) => name.startsWith("x-glue-")),
  },
  {
    name: "accept-header-obeyed",
    title: "refuses a request that accepts another media type than its own",
    level: "must",
    caughtBy: headers,
    apply: refusesHeader((name, value) => name === "accept" && !value.includes("x-amz-json")),
  },
  {
    name: "empty-input-refused",
    title: "refuses a request without any member",
    level: "must",
    caughtBy: "request/accepts-empty-input",
    apply: (behaviour) => ({
      ...behaviour,
      operations: {
        ...behaviour.operations,
        ListSessions: (call) => (Object.keys(call.input).length === 0 ? refuse("") : behaviour.operations.ListSessions(call)),
      },
    }),
  },
  {
    name: "max-results-required",
    title: "refuses a request without MaxResults",
    level: "must",
    caughtBy: "request/accepts-empty-input",
    apply: (behaviour) => ({ ...behaviour, pageSizeOf: ({ MaxResults }) => MaxResults ?? refuse("MaxResults") }),
  },
  {
    name: "origin-required-with-tags",
    title: "refuses a filter without RequestOrigin",
    level: "must",
    caughtBy: "request/accepts-generated",
    apply: (behaviour) => ({
      ...behaviour,
      filterOf: (input) => (input.Tags !== undefined && input.RequestOrigin === undefined ? refuse("RequestOrigin") : behaviour.filterOf(input)),
    }),
  },
];

/** Faults in which requests the service accepts. */
export const protocolFaults: readonly Fault[] = [...targets, ...envelope];
