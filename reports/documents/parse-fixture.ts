import type { GivenSession } from "../../properties/fixtures/existing-sessions.ts";
import { DocumentError, parseDocument, schemaValidator } from "./input-document.ts";
import { shownValue } from "./schema-error.ts";

/** Sessions known to exist on a target. */
export type Fixture = { readonly schemaVersion: 1; readonly sessions: readonly GivenSession[] };

const validator = schemaValidator<Fixture>("fixture");
const advice = "reports/fixture.schema.json describes a fixture";

/** Reads a fixture. Throws a DocumentError if it is not one, or names a session twice. */
export function parseFixture(text: string): Fixture {
  const fixture = parseDocument(text, { what: "fixture", validator, advice });
  const seen = new Set<string>();
  for (const [index, { id }] of fixture.sessions.entries()) {
    if (seen.has(id)) throw new DocumentError(`fixture, /sessions/${String(index)}/id: saw ${shownValue(id)} for the second time, expected each session once`);
    seen.add(id);
  }
  return fixture;
}
