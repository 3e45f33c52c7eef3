import { CreateSessionCommand, GlueClient, ListSessionsCommand, paginateListSessions } from "@aws-sdk/client-glue";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createHandlers, type HandlerOptions } from "./msw.ts";
import { startReference } from "./library.ts";

// The SDK's own switch for its warning that it will leave this version of Node behind.
vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
let server: ReturnType<typeof setupServer> | undefined;

afterEach(() => server?.close());

function clientOf(options?: HandlerOptions, endpoint?: string): GlueClient {
  server = setupServer(...createHandlers(options));
  server.listen({ onUnhandledRequest: "error" });
  return new GlueClient({ region: "eu-west-1", credentials, maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) });
}

const creation = new CreateSessionCommand({ Id: "one", Role: "arn:aws:iam::123456789012:role/r", Command: { Name: "glueetl" } });

describe("createHandlers()", () => {
  it("mocks Glue's own endpoint for the AWS SDK, with a store of its own", async () => {
    const client = clientOf();
    await client.send(creation);
    expect((await client.send(new ListSessionsCommand())).Ids).toEqual(["one"]);
    server?.close();
    expect((await clientOf().send(new ListSessionsCommand())).Ids).toEqual([]);
  });

  it("answers at the address that it is given, with the sessions that it starts with, page by page", async () => {
    const client = clientOf({ url: "http://glue.test:4566/", sessions: 5 }, "http://glue.test:4566");
    const pages: number[] = [];
    for await (const { Ids } of paginateListSessions({ client, pageSize: 2 }, {})) pages.push(Ids?.length ?? 0);
    expect(pages).toEqual([2, 2, 1]);
  });

  it.each([
    ["http://glue.test:80", "http://glue.test"],
    ["http://[::1]:4566", "http://[::1]:4566/"],
  ])("answers at %s where the client says %s", async (url, endpoint) => {
    expect((await clientOf({ url, sessions: 1 }, endpoint).send(new ListSessionsCommand())).Ids).toEqual(["crowd-0000000"]);
  });

  it("lives by the clock that it is given", async () => {
    const client = clientOf({ clock: { now: () => Date.UTC(2020, 1, 29) } });
    const { Session } = await client.send(creation);
    expect(Session?.CreatedOn).toEqual(new Date("2020-02-29T00:00:00Z"));
  });

  it("behaves as the fault or the variant that is named", async () => {
    expect((await clientOf({ fault: "max-results-one-above-accepted" }).send(new ListSessionsCommand({ MaxResults: 1_001 }))).Ids).toEqual([]);
    server?.close();
    await expect(clientOf().send(new ListSessionsCommand({ MaxResults: 1_001 }))).rejects.toThrow("less than or equal to 1000");
    server?.close();
    const listed = await clientOf({ variant: "token-empty-at-end" }).send(new ListSessionsCommand());
    expect(listed.NextToken).toBe("");
  });

  it("leaves other services and other addresses to the handlers behind it", async () => {
    server = setupServer(
      ...createHandlers({ url: "http://aws.test" }),
      http.all("*", () => new HttpResponse("behind")),
    );
    server.listen();
    const answers = [
      fetch("http://aws.test/", { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" } }),
      fetch("http://other.test/", { method: "POST", headers: { "x-amz-target": "AWSGlue.ListSessions" } }),
    ];
    expect(await Promise.all((await Promise.all(answers)).map(async (answer) => await answer.text()))).toEqual(["behind", "behind"]);
  });

  it.each([
    [{ fault: "max-result-ignored" }, /^fault "max-result-ignored" is not in the bank; the nearest is \S+\.$/u],
    [{ variant: "no-keep-alive" }, /^variant "no-keep-alive" shows only over a connection, which MSW does not have\. Use startReference\.$/u],
    [{ url: "localhost:4566" }, /^url "localhost:4566" is not scheme, host and port of an endpoint, such as http:\/\/localhost:4566\.$/u],
    [{ url: "http://localhost:4566/api" }, /^url "http:\/\/localhost:4566\/api" is not scheme/u],
    [{ url: "http://localhost:4566?a=b" }, /^url .* is not scheme/u],
    [{ sessions: -1 }, /^sessions is -1, expected a whole number, 0 or more\.$/u],
    [{ sessions: 1.5 }, /^sessions is 1\.5, expected/u],
    [{ variant: "x", fault: "y" }, /^fault, variant and idle exclude one another\. Give one of them\.$/u],
  ])("refuses %j", (options, message) => {
    expect(() => createHandlers(options)).toThrow(message);
  });
});

describe("startReference()", () => {
  it("serves the same over HTTP, until it is closed", async () => {
    const { url, close } = await startReference({ sessions: 1 });
    const list = async (): Promise<unknown> =>
      await new GlueClient({ region: "us-east-1", credentials, endpoint: url, maxAttempts: 1 }).send(new ListSessionsCommand());
    expect(await list()).toHaveProperty("Ids", ["crowd-0000000"]);
    await close();
    await expect(list()).rejects.toThrow("ECONNREFUSED");
  });

  it("says why it cannot start", async () => {
    const { url, close } = await startReference();
    const port = Number(new URL(url).port);
    await expect(startReference({ port })).rejects.toThrow(`cannot listen on port ${String(port)}`);
    await close();
    await expect(startReference({ fault: "signature-not-found", sessions: 1 })).rejects.toThrow(
      /^the service cannot start with a session: session 1 was refused: /u,
    );
    await expect(startReference({ port: 70_000 })).rejects.toThrow(
      /^cannot listen on port 70000: [^.]+\.[^.]+\.[^.]+\. Give another port, or 0 for a free one\.$/u,
    );
  });
});
