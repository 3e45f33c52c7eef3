import type { PlainCase } from "../../properties/operations/accepted-responses.ts";
import type { Property } from "../../properties/core/property.ts";
import { decodeUtf8 } from "../record/recorded-body.ts";

/** One line of the corpus: a request with its accepted answers, for replaying it in another language. */
export function corpusLine({ id: property, requirement, level, title }: Property, { id, probe, answers }: PlainCase): string {
  const { method, path, headers, body } = probe.request;
  const text = decodeUtf8(body);
  const request = { method, path, headers, body: text === undefined ? { base64: Buffer.from(body).toString("base64") } : { text } };
  const accepts = { expectation: probe.expect, answers };
  return `${JSON.stringify({ id, property, requirement, level, title, request, breaks: probe.breaks, accepts })}\n`;
}

/** The accepted answers of a case in words. */
export function acceptedText({ answers }: PlainCase): string {
  const texts = answers.map(({ from, to, jsonObject, codes, atMost }) => {
    const demands = [
      ...(jsonObject ? ["a JSON object"] : []),
      ...(atMost === undefined ? [] : [`at most ${atMost} items`]),
      ...(codes === undefined ? [] : [`${codes.level} name ${codes.accepted.join(" or ")} (best ${codes.preferred})`]),
    ];
    return `${from === to ? from : `${from}-${to}`}${demands.length === 0 ? "" : ` with ${demands.join(", ")}`}`;
  });
  return texts.join("; ");
}
