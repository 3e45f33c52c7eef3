import { expect, it } from "vitest";
import { Mutex } from "./mutex.ts";

it("lets one through at a time, in the order of coming", async () => {
  const gate = new Mutex();
  const seen: string[] = [];
  const visit = async (name: string): Promise<void> => {
    const leave = await gate.enter();
    seen.push(`${name} in`);
    await Promise.resolve();
    seen.push(`${name} out`);
    leave();
  };
  await Promise.all(["a", "b", "c"].map(visit));
  expect(seen).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
});
