import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { exchangeOf, type Reply } from "../exchanges.testdata.ts";
import type { Judgement, Probe, PassiveProperty } from "../core/property.ts";
import { awsJsonType, brokenProbe, openProbe, validProbe, wireRequest } from "../core/request.ts";
import { propertiesOf } from "../table.ts";

const contract = contractOf("ListSessions");
const watching = propertiesOf(contract).filter((property): property is PassiveProperty => property.kind === "passive");

const valid = validProbe("ListSessions", {});
const sized = validProbe("ListSessions", { MaxResults: 1 });
const breaking = (member: string, keyword: string): Probe => brokenProbe("ListSessions", {}, { member, keyword });
const broken = breaking("MaxResults", "maximum");
const oversized = brokenProbe("ListSessions", { MaxResults: 1_001 }, { member: "MaxResults", keyword: "maximum" });
const unsigned: Probe = { ...valid, expect: "refusal", spoiltSignature: "none" };
const unclaimed: Probe = { ...valid, claimed: false, expect: "either" };

const typed = { "content-type": awsJsonType };
const success = (body: unknown, headers: Reply["headers"] = {}): Reply => ({ body, headers: { ...typed, ...headers } });
const error = (body: unknown, status = 400, headers: Reply["headers"] = {}): Reply => ({ status, body, headers: { ...typed, ...headers } });
const named = (code: string, status = 400): Reply => error({ __type: code, Message: "no" }, status);
const listing = (body: object): Reply => success({ Ids: ["a"], Sessions: [{ Id: "a", Status: "READY" }], ...body });

/** An answer as it was asked for: `[probe, reply]`. */
type JobOutcome = readonly [probe: Probe, reply: Reply];

/** For each property that watches: answers that it accuses, answers that it accepts, and answers that say nothing about it. */
const rows: Readonly<
  Record<string, { readonly accused: readonly JobOutcome[]; readonly accepted: readonly JobOutcome[]; readonly silent?: readonly JobOutcome[] }>
> = {
  "response/is-json-object": {
    accused: ["", "<html>", "[]", "null", '"x"', "{}x", Uint8Array.from([0x7b, 0xff, 0x7d])].map((body): JobOutcome => [valid, success(body)]),
    accepted: [
      [valid, success({})],
      [valid, success({ Ids: [] })],
    ],
    silent: [
      [broken, error("")],
      [unclaimed, success("")],
    ],
  },
  "response/content-type": {
    accused: [undefined, "", "application/json", "application/x-amz-json-1.0", "text/html"].map((type): JobOutcome => [
      valid,
      { headers: type === undefined ? {} : { "content-type": type } },
    ]),
    accepted: [awsJsonType, `${awsJsonType}; charset=utf-8`, awsJsonType.toUpperCase()].map((type): JobOutcome => [
      valid,
      { headers: { "content-type": type } },
    ]),
    silent: [[broken, { status: 400 }]],
  },
  "response/types": {
    accused: [
      [valid, success({ Ids: "a" })],
      [valid, success({ Sessions: [{ CreatedOn: "2024-01-01T00:00:00Z" }] })],
    ],
    accepted: [
      [valid, listing({ Unknown: 1 })],
      [valid, success({ NextToken: null })],
    ],
    silent: [[broken, error({ Ids: "a" })]],
  },
  "response/integers": {
    accused: [[valid, success({ Sessions: [{ NumberOfWorkers: 2.5 }] })]],
    accepted: [[valid, success({ Sessions: [{ NumberOfWorkers: 2, MaxCapacity: 2.5 }] })]],
  },
  "response/limits": {
    accused: [[valid, success({ Ids: [""] })]],
    accepted: [[valid, listing({ NextToken: "t" })]],
  },
  "response/omits-null-members": {
    accused: [
      [valid, success({ NextToken: null })],
      [valid, success({ Sessions: [{ ErrorMessage: null }] })],
    ],
    accepted: [
      [valid, success({ NextToken: "" })],
      [valid, success({})],
    ],
  },
  "response/both-lists": {
    accused: [
      [valid, success({})],
      [valid, success({ Ids: [] })],
      [valid, success({ Sessions: [] })],
      [valid, success({ Ids: [], Sessions: null })],
    ],
    accepted: [[valid, success({ Ids: [], Sessions: [] })]],
    silent: [[broken, named("ValidationException")]],
  },
  "response/ids-match-sessions": {
    accused: [
      [valid, success({ Ids: ["a"], Sessions: [] })],
      [valid, success({ Ids: [], Sessions: [{ Id: "a" }] })],
      [valid, success({ Ids: ["a", "b"], Sessions: [{ Id: "a" }, { Id: "c" }] })],
    ],
    accepted: [
      [valid, success({ Ids: ["a", "b"], Sessions: [{ Id: "b" }, { Id: "a" }] })],
      [valid, success({ Ids: [], Sessions: [] })],
    ],
    silent: [
      [valid, success({ Ids: ["a"] })],
      [valid, success({ Sessions: [{ Id: "a" }] })],
    ],
  },
  "response/session-has-id-and-status": {
    accused: [
      [valid, success({ Sessions: [{ Id: "a" }] })],
      [valid, success({ Sessions: [{ Id: null, Status: "READY" }] })],
      [valid, success({ Sessions: [{}] })],
      [valid, success({ Sessions: [{ Id: "a", Status: "" }] })],
      [valid, success({ Sessions: [{ Id: "a", Status: "ready" }] })],
      [valid, success({ Sessions: [{ Id: "a", Status: "STOPPED " }] })],
    ],
    accepted: [[valid, success({ Sessions: [{ Id: "a", Status: "SOMETHING_NEW" }] })]],
    silent: [[valid, success({ Sessions: [] })]],
  },
  "paging/page-within-max-results": {
    accused: [
      [sized, success({ Ids: ["a", "b"] })],
      [sized, success({ Sessions: [{ Id: "a" }, { Id: "b" }] })],
    ],
    accepted: [
      [sized, listing({})],
      [sized, listing({ NextToken: "t" })],
    ],
    silent: [
      [valid, success({ Ids: ["a", "b"] })],
      [sized, success({ Ids: [], NextToken: "t" })],
      [openProbe("ListSessions", { MaxResults: 1 }), success({ Ids: ["a", "b"] })],
    ],
  },
  "error/is-json-object": {
    accused: ["", "<html>", "[]", "null"].map((body): JobOutcome => [broken, error(body)]),
    accepted: [
      [broken, error({})],
      [broken, error({}, 500)],
    ],
    silent: [
      [valid, success("")],
      [unclaimed, error("<html>", 404)],
    ],
  },
  "error/content-type": {
    accused: [
      [broken, { status: 400 }],
      [broken, { status: 500, headers: { "content-type": "text/html" } }],
    ],
    accepted: [[broken, error({})]],
    silent: [[unclaimed, { status: 404, headers: { "content-type": "text/xml" } }]],
  },
  "error/code/present": {
    accused: [
      [broken, error({})],
      [broken, error({ message: "no", code: 404 })],
      [broken, error({ __type: "#" })],
      [broken, error({ Error: { __type: "A" } })],
      [broken, error("<html>")],
    ],
    accepted: [
      [broken, error({ __type: "A" })],
      [broken, error({ code: "A" })],
      [broken, error({}, 400, { "x-amzn-errortype": "A" })],
    ],
  },
  "error/code/in-type": {
    accused: [
      [broken, error({ code: "A" })],
      [broken, error({}, 400, { "x-amzn-errortype": "A" })],
    ],
    accepted: [[broken, error({ __type: "A" })]],
    silent: [[broken, error({})]],
  },
  "error/code/bare": {
    accused: [
      [broken, error({ __type: "com.amazon#A" })],
      [broken, error({ __type: "A:http://example.com/" })],
    ],
    accepted: [[broken, error({ __type: "A" }, 400, { "x-amzn-errortype": "A:http://example.com/" })]],
    silent: [[broken, error({ code: "com.amazon#A" })]],
  },
  "error/code/carriers-agree": {
    accused: [
      [broken, error({ __type: "A", code: "B" })],
      [broken, error({ __type: "A" }, 400, { "x-amzn-errortype": "B" })],
    ],
    accepted: [[broken, error({ __type: "com.amazon#A", code: "A" }, 400, { "x-amzn-errortype": "A:http://example.com/" })]],
    silent: [[broken, error({ __type: "A", code: 404 })]],
  },
  "error/status-of-code": {
    accused: [
      [broken, named("InvalidInputException", 422)],
      [broken, named("InternalServiceException", 400)],
      [valid, named("AccessDeniedException", 403)],
      [breaking("NextToken", "maxLength"), named("InvalidInputException", 413)],
    ],
    accepted: [
      [broken, named("InvalidInputException")],
      [valid, named("InternalServiceException", 500)],
      [valid, named("ThrottlingException", 429)],
      [valid, named("constructor", 418)],
      [breaking("NextToken", "maxLength"), named("ValidationException", 413)],
      [breaking("NextToken", "maxLength"), named("RequestEntityTooLargeException", 413)],
    ],
    silent: [[broken, error({}, 418)]],
  },
  "error/message/present": {
    accused: [
      [broken, error({ __type: "ValidationException" })],
      [broken, error({ __type: "ValidationException", message: " " })],
      [broken, error({ __type: "ValidationException", Message: 5 })],
    ],
    accepted: [
      [broken, error({ __type: "ValidationException", message: "no" })],
      [broken, error({ __type: "InvalidInputException", Message: "no" })],
    ],
    silent: [
      [broken, error({ __type: "SerializationException" })],
      [broken, error({ __type: "UnknownOperationException" })],
      [valid, error({ __type: "ThrottlingException", message: "" })],
      [broken, error({ __type: "A" }, 500)],
    ],
  },
  "error/message/capital": {
    accused: [[broken, error({ __type: "InvalidInputException", message: "no" })]],
    accepted: [
      [broken, error({ __type: "InvalidInputException", Message: "no" })],
      [broken, error({ __type: "InvalidInputException", Message: "no", message: "no" })],
      [broken, error({ __type: "ValidationException", message: "no" })],
      [broken, error({ __type: "InvalidInputException" })],
    ],
  },
  "error/code/of-broken-constraint": {
    accused: [
      [broken, named("SerializationException")],
      [broken, named("BadRequest")],
      [breaking("Tags/key", "minLength"), named("InvalidParameterException")],
    ],
    accepted: [
      [broken, named("ValidationException")],
      [broken, named("InvalidInputException")],
      [broken, named("com.amazon#ValidationException")],
      [broken, named("ValidationError")],
    ],
    silent: [
      [broken, success({})],
      [broken, error({})],
      [broken, named("InternalServiceException", 500)],
      [oversized, named("AccessDeniedException")],
      [breaking("MaxResults", "type"), named("Other")],
      [breaking("body", "json"), named("Other")],
      [breaking("NextToken", "maxLength"), named("Other")],
      [valid, named("Other")],
    ],
  },
  "error/code/of-overlong-token": {
    accused: [[breaking("NextToken", "maxLength"), named("InvalidToken")]],
    accepted: [
      [breaking("NextToken", "maxLength"), named("ValidationException")],
      [breaking("NextToken", "maxLength"), named("InvalidInputException")],
    ],
    silent: [
      [breaking("NextToken", "maxLength"), named("RequestEntityTooLargeException", 413)],
      [broken, named("Other")],
    ],
  },
  "error/code/of-wrong-type": {
    accused: [[breaking("Tags/value", "type"), named("Other")]],
    accepted: [
      [breaking("Tags/value", "type"), named("SerializationException")],
      [breaking("Tags/value", "type"), named("ValidationException")],
    ],
    silent: [[broken, named("Other")]],
  },
  "error/code/of-malformed-body": {
    accused: [
      [breaking("body", "json"), named("ValidationException")],
      [breaking("body", "object"), named("Other")],
    ],
    accepted: [
      [breaking("body", "json"), named("SerializationException")],
      [breaking("body", "object"), named("com.amazon.coral.service#SerializationException")],
    ],
  },
  "error/code/of-unknown-operation": {
    accused: [[breaking("x-amz-target", "operation"), named("InvalidAction")]],
    accepted: [
      [breaking("x-amz-target", "operation"), named("UnknownOperationException")],
      [breaking("x-amz-target", "operation"), named("UnknownOperationException", 404)],
    ],
    silent: [[{ ...breaking("x-amz-target", "operation"), claimed: false }, named("InvalidAction")]],
  },
  "error/code/of-bad-token": {
    accused: [[breaking("NextToken", "token"), named("InvalidToken")]],
    accepted: [
      [breaking("NextToken", "token"), named("InvalidInputException")],
      [breaking("NextToken", "token"), named("ValidationException")],
    ],
    silent: [[breaking("NextToken", "token"), success({})]],
  },
  "error/code/of-bad-signature": {
    accused: [
      [unsigned, named("ValidationException")],
      [{ ...unsigned, spoiltSignature: "unknown-key" }, named("MissingAuthenticationToken", 403)],
    ],
    accepted: [
      [unsigned, named("MissingAuthenticationTokenException")],
      [unsigned, named("MissingAuthenticationToken", 403)],
      [{ ...unsigned, spoiltSignature: "stale" }, named("RequestExpired")],
    ],
    silent: [
      [valid, named("ValidationException")],
      [unsigned, success({})],
    ],
  },
  "response/request-id/present": {
    accused: [
      [valid, success({})],
      [broken, error({}, 400, { "x-amzn-requestid": " " })],
    ],
    accepted: [[valid, success({}, { "x-amzn-requestid": "a" })]],
    silent: [[unclaimed, {}]],
  },
  "response/request-id/unique": {
    accused: [],
    accepted: [[valid, success({}, { "x-amzn-requestid": "a" })]],
    silent: [
      [valid, success({})],
      [valid, success({}, { "x-amzn-requestid": "" })],
    ],
  },
  "response/crc32": {
    accused: [
      [valid, success("{}", { "x-amz-crc32": "1" })],
      [valid, success("{}", { "x-amz-crc32": "" })],
      [valid, success("{}", { "x-amz-crc32": "x" })],
    ],
    accepted: [[valid, success("{}", { "x-amz-crc32": String(crc32("{}")) })]],
    silent: [
      [valid, success("{}")],
      [valid, success("{}", { "x-amz-crc32": "1", "content-encoding": "gzip" })],
    ],
  },
};

function judged(
  { watch }: PassiveProperty,
  reported: readonly JobOutcome[],
  letsIn: (members: readonly string[]) => boolean = () => false,
): readonly (Judgement | undefined)[] {
  const own = watch();
  return reported.map(([probe, reply]) => own(exchangeOf(probe, reply), { contract, letsIn }));
}

describe("watching properties", () => {
  it("each have an answer that they accuse and one that they accept", () => {
    expect(Object.keys(rows).toSorted()).toEqual(watching.map(({ id }) => id).toSorted());
    // The first answer with an id is always good: the accused one is below.
    expect(
      Object.entries(rows).filter(([id, { accused, accepted }]) => accepted.length === 0 || (accused.length === 0 && id !== "response/request-id/unique")),
    ).toEqual([]);
  });

  for (const property of watching) {
    const { accused = [], accepted = [], silent = [] } = rows[property.id] ?? {};

    it(`${property.id} accuses what is wrong`, () => {
      const clean = judged(property, accused).flatMap((judgement, index) => ((judgement?.violations.length ?? 0) > 0 ? [] : [accused[index]?.[1]]));
      expect(clean).toEqual([]);
    });

    it(`${property.id} accepts what is right`, () => {
      for (const judgement of judged(property, accepted)) expect(judgement).toMatchObject({ violations: [] });
    });

    it(`${property.id} says nothing where there is nothing to judge`, () => {
      const nothing: readonly JobOutcome[] = [...silent, [valid, { lost: "reset" }]];
      expect(judged(property, nothing)).toEqual(nothing.map(() => undefined));
    });
  }

  it("accuse the second answer that has the request id of another", () => {
    const property = watching.find(({ id }) => id === "response/request-id/unique");
    if (property === undefined) throw new Error("there is no such property");
    const withId = (id: string): JobOutcome => [valid, success({}, { "x-amzn-requestid": id })];
    const codes = judged(property, [withId("a"), withId("b"), withId("a"), withId("b")]).map((judgement) => judgement?.violations.map(({ code }) => code));
    expect(codes).toEqual([[], [], ["request-id-repeated"], ["request-id-repeated"]]);
    // Another run begins anew.
    expect(judged(property, [withId("a")])).toMatchObject([{ violations: [] }]);
  });

  it("accuse a denial of a broken value where a good one of the same members is let in", () => {
    const property = watching.find(({ id }) => id === "error/code/of-broken-constraint");
    if (property === undefined) throw new Error("there is no such property");
    const denied: JobOutcome = [oversized, named("AccessDeniedException")];
    expect(judged(property, [denied])).toEqual([undefined]);
    expect(judged(property, [denied], (members) => members.join() === "MaxResults")).toMatchObject([{ violations: [{ code: "wrong-code" }] }]);
    // A permission may depend on tags.
    const tagless: JobOutcome = [
      brokenProbe("ListSessions", { Tags: { "": "v" } }, { member: "Tags/key", keyword: "minLength" }),
      named("AccessDeniedException"),
    ];
    expect(judged(property, [tagless], (members) => members.length > 0)).toEqual([undefined]);
  });

  it("tell a tolerated code as an observation", () => {
    const property = watching.find(({ id }) => id === "error/code/of-broken-constraint");
    if (property === undefined) throw new Error("there is no such property");
    expect(judged(property, [[broken, named("ValidationError")]])).toEqual([
      { violations: [], observations: [{ code: "code-for-MaxResults/maximum", text: "ValidationError" }] },
    ]);
  });

  const pointed: readonly (readonly [id: string, reported: JobOutcome, pointers: readonly string[]])[] = [
    [
      "response/omits-null-members",
      [valid, success({ Sessions: [{ DefaultArguments: { "a/b~": null }, x: null }, null] })],
      ["/body/Sessions/0/DefaultArguments/a~1b~0", "/body/Sessions/1"],
    ],
    [
      "response/session-has-id-and-status",
      [valid, success({ Sessions: [{ Id: "a", Status: "READY" }, {}] })],
      ["/body/Sessions/1/Id", "/body/Sessions/1/Status"],
    ],
    ["paging/page-within-max-results", [sized, success({ Ids: ["a", "b"], Sessions: [{}, {}] })], ["/body/Ids", "/body/Sessions"]],
    ["response/content-type", [valid, success({}, { "content-type": "text/html" })], ["/headers/content-type"]],
    ["error/status-of-code", [broken, named("InvalidInputException", 422)], ["/status"]],
  ];
  it.each(pointed)("%s points to what is wrong", (id, reported, pointers) => {
    const property = watching.find((one) => one.id === id);
    if (property === undefined) throw new Error("there is no such property");
    expect(judged(property, [reported])[0]?.violations.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it("judge no answer to a request that the protocol does not claim", () => {
    const probe: Probe = {
      ...unclaimed,
      request: { ...wireRequest("ListSessions", ""), method: "GET" },
      breaks: { member: "x-amz-target", keyword: "operation" },
    };
    const said = watching.flatMap((property) => judged(property, [[probe, { status: 404, body: "<html>" }]]));
    expect(said.filter((judgement) => judgement !== undefined)).toEqual([]);
  });
});
