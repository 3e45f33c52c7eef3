import { createHash, createHmac } from "node:crypto";

/** A request as a server receives it; the path is the one of the request line. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a signature claims: whose it is, for what, over which headers. */
interface Claim {
  readonly keyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** What a verifier that is strict in every respect finds wrong with a request; `good` where nothing is. */
export type Finding = "good" | "no-signature" | "malformed" | "unknown-key" | "wrong-scope" | "stale" | "wrong-signature";

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
// RFC 3986: everything but the unreserved characters.
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/gu, (character) => `%${character.codePointAt(0)?.toString(16).toUpperCase() ?? ""}`);

/** The signature of a request by the specification of Signature Version 4, for any service but S3. */
export function signatureOf(
  { method, path, headers, body }: ReceivedRequest,
  { region, service, signedHeaders }: Pick<Claim, "region" | "service" | "signedHeaders">,
  secret: string,
): string {
  const stamp = headers["x-amz-date"] ?? "";
  const scope = `${stamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const [place = "", query = ""] = path.split("?", 2);
  const canonicalPath = place.split("/").map(encoded).join("/");
  const canonicalQuery = query === "" ? "" : query.split("&").toSorted().join("&");
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim().replaceAll(/ +/gu, " ")}\n`).join("");
  const canonical = [method, canonicalPath, canonicalQuery, canonicalHeaders, signedHeaders.join(";"), digest(body)].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", stamp, scope, digest(canonical)].join("\n");
  const key = [stamp.slice(0, 8), region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return createHmac("sha256", key).update(toSign).digest("hex");
}

/** Verifies a request as a service does that knows one key. */
export function verify(
  request: ReceivedRequest,
  expected: { readonly region: string; readonly service: string; readonly keyId: string; readonly secret: string; readonly nowMs: number },
): Finding {
  const { authorization } = request.headers;
  if (authorization === undefined) return "no-signature";
  const claim = parseClaim(authorization);
  if (claim === undefined || !["host", "x-amz-date"].every((name) => claim.signedHeaders.includes(name))) return "malformed";
  if (claim.keyId !== expected.keyId) return "unknown-key";
  if (claim.region !== expected.region || claim.service !== expected.service) return "wrong-scope";
  const stamp = request.headers["x-amz-date"] ?? "";
  if (!stamp.startsWith(claim.date) || Math.abs(parseStamp(stamp) - expected.nowMs) > 15 * 60_000) return "stale";
  return signatureOf(request, claim, expected.secret) === claim.signature ? "good" : "wrong-signature";
}

/** Reads an Authorization header of Signature Version 4. */
export function parseClaim(authorization: string): Claim | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([\da-f]{64})$/u.exec(
    authorization,
  );
  if (match === null) return undefined;
  const [, keyId = "", date = "", region = "", service = "", names = "", signature = ""] = match;
  return { keyId, date, region, service, signedHeaders: names.split(";"), signature };
}

function parseStamp(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, "$1-$2-$3T$4:$5:$6Z"));
}
