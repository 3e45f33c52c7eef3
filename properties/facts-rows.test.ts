import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contractOf, contractsFolder } from "../spec/contracts/shipped-contracts.ts";
import { notTestable } from "../spec/requirements/not-testable.ts";
import type { Level } from "./core/property.ts";
import { propertiesOf } from "./table.ts";

/** One row of what a fair suite may demand (section 13 of FACTS.md), and what became of it. */
interface Row {
  readonly says: string;
  /** The strictest level that the row allows. */
  readonly level: Level;
  /** Ids of the properties that judge it. */
  readonly by?: readonly string[];
  /** Statements of `notTestable`. */
  readonly open?: readonly string[];
  /** A rule for the suite itself, and the test that holds it to that. */
  readonly ofSuite?: string;
}

const openWords = "the wording of error messages, the order and number of errors in one message, the echo of the value";
const openOrder = "the order of sessions, within a page, between the two lists, between two reads";
const openTokens = "what tokens look like, how long they last and whether they can be used twice";
const openNumbers = "what 1.5, 10.0 and numbers beyond 32 bits mean for MaxResults";
const openUnit = "in which unit non-ASCII text is measured";
const openStatuses = "400 or 403 for a bad signature, 400 or 404 for an unknown operation";

const rows: Readonly<Record<string, readonly Row[]>> = {
  Envelope: [
    { says: "an empty input succeeds with an object", level: "must", by: ["request/accepts-empty-input", "response/is-json-object"] },
    { says: "a success has the protocol's media type", level: "must", by: ["response/content-type"] },
    { says: "a charset may follow the request's media type", level: "must", by: ["protocol/content-type/accepts-parameters"] },
    { says: "an error is an object of the same media type", level: "must", by: ["error/is-json-object", "error/content-type"] },
    { says: "an error's code is found in one of three places", level: "must", by: ["error/code/present"] },
    { says: "the code is in __type", level: "should", by: ["error/code/in-type"] },
    { says: "carriers agree", level: "should", by: ["error/code/carriers-agree"] },
    { says: "__type is bare", level: "should", by: ["error/code/bare"] },
    { says: "an error has a text", level: "should", by: ["error/message/present"] },
    { says: "listed errors spell Message", level: "should", by: ["error/message/capital"] },
    { says: "request ids, each once", level: "should", by: ["response/request-id/present", "response/request-id/unique"], open: ["the shape of request ids"] },
    { says: "a checksum, where there is one, is right", level: "should", by: ["response/crc32"] },
    { says: "listed codes come with listed statuses", level: "must", by: ["error/status-of-code"] },
    {
      says: "no mistake crashes the server",
      level: "must",
      by: [
        "body/refuses-malformed-json",
        "body/survives-open-bodies",
        "request/refuses-generated",
        "request/max-results/survives-odd-numbers",
        "request/next-token/survives-foreign-tokens",
      ],
    },
  ],
  "Request decoding": [
    { says: "no JSON is refused", level: "must", by: ["body/refuses-malformed-json", "error/code/of-malformed-body"] },
    { says: "JSON that is no object is refused", level: "should", by: ["body/refuses-non-objects", "error/code/of-malformed-body"] },
    { says: "MaxResults of another type", level: "must", by: ["request/max-results/refuses-wrong-type", "error/code/of-wrong-type"] },
    {
      says: "other members of another type",
      level: "must",
      by: [
        "request/tags/refuses-wrong-type",
        "request/tags/value/refuses-wrong-type",
        "request/request-origin/refuses-wrong-type",
        "request/next-token/refuses-wrong-type",
        "error/code/of-wrong-type",
      ],
    },
    { says: "numbers that are no 32-bit integer as written", level: "must", by: ["request/max-results/survives-odd-numbers"], open: [openNumbers] },
    { says: "null is absent", level: "must", by: ["request/accepts-null-members", "filters/null-is-absent"] },
    { says: "a null tag value", level: "must", by: ["body/survives-open-bodies"], open: ["a tag whose value is null in a filter"] },
    { says: "unknown members are ignored", level: "should", by: ["request/ignores-unknown-members"] },
    { says: "names in another case are unknown", level: "should", by: ["request/honours-exact-names-only"] },
    { says: "an empty body", level: "must", by: ["body/survives-open-bodies"], open: ["an empty body"] },
    { says: "decoding comes before validation", level: "should", by: ["error/code/decoding-before-constraints"] },
  ],
  Constraints: [
    { says: "the range of MaxResults", level: "must", by: ["request/max-results/accepts-edges", "request/max-results/refuses-wrong-range"] },
    {
      says: "length and characters of RequestOrigin, as a whole",
      level: "must",
      by: ["request/request-origin/accepts-edges", "request/request-origin/refuses-wrong-length", "request/request-origin/refuses-wrong-pattern"],
    },
    {
      says: "number of tags, lengths of keys and values",
      level: "must",
      by: ["request/tags/accepts-edges", "request/tags/refuses-wrong-size", "request/tags/key/refuses-wrong-length", "request/tags/value/refuses-wrong-length"],
    },
    { says: "the length of NextToken", level: "must", by: ["request/next-token/refuses-wrong-length", "error/code/of-overlong-token"] },
    { says: "two codes for a broken constraint, a third is reported", level: "must", by: ["error/code/of-broken-constraint"] },
    { says: "status 400", level: "must", by: ["request/max-results/refuses-wrong-range", "request/refuses-generated"] },
    { says: "how messages are worded", level: "may", open: [openWords] },
    { says: "lengths of non-ASCII text", level: "may", by: ["request/length-unit/observed"], open: [openUnit] },
  ],
  "Pagination & content": [
    { says: "no page holds more than MaxResults", level: "must", by: ["paging/page-within-max-results"] },
    { says: "pages need not be full", level: "must", ofSuite: "properties/checks/pagination.test.ts: short pages are no breach" },
    { says: "empty pages are followed", level: "must", ofSuite: "properties/checks/pagination.test.ts: an empty page for each foreign session is no breach" },
    {
      says: "three ways to end, null not the best",
      level: "should",
      by: ["response/omits-null-members"],
      ofSuite: "properties/checks/pagination.test.ts: each of the three ends a walk",
    },
    { says: "a token is a string within its length, and works", level: "must", by: ["response/types", "response/limits", "paging/token-is-accepted"] },
    { says: "a walk ends and finds every session", level: "must", by: ["paging/ends", "paging/finds-every-session"] },
    { says: "no session twice", level: "should", by: ["paging/no-session-twice"] },
    { says: "the page size may change", level: "must", by: ["paging/page-size-may-change"] },
    { says: "another filter between pages", level: "may", by: ["filters/changed-between-pages/observed"] },
    {
      says: "made-up tokens",
      level: "must",
      by: ["request/next-token/survives-foreign-tokens", "request/next-token/refuses-foreign-tokens", "error/code/of-bad-token"],
    },
    { says: "nature of tokens", level: "may", open: [openTokens] },
    { says: "default size and order", level: "may", open: ["the default page size", openOrder] },
    { says: "both lists are there", level: "should", by: ["response/both-lists"] },
    { says: "both lists name the same sessions", level: "should", by: ["response/ids-match-sessions"] },
    { says: "every session has id and status", level: "should", by: ["response/session-has-id-and-status"], open: ["status names beyond those known"] },
    { says: "members have their types", level: "must", by: ["response/types", "response/integers"] },
    { says: "unknown members are legal", level: "may", ofSuite: "properties/checks/response-shape.test.ts: unknown members are no breach" },
    { says: "limits of answers", level: "must", by: ["response/limits"], open: ["values in answers outside the constraints of other pages"] },
    { says: "round trip, and as GetSession shows it", level: "should", by: ["sessions/listed-as-created", "sessions/listed-as-gotten"] },
  ],
  Filters: [
    { says: "one pair, exactly", level: "must", by: ["filters/single-pair/exact", "filters/single-pair/any-character", "filters/tags-only"] },
    { says: "several pairs, all of them", level: "should", by: ["filters/several-pairs/all"] },
    { says: "letter case counts", level: "should", by: ["filters/case-sensitive"] },
    { says: "an empty value", level: "should", by: ["filters/empty-value"] },
    { says: "no pair", level: "should", by: ["filters/no-pairs"] },
    { says: "tags that change", level: "should", by: ["sessions/tags-reflected"] },
    {
      says: "RequestOrigin is taken and validated",
      level: "must",
      by: ["request/request-origin/accepts-edges", "request/request-origin/refuses-wrong-pattern"],
    },
    { says: "RequestOrigin as a filter", level: "may", by: ["filters/request-origin/observed"] },
    { says: "a filter over pages", level: "must", by: ["filters/single-pair/kept-over-pages"] },
  ],
  "Protocol / auth": [
    { says: "an unknown or missing target", level: "must", by: ["protocol/target/refuses-unknown", "error/code/of-unknown-operation"], open: [openStatuses] },
    { says: "another prefix", level: "must", by: ["protocol/target/refuses-unknown"] },
    { says: "other methods, paths and types", level: "must", by: ["protocol/method/get-lists-nothing", "protocol/unclaimed/observed"] },
    { says: "bad signatures", level: "must", by: ["authentication/refuses-bad-signatures", "error/code/of-bad-signature"], open: [openStatuses] },
    { says: "what is reported first", level: "may", open: ["whether a missing signature or a broken body is reported first"] },
    { says: "unsigned headers are ignored", level: "must", by: ["protocol/ignores-extra-headers"] },
    { says: "throttling is no breach", level: "must", ofSuite: "harness: a throttled request is sent again" },
  ],
  "Not testable fairly at all": [
    { says: "error prose", level: "may", open: [openWords] },
    { says: "default page size", level: "may", open: ["the default page size"] },
    { says: "order", level: "may", open: [openOrder] },
    { says: "retention", level: "may", open: ["how long stopped sessions stay listed"] },
    { says: "sessions of others", level: "may", open: ["whether sessions of other callers are listed"] },
    { says: "tokens", level: "may", open: [openTokens] },
    { says: "odd numbers", level: "may", open: [openNumbers] },
    { says: "unit of length", level: "may", open: [openUnit] },
    { says: "RequestOrigin as a filter", level: "may", by: ["filters/request-origin/observed"] },
    { says: "400 or another status", level: "may", open: [openStatuses] },
  ],
};

const all = Object.values(rows).flat();

describe("what a fair suite may demand", () => {
  const properties = new Map(propertiesOf(contractOf("ListSessions")).map((property) => [property.id, property]));

  it("names properties that there are", () => {
    expect(all.flatMap(({ by = [] }) => by).filter((id) => !properties.has(id))).toEqual([]);
  });

  it("names reasons that there are, and each of them", () => {
    const statements = notTestable.map(({ statement }) => statement);
    expect([...new Set(all.flatMap(({ open = [] }) => open))].toSorted()).toEqual(statements.toSorted());
  });

  it("is judged, given up for a reason, or a rule for the suite, row by row", () => {
    expect(all.filter(({ by = [], open = [], ofSuite }) => by.length + open.length === 0 && ofSuite === undefined)).toEqual([]);
  });

  it("is judged at the level that the row allows, and not above it", () => {
    const order: readonly Level[] = ["may", "should", "must"];
    const strictest = ({ by = [] }: Row): Level | undefined => order.findLast((level) => by.some((id) => properties.get(id)?.level === level));
    expect(all.filter((row) => row.by !== undefined && strictest(row) !== row.level).map(({ says }) => says)).toEqual([]);
  });

  const facts = join(contractsFolder, "../../../shared/FACTS.md");
  it.skipIf(!existsSync(facts))("has an entry for every row of section 13 (skipped where ../shared/FACTS.md is not there)", () => {
    const section =
      readFileSync(facts, "utf8")
        .split(/^## 13\..*$/mu)[1]
        ?.split(/^---$/mu)[0] ?? "";
    const counts = section
      .split(/^### /mu)
      .slice(1)
      .map((part): [string, number] => {
        const [title = "", ...lines] = part.split("\n");
        const clauses = lines.filter((line) => line.startsWith("| ") && !line.startsWith("| clause"));
        return [title, clauses.length > 0 ? clauses.length : lines.join(" ").split(";").length];
      });
    expect(Object.entries(rows).map(([title, { length }]) => [title, length])).toEqual(counts);
  });
});
