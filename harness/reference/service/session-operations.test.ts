import { describe, expect, it } from "vitest";
import { referenceBehaviour } from "./behaviour.ts";
import { createTestbed, sessionNamed } from "./testbed.testdata.ts";

const aging = { ...referenceBehaviour, provisioningMs: 1000, stoppingMs: 500 };
const noon = Date.UTC(2025, 0, 1, 12) / 1000;

describe("CreateSession", () => {
  it("gives back what was set, and what the service adds", () => {
    const settings = {
      ...sessionNamed("full"),
      Command: { Name: "glueetl", PythonVersion: "3" },
      Connections: { Connections: ["first", "second"] },
      DefaultArguments: { "--enable": "", constructor: "c" },
      Description: "Zeile eins\nzwei 👍",
      GlueVersion: "4.0",
      IdleTimeout: 10,
      MaxCapacity: 2.5,
      NumberOfWorkers: 2,
      SecurityConfiguration: "strict",
      WorkerType: "G.1X",
    };
    const { status, body } = createTestbed().call("CreateSession", {
      ...settings,
      RequestOrigin: "me",
      Timeout: 60,
      Tags: { k: "v" },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      Session: { ...settings, CreatedOn: noon, Status: "READY", Progress: 0 },
    });
  });

  it.each([
    [{}, 2880],
    [{ Timeout: 60 }, 60],
    [{ Timeout: 60, IdleTimeout: 5 }, 5],
  ])("derives the idle timeout from %j", (members, minutes) => {
    const { body } = createTestbed().call("CreateSession", { ...sessionNamed("s"), ...members });
    expect(body["Session"]).toMatchObject({ IdleTimeout: minutes });
  });

  it("refuses an id that is taken, until its session is deleted", () => {
    const { call } = createTestbed();
    const create = () => call("CreateSession", sessionNamed("twice"));
    expect(create().status).toBe(200);
    expect(create().body).toEqual({
      __type: "AlreadyExistsException",
      Message: "Session twice already exists",
    });
    expect(call("DeleteSession", { Id: "twice" })).toEqual({ status: 200, body: { Id: "twice" } });
    expect(create().status).toBe(200);
  });

  it("separates hostile ids and keys from inherited members", () => {
    const { call } = createTestbed();
    expect(call("GetSession", { Id: "constructor" }).status).toBe(400);
    for (const id of ["constructor", "__proto__", "toString"]) {
      const input = `{"Id":"${id}","Role":"arn:aws:iam::1:role/r","Command":{},"DefaultArguments":{"__proto__":"p"}}`;
      expect(call("CreateSession", input).status).toBe(200);
      const { Session } = call("GetSession", { Id: id }).body as {
        Session: { DefaultArguments: object };
      };
      expect(Object.entries(Session.DefaultArguments)).toEqual([["__proto__", "p"]]);
    }
  });
});

describe("a session's life", () => {
  const session = (testbed: ReturnType<typeof createTestbed>): unknown => testbed.call("GetSession", { Id: "s" }).body["Session"];

  it("goes from PROVISIONING to READY, and over STOPPING to STOPPED, by the clock alone", () => {
    const testbed = createTestbed(aging);
    testbed.call("CreateSession", sessionNamed("s"));
    testbed.clock.ms += 999;
    expect(session(testbed)).toMatchObject({ Status: "PROVISIONING" });
    testbed.clock.ms += 1;
    expect(session(testbed)).toMatchObject({ Status: "READY" });
    testbed.clock.ms += 250;
    expect(testbed.call("StopSession", { Id: "s" })).toEqual({ status: 200, body: { Id: "s" } });
    testbed.clock.ms += 499;
    expect(session(testbed)).toMatchObject({ Status: "STOPPING" });
    expect(session(testbed)).not.toHaveProperty("CompletedOn");
    testbed.clock.ms += 1;
    expect(session(testbed)).toMatchObject({
      Status: "STOPPED",
      CreatedOn: noon,
      CompletedOn: noon + 1.75,
      ExecutionTime: 1.75,
    });
  });

  it("can be stopped while it is provisioned", () => {
    const testbed = createTestbed(aging);
    testbed.call("CreateSession", sessionNamed("s"));
    expect(testbed.call("StopSession", { Id: "s" }).status).toBe(200);
  });

  it("cannot be stopped twice, stopping or stopped", () => {
    const testbed = createTestbed(aging);
    testbed.call("CreateSession", sessionNamed("s"));
    testbed.call("StopSession", { Id: "s" });
    expect(testbed.call("StopSession", { Id: "s" }).body).toMatchObject({
      __type: "IllegalSessionStateException",
    });
    testbed.clock.ms += 500;
    expect(testbed.call("StopSession", { Id: "s" }).body).toMatchObject({
      __type: "IllegalSessionStateException",
    });
  });

  it("ends with its deletion, in every state", () => {
    const testbed = createTestbed(aging);
    testbed.call("CreateSession", sessionNamed("s"));
    expect(testbed.call("DeleteSession", { Id: "s" }).status).toBe(200);
    expect(testbed.call("GetSession", { Id: "s" }).body).toMatchObject({
      __type: "EntityNotFoundException",
    });
    expect(testbed.call("ListSessions").body).toEqual({ Ids: [], Sessions: [] });
  });
});
