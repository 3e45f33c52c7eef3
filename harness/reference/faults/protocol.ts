import type { Operations } from "../service/decisions.ts";
import { type HeaderSpelling, spelledName } from "../../../properties/core/header-spelling.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { type SignatureFault, signatureFault } from "../server/signature-check.ts";
import { type Change, crash, hasUnknownMembers, refuse } from "./change.ts";
import { with500 } from "./answers.ts";
import { overBody } from "./crashing.ts";
import { type Fault, type FaultTraits, faultTable } from "./fault.ts";

const named =
  (name: (target: string, names: readonly string[]) => string | undefined): Change =>
  ({ operationOf }) => ({
    operationOf: (text, context) => operationOf(text, context) ?? (name(text ?? "", Object.keys(context.behaviour.operations)) as keyof Operations | undefined),
  });

/** Reads another text for the target. */
const targetAs =
  (read: (target: string) => string | undefined): Change =>
  ({ operationOf }) => ({ operationOf: (text = "", context) => operationOf(read(text), context) });

/** Refuses requests with a header that it does not expect. */
const refusesHeader =
  (test: (name: string, value: string) => boolean): Change =>
  ({ claims }) => ({ claims: (request, context) => claims(request, context) && !Object.entries(request.headers).some(([name, value]) => test(name, value)) });

/** Sees no header whose name is spelled in another way, but for those that any HTTP library knows. */
const knows =
  (spellings: readonly HeaderSpelling[], concerns: (name: string) => boolean = () => true): Change =>
  () => ({
    readHeaders: (headers) =>
      inLowerCase(
        Object.fromEntries(
          Object.entries(headers).filter(([name]) => !concerns(name.toLowerCase()) || spellings.some((spelling) => name === spelledName(name, spelling))),
        ),
      ),
  });

const isTarget = (name: string): boolean => name === "x-amz-target";

// The keys that a run sends to a target of the user's own.
const key = { accessKeyId: "test", secretAccessKey: "test" };

/** How a service reports a bad signature; undefined where it lets the request in. */
type Reply = (fault: SignatureFault) => { readonly status: number; readonly code: string } | undefined;

/** Checks signatures, and replies to a bad one. */
function checks(reply: Reply): FaultTraits {
  return {
    checkAuth: true,
    wrap:
      (service, { now, uuid }) =>
      async (request) => {
        const fault = await signatureFault(request, key, now());
        const reported = fault === undefined ? undefined : reply(fault);
        if (fault === undefined || reported === undefined) return await service(request);
        return {
          status: reported.status,
          headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": uuid() },
          body: Buffer.from(JSON.stringify({ __type: reported.code, message: fault.text })),
        };
      },
  };
}

const letsIn =
  (test: (fault: SignatureFault) => boolean): Reply =>
  (fault) =>
    test(fault) ? undefined : { status: 400, code: fault.code };

/** Faults in which requests the service accepts: methods, targets, headers and signatures. */
export const protocolFaults: readonly Fault[] = faultTable({
  "protocol/target/refuses-unknown": "must",
  "target-goes-on: takes a target that goes on behind a second dot": targetAs((text) => /^AWSGlue\.\w+/u.exec(text)?.[0]),
  "target-found-anywhere: takes a target with something before it": targetAs((text) => /AWSGlue\.\w+$/u.exec(text)?.[0]),
  "target-of-any-version: takes a target whose prefix goes on": targetAs((text) => text.replace(/^AWSGlue[^.]*\./u, "AWSGlue.")),
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
  "protocol/method/get-lists-nothing": "must",
  "get-lists: lists sessions for a GET": () => ({ claimsMethod: () => true }),
  "get-lists-nothing-found: answers a GET with an empty listing": ({ headersOf }) => ({
    renderUnclaimed: (requestId) => ({ status: 200, headers: headersOf(requestId), body: Buffer.from('{"Ids":[],"Sessions":[]}') }),
  }),
  "protocol/content-type/accepts-parameters": "must",
  "charset-unknown: does not take its content type with a charset": () => ({ claimsContentType: (type) => type === "application/x-amz-json-1.1" }),
  "charset-refused: answers a charset in the content type with status 415": ({ claimsContentType, renderUnclaimed }) => ({
    claimsContentType: (type) => claimsContentType(type) && type?.includes("charset") !== true,
    renderUnclaimed: (requestId) => ({ ...renderUnclaimed(requestId), status: 415 }),
  }),
  "protocol/content-type/accepts-any-spelling": "should",
  "content-type-in-lower-case-only: knows its content type in lower case only": () => ({
    claimsContentType: (type) => type?.split(";", 1)[0]?.trim() === "application/x-amz-json-1.1",
  }),
  "content-type-cut-at-semicolon: takes the text before the semicolon for its content type, blanks included": () => ({
    claimsContentType: (type) => type?.split(";", 1)[0]?.toLowerCase() === "application/x-amz-json-1.1",
  }),
  "protocol/ignores-extra-headers": "must",
  "telemetry-headers-refused: refuses the headers in which SDKs report their attempts": refusesHeader((name) => name.startsWith("amz-sdk-")),
  "unknown-headers-refused: refuses headers of its own kind that it does not know": refusesHeader((name) => name.startsWith("x-glue-")),
  "accept-header-obeyed: refuses a request that accepts another media type than its own": refusesHeader(
    (name, value) => name === "accept" && !value.includes("x-amz-json"),
  ),
  "request/accepts-empty-input": "must",
  "empty-input-refused: refuses a request without any member": ({ operations }) => ({
    operations: { ...operations, ListSessions: (call) => (Object.keys(call.input).length === 0 ? refuse("") : operations.ListSessions(call)) },
  }),
  "max-results-required: refuses a request without MaxResults": () => ({ pageSizeOf: ({ MaxResults }) => MaxResults ?? refuse("MaxResults") }),
  "request/accepts-generated": "must",
  "origin-required-with-tags: refuses a filter without RequestOrigin": ({ filterOf }) => ({
    filterOf: (input) => (input.Tags !== undefined && input.RequestOrigin === undefined ? refuse("RequestOrigin") : filterOf(input)),
  }),
  "protocol/header-names/any-case": "must",
  "header-names-as-written: knows headers by their names in lower case only": () => ({ readHeaders: (headers) => headers }),
  "header-names-begin-with-capitals: knows headers by X-Amz-Target and its like only": knows(["capitalised"]),
  "header-names-in-capitals-only: knows headers by their names in capitals only": knows(["capitals"]),
  "header-names-not-in-capitals: does not know headers by their names in capitals": knows(["lower-case", "capitalised"]),
  "header-names-not-in-lower-case: does not know headers by their names in lower case": knows(["capitalised", "capitals"]),
  "target-begins-with-capitals: knows its target by X-Amz-Target only": knows(["capitalised"], isTarget),
  "target-in-lower-case-only: knows its target by x-amz-target only": knows(["lower-case"], isTarget),
  "protocol/content-type/survives-any-spelling": "must",
  "crash-on-media-type-in-capitals: crashes on its content type with capitals": [
    ({ claimsContentType }) => ({ claimsContentType: (type) => (/[A-Z].*;/u.test(type ?? "") ? crash("a media type") : claimsContentType(type)) }),
    with500,
  ],
  "media-type-not-implemented: answers a blank before a parameter of its content type with status 501": ({ claimsContentType, renderUnclaimed }) => ({
    claimsContentType: (type) => claimsContentType(type) && type?.includes(" ;") !== true,
    renderUnclaimed: (requestId) => ({ ...renderUnclaimed(requestId), status: 501 }),
  }),
  "request/survives-unknown-members": "must",
  "crash-on-any-unknown-member: loses the connection over a member that it does not know": overBody((body) => hasUnknownMembers(body)),
  "authentication/refuses-bad-signatures": "must",
  "signatures-unchecked: lets everybody in": checks(letsIn(() => true)),
  "signature-missing-let-in: lets in requests without a signature": checks(letsIn(({ code }) => code === "MissingAuthenticationTokenException")),
  "signature-malformed-let-in: lets in requests with any authorization that it cannot read": checks(
    letsIn(({ code }) => code === "IncompleteSignatureException"),
  ),
  "signature-key-unchecked: lets in access keys that it does not know": checks(letsIn(({ code }) => code === "UnrecognizedClientException")),
  "signature-not-computed: looks at the parts of a signature and does not compute it": checks(letsIn(({ text }) => text.startsWith("The request signature"))),
  "signature-date-unchecked: lets in signatures of any age": checks(letsIn(({ text }) => text.startsWith("Signature expired"))),
  "signature-service-unchecked: lets in signatures for other services": checks(letsIn(({ text }) => text.startsWith("Credential should be scoped"))),
  "signature-not-found: answers a bad signature with status 404": checks(({ code }) => ({ status: 404, code })),
  "error/code/of-bad-signature": "should",
  "signature-code-of-the-web: reports a bad signature as Forbidden": checks(() => ({ status: 403, code: "Forbidden" })),
});
