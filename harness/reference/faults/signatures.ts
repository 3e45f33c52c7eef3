import { type Fault, should, must } from "./fault.ts";
import { type SignatureFault, signatureFault } from "../server/signature-check.ts";
import { unchanged } from "./change.ts";

const refuses = "authentication/refuses-bad-signatures";

// The keys that a run sends to a target of the user's own.
const key = { accessKeyId: "test", secretAccessKey: "test" };

/** How a service reports a bad signature; undefined where it lets the request in. */
type Reply = (fault: SignatureFault) => { readonly status: number; readonly code: string } | undefined;

/** Checks signatures, and replies to a bad one. */
function checks(reply: Reply): NonNullable<Fault["wrap"]> {
  return (service, { now, uuid }) =>
    async (request) => {
      const fault = await signatureFault(request, key, now());
      const reported = fault === undefined ? undefined : reply(fault);
      if (fault === undefined || reported === undefined) return await service(request);
      return {
        status: reported.status,
        headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": uuid() },
        body: Buffer.from(JSON.stringify({ __type: reported.code, message: fault.text })),
      };
    };
}

const letsIn =
  (test: (fault: SignatureFault) => boolean): Reply =>
  (fault) =>
    test(fault) ? undefined : { status: 400, code: fault.code };

const fault = (name: string, title: string, reply: Reply): Fault => must(name, title, refuses, unchanged, { checkAuth: true, wrap: checks(reply) });

/** Faults of a service that claims to check signatures. */
export const signatureFaults: readonly Fault[] = [
  fault(
    "signatures-unchecked",
    "lets everybody in",
    letsIn(() => true),
  ),
  fault(
    "signature-missing-let-in",
    "lets in requests without a signature",
    letsIn(({ code }) => code === "MissingAuthenticationTokenException"),
  ),
  fault(
    "signature-malformed-let-in",
    "lets in requests with any authorization that it cannot read",
    letsIn(({ code }) => code === "IncompleteSignatureException"),
  ),
  fault(
    "signature-key-unchecked",
    "lets in access keys that it does not know",
    letsIn(({ code }) => code === "UnrecognizedClientException"),
  ),
  fault(
    "signature-not-computed",
    "looks at the parts of a signature and does not compute it",
    letsIn(({ text }) => text.startsWith("The request signature")),
  ),
  fault(
    "signature-date-unchecked",
    "lets in signatures of any age",
    letsIn(({ text }) => text.startsWith("Signature expired")),
  ),
  fault(
    "signature-service-unchecked",
    "lets in signatures for other services",
    letsIn(({ text }) => text.startsWith("Credential should be scoped")),
  ),
  fault("signature-not-found", "answers a bad signature with status 404", ({ code }) => ({ status: 404, code })),
  should("signature-code-of-the-web", "reports a bad signature as Forbidden", "error/code/of-bad-signature", unchanged, {
    checkAuth: true,
    wrap: checks(() => ({ status: 403, code: "Forbidden" })),
  }),
];
