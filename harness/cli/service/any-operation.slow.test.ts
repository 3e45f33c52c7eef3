import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceModel } from "../../../spec/models/service-model.ts";
import { extractContract } from "../../../spec/page/parse-page.ts";
import { renderedPage } from "../../dev/contract/rendered-page.ts";
import { listen, type Listener } from "../../reference/server/http.ts";
import { pageService } from "../../run/page-service.testdata.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "../command-line.testdata.ts";

const operation = {
  name: "ListBoats",
  input: { shape: "Request" },
  output: { shape: "Boats" },
  errors: [{ shape: "ValidationException" }],
};
const model: ServiceModel = {
  service: "harbour",
  operations: [operation],
  shapes: {
    Request: { type: "structure", members: { Limit: { shape: "Limit" }, Name: { shape: "Name" } } },
    Boats: { type: "structure", members: { Count: { shape: "Limit" } } },
    Limit: { type: "integer", min: 1, max: 50 },
    Name: { type: "string", min: 1, max: 5 },
    ValidationException: { type: "structure", members: {} },
  },
};
const prefix = "Harbour_2026";

let target: Listener;
let page: string;
let options: readonly string[];
let run: string;

beforeAll(async () => {
  buildCommandLine();
  const text = renderedPage(model, operation, "broken");
  page = join(makeFolder(), "ListBoats.txt");
  writeFileSync(page, text);
  target = await listen(pageService(extractContract(text).contract, prefix, { unchecked: ["Limit"] }));
  options = ["--page", page, "--target-prefix", prefix, "--signing-name", "harbour", "--endpoint", target.url, "--format", "json", "--effort", "quick"];
  run = join(makeFolder(), "run");
  const { status, stderr } = await invoke(["run", ...options, "--out", run]);
  if (status !== 1) throw new Error(`the run ended with ${String(status)}: ${stderr}`);
}, 120_000);

afterAll(async () => {
  await target.close();
  removeFolders();
});

const broken = "request/limit/refuses-wrong-range#Limit/minimum/below";

describe("a run of an operation that is not shipped", () => {
  it.each<readonly [args: () => readonly string[], status: number, reported: string]>([
    [() => ["rejudge", run], 0, "The verdict is unchanged: fails"],
    [() => ["replay", broken, "--run", run], 1, "It fails again: request/limit/refuses-wrong-range"],
    [() => ["replay", broken, "--run", run, "--dry-run"], 0, "aws:amz:us-east-1:harbour"],
    [() => ["list", "--run", run], 0, "request/limit/refuses-wrong-range"],
    [() => ["explain", "request/limit/refuses-wrong-range", "--run", run], 0, "### `ListBoats`: "],
    [() => ["explain", "request/accepts-null-members", "--run", run], 0, "takes a null member as absent"],
    [() => ["matrix", run, run, "--format", "terminal"], 0, "targets differ on 0"],
    [() => ["compare", run, run], 0, "nothing changed"],
    [() => ["report", run, "--format", "markdown", "--out", join(run, "again")], 0, ""],
  ])("is understood by %s", { timeout: 60_000 }, async (args, status, reported) => {
    const done = await invoke([...args()]);
    expect([done.status, done.stderr]).toEqual([status, ""]);
    expect(done.stdout).toContain(reported);
  });

  it("has a baseline like any other", { timeout: 120_000 }, async () => {
    const folder = makeFolder();
    const baseline = join(folder, "baseline.json");
    const out = join(folder, "run");
    await invoke(["run", ...options, "--out", out, "--baseline", baseline, "--update-baseline", "--reason", "known"]);
    expect((await invoke(["run", ...options, "--out", out, "--baseline", baseline])).status).toBe(0);
  });

  it("is merged from shards like any other", { timeout: 120_000 }, async () => {
    const folder = makeFolder();
    const shards = ["1/2", "2/2"].map((shard) => ({ shard, out: join(folder, shard.slice(0, 1)) }));
    for (const { shard, out } of shards) await invoke(["run", ...options, "--out", out, "--shard", shard]);
    const merged = join(folder, "merged");
    expect((await invoke(["report", "--merge", ...shards.map(({ out }) => out), "--out", merged, "--format", "json"])).status).toBe(1);
    expect(await invoke(["rejudge", merged])).toMatchObject({ status: 0 });
  });
});
