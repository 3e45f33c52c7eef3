import { isSuccess, listOf } from "../core/answer.ts";
import { judgeAccepted, judgeRefused, judgeUnusual } from "../checks/acceptance.ts";
import type { HeaderSpelling } from "../core/header-spelling.ts";
import { writeJson } from "../core/json.ts";
import type { CaseContext, DerivedProperty, Probe, ProbingProperty, Property, Script } from "../core/property.ts";
import { awsJsonType, gluePrefix, spelledProbe, validProbe, wireRequest } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { found, nothingFound, probeCase, send } from "../core/script.ts";
import { observingProperties, unclaimed } from "./observations.ts";

type Headers = Readonly<Record<string, string>>;

function plainProbe({ contract }: Pick<CaseContext, "contract">, headers: Headers = {}): Probe {
  const probe = validProbe(contract.operation, sampleInput(contract.request));
  return { ...probe, request: { ...probe.request, headers: { ...probe.request.headers, ...headers } } };
}

const acceptsEmpty: ProbingProperty = {
  kind: "probing",
  id: "request/accepts-empty-input",
  requirement: "request.none-required",
  level: "must",
  title: "accepts a request with no member but the required ones",
  phase: "boundaries",
  needs: "none",
  cases: (context) => [
    probeCase("request/accepts-empty-input#input/empty", plainProbe(context), (exchange) => judgeAccepted(exchange, "a request with no optional member")),
  ],
};

const acceptsParameters: ProbingProperty = {
  kind: "probing",
  id: "protocol/content-type/accepts-parameters",
  ofServer: true,
  requirement: "protocol.content-type-parameters",
  level: "must",
  title: "accepts its content type with a parameter",
  phase: "boundaries",
  needs: "none",
  cases: (context) => [
    probeCase(
      "protocol/content-type/accepts-parameters#content-type/charset",
      plainProbe(context, { "content-type": `${awsJsonType}; charset=utf-8` }),
      (exchange) => judgeAccepted(exchange, "a content type with a charset"),
    ),
  ],
};

// One request for both: a client may choose blanks and letter case in a content type.
const acceptsSpellings: ProbingProperty = {
  kind: "probing",
  id: "protocol/content-type/accepts-any-spelling",
  ofServer: true,
  requirement: "protocol.content-type-spelling",
  level: "should",
  title: "accepts its content type in other letter case, with a blank before a parameter",
  phase: "boundaries",
  needs: "none",
  cases: (context) => [
    probeCase(
      "protocol/content-type/accepts-any-spelling#content-type/case-and-blank",
      { ...plainProbe(context, { "content-type": "Application/X-Amz-Json-1.1 ; Charset=UTF-8" }), settledAt: "should" },
      (exchange) => judgeUnusual(exchange, "its content type in another spelling", survivesSpellings.id),
    ),
  ],
};

const survivesSpellings: DerivedProperty = {
  kind: "derived",
  id: "protocol/content-type/survives-any-spelling",
  ofServer: true,
  requirement: "error.no-crash",
  level: "must",
  title: "answers its content type in another spelling without a server error",
  needs: "none",
  of: [acceptsSpellings.id],
};

const ignoresHeaders: ProbingProperty = {
  kind: "probing",
  id: "protocol/ignores-extra-headers",
  ofServer: true,
  requirement: "protocol.extra-headers",
  level: "must",
  title: "ignores headers that it has no use for",
  phase: "boundaries",
  needs: "none",
  cases: (context) =>
    Object.entries<Headers>({
      telemetry: { "amz-sdk-invocation-id": "6f4a3b52-8f7e-4c1d-9b6a-0d2e5c7f1a3b", "amz-sdk-request": "attempt=1; max=3" },
      unknown: { "x-glue-conformance": "1", accept: "application/json", "accept-language": "en" },
    }).map(([name, headers]) =>
      probeCase(`protocol/ignores-extra-headers#headers/${name}`, plainProbe(context, headers), (exchange) =>
        judgeAccepted(exchange, "a request with extra headers"),
      ),
    ),
};

const spelledAs: Readonly<Record<HeaderSpelling, string>> = {
  "lower-case": "are in lower case",
  capitalised: "begin with capitals",
  capitals: "are in capitals",
};

const headerNames: ProbingProperty = {
  kind: "probing",
  id: "protocol/header-names/any-case",
  ofServer: true,
  requirement: "protocol.header-names",
  level: "must",
  title: "knows headers by their names in any case",
  phase: "boundaries",
  needs: "none",
  cases: (context) =>
    (["capitalised", "capitals", "lower-case"] as const).map((spelling) => ({
      id: `protocol/header-names/any-case#headers/${spelling}`,
      *script(): Script {
        const judged = judgeAccepted(yield* send(spelledProbe(plainProbe(context), spelling)), `a request whose header names ${spelledAs[spelling]}`);
        if (spelling !== "lower-case") return judged;
        // A transport that writes only lower case cannot show a difference: it ends here.
        yield* send(spelledProbe(plainProbe(context), "capitalised"));
        return { ...judged, violatingSteps: [0] };
      },
    })),
};

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

const refusesTargets: ProbingProperty = {
  kind: "probing",
  id: "protocol/target/refuses-unknown",
  ofServer: true,
  requirement: "protocol.target",
  level: "must",
  title: "refuses a target that names no operation of the service",
  phase: "boundaries",
  needs: "none",
  expects: "refusal",
  breaksAround: "target",
  cases: ({ contract: { operation, request } }) =>
    targets.map(([name, targetOf, claimed]) => {
      const { "x-amz-target": _, ...headers } = wireRequest(operation, "").headers;
      const target = targetOf(operation);
      const probe: Probe = {
        request: {
          ...wireRequest(operation, writeJson(sampleInput(request))),
          headers: target === undefined ? headers : { ...headers, "x-amz-target": target },
        },
        operation,
        claimed,
        expect: "refusal",
        breaks: { member: "x-amz-target", keyword: "operation" },
      };
      return probeCase(`protocol/target/refuses-unknown#x-amz-target/${name}`, probe, (exchange) =>
        judgeRefused(exchange, `a target that names no operation (${name})`, "4xx"),
      );
    }),
};

const getListsNothing: ProbingProperty = {
  kind: "probing",
  id: "protocol/method/get-lists-nothing",
  ofServer: true,
  requirement: "protocol.post",
  level: "must",
  title: "gives no result to a GET",
  phase: "boundaries",
  needs: "none",
  expects: "either",
  cases: (context) => [
    probeCase("protocol/method/get-lists-nothing#method/GET", unclaimed(context, { method: "GET", body: new Uint8Array() }), ({ answer }) =>
      answer !== undefined &&
      isSuccess(answer) &&
      answer.object !== undefined &&
      Object.keys(context.contract.response.properties).some((name) => (listOf(answer, name)?.length ?? 0) > 0 || Array.isArray(answer.object?.[name]))
        ? found({
            code: "listed-without-post",
            pointer: "/body",
            expected: "no result of the operation, since the protocol claims POST only",
            received: Object.keys(answer.object),
          })
        : nothingFound,
    ),
  ],
};

/** What the protocol demands around the body: method, target, content type, headers. */
export const protocolProperties: readonly Property[] = [
  acceptsEmpty,
  acceptsParameters,
  acceptsSpellings,
  survivesSpellings,
  ignoresHeaders,
  headerNames,
  refusesTargets,
  getListsNothing,
  ...observingProperties,
];
