import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { WireRequest } from "../properties/exchange.ts";
import type { SpoiltSignature } from "../properties/property.ts";
import type { Clock } from "./clock.ts";
import type { SignMode } from "../reports/config.ts";

/** An access key with its secret, and the session token of temporary ones. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Adds what proves who sends a request. */
export interface Signer {
  sign(request: WireRequest, spoilt?: SpoiltSignature): Promise<WireRequest>;
}

const sha256 = class extends Hash {
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    super("sha256", secret);
  }
};

/** A signer for Signature Version 4, service `glue` unless another is named. Without credentials nothing is added. */
export function createSigner(
  target: { readonly endpoint: URL; readonly region: string; readonly clock: Clock; readonly signingName?: string },
  credentials: Credentials | undefined,
): Signer {
  if (credentials === undefined) return { sign: (request) => Promise.resolve(request) };
  const { signingName = "glue" } = target;
  const signerOf = (service: string, keys: Credentials): SignatureV4 =>
    new SignatureV4({ service, region: target.region, credentials: keys, sha256, applyChecksum: false });
  const good = signerOf(signingName, credentials);
  const signed = async (signer: SignatureV4, request: WireRequest, atMs = target.clock.now()): Promise<WireRequest> => {
    const { headers } = await signer.sign(
      {
        method: request.method,
        protocol: target.endpoint.protocol,
        hostname: target.endpoint.hostname,
        path: pathOn(target.endpoint, request.path),
        query: {},
        headers: { ...request.headers, host: target.endpoint.host },
        body: request.body,
      },
      { signingDate: new Date(atMs) },
    );
    return { ...request, headers };
  };
  return {
    async sign(request, spoilt) {
      switch (spoilt) {
        case undefined:
          return signed(good, request);
        case "none":
          return request;
        case "malformed":
          return { ...request, headers: { ...request.headers, authorization: "AWS4-HMAC-SHA256 nothing" } };
        case "wrong-secret":
          return signed(signerOf(signingName, { ...credentials, secretAccessKey: `${credentials.secretAccessKey}x` }), request);
        case "wrong-service":
          return signed(signerOf("s3", credentials), request);
        case "unknown-key":
          return signed(signerOf(signingName, { accessKeyId: "AKIAGLUECONFORMANCE0", secretAccessKey: "nobody" }), request);
        case "stale":
          return signed(good, request, target.clock.now() - 3_600_000);
        case "other-body":
          return { ...(await signed(good, { ...request, body: new TextEncoder().encode('{"MaxResults":1}') })), body: request.body };
      }
    },
  };
}

/** The path of a request on an endpoint that may have one of its own. */
export function pathOn(endpoint: URL, path: string): string {
  return endpoint.pathname.replace(/\/$/u, "") + path;
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
      // What the SDK has to say about versions of Node belongs to the log of those who build with it, not to a report.
      process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
      const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
      const { accessKeyId, secretAccessKey, sessionToken } = await defaultProvider(profile === undefined ? {} : { profile })();
      return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    }
  }
}
