import { describe, expect, it } from "vitest";
import { createChangedService } from "../faults/changed-service.ts";
import { judgeService } from "./bank.testdata.ts";
import { faultsOf } from "./operation-bank.ts";

const id = "create-session/follows-the-model";

describe("create-session/follows-the-model", () => {
  const fault = faultsOf("CreateSession").find(({ name }) => name === "untagging-drops-statements");

  it("is shrunk to the shortest history that fails, step by step", async () => {
    const { record } = await judgeService((world) => createChangedService(fault ?? {}, world), { operation: "CreateSession", only: [id] });
    const { status, reproduced, shrunk, counterexample } = record.checks.find((check) => check.id === id) ?? {};
    expect({ status, reproduced, shrunk }).toEqual({ status: "failed", reproduced: "3/3", shrunk: "complete" });
    // A session is created and looked at in three ways before anything is done with it.
    expect(counterexample?.steps.map(({ request, violates }) => `${request.headers["x-amz-target"] ?? ""}${violates ? " fails" : ""}`)).toEqual([
      "AWSGlue.CreateSession",
      "AWSGlue.GetSession",
      "AWSGlue.GetTags",
      "AWSGlue.ListSessions",
      "AWSGlue.RunStatement",
      "AWSGlue.UntagResource",
      "AWSGlue.RunStatement fails",
      "AWSGlue.DeleteSession",
    ]);
  });
});
