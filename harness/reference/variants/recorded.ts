import { crc32 } from "node:zlib";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { htmlAnswer, textAnswer } from "../server/plain-answers.ts";
import type { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, changingAnswers, changingErrors, deciding, type Members, withHeaders, type Wrap } from "./changes.ts";
import { writes } from "../faults/change.ts";

const textOf = ({ message, Message = message }: Members): string => (typeof Message === "string" ? Message : "");

/** Errors whose body is a code and a text, in that order, and nothing else. */
const bareErrors = changingErrors((body, code) => ({ __type: code, message: textOf(body) }));

/** What surrounds recorded answers: no header has an error's code. */
const recordedHeaders: Wrap = (service, world) =>
  withHeaders(() => ({
    date: new Date(world.clock.now()).toUTCString(),
    connection: "keep-alive",
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
    "x-amz-id-2": "8cEGjVbQFzqzZ1Qe/5tQ==",
  }))(service, world);

/** A number as Java prints a double: with a point always, in scientific notation below a thousandth and from ten millions on. */
function asJavaDouble(value: number): string {
  const [digits = "", power] = value.toExponential().split("e");
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7);
  const text = isPlain ? String(value) : digits;
  return `${text.includes(".") ? text : `${text}.0`}${isPlain ? "" : `E${String(Number(power))}`}`;
}

const doubles = /"(CreatedOn|CompletedOn|StartedOn|MaxCapacity|Progress|ExecutionTime|DPUSeconds)":(-?[\d.]+(?:e[+-]?\d+)?)/gu;

const isOverlongToken = ({ reason, paths }: Refusal): boolean => reason === "constraint" && paths.includes("NextToken");

/** Answers a token above its length with status 413 and a code. */
function tooLarge(code: string): Apply {
  return deciding(({ errorCodeOf, errorStatusOf }) => ({
    errorCodeOf: (refusal, operation) => (isOverlongToken(refusal) ? code : errorCodeOf(refusal, operation)),
    errorStatusOf: (named, refusal, operation) => (isOverlongToken(refusal) ? 413 : errorStatusOf(named, refusal, operation)),
  }));
}

const answeringInstead =
  (methods: RegExp, instead: () => WireResponse): Wrap =>
  (service) =>
  async (request) =>
    methods.test(request.method) ? instead() : await service(request);

const denied = (): WireResponse =>
  textAnswer(
    403,
    "application/xml",
    "<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n",
  );

const unclaimed = (answer: () => WireResponse): Apply =>
  deciding({ renderUnclaimed: (requestId) => ({ ...answer(), headers: { ...answer().headers, "x-amzn-requestid": requestId } }) });

/** Another namespace for each code, none of them the service's own. */
const foreign = (code: string): string => `${code.length % 2 === 0 ? "aws.protocoltests.restjson" : "com.other.service"}#${code}`;

/** How recorded errors look, and how their codes may be spelled. */
const errors: readonly Variant[] = [
  ...legal({
    "errors-as-recorded: writes an error as a bare code and a lower-case message and nothing else, under the headers of recorded answers": [
      bareErrors,
      { wrap: recordedHeaders },
      mayFail("error/message/capital"),
    ],
    "error-code-of-a-foreign-namespace: names every error in the namespace of another service": [() => ({ errorTypeOf: foreign }), mayFail("error/code/bare")],
    "error-code-foreign-in-header: names an error in the namespace of another service with an address in a header, and bare in the body": ({
      errorHeadersOf,
    }) => ({ errorHeadersOf: (code, ...rest) => ({ ...errorHeadersOf(code, ...rest), "x-amzn-errortype": `${foreign(code)}:http://other.example/` }) }),
    "charset-on-errors-only: adds a charset to the content type of errors, a blank before it": {
      wrap: changingAnswers((answer) =>
        answer.status < 400 ? answer : { ...answer, headers: { ...answer.headers, "content-type": `${answer.headers["content-type"] ?? ""} ; charset=utf-8` } },
      ),
    },
  }),
];

/** How recorded results look. */
const results: readonly Variant[] = [
  ...legal({
    "numbers-as-java-doubles: prints doubles and times as Java does, 1.5E9 and 0.0": writes((text) =>
      text.replaceAll(doubles, (_, name: string, number: string) => `"${name}":${asJavaDouble(Number(number))}`),
    ),
    "recorded-headers: sends the headers of recorded answers, and the right checksum with every other answer": {
      wrap: (service, world) => {
        let count = 0;
        const inner = recordedHeaders(service, world);
        return changingAnswers((answer) => {
          count += 1;
          return count % 2 === 0 ? answer : { ...answer, headers: { ...answer.headers, "x-amz-crc32": String(crc32(answer.body)) } };
        })(inner, world);
      },
    },
  }),
];

/** How requests are answered that the protocol does not claim, as captures show it. */
const unclaimedRequests: readonly Variant[] = [
  ...legal({
    "options-with-cors: answers OPTIONS with status 200 and CORS headers, which it also adds to other answers": {
      wrap: (service, world) => {
        const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,Date" };
        const preflight = {
          ...cors,
          "access-control-allow-methods": "POST",
          "access-control-allow-headers": "*,Authorization",
          "access-control-max-age": "172800",
        };
        return answeringInstead(/^OPTIONS$/u, () => ({ status: 200, headers: preflight, body: new Uint8Array() }))(withHeaders(cors)(service, world), world);
      },
    },
    "any-method-but-post-denied: answers GET, PUT and DELETE with XML and status 403": { wrap: answeringInstead(/^(?!POST$)/u, denied) },
    "unclaimed-denied: answers what is no request of the protocol with XML and status 403": unclaimed(denied),
    "unclaimed-without-a-body: answers what is no request of the protocol with status 404 and no body": unclaimed(() => ({
      status: 404,
      headers: {},
      body: new Uint8Array(),
    })),
    "unclaimed-as-415: answers what is no request of the protocol with HTML and status 415": unclaimed(() => htmlAnswer(415, "Unsupported Media Type")),
  }),
];

/** The newer list of common errors. */
const commonErrors: readonly Variant[] = [
  ...legal({
    "over-long-token-as-413-with-validation: answers a token above its length with status 413 and ValidationException": tooLarge("ValidationException"),
    "over-long-token-as-413-with-a-code-of-its-own: answers a token above its length with status 413 and TokenTooLongException":
      tooLarge("TokenTooLongException"),
    "over-long-token-as-413-without-a-code: has a front end that answers a token above its length with XML and status 413": ({ renderRefusal }) => ({
      renderRefusal: (refusal, ...rest) =>
        isOverlongToken(refusal) ? textAnswer(413, "application/xml", "<RequestEntityTooLargeException/>\n") : renderRefusal(refusal, ...rest),
    }),
    "newer-common-errors: names what it cannot read MalformedHttpRequestException, an unknown operation with 404 and a token above its length with 413": [
      tooLarge("RequestEntityTooLargeException"),
      ({ errorCodeOf, errorStatusOf }) => ({
        errorCodeOf: (refusal, operation) => (refusal.reason === "syntax" ? "MalformedHttpRequestException" : errorCodeOf(refusal, operation)),
        errorStatusOf: (code, refusal, operation) => (refusal.reason === "unknown-operation" ? 404 : errorStatusOf(code, refusal, operation)),
      }),
      mayFail("error/code/of-malformed-body"),
    ],
  }),
];

/** Services that answer as real AWS was recorded to, or as its newer documents say. */
export const recordedVariants: readonly Variant[] = [...errors, ...results, ...unclaimedRequests, ...commonErrors];
