import type { FixtureSession, Pair } from "./fixtures.ts";
import { isJsonObject, memberOf } from "./json.ts";

/** Names by which filters ask for what is no tag: members of a session as requests and answers have them, and two that are often made of these. */
export const memberNames: readonly string[] = [
  "Status Id Role Description GlueVersion WorkerType NumberOfWorkers RequestOrigin Command Command.Name",
  "status Name",
].flatMap((names) => names.split(" "));

/** Tags of these names that sessions carry, with values that no member has. */
export const memberTags: readonly Pair[] = [
  ["Status", "FAILED"],
  ["Id", "no-id"],
  ["Role", "no-role"],
  ["Description", "no-description"],
  ["GlueVersion", "no-version"],
  ["WorkerType", "no-type"],
  ["Command", "no-command"],
  ["Name", "no-name"],
];

/** What a session has under the name of a member, as text; of an object its name. */
export function memberText({ input }: Pick<FixtureSession, "input">, name: string): string | undefined {
  const value = name.split(".").reduce<unknown>((inner, part) => memberOf(inner, part), input);
  const text = isJsonObject(value) ? memberOf(value, "Name") : value;
  return typeof text === "string" || typeof text === "number" ? String(text) : undefined;
}
