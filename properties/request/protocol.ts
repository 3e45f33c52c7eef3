import { accepted, judgeAccepted, judgeUnusual, refused, shortForm } from "../checks/acceptance.ts";
import { isSuccess, listOf } from "../core/answer.ts";
import { writeJson } from "../core/json.ts";
import type { CaseContext, Judged, Judgement, Probe, Script } from "../core/property.ts";
import { may, must, type NamedCase, properties, should } from "../core/property-table.ts";
import { awsJsonType, gluePrefix, mediaTypeFor, spelledProbe, validProbe, wireRequest } from "../core/request.ts";
import { at, found, nothingFound, send } from "../core/script.ts";
import { sampleInput } from "../generators/minimal-example.ts";

type Headers = Readonly<Record<string, string>>;

function plainProbe({ contract }: CaseContext, headers: Headers = {}): Probe {
  const probe = validProbe(contract.operation, sampleInput(contract.request));
  return { ...probe, request: { ...probe.request, headers: { ...probe.request.headers, ...headers } } };
}

/** A request that the protocol does not claim, since its method, path or a header is another. */
function unclaimed(context: CaseContext, change: Partial<Probe["request"]>): Probe {
  const probe = plainProbe(context);
  return { ...probe, request: { ...probe.request, ...change }, claimed: false, expect: "either" };
}

/** What a request is answered with, for what the documents leave open: reported as an observation, never failed. */
const observe =
  (code: string) =>
  ({ answer, failure }: Judged): Judgement => ({
    violations: [],
    observations: [{ code, text: answer === undefined ? (failure?.message ?? "") : JSON.stringify(shortForm(answer)) }],
  });

/** Headers that a service has no use for. */
const extraHeaders: Readonly<Record<string, Headers>> = {
  telemetry: { "amz-sdk-invocation-id": "6f4a3b52-8f7e-4c1d-9b6a-0d2e5c7f1a3b", "amz-sdk-request": "attempt=1; max=3" },
  unknown: { "x-glue-conformance": "1", accept: "application/json", "accept-language": "en" },
};

const spellings = [
  ["capitalised", "begin with capitals"],
  ["capitals", "are in capitals"],
  ["lower-case", "are in lower case"],
] as const;

// Made-up names are those of operations that read: a lax target would look for nothing else. A target without our prefix, and none at all, are not claimed by
// the protocol: how they are refused is open, that they are is not (fairness rule 8).
const targets: readonly (readonly [name: string, target: (operation: string) => string | undefined, claimed: boolean])[] = [
  ["unknown-operation", () => `${gluePrefix}.GetNoSuchOperation`, true],
  ["extended-operation", (operation) => `${gluePrefix}.${operation}X`, true],
  // Without its last letter, the name of many things is the name of one.
  ["shortened-operation", (operation) => `${gluePrefix}.${operation.slice(0, operation.endsWith("s") ? -2 : -1)}`, true],
  ["empty-operation", () => `${gluePrefix}.`, true],
  ["longer-target", (operation) => `${gluePrefix}.${operation}.GetMore`, true],
  ["wrong-prefix", (operation) => `NoSuchService.${operation}`, false],
  ["extended-prefix", (operation) => `${gluePrefix}X.${operation}`, false],
  ["preceded-prefix", (operation) => `X${gluePrefix}.${operation}`, false],
  ["no-prefix", (operation) => operation, false],
  ["missing", () => undefined, false],
];

const ofServer = true;
const expects = "either";
const survivesSpelling = "protocol/content-type/survives-any-spelling";

/** What the protocol demands around the body: method, target, content type, headers. */
export const protocolProperties = properties({
  "request/accepts-empty-input": {
    ...must("request.none-required", "accepts a request with no member but the required ones"),
    cases: (context) => [["input/empty", plainProbe(context), accepted("a request with no optional member")]],
  },
  "protocol/content-type/accepts-parameters": {
    ...must("protocol.content-type-parameters", "accepts its content type with a parameter", { ofServer }),
    cases: (context) => [
      ["content-type/charset", plainProbe(context, { "content-type": `${awsJsonType}; charset=utf-8` }), accepted("a content type with a charset")],
    ],
  },
  "protocol/content-type/accepts-any-spelling": {
    ...should("protocol.content-type-spelling", "accepts its content type in other letter case, with a blank before a parameter", { ofServer }),
    // One request for both: a client may choose blanks and letter case in a content type.
    cases: (context) => [
      [
        "content-type/case-and-blank",
        { ...plainProbe(context, { "content-type": "Application/X-Amz-Json-1.1 ; Charset=UTF-8" }), settledAt: "should" },
        (exchange) => judgeUnusual(exchange, "its content type in another spelling", survivesSpelling),
      ],
    ],
  },
  [survivesSpelling]: {
    ...must("error.no-crash", "answers its content type in another spelling without a server error", { ofServer }),
    of: ["protocol/content-type/accepts-any-spelling"],
  },
  "protocol/ignores-extra-headers": {
    ...must("protocol.extra-headers", "ignores headers that it has no use for", { ofServer }),
    cases: (context) =>
      Object.entries(extraHeaders).map(([name, headers]) => [`headers/${name}`, plainProbe(context, headers), accepted("a request with extra headers")]),
  },
  "protocol/header-names/any-case": {
    ...must("protocol.header-names", "knows headers by their names in any case", { ofServer }),
    cases: (context) =>
      spellings.map(([spelling, are]) => [
        `headers/${spelling}`,
        function* (): Script {
          const exchange = yield* send(spelledProbe(plainProbe(context), spelling));
          // A transport that writes only lower case cannot show a difference: it ends here.
          if (spelling === "lower-case") yield* send(spelledProbe(plainProbe(context), "capitalised"));
          return at(judgeAccepted(exchange, `a request whose header names ${are}`), exchange);
        },
      ]),
  },
  "protocol/target/refuses-unknown": {
    ...must("protocol.target", "refuses a target that names no operation of the service", { ofServer, expects: "refusal", breaksAround: "target" }),
    cases: ({ contract: { operation, request } }) =>
      targets.map(([name, targetOf, claimed]) => {
        const plain = wireRequest(operation, writeJson(sampleInput(request)));
        const { "x-amz-target": _, ...others } = plain.headers;
        const target = targetOf(operation);
        const headers = target === undefined ? others : { ...others, "x-amz-target": target };
        const breaks = { member: "x-amz-target", keyword: "operation" };
        const probe: Probe = { request: { ...plain, headers }, operation, claimed, expect: "refusal", breaks };
        return [`x-amz-target/${name}`, probe, refused(`a target that names no operation (${name})`, "4xx")];
      }),
  },
  "protocol/method/get-lists-nothing": {
    ...must("protocol.post", "gives no result to a GET", { ofServer, expects }),
    cases: (context) => {
      const lists = Object.keys(context.contract.response.properties);
      const judge = ({ answer }: Judged): Judgement => {
        const { object } = answer !== undefined && isSuccess(answer) ? answer : {};
        if (answer === undefined || object === undefined) return nothingFound;
        if (!lists.some((name) => (listOf(answer, name)?.length ?? 0) > 0 || Array.isArray(object[name]))) return nothingFound;
        const expected = "no result of the operation, since the protocol claims POST only";
        return found({ code: "listed-without-post", pointer: "/body", expected, received: Object.keys(object) });
      };
      return [["method/GET", unclaimed(context, { method: "GET", body: new Uint8Array() }), judge]];
    },
  },
  "protocol/unclaimed/observed": {
    ...may("protocol.unclaimed", "tells what other methods, paths and content types are answered with", { ofServer, expects }),
    cases: (context) => {
      const { "content-type": _, ...headers } = plainProbe(context).request.headers;
      const otherVersion = mediaTypeFor(context.contract.jsonVersion === "1.0" ? {} : { jsonVersion: "1.0" });
      const observing = (kind: string, name: string, change: Partial<Probe["request"]>): NamedCase => [
        `${kind}/${name}`,
        unclaimed(context, change),
        observe(`${kind}-${name}`),
      ];
      return [
        ...["PUT", "DELETE"].map((method) => observing("method", method, { method })),
        observing("path", "other", { path: "/other" }),
        ...["application/json", otherVersion, "text/plain"].map((type) => observing("content-type", type, { headers: { ...headers, "content-type": type } })),
        observing("content-type", "missing", { headers }),
      ];
    },
  },
  "request/length-unit/observed": {
    ...may("request.length-unit", "tells in which unit lengths of non-ASCII text are counted", { expects }),
    cases: ({ contract: { operation, request } }) =>
      Object.entries(request.properties).flatMap(([name, { propertyNames: { maxLength: longest } = {} }]) =>
        Object.entries(longest === undefined ? {} : { "two-bytes": "\u00E9", astral: "\u{1F600}" }).map(([unit, character]): NamedCase => {
          const input = { ...sampleInput(request), [name]: { [character.repeat(longest ?? 0)]: "v" } };
          return [`${name}/key/${unit}`, { ...validProbe(operation, input), expect: "either" }, observe(`length-${unit}`)];
        }),
      ),
  },
});
