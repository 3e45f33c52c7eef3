import { htmlAnswer } from "../server/plain-answers.ts";
import { limit } from "./change.ts";
import { type Fault, must } from "./fault.ts";

/** Faults in limits beside the printed ones: an implementation's own in place of the printed one, and limits of the whole body. */
export const secondLimitFaults: readonly Fault[] = [
  ...must("request/request-origin/refuses-wrong-length", {
    "origin-of-255-at-most-only-nearby: refuses a RequestOrigin of up to 255 characters that is too long, and takes longer ones": limit(
      "RequestOrigin",
      "maxLength",
      (usual, value) => usual || value.length > 255,
    ),
  }),
  ...must("request/tags/key/refuses-wrong-length", {
    "tag-key-limit-only-nearby: refuses a tag key of up to 255 characters that is too long, and takes longer ones": limit(
      "Tags/key",
      "maxLength",
      (usual, value) => usual || value.length > 255,
    ),
  }),
  ...must("request/tags/value/refuses-wrong-length", {
    "tag-value-limit-only-nearby: refuses a tag value of up to 512 characters that is too long, and takes longer ones": limit(
      "Tags/value",
      "maxLength",
      (usual, value) => usual || value.length > 512,
    ),
  }),
  ...must("request/max-results/refuses-wrong-range", {
    "max-results-in-a-short-integer: looks at the lower 16 bits of MaxResults": (behaviour) =>
      limit("MaxResults", "maximum", (_, value, bound) => (value & 0xff_ff) <= bound)(behaviour),
  }),
  ...must("request/accepts-generated", {
    "max-results-in-a-signed-byte: takes MaxResults between 128 and 255 for a negative number": limit(
      "MaxResults",
      "minimum",
      (usual, value) => usual && !(value >= 128 && value <= 255),
    ),
  }),
  ...must("request/tags/accepts-edges", {
    "bodies-of-16-kilobytes-at-most: refuses a body of more than 16 KiB as too large": {
      wrap: (service) => (request) => (request.body.length > 16_384 ? htmlAnswer(413, "Request Entity Too Large") : service(request)),
    },
  }),
];
