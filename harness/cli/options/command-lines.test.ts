import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, removeFolders } from "../command-line.testdata.ts";
import { asksForSeveral, commandLinesOf, type RepeatedOptions, singleCommandLine } from "./command-lines.ts";
import { SharedOutput } from "../actions/run-output.ts";
import { worstOf } from "../actions/run-side-by-side.ts";

afterAll(removeFolders);

const [one, other] = ["http://127.0.0.1:1", "http://127.0.0.1:2"];

function configured(): string {
  const file = join(makeFolder(), "glue.json");
  writeFileSync(file, JSON.stringify({ targets: { moto: { endpoint: one }, localemu: { endpoint: other }, mine: {} } }));
  return file;
}

describe("the command lines of a run", () => {
  it.each<readonly [given: RepeatedOptions, lines: readonly object[]]>([
    [{}, [{}]],
    [{ seed: 2 }, [{ seed: 2 }]],
    [{ name: ["a"] }, [{ name: "a" }]],
    [{ endpoint: [one], name: ["a"], seed: 2 }, [{ endpoint: one, name: "a", seed: 2 }]],
    [
      { endpoint: [one, other], seed: 2 },
      [
        { endpoint: one, seed: 2 },
        { endpoint: other, seed: 2 },
      ],
    ],
    [
      { endpoint: [one, other], name: ["a", "b"] },
      [
        { endpoint: one, name: "a" },
        { endpoint: other, name: "b" },
      ],
    ],
    [{ target: ["a"], endpoint: [one] }, [{ target: "a", endpoint: one }]],
    [{ target: ["a", "b"] }, [{ target: "a" }, { target: "b" }]],
  ])("%o", async (given, lines) => {
    expect(await commandLinesOf(given, {})).toEqual(lines);
    expect(asksForSeveral(given) ? "several" : singleCommandLine(given)).toEqual(lines.length > 1 ? "several" : lines[0]);
  });

  it("are one for each target of the configuration that a pattern names", async () => {
    const config = configured();
    expect((await commandLinesOf({ config, target: ["*"] }, {})).map(({ target }) => target)).toEqual(["moto", "localemu", "mine"]);
    expect(await commandLinesOf({ config, target: ["m*", "localemu"] }, {})).toHaveLength(3);
    expect(await commandLinesOf({ config, target: ["l*"], name: ["a"] }, {})).toEqual([{ config, target: "localemu", name: "a" }]);
    expect(asksForSeveral({ target: ["l*"] })).toBe(true);
    await expect(commandLinesOf({ config, target: ["x*"] }, {})).rejects.toThrow(/^--target x\* matches no target of .*; it has moto, localemu, mine\.$/u);
  });

  it.each<readonly [given: RepeatedOptions, reported: RegExp]>([
    [{ endpoint: [one, other], name: ["a"] }, /--name is given once and --endpoint 2 times/u],
    [{ name: ["a", "b"] }, /--name is given 2 times and --endpoint not at all/u],
    [{ endpoint: ["http://u:secret@h", "http://u:secret@h"] }, /--endpoint is given twice with the value "…@h"/u],
    [{ endpoint: [one, other], name: ["a", "a"] }, /--name is given twice/u],
    [{ target: ["a", "a"] }, /--target is given twice/u],
    [{ target: ["a", "b"], endpoint: [one] }, /Leave out --endpoint and --name/u],
    [{ target: ["a"], endpoint: [one, other] }, /--target names one target, and --endpoint is given several times/u],
  ])("are none of %o", async (given, reported) => {
    await expect(commandLinesOf(given, {})).rejects.toThrow(reported);
  });
});

describe("the exit status of several targets", () => {
  it.each<readonly [exits: readonly (number | "usage")[], worst: number]>([
    [[0, 0], 0],
    [[0, 3], 3],
    [[3, 2], 2],
    [[2, 1, 0], 1],
    [["usage", 1], 2],
    [[1, 130, "usage"], 130],
  ])("of %j is the worst by the table: %i", (exits, worst) => {
    expect(worstOf(exits.map((exit) => ({ exit: exit === "usage" ? 2 : exit, isUsage: exit === "usage" })))).toBe(worst);
  });
});

describe("the output of several targets", () => {
  it("is one piece for each, and one line for the progress of all", () => {
    const reported: string[] = [];
    const note = (text: string): void => void reported.push(text);
    const progress = ({ done, total, requests, doing = "" }: { done: number; total: number; requests: number; doing?: string }): void =>
      note(`${String(done)}/${String(total)} ${String(requests)} ${doing}`);
    const shared = new SharedOutput({ out: note, err: note, progress, signal: new AbortController().signal });
    const [a, b] = [shared.of("a"), shared.of("b")];
    a.out("a1 ");
    b.out("b1 ");
    a.progress({ done: 1, total: 10, failed: 0, requests: 5, elapsedMs: 1 });
    b.progress({ done: 2, total: 10, failed: 0, requests: 6, elapsedMs: 1 });
    b.err("b2 ");
    b.end();
    a.progress({ done: 3, total: 10, failed: 0, requests: 7, elapsedMs: 1 });
    a.end();
    expect(reported).toEqual(["1/10 5 a", "3/20 11 a, b", "b1 ", "b2 ", "3/10 7 a", "a1 "]);
  });
});
