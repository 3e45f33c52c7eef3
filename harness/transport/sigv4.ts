import { createHmac, hash } from "node:crypto";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { mapHeaders } from "../../reports/encoding/map-headers.ts";

/** An access key with its secret, and the session token of temporary ones. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The headers of a request signed at that time, in milliseconds since the epoch; `host` is among those that are given. */
type Sign = (request: WireRequest, atMs: number) => WireRequest["headers"];

const algorithm = "AWS4-HMAC-SHA256";
/** Headers that are the signer's own. */
const added: ReadonlySet<string> = new Set(["authorization", "date", "x-amz-date"]);
/** Headers that proxies may change, as the AWS SDK lists them. */
const unsigned =
  /^(?:cache-control|connection|expect|from|keep-alive|max-forwards|pragma|referer|te|trailer|transfer-encoding|upgrade|user-agent|x-amzn-trace-id|(?:proxy|sec)-.*)$/u;

/**
 * Signs as Signature Version 4 has it for any service but S3, without a query. Written here since the AWS SDK's own signer takes
 * several times as long for each request; a test holds both against each other.
 */
export function signerOf({ accessKeyId, secretAccessKey, sessionToken }: Credentials, region: string, service: string): Sign {
  // Most requests are signed in the same second as the one before.
  let latest: Moment | undefined;
  const momentOf = (atMs: number): Moment => {
    const second = Math.floor(atMs / 1_000);
    if (latest?.second === second) return latest;
    const stamp = new Date(atMs).toISOString().replace(/[-:]|\.\d+/gu, "");
    const day = stamp.slice(0, 8);
    const key = latest?.day === day ? latest.key : [day, region, service, "aws4_request"].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
    return (latest = { second, stamp, day, key });
  };
  return ({ method, path, headers, body }, atMs) => {
    const { stamp, day, key } = momentOf(atMs);
    const scope = `${day}/${region}/${service}/aws4_request`;
    const all = mapHeaders(headers, (name, value) => (added.has(name.toLowerCase()) ? undefined : value));
    all["x-amz-date"] = stamp;
    if (sessionToken !== undefined && sessionToken !== "") all["x-amz-security-token"] = sessionToken;
    const signed = canonicalHeaders(all);
    let [names, lines] = ["", ""];
    let digest: string | undefined;
    for (const [name, value] of signed) {
      names += names === "" ? name : `;${name}`;
      lines += `${name}:${value}\n`;
      if (name === "x-amz-content-sha256") digest = value;
    }
    digest ??= hash("sha256", body);
    const canonical = `${method}\n${canonicalPath(path)}\n\n${lines}\n${names}\n${digest}`;
    const signature = createHmac("sha256", key)
      .update(`${algorithm}\n${stamp}\n${scope}\n${hash("sha256", canonical)}`)
      .digest("hex");
    all["authorization"] = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return all;
  };
}

/** What all requests of one second are signed with. */
interface Moment {
  readonly second: number;
  readonly stamp: string;
  readonly day: string;
  readonly key: Buffer;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** The headers that are signed, in the order of their lower-case names. */
function canonicalHeaders(headers: WireRequest["headers"]): readonly (readonly [name: string, value: string])[] {
  const values = new Map<string, string>();
  // Of a name in two spellings the last one counts, as for the AWS SDK.
  for (const name of Object.keys(headers).toSorted()) {
    const lower = name.toLowerCase();
    if (!unsigned.test(lower)) values.set(lower, trimmed(headers[name] ?? ""));
  }
  return [...values].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function trimmed(value: string): string {
  return /[ \t\r\n]/u.test(value) ? value.replace(/[ \t\r\n]+/gu, " ").replace(/^ | $/gu, "") : value;
}

/** The path without `.` and `..`, encoded once more. */
function canonicalPath(path: string): string {
  if (path === "/") return path;
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".")
      segments.push(encodeURIComponent(segment).replace(/[!'()*]/gu, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`));
  }
  return `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
}
