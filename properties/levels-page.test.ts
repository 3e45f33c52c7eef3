import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { requirementsOf } from "../spec/requirements/catalogue.ts";

const rows = [
  ...readFileSync(new URL("LEVELS.md", import.meta.url), "utf8").matchAll(/^\| `(?<id>[a-z.-]+)` *\| `(?<level>[a-z]+)` *\| (?<because>.+) \|$/gmu),
];

describe("LEVELS.md", () => {
  it("explains levels of requirements that there are, each once", () => {
    const ids = rows.map(({ groups }) => groups?.["id"]);
    expect(rows.length).toBeGreaterThan(15);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(rows.map(({ groups }) => ({ id: groups?.["id"] ?? "", level: groups?.["level"] ?? "" })))(
    "gives $id the level that it has: $level",
    ({ id, level }) => {
      expect(requirementsOf("ListSessions").find((requirement) => requirement.id === id)?.level).toBe(level);
    },
  );
});
