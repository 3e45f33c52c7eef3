import type { FixtureSet, Owner } from "../properties/core/fixtures.ts";
import { asFixtures, type GivenSession } from "../properties/fixtures/existing-sessions.ts";
import { parseFixture } from "../reports/documents/parse-fixture.ts";
import type { Preflight } from "../reports/record/run-record.ts";
import type { Clock } from "./clock.ts";
import { perform } from "./drive.ts";
import { readText, understood } from "./read-document.ts";
import type { Sender } from "./sender.ts";
import { lookFor, measured } from "./state.ts";

const topic = "sessions-not-as-told";

/** Reads the sessions that the user says are there. Throws a HarnessError where the file cannot be used. */
export function readFixture(file: string): readonly GivenSession[] {
  const name = `--fixture ${file}`;
  const text = readText(file, { name, advice: "Name a JSON file as reports/fixture.schema.json describes it.", topic });
  return understood(name, () => parseFixture(text), topic).sessions;
}

/**
 * Looks whether given sessions are there, and changes nothing. One that is not listed, and that `GetSession` says is not there, is the fixture's mistake, not
 * the target's; one that `GetSession` shows must be listed, whatever the listing says.
 */
export async function findGivenSessions(
  sender: Sender,
  clock: Clock,
  owner: Owner,
  given: readonly GivenSession[],
): Promise<FixtureSet | (Preflight & { readonly outcome: "fixture" })> {
  const unavailable = (reason: string): FixtureSet => ({ available: false, status: "unexercised", reason });
  if (sender.stopped !== undefined) return unavailable(sender.stopped);
  const sessions = asFixtures(given);
  const found = await perform(lookFor(sessions), sender, clock);
  if (found === undefined) return unavailable("the target did not answer when it was asked for the sessions of the fixture");
  const { absent } = found;
  if (absent.length > 0) return { outcome: "fixture", message: wrongFixture(absent, given.length) };
  const size = await measured(sender, clock, { known: new Set(sessions.map(({ id }) => id)), plain: found.plain });
  return typeof size === "string" ? unavailable(size) : { available: true, given: true, sessions, owner, ...size };
}

function wrongFixture(absent: readonly string[], all: number): string {
  const named = absent.slice(0, 3).map((id) => JSON.stringify(id.slice(0, 100)));
  const rest = absent.length > named.length ? ` and ${String(absent.length - named.length)} more` : "";
  const are = absent.length === 1 ? "is" : "are";
  return `The fixture does not fit the target: of its ${String(all)} sessions, ${named.join(", ")}${rest} ${are} not listed, and GetSession answers that there is no such session. Correct --fixture, or check --endpoint and --region.`;
}
