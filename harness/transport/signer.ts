import { Fingerprints } from "../../properties/core/fingerprints.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import type { SpoiltSignature } from "../../properties/core/property.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SignMode } from "../../reports/documents/config.ts";
import { type Credentials, signerOf } from "./sigv4.ts";

/** Adds what proves who sends a request. */
export interface Signer {
  sign(request: WireRequest, spoilt?: SpoiltSignature): WireRequest;
  /** Whether a text is the signature of a request that was signed: none is stored when a target sends it back. */
  readonly hasSigned: (hex: string) => boolean;
}

/** A signer for Signature Version 4, service `glue` unless another is named. Without credentials nothing is added. */
export function createSigner(
  target: { readonly endpoint: URL; readonly region: string; readonly clock: Clock; readonly signingName?: string },
  credentials: Credentials | undefined,
): Signer {
  // A false match costs a blank.
  const signatures = new Fingerprints();
  const hasSigned = (hex: string): boolean => signatures.has(hex);
  if (credentials === undefined) return { sign: (request) => request, hasSigned };
  const { endpoint, region, clock, signingName = "glue" } = target;
  const { host } = endpoint;
  const base = basePathOf(endpoint);
  const sign = (by: ReturnType<typeof signerOf>, request: WireRequest, atMs = clock.now()): WireRequest => {
    const headers = by({ ...request, path: base + request.path, headers: { ...request.headers, host } }, atMs);
    signatures.add((headers["authorization"] ?? "").slice(-64));
    return { ...request, headers };
  };
  const signerWith = (own: Credentials, service = signingName): ReturnType<typeof signerOf> => signerOf(own, region, service);
  const good = signerWith(credentials);
  return {
    hasSigned,
    sign(request, spoilt) {
      switch (spoilt) {
        case undefined:
          return sign(good, request);
        case "none":
          return request;
        case "malformed":
          return { ...request, headers: { ...request.headers, authorization: "AWS4-HMAC-SHA256 nothing" } };
        case "wrong-secret":
          return sign(signerWith({ ...credentials, secretAccessKey: `${credentials.secretAccessKey}x` }), request);
        case "wrong-service":
          return sign(signerWith(credentials, "s3"), request);
        case "unknown-key":
          return sign(signerWith({ accessKeyId: "AKIAGLUECONFORMANCE0", secretAccessKey: "unused" }), request);
        case "stale":
          return sign(good, request, clock.now() - 3_600_000);
        case "other-body":
          return { ...sign(good, { ...request, body: new TextEncoder().encode('{"MaxResults":1}') }), body: request.body };
      }
    },
  };
}

/** What the path of each request begins with on an endpoint that may have a path of its own. */
export function basePathOf(endpoint: URL): string {
  return endpoint.pathname.replace(/\/$/u, "");
}

/**
 * The credentials of a run. For a target of the user's own these are plain keys from the environment or throw-away ones, never a session token or a
 * profile that happens to be there; otherwise what the AWS SDK finds. Throws where it finds none.
 */
export async function credentialsFor(
  mode: SignMode,
  profile: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credentials | undefined> {
  switch (mode) {
    case "none":
      return undefined;
    case "dummy": {
      const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = environment;
      // An empty variable counts as none, as it does for the SDK.
      const isPlain = (token ?? "") === "" && accessKeyId !== undefined && accessKeyId !== "" && secretAccessKey !== undefined && secretAccessKey !== "";
      return isPlain ? { accessKeyId, secretAccessKey } : { accessKeyId: "test", secretAccessKey: "test" };
    }
    case "real": {
      // The SDK's warnings about versions of Node belong in the log of its users, not in a report.
      process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
      const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
      const { accessKeyId, secretAccessKey, sessionToken } = await defaultProvider(profile === undefined ? {} : { profile })();
      return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    }
  }
}
