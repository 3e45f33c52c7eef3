import { afterEach, describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { memberOf } from "../../spec/json.ts";
import { openProbe, validProbe } from "../../properties/core/request.ts";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { answerOf, inputOf, operationOf, refusalOf } from "../cases/exchange.testdata.ts";
import { createHttpTransport } from "../transport/http-transport.ts";
import { preflight } from "./preflight.ts";
import { createService } from "../reference/service/service.ts";
import { TargetClient } from "../client/target-client.ts";
import { answering, closedUrl, serveHttp, serveTcp } from "../transport/test-server.testdata.ts";
import type { Transport } from "../transport/transport.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

type Service = (request: WireRequest) => WireResponse;

const contract = contractOf("ListSessions");
const endpoint = "http://target";

interface Stage {
  readonly sender: TargetClient;
  readonly asked: string[];
  readonly transport: Transport;
}

function stage(transport: Transport): Stage {
  const asked: string[] = [];
  const sender = new TargetClient({
    transport,
    signer: { sign: (request) => request },
    clock: createVirtualClock(0),
    limits: { maxRequests: undefined, deadline: undefined, rate: undefined, headers: {} },
    control: validProbe("ListSessions", {}),
    owns: () => true,
    isOwn: () => true,
    beforeSend: ({ operation, request }) => asked.push(`${operation} ${Buffer.from(request.body).toString()}`),
    afterSend: () => undefined,
  });
  return { sender, asked, transport };
}

function serving(service: Service): Stage {
  return stage(createDirectTransport(service, createVirtualClock(0)));
}

/** The preflight of a service; where sessions may be created, one is. */
async function reported(service: Service, creates = true): Promise<Preflight> {
  const { sender } = serving(service);
  const create = async (): Promise<void> => void (await sender.send(openProbe("CreateSession", { Id: "one" }), "state"));
  return await preflight(sender, contract, endpoint, creates ? { create } : {});
}

/** A service of nothing but ListSessions, that leaves out empty lists and looks at its input as far as the test says. */
function omitting(looksAtInput: boolean): Service {
  let sessions = 0;
  return (request) => {
    if (operationOf(request) === "CreateSession") sessions += 1;
    const wanted = memberOf(inputOf(request), "MaxResults");
    if (looksAtInput && typeof wanted === "number" && wanted < 1) return refusalOf("ValidationException");
    return answerOf(200, sessions === 0 ? {} : { Ids: ["one"] });
  };
}

const html = answerOf(200, "<html><body>Welcome</body></html>", { "content-type": "text/html" });

describe("preflight() over a target that works", () => {
  const reference: Service = createService({ now: () => 0, uuid: () => "00000000-0000-4000-8000-000000000000" });
  it.each<readonly [name: string, service: Service]>([
    ["the reference service", reference],
    ["empty lists", () => answerOf(200, { Ids: [], Sessions: [] })],
    ["one member only", () => answerOf(200, { Ids: [] })],
    ["a null member", () => answerOf(200, { NextToken: null, Sessions: [] })],
    ["another status of success", () => answerOf(201, { Ids: [] })],
    ["no empty lists, but a look at its input", omitting(true)],
    [
      "an empty body, but a look at its input",
      (request) => (memberOf(inputOf(request), "MaxResults") === undefined ? answerOf(200, "") : refusalOf("InvalidInputException")),
    ],
    ["HTML, and a crash where the input is broken", (request) => (memberOf(inputOf(request), "MaxResults") === undefined ? html : answerOf(500, "crash"))],
  ])("answers with %s", async (_name, service) => {
    for (const creates of [true, false]) expect(await reported(service, creates)).toEqual({ outcome: "works", message: "" });
  });

  it("shows a session, once one is created, where it leaves out empty lists and looks at nothing", async () => {
    expect(await reported(omitting(false))).toEqual({ outcome: "works", message: "" });
  });

  it("is asked no more than once where its answer is enough", async () => {
    const { sender, asked } = serving(() => answerOf(200, { Ids: [] }));
    await preflight(sender, contract, endpoint, {});
    expect(asked).toEqual(["ListSessions {}"]);
    expect(sender.counts).toMatchObject({ preflight: 1, properties: 0, state: 0 });
  });

  it("may be throttled, or drop a request, for a moment", async () => {
    let sent = 0;
    const answers = [refusalOf("ThrottlingException"), answerOf(503), answerOf(500), answerOf(200, { Ids: [] })];
    expect((await reported(() => answers[sent++] ?? answerOf(200))).outcome).toBe("works");
  });
});

const glue = (code: string, status = 400): WireResponse => refusalOf(code, status);
const catchAll: Service = (request) =>
  // What may create nothing asks for a session instead.
  ["CreateSession", "GetSession"].includes(operationOf(request))
    ? glue("ValidationException")
    : answerOf(400, { __type: "InvalidInputException", Message: "bad input" });

describe("preflight() over a target that cannot be judged", () => {
  const hollow =
    /^http:\/\/target accepts whatever it is sent and answers with nothing of ListSessions: .* check the endpoint\.(?: If it is your own and holds no sessions, give --state create, .*\.)?$/u;
  const lacking = (shown: string): RegExp =>
    new RegExp(
      `^http://target does not implement ListSessions: it answered ${shown}\\. Check the endpoint, and whether this version of the target has the operation\\.$`,
      "u",
    );
  const refused = (shown: string): RegExp =>
    new RegExp(`^http://target refuses the credentials with ${shown}\\. Check credentials, --profile, --region and --sign\\.$`, "u");
  const refusedFor = (shown: string, why: string): RegExp => new RegExp(`^http://target refuses the credentials with ${shown}: ${why}\\. `, "u");
  const refuses = (shown: string): RegExp => new RegExp(`^http://target refuses a plain ListSessions with ${shown}; nothing else can be judged\\.$`, "u");

  it.each<readonly [name: string, service: Service, outcome: Preflight["outcome"], message: RegExp]>([
    ["501", () => answerOf(501, ""), "not-implemented", lacking("status 501")],
    ["501 with HTML", () => answerOf(501, "<html>"), "not-implemented", lacking("status 501")],
    ["405", () => answerOf(405, ""), "not-implemented", lacking("status 405")],
    ["404 that names nothing", () => answerOf(404, "not found"), "not-implemented", lacking("status 404")],
    ["404 UnknownOperationException", () => glue("UnknownOperationException", 404), "not-implemented", lacking("status 404 UnknownOperationException")],
    ["400 InvalidAction", () => glue("InvalidAction"), "not-implemented", lacking("status 400 InvalidAction")],
    [
      "400 UnknownOperationException",
      () => glue("com.amazon.coral.service#UnknownOperationException"),
      "not-implemented",
      lacking("status 400 UnknownOperationException"),
    ],
    ["400 NotImplemented", () => glue("NotImplemented"), "not-implemented", lacking("status 400 NotImplemented")],
    ["500 NotImplementedException", () => glue("NotImplementedException", 500), "not-implemented", lacking("status 500 NotImplementedException")],
    ["one error for everything that it does not know", catchAll, "not-implemented", lacking("status 400 InvalidInputException")],

    ["403", () => answerOf(403, ""), "credentials", refused("status 403")],
    ["401", () => answerOf(401, ""), "credentials", refused("status 401")],
    ["UnrecognizedClientException", () => glue("UnrecognizedClientException"), "credentials", refused("status 400 UnrecognizedClientException")],
    ["InvalidSignatureException", () => glue("InvalidSignatureException"), "credentials", refused("status 400 InvalidSignatureException")],
    [
      "MissingAuthenticationTokenException",
      () => glue("MissingAuthenticationTokenException", 403),
      "credentials",
      refused("status 403 MissingAuthenticationTokenException"),
    ],
    ["AccessDeniedException", () => glue("AccessDeniedException"), "credentials", refused("status 400 AccessDeniedException")],
    [
      "ExpiredTokenException",
      () => answerOf(400, { __type: "ExpiredTokenException", message: "The security token included in the request is expired" }),
      "credentials",
      refusedFor("status 400 ExpiredTokenException", "they have expired"),
    ],
    [
      "a signature that is not yet current",
      () => answerOf(403, { __type: "InvalidSignatureException", Message: "Signature not yet current" }),
      "credentials",
      refusedFor("status 403 InvalidSignatureException", "it considers the time of the signature wrong"),
    ],

    ["{} to everything", () => answerOf(200, {}), "hollow", hollow],
    ["HTML to everything", () => html, "hollow", hollow],
    ["nothing to everything", () => answerOf(200, ""), "hollow", hollow],
    ["JSON that is no object to everything", () => answerOf(200, []), "hollow", hollow],
    ["members of another operation to everything", () => answerOf(200, { Jobs: [] }), "hollow", hollow],
    ["inherited names to everything", () => answerOf(200, { constructor: {} }), "hollow", hollow],

    [
      "throttling to the end",
      () => glue("ThrottlingException"),
      "throttled",
      /^http:\/\/target answers no plain ListSessions: the target kept throttling \(400 ThrottlingException\); send slower with --rate\.$/u,
    ],
    [
      "503 to the end",
      () => answerOf(503),
      "throttled",
      /^http:\/\/target answers no plain ListSessions: the target kept throttling \(503\); send slower with --rate\.$/u,
    ],

    ["ValidationException", () => glue("ValidationException"), "refuses", refuses("status 400 ValidationException")],
    ["InvalidInputException to all it does not like", () => glue("InvalidInputException"), "refuses", refuses("status 400 InvalidInputException")],
    [
      "a genuine InvalidInputException",
      (request) => (operationOf(request) === "ListSessions" ? glue("InvalidInputException") : glue("UnknownOperationException")),
      "refuses",
      refuses("status 400 InvalidInputException"),
    ],
    ["500 each time", () => answerOf(500, "<h1>Internal Server Error</h1>"), "refuses", refuses("status 500")],
    ["a redirect", () => answerOf(302, ""), "refuses", refuses("status 302")],
  ])("that answers with %s", async (_name, service, outcome, message) => {
    for (const creates of [true, false]) {
      const found = await reported(service, creates);
      expect(found).toEqual({ outcome, message: expect.stringMatching(message) });
      expect(found.message).not.toMatch(/\n/u);
    }
  });

  it("creates a session before it calls a target hollow, and none where that is not allowed", async () => {
    for (const [creates, operations] of [
      [true, ["ListSessions", "ListSessions", "CreateSession", "ListSessions"]],
      [false, ["ListSessions", "ListSessions"]],
    ] as const) {
      const { sender, asked } = serving(() => answerOf(200, {}));
      const create = async (): Promise<void> => void (await sender.send(openProbe("CreateSession", {}), "state"));
      expect((await preflight(sender, contract, endpoint, creates ? { create } : {})).outcome).toBe("hollow");
      expect(asked.map((line) => line.split(" ", 1)[0])).toEqual(operations);
    }
  });

  it("sends two broken requests before it calls a target hollow", async () => {
    const { sender, asked } = serving(() => answerOf(200, {}));
    await preflight(sender, contract, endpoint, {});
    expect(asked).toEqual(["ListSessions {}", 'ListSessions {"MaxResults":0}']);
  });

  it("requires credentials that are missing, which is reported after all that keeps it from being reached", async () => {
    const message = "No credentials were found.";
    const { sender } = serving(() => answerOf(403));
    expect(await preflight(sender, contract, endpoint, {}, message)).toEqual({ outcome: "credentials", message });
    const gone = serving(() => {
      throw new Error("gone");
    });
    expect(await preflight(gone.sender, contract, endpoint, {}, message)).toMatchObject({ outcome: "unreachable" });
  });

  it("has a certificate that is not trusted", async () => {
    const failure = { kind: "certificate", message: "self-signed certificate" } as const;
    const { sender } = stage({ send: () => Promise.resolve({ failure, latencyMs: 0 }), close: () => Promise.resolve() });
    const message = "http://target cannot be asked over TLS: self-signed certificate.";
    expect(await preflight(sender, contract, endpoint, {})).toEqual({ outcome: "certificate", message });
  });

  it("is not judged where the run was stopped meanwhile", async () => {
    const { sender } = serving(() => answerOf(200, {}));
    sender.stop("the run was interrupted");
    expect(await preflight(sender, contract, endpoint, {})).toEqual({ outcome: "not-run", message: "Nothing was judged: the run was interrupted." });
  });
});

describe("preflight() over a target that knows header names in one spelling", () => {
  const knows =
    (name: string, otherwise: WireResponse): Service =>
    ({ headers }) =>
      headers[name] === "AWSGlue.ListSessions" ? answerOf(200, { Ids: [] }) : otherwise;

  it.each([
    ["X-Amz-Target", answerOf(404, ""), 2],
    ["X-AMZ-TARGET", glue("UnknownOperationException"), 3],
    ["X-Amz-Target", answerOf(403, { __type: "MissingAuthenticationTokenException" }), 2],
    ["X-Amz-Target", answerOf(400, { __type: "InvalidParameterValue" }), 2],
  ])("finds that it works with %s, and goes on with that", async (name, otherwise, asked) => {
    const { sender } = serving(knows(name, otherwise));
    const message = `The target works, but it knows header names only as ${name} is written; the run goes on with that.`;
    expect(await preflight(sender, contract, endpoint, {})).toEqual({ outcome: "works", message });
    expect(sender.counts.preflight).toBe(asked);
    const next = await sender.send(validProbe("ListSessions", { MaxResults: 1 }), "properties");
    expect(next).toMatchObject({ judged: { answer: { status: 200 }, request: { headers: { [name]: "AWSGlue.ListSessions" } } } });
  });

  it("tries no other where the usual one works", async () => {
    const { sender, asked } = serving(knows("x-amz-target", answerOf(404)));
    expect(await preflight(sender, contract, endpoint, {})).toEqual({ outcome: "works", message: "" });
    expect([asked.length, sender.addressing.headerSpelling]).toEqual([1, undefined]);
  });

  it("says what it says otherwise where none works", async () => {
    const { sender } = serving(() => answerOf(404, ""));
    expect((await preflight(sender, contract, endpoint, {})).outcome).toBe("not-implemented");
    expect([sender.counts.preflight, sender.addressing.headerSpelling]).toEqual([3, undefined]);
  });
});

describe("preflight() of an operation that changes something", () => {
  const untagging = contractOf("UntagResource");
  const plain = openProbe("UntagResource", { ResourceArn: "arn:aws:glue:us-east-1:123456789012:session/absent", TagsToRemove: [] });
  const crash = answerOf(500, "<h1>Internal Server Error</h1>");

  it.each([
    ["is there where a valid request for an absent session is accepted", answerOf(200, {}), "works"],
    ["is there where such a request and a made-up operation get different answers", refusalOf("EntityNotFoundException"), "works"],
    ["is not there where both get the same answer", crash, "not-implemented"],
  ])("finds that it %s, and sends nothing broken", async (_title, valid, outcome) => {
    const { sender, asked } = serving((request) => {
      if (operationOf(request) === "GetSession") return answerOf(400, { __type: "EntityNotFoundException" });
      return operationOf(request) === "UntagResource" && memberOf(inputOf(request), "ResourceArn") !== undefined ? valid : crash;
    });
    expect((await preflight(sender, untagging, endpoint, { plain })).outcome).toBe(outcome);
    expect(asked.filter((one) => one.startsWith("UntagResource") && !one.includes("/absent"))).toEqual([]);
  });
});

describe("preflight() over sockets", () => {
  const closers: (() => Promise<void>)[] = [];

  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });

  async function over(url: string, timeoutMs = 10_000): Promise<Preflight> {
    const transport = createHttpTransport(new URL(url), { timeoutMs, connectTimeoutMs: 3_000, bodyLimit: 1_000, connections: 8 });
    closers.push(() => transport.close());
    return await preflight(stage(transport).sender, contract, url, {});
  }

  it("reports a port at which nothing listens", async () => {
    const url = await closedUrl();
    expect(await over(url)).toEqual({
      outcome: "unreachable",
      message: `Nothing answers at ${url}: connect ECONNREFUSED ${new URL(url).host}. Is the target running, and is this its port?`,
    });
  });

  it("reports an unknown host", async () => {
    expect(await over("http://no-such-host.invalid")).toEqual({
      outcome: "unreachable",
      message: expect.stringMatching(
        /^The host of http:\/\/no-such-host\.invalid is not known: .*no-such-host\.invalid\. Check the spelling, or the network\.$/u,
      ),
    });
  });

  it.each<readonly [name: string, onRequest: Parameters<typeof serveTcp>[0], message: RegExp]>([
    [
      "that closes each connection",
      (socket) => socket.end(),
      /^URL gives no answer: the connection was closed without an answer \(.*\)\. Look at the target's log; if it speaks TLS, give https:\/\/127\.0\.0\.1:\d+\.$/u,
    ],
    [
      "that speaks no HTTP",
      (socket) => socket.end("220 mail.example.com ESMTP\r\n"),
      /^What URL answers is not HTTP: .*\. Check the port; if it speaks TLS, give https:\/\/127\.0\.0\.1:\d+\.$/u,
    ],
    [
      "that says nothing",
      () => undefined,
      /^URL accepts connections but gives no answer: no complete answer within 100 ms\. Give it longer with --timeout, or look at its log\.$/u,
    ],
    [
      "whose answer stops in the middle",
      (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
      /^URL gives no answer: the connection was lost in the middle of the answer \(.*\)\. Look at the target's log\.$/u,
    ],
  ])("reports a target %s", async (_name, onRequest, message) => {
    const server = await serveTcp((socket) => socket.once("data", () => onRequest(socket)));
    closers.push(server.close);
    const found = await over(server.url, 100);
    expect({ ...found, message: found.message.replaceAll(server.url, "URL") }).toEqual({ outcome: "unreachable", message: expect.stringMatching(message) });
  });

  it("reports https where http is spoken, in one line", async () => {
    const server = await serveHttp(answering((_, response) => response.end()));
    closers.push(server.close);
    const { outcome, message } = await over(server.url.replace("http:", "https:"));
    expect(outcome).toBe("unreachable");
    expect(message).toMatch(/^What https:.* answers is not HTTP: .*\. Check the port; if it speaks plain HTTP, give http:\/\/127\.0\.0\.1:\d+\.$/u);
  });

  it("reports http where TLS is spoken, by the words of the server", async () => {
    const server = await serveHttp(answering((_, response) => response.writeHead(400).end("Client sent an HTTP request to an HTTPS server.\n")));
    closers.push(server.close);
    const message = `${server.url} speaks TLS: give ${server.url.replace("http:", "https:")}.`;
    expect(await over(server.url)).toEqual({ outcome: "unreachable", message });
  });

  it("reports an answer that is too large to be read", async () => {
    const server = await serveHttp(answering((_, response) => response.end("x".repeat(2_000))));
    closers.push(server.close);
    expect((await over(server.url)).message).toBe(
      `What ${server.url} answers to a plain ListSessions is not read: the body is larger than 1000 bytes (--body-limit). Check the endpoint, or give a higher --body-limit.`,
    );
  });
});
