import { expect, it } from "vitest";
import { populate } from "./populate.ts";
import { createService } from "../service/service.ts";
import { claimedRequest } from "../service/testbed.testdata.ts";
import { systemEnvironment } from "./environment.ts";

it("creates sessions of about 1 KiB each in a listing", async () => {
  const service = createService(systemEnvironment);
  await populate(service, 50);
  const { body } = service(claimedRequest("ListSessions"));
  const { Ids, Sessions } = JSON.parse(Buffer.from(body).toString()) as { Ids: string[]; Sessions: object[] };
  expect([Ids.length, Sessions.length, Ids.at(-1)]).toEqual([50, 50, "crowd-0000049"]);
  expect(body.length / 50).toBeGreaterThan(900);
  expect(body.length / 50).toBeLessThan(1_100);
});

it("says what was refused", async () => {
  await expect(populate(() => ({ status: 400, headers: {}, body: Buffer.from("no room") }), 1)).rejects.toThrow("session 1 was refused: no room");
});
