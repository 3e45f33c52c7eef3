import { describe, expect, it } from "vitest";
import { claimedRequest, createTestbed } from "./testbed.testdata.ts";

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

describe("claiming", () => {
  const { headers } = claimedRequest("ListSessions");

  it.each([
    ["the plain media type", {}],
    ["a charset parameter", { headers: { ...headers, "content-type": "application/x-amz-json-1.1; charset=utf-8" } }],
    ["capitals and blanks in the media type", { headers: { ...headers, "content-type": "Application/X-Amz-Json-1.1 ;x=y" } }],
    ["a query string", { path: "/?debug=1" }],
  ])("takes %s", (_what, request) => {
    expect(createTestbed().send(request).status).toBe(200);
  });

  it.each([
    ["GET", { method: "GET" }],
    ["PUT", { method: "PUT" }],
    ["DELETE", { method: "DELETE" }],
    ["another path", { path: "/sessions" }],
    ["application/json", { headers: { ...headers, "content-type": "application/json" } }],
    ["the version before", { headers: { ...headers, "content-type": "application/x-amz-json-1.0" } }],
    ["no content type", { headers: { "x-amz-target": "AWSGlue.ListSessions" } }],
  ])("leaves %s unclaimed", (_what, request) => {
    const { status, headers: answered, text } = createTestbed().send(request);
    expect(status).toBe(404);
    expect(answered).toEqual({
      "content-type": "application/xml",
      "x-amzn-requestid": expect.stringMatching(uuid),
    });
    expect(text).toBe("<UnknownOperationException/>\n");
  });

  it.each([undefined, "", "ListSessions", "AWSGlue.", "AWSGlue.Nope", "AWSGlue.constructor", "Foo.ListSessions", "awsglue.listsessions"])(
    "knows no operation for the target %s",
    (target) => {
      const { "x-amz-target": _target, ...others } = headers;
      const { status, text } = createTestbed().send({
        headers: target === undefined ? others : { ...others, "x-amz-target": target },
      });
      expect(status).toBe(400);
      expect(JSON.parse(text)).toEqual({
        __type: "UnknownOperationException",
        message: expect.any(String),
      });
    },
  );
});

describe("envelope", () => {
  it("gives results and errors the protocol's content type and their own request id", () => {
    const { send } = createTestbed();
    const answers = [send({}), send({ body: Buffer.from("{") })];
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    for (const { headers } of answers) {
      expect(headers).toEqual({
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-requestid": expect.stringMatching(uuid),
      });
    }
    expect(answers[0]?.headers["x-amzn-requestid"]).not.toBe(answers[1]?.headers["x-amzn-requestid"]);
  });

  it.each([
    ["ListSessions", { MaxResults: 0 }, "ValidationException", "message"],
    ["CreateSession", {}, "ValidationException", "Message"],
    ["ListSessions", { NextToken: "x" }, "InvalidInputException", "Message"],
    ["ListSessions", "{", "SerializationException", "message"],
    ["GetSession", { Id: "none" }, "EntityNotFoundException", "Message"],
    ["StopSession", { Id: "none" }, "InvalidInputException", "Message"],
    ["DeleteSession", { Id: "none" }, "InvalidInputException", "Message"],
  ])("reports an error of %s for %j as %s with %s", (operation, input, code, member) => {
    const { status, body } = createTestbed().call(operation, input);
    expect(status).toBe(400);
    expect(body).toEqual({ __type: code, [member]: expect.stringMatching(/./u) });
  });
});
