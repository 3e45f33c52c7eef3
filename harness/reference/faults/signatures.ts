import { type SignatureFault, signatureFault } from "../server/signature-check.ts";
import { type Fault, type FaultTraits, must, should } from "./fault.ts";

const refuses = "authentication/refuses-bad-signatures";

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

/** Faults of a service that claims to check signatures. */
export const signatureFaults: readonly Fault[] = [
  ...must(refuses, {
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
  }),
  ...should("error/code/of-bad-signature", {
    "signature-code-of-the-web: reports a bad signature as Forbidden": checks(() => ({ status: 403, code: "Forbidden" })),
  }),
];
