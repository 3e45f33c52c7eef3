import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { WireRequest } from "../../../properties/core/exchange.ts";

/** A key that a service knows. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What is wrong with a signature: the code of the error, and its text. */
export interface SignatureFault {
  readonly code: string;
  readonly text: string;
}

const sha256 = class extends Hash {
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    super("sha256", secret);
  }
};

const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}$/u;
const toleratedMs = 15 * 60_000;

/** Checks the Signature Version 4 of a request for service `glue`; undefined where it is correct. */
export async function signatureFault(request: WireRequest, key: Key, nowMs: number): Promise<SignatureFault | undefined> {
  const { authorization, "x-amz-date": date } = request.headers;
  if (authorization === undefined) return { code: "MissingAuthenticationTokenException", text: "Missing Authentication Token" };
  const [, accessKeyId, , region = "", service, signed = ""] = form.exec(authorization) ?? [];
  const at = date === undefined ? Number.NaN : Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, "$1-$2-$3T$4:$5:$6Z"));
  if (accessKeyId === undefined || Number.isNaN(at))
    return { code: "IncompleteSignatureException", text: "Authorization header requires 'Credential' parameter." };
  if (accessKeyId !== key.accessKeyId) return { code: "UnrecognizedClientException", text: "The security token included in the request is invalid." };
  const invalid = (text: string): SignatureFault => ({ code: "InvalidSignatureException", text });
  if (service !== "glue") return invalid("Credential should be scoped to correct service: 'glue'.");
  if (Math.abs(at - nowMs) > toleratedMs) return invalid(`Signature expired: ${String(date)}`);
  const names = signed.split(";");
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => names.includes(name)));
  const signer = new SignatureV4({ service, region, credentials: key, sha256, applyChecksum: false });
  const { headers: own } = await signer.sign(
    { method: request.method, protocol: "http:", hostname: headers["host"] ?? "", path: request.path, query: {}, headers, body: request.body },
    { signingDate: new Date(at) },
  );
  return own["authorization"] === authorization ? undefined : invalid("The request signature we calculated does not match the signature you provided.");
}
