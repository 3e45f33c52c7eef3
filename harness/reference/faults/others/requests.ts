import { inLowerCase } from "../../service/request-routing.ts";
import { limit, parses, reads, readsBody, unchanged } from "../change.ts";
import { overText, withServerErrors } from "../crashing.ts";
import { isJsonObject } from "../../../../properties/core/json.ts";
import { type OtherFault, of } from "./other-fault.ts";

const range = "request/max-results/refuses-wrong-range";
const pattern = "request/request-origin/refuses-wrong-pattern";
const length = "request/request-origin/refuses-wrong-length";
const malformed = "body/refuses-malformed-json";

const moto = of("getmoto/moto");
const floci = of("floci-io/floci");
const fakecloud = of("faiscadev/fakecloud");
const elasticmq = of("softwaremill/elasticmq");

const clamped = (value: unknown): unknown => (typeof value === "number" ? Math.min(1000, Math.max(1, Math.trunc(value))) : undefined);

const members: readonly OtherFault[] = [
  {
    name: "moto-max-results-without-an-upper-end",
    title: "takes any MaxResults from 1",
    level: "must",
    caughtBy: range,
    source: moto("commit dbc7205ca", "SSM get_parameters_by_path took more than the ten results that it allows."),
    apply: limit("MaxResults", "maximum", () => true),
  },
  {
    name: "floci-zero-is-absent",
    title: "takes MaxResults 0 for none",
    level: "must",
    caughtBy: range,
    source: floci("#2339", "Five services held an absent maxResults and a 0 in the same number, and gave a full page for both."),
    apply: reads("MaxResults", (value) => (value === 0 ? undefined : value)),
  },
  {
    name: "gopherstack-default-for-what-is-no-size",
    title: "takes a MaxResults below 1, and one that is no number, for none",
    level: "must",
    caughtBy: range,
    source: of("BlackbirdWorks/gopherstack")(
      "commit 20cf1f9e",
      "IAM's lists, as paging came to them, fell back to the default for MaxItems that is negative or no number.",
    ),
    apply: reads("MaxResults", (value) => (typeof value === "number" && value > 0 ? value : undefined)),
  },
  {
    name: "fakecloud-limit-clamped",
    title: "moves MaxResults into its range, and takes other types for none",
    level: "must",
    caughtBy: range,
    source: fakecloud("commit 3fea13d", "Cognito ListUsers clamped Limit into its range and used the default for other types."),
    apply: reads("MaxResults", clamped),
  },
  {
    name: "fakecloud-number-in-words",
    title: "takes a string for MaxResults for none",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    source: fakecloud("commit fc1c61e", "IAM used the default where MaxItems was text that is no number."),
    apply: reads("MaxResults", (value) => (typeof value === "string" ? undefined : value)),
  },
  {
    name: "moto-name-of-any-characters",
    title: "takes any characters in RequestOrigin",
    level: "must",
    caughtBy: pattern,
    source: moto("commit 4011a68f0", "ECR CreateRepository held no name against the pattern."),
    apply: limit("RequestOrigin", "pattern", () => true),
  },
  {
    name: "moto-name-with-a-line-end",
    title: "takes a RequestOrigin that ends with a line feed",
    level: "must",
    caughtBy: pattern,
    source: moto("commit 15ba4385b", "SQS matched queue names with a dollar sign, which in Python matches before a last line feed too."),
    apply: limit("RequestOrigin", "pattern", (usual, value) => usual || /^[.\-_A-Za-z0-9]+\n$/u.test(value)),
  },
  {
    name: "moto-name-of-any-length",
    title: "takes a RequestOrigin of any length",
    level: "must",
    caughtBy: length,
    source: moto("commit 1e70379f5", "STS AssumeRole took a RoleSessionName of any length."),
    apply: limit("RequestOrigin", "maxLength", () => true),
  },
  {
    name: "fakecloud-empty-name",
    title: "takes an empty RequestOrigin",
    level: "must",
    caughtBy: length,
    source: fakecloud("commit d229b1f", "Cognito looked whether UserPoolId was there, not whether it was empty."),
    apply: (behaviour) => ({ ...reads("RequestOrigin", (value) => (value === "" ? undefined : value))(behaviour) }),
  },
  {
    name: "dynalite-nested-values-unchecked",
    title: "checks no tag value against its length",
    level: "must",
    caughtBy: "request/tags/value/refuses-wrong-length",
    source: of("architect/dynalite")("commit 5fe1cd9", "Values inside a map were not validated."),
    apply: limit("Tags/value", "maxLength", () => true),
  },
  {
    name: "fakecloud-tags-of-another-type",
    title: "takes Tags of another type for none",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-type",
    source: fakecloud("commit 3768fac", "The shared tag functions did nothing, without an error, where tags came in the wrong type."),
    apply: reads("Tags", (value) => (isJsonObject(value) || value === null ? value : undefined)),
  },
  {
    name: "fakecloud-null-is-a-wrong-type",
    title: "refuses null for Tags",
    level: "must",
    caughtBy: "request/accepts-null-members",
    source: fakecloud("commit f2c491e", "The shared tag functions were changed to refuse an explicit null, which JSON protocols read as absent."),
    apply: (behaviour) => ({ ...behaviour, isAbsent: (value, place) => (place.path === "Tags" && value === null ? false : behaviour.isAbsent(value, place)) }),
  },
  {
    name: "floci-two-spellings",
    title: "reads members in lower case too",
    level: "should",
    caughtBy: "request/honours-exact-names-only",
    source: floci("commit 7a036fdf5", "SQS CreateQueue read both Tags and tags, though only one of them is a member."),
    apply: readsBody((body) =>
      isJsonObject(body)
        ? { ...Object.fromEntries(Object.entries(body).map(([name, value]) => [name.slice(0, 1).toUpperCase() + name.slice(1), value])), ...body }
        : body,
    ),
  },
];

const bodies: readonly OtherFault[] = [
  {
    name: "floci-malformed-json-an-internal-failure",
    title: "fails over a body that is no JSON",
    level: "must",
    caughtBy: malformed,
    source: floci("PR #1926", "Both JSON dispatchers answered 500 InternalFailure to a body that they could not parse."),
    apply: parses((text) => JSON.parse(text === "" ? "{}" : text) as unknown),
    wrap: withServerErrors,
  },
  {
    name: "floci-first-value-of-the-body",
    title: "reads a body up to the end of its first value",
    level: "must",
    caughtBy: malformed,
    source: floci("commit b0e56a9a4", "The JSON parser stopped at the end of the first value and left the rest of the body unread."),
    apply: parses((text, usual) => {
      const end = text.lastIndexOf("}");
      return usual(end === -1 ? text : text.slice(0, end + 1));
    }),
  },
  {
    name: "moto-bytes-beyond-unicode",
    title: "fails over bytes that are no UTF-8",
    level: "should",
    caughtBy: "body/survives-odd-bodies",
    source: moto("commit 2dbbdc312", "IoT publish decoded every payload as UTF-8 and failed over others."),
    apply: (behaviour) => ({ ...behaviour, readText: (body) => new TextDecoder("utf-8", { fatal: true }).decode(body) }),
    wrap: withServerErrors,
  },
  {
    name: "moto-characters-beyond-ascii",
    title: "fails over a body with a character beyond ASCII",
    level: "must",
    caughtBy: "request/request-origin/refuses-wrong-pattern",
    source: moto("commit c739c5331", "Every request went through a parser of query strings, which failed over other encodings."),
    apply: overText((text) => /[^\0-\x7F]/u.test(text)),
    wrap: withServerErrors,
  },
];

const headers: readonly OtherFault[] = [
  {
    name: "elasticmq-target-by-one-spelling",
    title: "knows X-Amz-Target by this spelling only",
    level: "must",
    caughtBy: "protocol/header-names/any-case",
    source: elasticmq("commit 62c4efd7", "The header was looked up as X-Amz-Target, with these capitals."),
    apply: (behaviour) => ({
      ...behaviour,
      readHeaders: ({ "X-Amz-Target": target, ...others }) => {
        const { "x-amz-target": _, ...rest } = inLowerCase(others);
        return target === undefined ? rest : { ...rest, "x-amz-target": target };
      },
    }),
  },
  {
    name: "elasticmq-accept-that-fits-nothing",
    title: "refuses a request with an Accept header for another media type",
    level: "must",
    caughtBy: "protocol/ignores-extra-headers",
    source: elasticmq("commit e8e8218c", "Where Accept named another type, an empty answer was refused as not acceptable."),
    apply: unchanged,
    wrap: (service) => async (request) => {
      const { accept = "*/*" } = inLowerCase(request.headers);
      const response = await service(request);
      return accept === "*/*" || accept.includes("amz-json") ? response : { ...response, status: 406 };
    },
  },
  {
    name: "floci-no-target-no-content",
    title: "answers a request without a target with status 204 and nothing",
    level: "must",
    caughtBy: "protocol/target/refuses-unknown",
    source: floci("#3908", "Both JSON dispatchers answered an empty 204 where X-Amz-Target is absent."),
    apply: unchanged,
    wrap: (service) => async (request) => {
      const response = await service(request);
      return inLowerCase(request.headers)["x-amz-target"] === undefined ? { ...response, status: 204, body: new Uint8Array() } : response;
    },
  },
];

/** Faults that others made in the reading of requests. */
export const otherRequestFaults: readonly OtherFault[] = [...members, ...bodies, ...headers];
