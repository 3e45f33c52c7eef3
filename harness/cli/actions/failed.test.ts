import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders } from "../command-line.testdata.ts";
import { startReference } from "../../api/library.ts";

beforeAll(buildCommandLine, 120_000);
afterAll(removeFolders);

const range = "request/max-results/refuses-wrong-range";
/** No answer of the reference service names a code in two places. */
const open = "error/code/carriers-agree";

describe("run --failed", () => {
  it("judges only what failed, or could not be judged, in the run in --out, of one target and of several", async () => {
    const { url, close } = await startReference({ fault: "max-results-one-above-accepted" });
    const good = await startReference();
    try {
      const judgedIn = (folder: string): readonly string[] => recordIn(folder).checks.flatMap(({ id, status }) => (status === "skipped" ? [] : [id]));
      const out = join(makeFolder(), "out");
      const several = ["run", "--endpoint", url, "--endpoint", good.url, "--name", "bad", "--name", "good", "--out", out];
      expect((await invoke([...several, "--only", "request/max-results/**", "--only", open])).status).toBe(1);
      const alone = await invoke(["run", "--endpoint", url, "--out", join(out, "bad"), "--failed"]);
      expect([alone.status, judgedIn(join(out, "bad"))]).toEqual([1, [open, range]]);
      const { status, stderr } = await invoke([...several, "--failed"]);
      expect([status, stderr]).toEqual([
        2,
        `glue-conformance: no property failed in ${join(out, "good", "run.json")}. Leave out --failed to judge all of them.\n`,
      ]);
    } finally {
      await Promise.all([close(), good.close()]);
    }
  });

  it.each([
    [["--only", "request"], "--failed chooses the properties, and so does --only. Leave out one of the two."],
    [[], "cannot be read: there is no run.json there."],
  ])("is refused with exit 2 beside %j", async (options, said) => {
    const { status, stderr } = await invoke(["run", "--out", join(makeFolder(), "none"), "--failed", ...options]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});
