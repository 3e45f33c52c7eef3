import { inLowerCase } from "../../service/request-routing.ts";
import { isJsonObject } from "../../../../spec/json.ts";
import { dynalite, elasticmq, fakecloud, floci, gopherstack, moto, type OtherFault, faultTable } from "./other-fault.ts";
import { limit, parses, reads, readsBody } from "../change.ts";
import { answers, with500 } from "../answers.ts";
import { overText } from "../crashing.ts";

const range = "request/max-results/refuses-wrong-range";
const pattern = "request/request-origin/refuses-wrong-pattern";
const length = "request/request-origin/refuses-wrong-length";
const malformed = "body/refuses-malformed-json";

const clamped = (value: unknown): unknown => (typeof value === "number" ? Math.min(1000, Math.max(1, Math.trunc(value))) : undefined);

/** Faults that others made in the reading of requests. */
export const otherRequestFaults: readonly OtherFault[] = faultTable({
  [range]: "must",
  "moto-max-results-without-an-upper-end: takes any MaxResults from 1": [
    moto("commit dbc7205ca", "SSM get_parameters_by_path took more than the ten results that it allows."),
    limit("MaxResults", "maximum", () => true),
  ],
  "floci-zero-is-absent: takes MaxResults 0 for none": [
    floci("#2339", "Five services held an absent maxResults and a 0 in the same number, and gave a full page for both."),
    reads("MaxResults", (value) => (value === 0 ? undefined : value)),
  ],
  "gopherstack-default-for-what-is-no-size: takes a MaxResults below 1, and one that is no number, for none": [
    gopherstack("commit 20cf1f9e", "IAM's lists, as paging came to them, fell back to the default for MaxItems that is negative or no number."),
    reads("MaxResults", (value) => (typeof value === "number" && value > 0 ? value : undefined)),
  ],
  "fakecloud-limit-clamped: moves MaxResults into its range, and takes other types for none": [
    fakecloud("commit 3fea13d", "Cognito ListUsers clamped Limit into its range and used the default for other types."),
    reads("MaxResults", clamped),
  ],
  "request/max-results/refuses-wrong-type": "must",
  "fakecloud-number-in-words: takes a string for MaxResults for none": [
    fakecloud("commit fc1c61e", "IAM used the default where MaxItems was text that is no number."),
    reads("MaxResults", (value) => (typeof value === "string" ? undefined : value)),
  ],
  [pattern]: "must",
  "moto-name-of-any-characters: takes any characters in RequestOrigin": [
    moto("commit 4011a68f0", "ECR CreateRepository held no name against the pattern."),
    limit("RequestOrigin", "pattern", () => true),
  ],
  "moto-name-with-a-line-end: takes a RequestOrigin that ends with a line feed": [
    moto("commit 15ba4385b", "SQS matched queue names with a dollar sign, which in Python matches before a last line feed too."),
    limit("RequestOrigin", "pattern", (usual, value) => usual || /^[.\-_A-Za-z0-9]+\n$/u.test(value)),
  ],
  "moto-characters-beyond-ascii: fails over a body with a character beyond ASCII": [
    moto("commit c739c5331", "Every request went through a parser of query strings, which failed over other encodings."),
    overText((text) => /[^\0-\x7F]/u.test(text)),
    with500,
  ],
  [length]: "must",
  "moto-name-of-any-length: takes a RequestOrigin of any length": [
    moto("commit 1e70379f5", "STS AssumeRole took a RoleSessionName of any length."),
    limit("RequestOrigin", "maxLength", () => true),
  ],
  "fakecloud-empty-name: takes an empty RequestOrigin": [
    fakecloud("commit d229b1f", "Cognito looked whether UserPoolId was there, not whether it was empty."),
    (behaviour) => ({ ...reads("RequestOrigin", (value) => (value === "" ? undefined : value))(behaviour) }),
  ],
  "request/tags/value/refuses-wrong-length": "must",
  "dynalite-nested-values-unchecked: checks no tag value against its length": [
    dynalite("commit 5fe1cd9", "Values inside a map were not validated."),
    limit("Tags/value", "maxLength", () => true),
  ],
  "request/tags/refuses-wrong-type": "must",
  "fakecloud-tags-of-another-type: takes Tags of another type for none": [
    fakecloud("commit 3768fac", "The shared tag functions did nothing, without an error, where tags came in the wrong type."),
    reads("Tags", (value) => (isJsonObject(value) || value === null ? value : undefined)),
  ],
  "request/accepts-null-members": "must",
  "fakecloud-null-is-a-wrong-type: refuses null for Tags": [
    fakecloud("commit f2c491e", "The shared tag functions were changed to refuse an explicit null, which JSON protocols read as absent."),
    (behaviour) => ({ isAbsent: (value, place) => (place.path === "Tags" && value === null ? false : behaviour.isAbsent(value, place)) }),
  ],
  "request/honours-exact-names-only": "should",
  "floci-two-spellings: reads members in lower case too": [
    floci("commit 7a036fdf5", "SQS CreateQueue read both Tags and tags, though only one of them is a member."),
    readsBody((body) =>
      isJsonObject(body)
        ? { ...Object.fromEntries(Object.entries(body).map(([name, value]) => [name.slice(0, 1).toUpperCase() + name.slice(1), value])), ...body }
        : body,
    ),
  ],
  [malformed]: "must",
  "floci-malformed-json-an-internal-failure: fails over a body that is no JSON": [
    floci("PR #1926", "Both JSON dispatchers answered 500 InternalFailure to a body that they could not parse."),
    parses((text) => JSON.parse(text === "" ? "{}" : text) as unknown),
    with500,
  ],
  "floci-first-value-of-the-body: reads a body up to the end of its first value": [
    floci("commit b0e56a9a4", "The JSON parser stopped at the end of the first value and left the rest of the body unread."),
    parses((text, usual) => {
      const end = text.lastIndexOf("}");
      return usual(end === -1 ? text : text.slice(0, end + 1));
    }),
  ],
  "body/survives-odd-bodies": "should",
  "moto-bytes-beyond-unicode: fails over bytes that are no UTF-8": [
    moto("commit 2dbbdc312", "IoT publish decoded every payload as UTF-8 and failed over others."),
    () => ({ readText: (body) => new TextDecoder("utf-8", { fatal: true }).decode(body) }),
    with500,
  ],
  "protocol/header-names/any-case": "must",
  "elasticmq-target-by-one-spelling: knows X-Amz-Target by this spelling only": [
    elasticmq("commit 62c4efd7", "The header was looked up as X-Amz-Target, with these capitals."),
    () => ({
      readHeaders: ({ "X-Amz-Target": target, ...others }) => {
        const { "x-amz-target": _, ...rest } = inLowerCase(others);
        return target === undefined ? rest : { ...rest, "x-amz-target": target };
      },
    }),
  ],
  "protocol/ignores-extra-headers": "must",
  "elasticmq-accept-that-fits-nothing: refuses a request with an Accept header for another media type": [
    elasticmq("commit e8e8218c", "Where Accept named another type, an empty answer was refused as not acceptable."),
    answers((answer, { headers: { accept = "*/*" } }) => (accept === "*/*" || accept.includes("amz-json") ? answer : { ...answer, status: 406 })),
  ],
  "protocol/target/refuses-unknown": "must",
  "floci-no-target-no-content: answers a request without a target with status 204 and nothing": [
    floci("#3908", "Both JSON dispatchers answered an empty 204 where X-Amz-Target is absent."),
    answers((answer, { headers: sent }) => (sent["x-amz-target"] === undefined ? { ...answer, status: 204, body: new Uint8Array() } : answer)),
  ],
});
