import { describe, expect, it } from "vitest";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { listen } from "../reference/server/http.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { performRun } from "./run-conformance.ts";

/** A service that keeps tags by ARN as they come and asks for no session behind one, as moto does: those of another account have no session. */
function carelessOfAccounts(service: Service): Service {
  const kept = new Map<string, Map<string, string>>();
  const json = (body: object): WireResponse => ({
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: Buffer.from(JSON.stringify(body)),
  });
  return async (request) => {
    const operation = request.headers["x-amz-target"] ?? "";
    const body =
      operation.endsWith("TagResource") || operation.endsWith("UntagResource") || operation.endsWith("GetTags") ? Buffer.from(request.body).toString() : "{}";
    const input = JSON.parse(body) as { ResourceArn?: string; TagsToAdd?: Record<string, string>; TagsToRemove?: string[] };
    if (input.ResourceArn === undefined || input.ResourceArn.includes(":123456789012:")) return await service(request);
    const tags = kept.get(input.ResourceArn) ?? new Map<string, string>();
    kept.set(input.ResourceArn, tags);
    for (const [key, value] of Object.entries(input.TagsToAdd ?? {})) tags.set(key, value);
    for (const key of input.TagsToRemove ?? []) tags.delete(key);
    return json(operation.endsWith("GetTags") ? { Tags: Object.fromEntries(tags) } : {});
  };
}

describe("a target of another account than --account", () => {
  it.each([
    // Some of the sequences change no tags.
    ["000000000000", ["passed", "unexercised"]],
    ["123456789012", ["passed", "passed"]],
  ])("is not accused of tags that went elsewhere: %s, %j", async (account, statuses) => {
    const listener = await listen(carelessOfAccounts(createService(systemEnvironment)));
    try {
      const only = ["sessions/tags-reflected", "sessions/follow-the-model"];
      const { record } = await performRun({ endpoint: listener.url, sign: "dummy", account, only, settle: 200 });
      const judged = record.checks.filter(({ id }) => only.includes(id));
      expect(judged.map((check) => check.status)).toEqual(statuses);
      expect(judged.every(({ reason }) => reason === undefined || reason.includes("--account"))).toBe(true);
    } finally {
      await listener.close();
    }
  });
});
