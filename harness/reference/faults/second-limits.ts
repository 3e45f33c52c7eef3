import type { Fault } from "./fault.ts";
import { htmlAnswer } from "../server/plain-answers.ts";
import { limit, unchanged } from "./change.ts";

/** Faults in limits beside the printed ones: an implementation's own in place of the printed one, and limits of the whole body. */
export const secondLimitFaults: readonly Fault[] = [
  {
    name: "origin-of-255-at-most-only-nearby",
    title: "refuses a RequestOrigin of up to 255 characters that is too long, and takes longer ones",
    level: "must",
    caughtBy: "request/request-origin/refuses-wrong-length",
    apply: limit("RequestOrigin", "maxLength", (usual, value) => usual || value.length > 255),
  },
  {
    name: "tag-key-limit-only-nearby",
    title: "refuses a tag key of up to 255 characters that is too long, and takes longer ones",
    level: "must",
    caughtBy: "request/tags/key/refuses-wrong-length",
    apply: limit("Tags/key", "maxLength", (usual, value) => usual || value.length > 255),
  },
  {
    name: "tag-value-limit-only-nearby",
    title: "refuses a tag value of up to 512 characters that is too long, and takes longer ones",
    level: "must",
    caughtBy: "request/tags/value/refuses-wrong-length",
    apply: limit("Tags/value", "maxLength", (usual, value) => usual || value.length > 512),
  },
  {
    name: "max-results-in-a-short-integer",
    title: "looks at the lower 16 bits of MaxResults",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-range",
    apply: (behaviour) => limit("MaxResults", "maximum", (_, value, bound) => (value & 0xff_ff) <= bound)(behaviour),
  },
  {
    name: "max-results-in-a-signed-byte",
    title: "takes MaxResults between 128 and 255 for a negative number",
    level: "must",
    caughtBy: "request/accepts-generated",
    apply: limit("MaxResults", "minimum", (usual, value) => usual && !(value >= 128 && value <= 255)),
  },
  {
    name: "bodies-of-16-kilobytes-at-most",
    title: "refuses a body of more than 16 KiB as too large",
    level: "must",
    caughtBy: "request/tags/accepts-edges",
    apply: unchanged,
    wrap: (service) => (request) => (request.body.length > 16_384 ? htmlAnswer(413, "Request Entity Too Large") : service(request)),
  },
];
