import { describe, expect, it } from "vitest";
import { inTurns } from "./in-turns.ts";

/** Works on scripts, each a list of pauses, and logs what goes on; time passes at once. */
async function log(
  scripts: readonly (readonly number[])[],
): Promise<{ readonly steps: readonly string[]; readonly sleptMs: number; readonly taken: readonly number[] }> {
  const steps: string[] = [];
  const taken: number[] = [];
  let sleptMs = 0;
  const sleep = (ms: number): Promise<void> => {
    sleptMs += ms;
    return Promise.resolve();
  };
  await inTurns(
    scripts.entries(),
    sleep,
    async ([index, pauses], pause) => {
      for (const ms of pauses) {
        steps.push(`${String(index)} pauses`);
        await pause(ms);
      }
      steps.push(`${String(index)} ends`);
      return index;
    },
    (index) => void taken.push(index),
  );
  return { steps, sleptMs, taken };
}

describe("inTurns()", () => {
  it("lets others go on while one pauses, in the order in which their pauses end", async () => {
    const { steps, taken } = await log([[50, 100], [], [40]]);
    expect(steps).toEqual(["0 pauses", "1 ends", "2 pauses", "2 ends", "0 pauses", "0 ends"]);
    expect(taken).toEqual([0, 1, 2]);
  });

  it("takes no more time than the longest of them", async () => {
    expect((await log([[5_000], [1_000, 4_000], [300]])).sleptMs).toBe(5_000);
  });

  it("begins nothing more where one throws, and rejects once those that pause are done", async () => {
    const done: number[] = [];
    const work = async (index: number, pause: (ms: number) => Promise<void>): Promise<void> => {
      if (index === 1) throw new Error("broken");
      await pause(10);
      done.push(index);
    };
    await expect(
      inTurns(
        [0, 1, 2],
        () => Promise.resolve(),
        work,
        () => undefined,
      ),
    ).rejects.toThrow("broken");
    expect(done).toEqual([0]);
  });
});
