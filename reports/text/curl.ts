import type { WireRequest } from "../../properties/core/exchange.ts";
import { decodeUtf8, runsOf } from "../record/recorded-body.ts";
import { isPrintable, printing, shellQuoted } from "../encoding/shell.ts";

/** How the run sent its requests. */
export interface CurlOptions {
  /** URL of the target, or the placeholder `{endpoint}`. */
  readonly endpoint: string;
  readonly region: string;
  readonly sign: "real" | "dummy" | "none";
  /** The service's name in signatures (`glue`). */
  readonly signingName?: string;
  readonly caseId: string;
  /** Lower-case names of secret headers; their values come from environment variables named after them. */
  readonly secretHeaders?: readonly string[];
  /** Why this request alone does not show the breach: `it needs a token that the target gave`. */
  readonly needs?: string;
}

/** Longer bodies come through a pipe: many systems limit an argument to 128 KiB, and such a line is too long to read. */
const longestArgument = 4096;
const longestLine = 100_000;

/** Headers that the signer or the transport sets. A case that sets one sends a wrong value on purpose, and curl would correct it. */
const madeBySending = new Set(["authorization", "x-amz-date", "x-amz-security-token", "host", "content-length", "transfer-encoding", "connection", "expect"]);

/**
 * A curl command for POSIX sh that sends the request, with credentials from the environment. If curl cannot sign or send it unchanged:
 * a `#` comment that says why, and the `replay` command.
 */
export function curlOf(request: WireRequest, options: CurlOptions): string {
  const obstacle = options.needs ?? obstacleOf(request, options);
  if (obstacle !== undefined) return replayLine(obstacle, options.caseId);
  const line = [...pipeOf(request), ...commandOf(request, options)].join(" ");
  return line.length > longestLine ? replayLine("the body is too long for a command line", options.caseId) : line;
}

/** The `replay` command, and why curl cannot send the request. */
export function replayLine(why: string, caseId: string): string {
  return `# not with curl: ${why}\n${replayCommand(caseId)}`;
}

/** The command that sends a case of the run again; `{out}` is the run's folder. */
export function replayCommand(caseId: string): string {
  return `glue-conformance replay --run {out} ${shellQuoted(caseId)}`;
}

/** Why curl cannot send this request unchanged and correctly signed. */
function obstacleOf({ method, path, headers, body }: WireRequest, { sign }: CurlOptions): string | undefined {
  if (!/^[A-Za-z]+$/u.test(method)) return "the method is not a word";
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

/** Whether the request has a body or declares an empty one. */
function sendsBody(method: string, body: Uint8Array): boolean {
  return body.length > 0 || method === "POST" || method === "PUT";
}

function isInline(body: Uint8Array): boolean {
  return body.length <= longestArgument && isPrintable(body);
}

function pipeOf({ body }: WireRequest): readonly string[] {
  if (isInline(body)) return [];
  const text = decodeUtf8(body);
  return [printing(runsOf(text ?? Buffer.from(body).toString("latin1")), text === undefined ? "latin1" : "utf8"), "|"];
}

function commandOf({ method, path, headers, body }: WireRequest, options: CurlOptions): readonly string[] {
  // -q: no .curlrc, which could follow redirects with the credentials. -g: no globbing of braces and brackets in URLs.
  const words = ["curl -q -sS -i -g"];
  if (/\/\.{1,2}(?:\/|$)/u.test(path)) words.push("--path-as-is");
  if (method === "HEAD") words.push("--head");
  else if (method !== "POST") words.push(`-X ${method}`);
  words.push(...signingOf(options));
  for (const [name, value] of Object.entries(headers)) words.push(`-H ${headerOf(name, value, options)}`);
  // With a body, curl adds a form's content type by default.
  if (sendsBody(method, body)) {
    if (!namesType(headers)) words.push("-H 'content-type:'");
    words.push(isInline(body) ? `--data-raw ${shellQuoted(Buffer.from(body).toString("latin1"))}` : "--data-binary @-");
  }
  words.push(shellQuoted(options.endpoint.replace(/\/+$/u, "") + path));
  return words;
}

function signingOf({ sign, region, signingName = "glue" }: CurlOptions): readonly string[] {
  if (sign === "none") return [];
  const signer = `--aws-sigv4 ${shellQuoted(`aws:amz:${region}:${signingName}`)}`;
  if (sign === "dummy") return [signer, '--user "${AWS_ACCESS_KEY_ID:-test}:${AWS_SECRET_ACCESS_KEY:-test}"'];
  // No blank after -H: zsh would pass both words as one.
  const token = '${AWS_SESSION_TOKEN:+-H"x-amz-security-token: $AWS_SESSION_TOKEN"}';
  return [signer, '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"', token];
}

function headerOf(name: string, value: string, { secretHeaders = [] }: CurlOptions): string {
  if (secretHeaders.includes(name)) return `"${name}: $${name.toUpperCase().replace(/\W/gu, "_")}"`;
  return shellQuoted(value === "" ? `${name};` : `${name}: ${value}`);
}

/** Whether the headers contain a content type, in any letter case. */
function namesType(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
}
