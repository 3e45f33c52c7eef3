import type { WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { uuidFrom } from "./seeded-random.ts";

/** An answer of the protocol with a JSON body and a random request id. */
export function jsonAnswer(status: number, body: unknown, random: () => number): WireResponse {
  const headers = { "content-type": awsJsonType, "x-amzn-requestid": uuidFrom(random) };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}

/** An error as the protocol writes it; errors that Glue documents call their text `Message`, those of the framework `message`. */
export function errorAnswer(status: number, code: string, text: string, random: () => number, member: "message" | "Message" = "Message"): WireResponse {
  return jsonAnswer(status, { __type: code, [member]: text }, random);
}

/** An answer outside of the protocol: text under its media type. */
export function textAnswer(status: number, contentType: string, text: string): WireResponse {
  return { status, headers: { "content-type": contentType }, body: Buffer.from(text) };
}

/** An HTML page, as front ends and proxies send it. */
export function htmlAnswer(status: number, title: string): WireResponse {
  return textAnswer(status, "text/html; charset=utf-8", `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`);
}
