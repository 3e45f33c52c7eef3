import type { Server, ServerResponse } from "node:http";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { legal, type Variant } from "./variant.ts";
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
  ...legal({
    "gzip: compresses its answers with gzip": { onWire: true, wrap: encoded("gzip", gzipSync) },
    "deflate: compresses its answers with deflate": { onWire: true, wrap: encoded("deflate", deflateSync) },
    "brotli: compresses its answers with brotli": {
      onWire: true,
      wrap: encoded("br", (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
    },
    "chunked: sends its answers in chunks": { onWire: true, wrap: withHeaders({ "transfer-encoding": "chunked" }) },
    "connection-close: says that it closes the connection after one answer, and does": { onWire: true, wrap: withHeaders({ connection: "close" }) },
    "connections-closed-silently: closes every connection after one answer without a word": {
      onWire: true,
      adjust: withResponses((response) => {
        const { socket } = response;
        response.on("finish", () => socket?.end());
      }),
    },
    "no-keep-alive: answers as HTTP/1.0 does: without a length, the end of the connection being the end of the answer": {
      onWire: true,
      adjust: withResponses((response) => {
        response.useChunkedEncodingByDefault = false;
        response.shouldKeepAlive = false;
        response.removeHeader("content-length");
      }),
    },
    "short-keep-alive: closes connections that are idle for some milliseconds": {
      onWire: true,
      adjust: (server) => {
        server.keepAliveTimeout = 5;
      },
    },
    "capital-header-names: writes the names of headers with capitals": {
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
    "early-hints: sends an interim answer before the answer": {
      onWire: true,
      adjust: withResponses((response) => response.writeEarlyHints({ link: "</style.css>; rel=preload" })),
    },
  }),
];
