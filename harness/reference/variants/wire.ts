import type { ServerResponse } from "node:http";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { answers, withHeaders } from "../faults/answers.ts";
import { legal, type VariantTraits } from "./variant.ts";

const encoded = (encoding: string, compress: (body: Uint8Array) => Uint8Array): VariantTraits =>
  answers(({ status, headers, body }) => ({ status, headers: { ...headers, "content-encoding": encoding }, body: compress(body) }));

/** Intercepts every answer of a server before the service writes it. */
const responses = (change: (response: ServerResponse) => void): VariantTraits => ({
  adjust: (server) => void server.prependListener("request", (_, response) => change(response)),
});

const capital = (name: string): string => name.replace("requestid", "RequestId").replaceAll(/(?:^|-)[a-z]/gu, (initial) => initial.toUpperCase());

/** Services that exist only over sockets. */
export const wireVariants = legal(
  {
    "gzip: compresses its answers with gzip": encoded("gzip", gzipSync),
    "deflate: compresses its answers with deflate": encoded("deflate", deflateSync),
    "brotli: compresses its answers with brotli": encoded("br", (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
    "chunked: sends its answers in chunks": withHeaders({ "transfer-encoding": "chunked" }),
    "connection-close: says that it closes the connection after one answer, and does": withHeaders({ connection: "close" }),
    "connections-closed-silently: closes every connection after one answer without a word": responses((response) => {
      const { socket } = response;
      response.on("finish", () => socket?.end());
    }),
    "no-keep-alive: answers as HTTP/1.0 does: without a length, the end of the connection being the end of the answer": responses((response) => {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      response.removeHeader("content-length");
    }),
    "short-keep-alive: closes connections that are idle for some milliseconds": {
      adjust(server) {
        server.keepAliveTimeout = 5;
      },
    },
    "capital-header-names: writes the names of headers with capitals": answers((answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [capital(name), value])),
    })),
    "early-hints: sends an interim answer before the answer": responses((response) => response.writeEarlyHints({ link: "</style.css>; rel=preload" })),
  },
  { onWire: true },
);
