import { rootCertificates } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { Mutex } from "async-mutex";
import { type Dispatcher, errors } from "undici";
import type { TransportFailure, WireRequest } from "../../properties/core/exchange.ts";
import { certificateCodeIn, certificateError, chainOf } from "./certificate-error.ts";
import { HarnessError, messageOf, optionError } from "../runtime/harness-error.ts";
import { type Proxy, proxyName } from "./proxy.ts";
import { type EndpointRoute, routeTo } from "./connection-pool.ts";
import { ResponseHandler } from "./response-handler.ts";
import { PausableTimeout } from "./pausable-timeout.ts";
import type { Delivery, Transport } from "./transport.ts";

/** Limits of a transport; milliseconds and bytes. */
export interface HttpLimits {
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly bodyLimit: number;
  readonly connections: number;
  /** PEM texts of authorities to trust beside the usual ones. */
  readonly authorities?: readonly string[];
  readonly proxy?: Proxy;
}

/** Four times Node's own limit for the headers of an answer. */
const headerLimit = 65_536;

/** Raw requests over sockets, with keep-alive; redirects are answers like any other. Rejects with a `HarnessError` for a request that HTTP has no form for. */
export function createHttpTransport(endpoint: URL, limits: HttpLimits): Transport {
  const connect = { timeout: limits.connectTimeoutMs, ...trusting(limits.authorities) };
  const timeouts = { connect, headersTimeout: limits.timeoutMs, bodyTimeout: limits.timeoutMs, maxHeaderSize: headerLimit };
  const route = routeTo(endpoint, limits.proxy, timeouts);
  const pool = route.open(limits.connections);
  const gate = new Mutex();
  return {
    async send(request, { fresh = false } = {}) {
      const once = fresh ? route.open(1) : undefined;
      try {
        return await deliver(once ?? pool, { endpoint, route, request, limits, gate });
      } finally {
        await once?.close().catch(() => undefined);
      }
    },
    async close() {
      await pool.destroy();
    },
  };
}

/** A request on its way. */
interface Sending {
  readonly endpoint: URL;
  readonly route: EndpointRoute;
  readonly request: WireRequest;
  readonly limits: HttpLimits;
  readonly gate: Mutex;
}

/** Size of a body from which on only one is read at a time. */
const largeBody = 1_048_576;

async function deliver(dispatcher: Dispatcher, { endpoint, route, request, limits, gate }: Sending): Promise<Delivery> {
  const handler = new ResponseHandler({ bytes: limits.bodyLimit, large: largeBody, enter: async () => await undisturbed(gate, watch) });
  const watch = new PausableTimeout(limits.timeoutMs, handler.abort);
  try {
    const { origin, path, headers: added } = route.to(request.path);
    const body = request.body.length === 0 && request.method === "GET" ? null : request.body;
    dispatcher.dispatch({ origin, method: request.method, path, headers: [...pairsOf(request.headers, "host"), ...pairsOf(added)], body }, handler);
    const { status, headers, body: sent } = await handler.received;
    if (status === 407 && limits.proxy !== undefined) return { failure: proxyFailure(limits.proxy, refusalOf(407)), latencyMs: watch.spentMs };
    if (sent === undefined) return { failure: tooLarge(limits.bodyLimit), latencyMs: watch.spentMs };
    const plain = decoded(sent, headers["content-encoding"], limits.bodyLimit);
    // Not by its class: in tests of pages (jsdom) Uint8Array is another one.
    if ("kind" in plain) return { failure: plain, latencyMs: watch.spentMs };
    return { response: { status, headers, body: plain }, latencyMs: watch.spentMs };
  } catch (error) {
    if (isUnsendable(error)) throw optionError(["headers"], `the request cannot be sent: ${messageOf(error)}. Check the values of --header.`, { cause: error });
    const latencyMs = watch.spentMs;
    return {
      failure: (await certificateFailureOf(error, endpoint, limits)) ?? behindProxy(failureOf(error, handler.answered, limits), error, limits),
      latencyMs,
    };
  } finally {
    watch.stop();
  }
}

/** Names and values of headers in turns, as undici takes them without a look at each. */
function pairsOf(headers: Readonly<Record<string, string>>, without?: string): readonly string[] {
  const pairs: string[] = [];
  for (const name of Object.keys(headers)) if (name !== without) pairs.push(name, headers[name] ?? "");
  return pairs;
}

function refusalOf(status: number): string {
  return `it answers with status ${String(status)}${status === 407 ? ", since it requires other credentials" : ""}`;
}

function proxyFailure(proxy: Proxy, reported: string): TransportFailure {
  return { kind: "proxy", message: `${proxyName(proxy)}: ${reported}` };
}

/** Through a proxy, the connection is to the proxy: its failure says nothing of the target. */
function behindProxy(failure: TransportFailure, error: unknown, { proxy }: HttpLimits): TransportFailure {
  if (proxy === undefined) return failure;
  const status = /^Proxy response \((\d{3})\)/u.exec(messageOf(error))?.[1];
  if (status !== undefined) return proxyFailure(proxy, refusalOf(Number(status)));
  return /^(?:refused|unresolved|connect-timeout)$/u.test(failure.kind) ? proxyFailure(proxy, failure.message) : failure;
}

/** Waits for its turn, while the timeout is paused. */
async function undisturbed(gate: Mutex, watch: PausableTimeout): Promise<() => void> {
  watch.stop();
  const leave = await gate.acquire();
  watch.go();
  return leave;
}

function tooLarge(limit: number): TransportFailure {
  return { kind: "too-large", message: `the body is larger than ${String(limit)} bytes (--body-limit)` };
}

/** The body as it was before it was encoded; a failure where it is not what its encoding says, or too large. */
function decoded(body: Buffer, named: string | undefined, limit: number): Buffer | TransportFailure {
  // An answer to HEAD, or one without content, may name an encoding all the same.
  if (body.length === 0) return body;
  const encoding = named?.trim().toLowerCase() ?? "";
  try {
    return decode(body, encoding, { maxOutputLength: limit });
  } catch (error) {
    if (codesOf(error).includes("ERR_BUFFER_TOO_LARGE")) return tooLarge(limit);
    return { kind: "undecodable", message: `the body is not the ${encoding} that its content-encoding names (${messageOf(error)})` };
  }
}

function decode(body: Buffer, encoding: string, options: { readonly maxOutputLength: number }): Buffer {
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return gunzipSync(body, options);
    case "deflate":
      return isZlib(body) ? inflateSync(body, options) : inflateRawSync(body, options);
    case "br":
      return brotliDecompressSync(body, options);
    case "zstd":
    case "compress":
    case "x-compress":
      throw new HarnessError("input", "an encoding that no request asked for, and that is not read");
    // Some servers name a character set here, and send plain text.
    default:
      return body;
  }
}

// Some servers send bare deflate data under this name, and clients bear it: RFC 9110, section 8.4.1.2.
function isZlib(body: Buffer): boolean {
  return ((body[0] ?? 0) & 0x0f) === 8 && body.length > 1 && body.readUInt16BE(0) % 31 === 0;
}

/** Authorities beside those that Node trusts by itself; where it is given none, it takes those of NODE_EXTRA_CA_CERTS too. */
function trusting(authorities: HttpLimits["authorities"] = []): { readonly ca?: string[] } {
  return authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] };
}

async function certificateFailureOf(error: unknown, endpoint: URL, limits: HttpLimits): Promise<TransportFailure | undefined> {
  const code = certificateCodeIn(codesOf(error));
  if (code === undefined) return undefined;
  // What a target shows behind a proxy would take a tunnel to see.
  const chain = async (): Promise<Awaited<ReturnType<typeof chainOf>>> => (limits.proxy === undefined ? chainOf(endpoint, limits.connectTimeoutMs) : undefined);
  return { kind: "certificate", message: await certificateError(code, error, endpoint.hostname, chain) };
}

function failureOf(error: unknown, answered: boolean, limits: HttpLimits): TransportFailure {
  const codes = codesOf(error);
  // OpenSSL ends its messages with a line break.
  const reported = messageOf(error).replaceAll(/\s+/gu, " ").trim();
  const has = (...wanted: readonly string[]): boolean => codes.some((code) => wanted.includes(code));
  if (has("UND_ERR_HEADERS_OVERFLOW")) return { kind: "too-large", message: `the headers are larger than ${String(headerLimit)} bytes` };
  if (has("ENOTFOUND", "EAI_AGAIN")) return { kind: "unresolved", message: reported };
  if (has("UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT")) return { kind: "connect-timeout", message: `no connection within ${String(limits.connectTimeoutMs)} ms` };
  if (has("ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ENETDOWN")) return { kind: "refused", message: reported };
  if (codes.some((code) => /^(?:HPE_|ERR_SSL_|EPROTO|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/u.test(code)) || error instanceof errors.HTTPParserError)
    return { kind: "not-http", message: reported };
  if (
    has("UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_ABORTED") ||
    (error instanceof Error && /^(?:TimeoutError|AbortError)$/u.test(error.name))
  ) {
    return { kind: "timeout", message: `no complete answer within ${String(limits.timeoutMs)} ms` };
  }
  return answered
    ? { kind: "lost-in-answer", message: `the connection was lost in the middle of the answer (${reported})` }
    : { kind: "lost-before-answer", message: `the connection was closed without an answer (${reported})` };
}

/** Whether it was the client that refused: nothing of the request reached the target. */
function isUnsendable(error: unknown): boolean {
  return codesOf(error).some((code) => /^UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/u.test(code));
}

/** Codes of an error and of all that it was caused by. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    if ("code" in one && typeof one.code === "string") codes.push(one.code);
    if (one instanceof AggregateError) codes.push(...one.errors.flatMap(codesOf));
  }
  return codes;
}
