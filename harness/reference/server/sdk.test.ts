import {
  AlreadyExistsException,
  CreateSessionCommand,
  DeleteSessionCommand,
  EntityNotFoundException,
  GetSessionCommand,
  GetTagsCommand,
  GlueClient,
  IllegalSessionStateException,
  InvalidInputException,
  ListSessionsCommand,
  paginateListSessions,
  StopSessionCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-glue";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemEnvironment } from "./environment.ts";
import { listen } from "./http.ts";
import { handlersFor } from "./msw.ts";
import { createService } from "../service/service.ts";
import { sessionNamed } from "../service/testbed.testdata.ts";

// The SDK's own switch for its warning that it will leave this version of Node behind.
vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");

interface Wiring {
  readonly endpoint?: string;
  readonly close: () => Promise<void>;
}

async function overHttp(): Promise<Wiring> {
  const { url, close } = await listen(createService(systemEnvironment));
  return { endpoint: url, close };
}

async function throughMsw(): Promise<Wiring> {
  const server = setupServer(...handlersFor(createService(systemEnvironment)));
  server.listen({ onUnhandledRequest: "error" });
  return { close: async () => server.close() };
}

describe.each([
  ["over HTTP", overHttp],
  ["through MSW", throughMsw],
])("@aws-sdk/client-glue %s", (_way, wire) => {
  let wiring: Wiring;
  let client: GlueClient;

  beforeAll(async () => {
    wiring = await wire();
    client = new GlueClient({
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      ...(wiring.endpoint === undefined ? {} : { endpoint: wiring.endpoint }),
    });
    for (const index of [0, 1, 2, 3, 4]) {
      const Tags = { parity: index % 2 === 0 ? "even" : "odd" };
      await client.send(new CreateSessionCommand({ ...sessionNamed(`s${index}`), Tags }));
    }
  });

  afterAll(async () => {
    client.destroy();
    await wiring.close();
  });

  it("creates a session with dates that are dates", async () => {
    const before = Date.now();
    const { Session } = await client.send(new CreateSessionCommand({ ...sessionNamed("dated"), MaxCapacity: 2.5, GlueVersion: "4.0" }));
    expect(Session).toMatchObject({
      Id: "dated",
      MaxCapacity: 2.5,
      GlueVersion: "4.0",
      Status: "READY",
    });
    expect(Session?.CreatedOn).toBeInstanceOf(Date);
    expect(Math.abs(Number(Session?.CreatedOn) - before)).toBeLessThan(10_000);
    await client.send(new DeleteSessionCommand({ Id: "dated" }));
  });

  it.each([
    [undefined, ["s0", "s1", "s2", "s3", "s4"]],
    [{ parity: "even" }, ["s0", "s2", "s4"]],
    [{ parity: "none" }, []],
  ])("walks all pages of the filter %j", async (Tags, ids) => {
    const seen: (string | undefined)[] = [];
    for await (const page of paginateListSessions({ client, pageSize: 2 }, { Tags })) {
      expect(page.Sessions?.map(({ Id }) => Id)).toEqual(page.Ids);
      seen.push(...(page.Ids ?? []));
    }
    expect(seen).toEqual(ids);
  });

  it("tags and untags", async () => {
    const ResourceArn = "arn:aws:glue:us-east-1:123456789012:session/s1";
    await client.send(new TagResourceCommand({ ResourceArn, TagsToAdd: { extra: "" } }));
    expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({
      parity: "odd",
      extra: "",
    });
    await client.send(new UntagResourceCommand({ ResourceArn, TagsToRemove: ["extra"] }));
    expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({
      parity: "odd",
    });
  });

  it("throws modelled exceptions with their messages", async () => {
    await client.send(new CreateSessionCommand(sessionNamed("stopped")));
    await client.send(new StopSessionCommand({ Id: "stopped" }));
    const failures = [
      [new ListSessionsCommand({ NextToken: "garbage" }), InvalidInputException],
      [new GetSessionCommand({ Id: "none" }), EntityNotFoundException],
      [new CreateSessionCommand(sessionNamed("s0")), AlreadyExistsException],
      [new StopSessionCommand({ Id: "stopped" }), IllegalSessionStateException],
    ] as const;
    for (const [command, exception] of failures) {
      const error: unknown = await client.send(command as ListSessionsCommand).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(exception);
      expect(error).toMatchObject({
        message: expect.stringMatching(/./u),
        $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
      });
    }
    await client.send(new DeleteSessionCommand({ Id: "stopped" }));
  });

  it("names errors that the operation does not model", async () => {
    await expect(client.send(new ListSessionsCommand({ MaxResults: 1001 }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("maxResults"),
    });
  });
});
