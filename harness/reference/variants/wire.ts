import type { Server, ServerResponse } from "node:http";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import type { Variant } from "./variant.ts";
import { changingAnswers, withHeaders } from "./changes.ts";

const encoded = (encoding: string, compress: (body: Uint8Array) => Uint8Array): NonNullable<Variant["wrap"]> =>
  changingAnswers(({ status, headers, body }: WireResponse) => ({ status, headers: { ...headers, "content-encoding": encoding }, body: compress(body) }));

/** Intercepts every answer of a server before the service writes it. */
const withResponses =
  (change: (response: ServerResponse) => void) =>
  (server: Server): void =>
    void server.prependListener("request", (_, response) => change(response));

/** Services that exist only over sockets. */
export const wireVariants: readonly Variant[] = [
  { name: "gzip", title: "compresses its answers with gzip", mayFail: [], onWire: true, wrap: encoded("gzip", gzipSync) },
  { name: "deflate", title: "compresses its answers with deflate", mayFail: [], onWire: true, wrap: encoded("deflate", deflateSync) },
  {
    name: "brotli",
    title: "compresses its answers with brotli",
    mayFail: [],
    onWire: true,
    wrap: encoded("br", (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
  },
  { name: "chunked", title: "sends its answers in chunks", mayFail: [], onWire: true, wrap: withHeaders({ "transfer-encoding": "chunked" }) },
  {
    name: "connection-close",
    title: "says that it closes the connection after one answer, and does",
    mayFail: [],
    onWire: true,
    wrap: withHeaders({ connection: "close" }),
  },
  {
    name: "connections-closed-silently",
    title: "closes every connection after one answer without a word",
    mayFail: [],
    onWire: true,
    adjust: withResponses((response) => {
      const { socket } = response;
      response.on("finish", () => socket?.end());
    }),
  },
  {
    name: "no-keep-alive",
    title: "answers as HTTP/1.0 does: without a length, the end of the connection being the end of the answer",
    mayFail: [],
    onWire: true,
    adjust: withResponses((response) => {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      response.removeHeader("content-length");
    }),
  },
  {
    name: "short-keep-alive",
    title: "closes connections that are idle for some milliseconds",
    mayFail: [],
    onWire: true,
    adjust: (server) => {
      server.keepAliveTimeout = 5;
    },
  },
  {
    name: "capital-header-names",
    title: "writes the names of headers with capitals",
    mayFail: [],
    onWire: true,
    wrap: changingAnswers((answer) => ({
      ...answer,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name.replace("requestid", "RequestId").replaceAll(/(?:^|-)[a-z]/gu, (initial) => initial.toUpperCase()),
          value,
        ]),
      ),
    })),
  },
  {
    name: "early-hints",
    title: "sends an interim answer before the answer",
    mayFail: [],
    onWire: true,
    adjust: withResponses((response) => response.writeEarlyHints({ link: "</style.css>; rel=preload" })),
  },
];
