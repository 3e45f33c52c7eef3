import type { WireRequest } from "../../properties/core/exchange.ts";
import { isPrintable, printing, shellQuoted } from "../encoding/shell.ts";

/** How the run sent its requests. */
export interface CurlOptions {
  /** URL of the target, or the stand-in `{endpoint}`. */
  readonly endpoint: string;
  readonly region: string;
  readonly sign: "real" | "dummy" | "none";
  readonly caseId: string;
  /** Lower-case names of headers whose values are secret: their values are taken from variables named after them. */
  readonly secretHeaders?: readonly string[];
  /** Why this one request does not show the breach by itself: `it needs a token that the target gave`. */
  readonly needs?: string;
}

/** Longer bodies come through a pipe: on many systems an argument ends at 128 KiB, and nobody reads so long a line. */
const longestArgument = 4096;
const longestLine = 100_000;

/** Headers that the signer or the transport makes; a case that sets one means to send it wrong, and curl would make it right. */
const madeBySending = new Set(["authorization", "x-amz-date", "x-amz-security-token", "host", "content-length", "transfer-encoding", "connection", "expect"]);

/**
 * A line for POSIX sh that sends the request with curl, credentials taken from the environment. Where curl cannot sign or send it as it is:
 * a `#` comment that says why, and the `replay` command.
 */
export function curlOf(request: WireRequest, options: CurlOptions): string {
  const obstacle = options.needs ?? obstacleOf(request, options);
  if (obstacle !== undefined) return replayLine(obstacle, options.caseId);
  const line = [...pipeOf(request), ...commandOf(request, options)].join(" ");
  return line.length > longestLine ? replayLine("the body is too long for a command line", options.caseId) : line;
}

function replayLine(why: string, caseId: string): string {
  return `# not with curl: ${why}\nglue-conformance replay ${shellQuoted(caseId)}`;
}

/** Why curl cannot put this request on the wire as it is, rightly signed. */
function obstacleOf({ method, path, headers, body }: WireRequest, { sign }: CurlOptions): string | undefined {
  if (!/^[A-Za-z]+$/u.test(method)) return "the method is no word";
  if (method === "HEAD" && body.length > 0) return "curl sends no body with HEAD";
  if (method === "CONNECT") return "curl keeps CONNECT for proxies";
  if (!/^\/[\w.~/-]*$/u.test(path)) return "curl may sign or send this path in another spelling";
  if (sign !== "none" && sendsBody(method, body) && !namesType(headers)) {
    return "curl signs an empty content type where none is sent";
  }
  for (const [name, value] of Object.entries(headers)) {
    if (madeBySending.has(name)) return `curl makes the header ${name} itself`;
    if (!/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) return "a header name is malformed";
    if (!/^[\x20-\x7e]*$/u.test(value)) return `the header ${name} holds characters that curl would send in another encoding`;
    if (value !== value.trim()) return `curl drops the blanks around the value of ${name}`;
    if (sign !== "none" && value === "") return `curl signs the empty header ${name} wrongly`;
    if (sign !== "none" && /\s{2}/u.test(value)) return `curl signs the blanks in ${name} wrongly`;
  }
  return undefined;
}

/** Whether the request has a body or says that it is empty. */
function sendsBody(method: string, body: Uint8Array): boolean {
  return body.length > 0 || method === "POST" || method === "PUT";
}

function isInline(body: Uint8Array): boolean {
  return body.length <= longestArgument && isPrintable(body);
}

function pipeOf({ body }: WireRequest): readonly string[] {
  return isInline(body) ? [] : [printing(body), "|"];
}

function commandOf({ method, path, headers, body }: WireRequest, options: CurlOptions): readonly string[] {
  // -q: no .curlrc, which could follow redirects with the credentials. -g: braces and brackets in URLs mean nothing.
  const words = ["curl -q -sS -i -g"];
  if (/\/\.{1,2}(?:\/|$)/u.test(path)) words.push("--path-as-is");
  if (method === "HEAD") words.push("--head");
  else if (method !== "POST") words.push(`-X ${method}`);
  words.push(...signingOf(options));
  for (const [name, value] of Object.entries(headers)) words.push(`-H ${headerOf(name, value, options)}`);
  // With a body, curl adds a form's content type unless it is told not to.
  if (sendsBody(method, body)) {
    if (!namesType(headers)) words.push("-H 'content-type:'");
    words.push(isInline(body) ? `--data-raw ${shellQuoted(Buffer.from(body).toString("latin1"))}` : "--data-binary @-");
  }
  words.push(shellQuoted(options.endpoint.replace(/\/+$/u, "") + path));
  return words;
}

function signingOf({ sign, region }: CurlOptions): readonly string[] {
  if (sign === "none") return [];
  const signer = `--aws-sigv4 ${shellQuoted(`aws:amz:${region}:glue`)}`;
  if (sign === "dummy") return [signer, '--user "${AWS_ACCESS_KEY_ID:-test}:${AWS_SECRET_ACCESS_KEY:-test}"'];
  // No blank after -H: zsh would hand over both words as one.
  const token = '${AWS_SESSION_TOKEN:+-H"x-amz-security-token: $AWS_SESSION_TOKEN"}';
  return [signer, '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"', token];
}

function headerOf(name: string, value: string, { secretHeaders = [] }: CurlOptions): string {
  if (secretHeaders.includes(name)) return `"${name}: $${name.toUpperCase().replace(/\W/gu, "_")}"`;
  return shellQuoted(value === "" ? `${name};` : `${name}: ${value}`);
}

/** Whether a content type is among the headers, in whatever spelling its name is sent. */
function namesType(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
}
