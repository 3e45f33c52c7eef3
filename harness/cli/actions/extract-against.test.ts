import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contractsFolder } from "../../../spec/contracts/shipped-contracts.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "../command-line.testdata.ts";

const page = `ListBoats
Request Syntax
{
"Limit": number
}
Request Parameters
- Limit
-
How many.
Type: Integer
Valid Range: Minimum value of 1. Maximum value of 50.
Required: No
Response Elements
None.
Errors
- HarbourClosedException
-
Closed.
HTTP Status Code: 400
`;

let folder = "";
let old = "";

beforeAll(async () => {
  buildCommandLine();
  folder = makeFolder();
  const { stdout } = await invoke(["extract", file("ListBoats.txt", page), "--json"]);
  old = file("old.json", stdout);
});
afterAll(removeFolders);

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe("extract --against", () => {
  it("ends with 0 where a new edition says the same in other lines", async () => {
    const { status, stdout } = await invoke(["extract", "--against", old, file("moved.txt", page.replace("How many.", "How many.\nOr how few."))]);
    expect(stdout).toMatch(/^ListBoats: the page says what the contract says \([\da-f]{12}\)\. Old run records stay comparable\.\n$/u);
    expect(status).toBe(0);
  });

  it("ends with 1 where it does not, and says what is touched", async () => {
    const now = page.replace("Maximum value of 50", "Maximum value of 40").replace("Required: No", "Required: Yes").replace("400", "409");
    const { status, stdout } = await invoke(["extract", "--against", old, file("changed.txt", now)]);
    expect(status).toBe(1);
    expect(stdout.split("\n").slice(1, 4)).toEqual([
      "  tighter: /request/properties/Limit/maximum: 50 to 40",
      "  tighter: /request/properties/Limit/required: false to true",
      "  changed: /errors/HarbourClosedException: 400 to 409",
    ]);
    expect(stdout).toContain("requirements touched: request.invalid, request.limit.accepted, request.limit.range, request.valid\n");
    expect(stdout).toContain("request/limit/refuses-wrong-range");
    expect(stdout).toContain("run the suite again before you compare");
  });

  it("prints the same as JSON", async () => {
    const { status, stdout } = await invoke(["extract", "--json", "--against", old, file("gone.txt", page.replace("HTTP Status Code: 400", ""))]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ comparable: false, differences: [{ pointer: "/errors/HarbourClosedException", effect: "removed", old: 400 }] });
  });

  it("takes a folder and the name of a shipped operation alike", async () => {
    cpSync(join(contractsFolder, "list-sessions"), join(folder, "list-sessions"), { recursive: true });
    const sessions = file("ListSessions.txt", page.replace("ListBoats", "ListSessions"));
    const [byFolder, byName] = [
      await invoke(["extract", "--against", join(folder, "list-sessions"), sessions]),
      await invoke(["extract", "--against", "ListSessions", sessions]),
    ];
    expect(byFolder).toEqual(byName);
    expect(byName.status).toBe(1);
    expect(byName.stdout).toContain("  removed: /request/properties/Tags: ");
    expect(byName.stdout).toContain("request/tags/refuses-wrong-size");
  });

  const unusable: Record<string, { contract: () => string; said: RegExp }> = {
    "no such file or operation": { contract: () => "ListShips", said: /there is no file and no shipped operation "ListShips"\. Give a folder/u },
    "a file that is no JSON": { contract: () => file("bad.json", "{"), said: /bad\.json is no contract: .+ Give a folder/u },
    "a file that is null": { contract: () => file("null.json", "null"), said: /null\.json is no contract: it is no JSON object/u },
    "a request that is no schema": {
      contract: () => file("odd.json", '{"operation":"ListBoats","request":{"properties":[]},"response":{},"errors":{}}'),
      said: /odd\.json is no contract: its request is no object schema/u,
    },
    "errors without status": {
      contract: () => file("errors.json", JSON.stringify({ ...empty, errors: { Storm: "bad" } })),
      said: /its errors do not have a status each/u,
    },
    "a folder without contract": { contract: () => makeFolder(), said: /is no contract: ENOENT/u },
    "the contract of another operation": { contract: () => "ListSessions", said: /the page describes ListBoats and the contract ListSessions\. Give/u },
  };
  it.each(Object.entries(unusable))("ends with 2 at %s", async (_title, { contract, said }) => {
    const { status, stdout, stderr } = await invoke(["extract", "--against", contract(), join(folder, "ListBoats.txt")]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain("    at ");
  });
});

const empty = {
  operation: "ListBoats",
  request: { type: "object", required: [], properties: {} },
  response: { type: "object", required: [], properties: {} },
  errors: {},
};
