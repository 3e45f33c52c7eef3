import { createRequire } from "node:module";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { GivenSession } from "../../properties/fixtures/existing-sessions.ts";
import { shortJson } from "../record/request-diff.ts";
import { DocumentError, parseDocument } from "./input-document.ts";
import { escapeText } from "../encoding/escape.ts";

/** Sessions known to exist on a target. */
export interface Fixture {
  readonly schemaVersion: 1;
  readonly sessions: readonly GivenSession[];
}

let compiled: ValidateFunction<Fixture> | undefined;

function validator(): ValidateFunction<Fixture> {
  compiled ??= new Ajv2020({ strict: true, verbose: true }).compile<Fixture>(
    createRequire(import.meta.url)("glue-conformance/reports/fixture.schema.json") as object,
  );
  return compiled;
}

const advice = "reports/fixture.schema.json describes a fixture";

/** Reads a fixture. Throws a DocumentError if it is not one, or names a session twice. */
export function parseFixture(text: string): Fixture {
  const fixture = parseDocument(text, { what: "fixture", validator, advice });
  const seen = new Set<string>();
  for (const [index, { id }] of fixture.sessions.entries()) {
    if (seen.has(id)) {
      throw new DocumentError(
        `fixture, /sessions/${String(index)}/id: saw ${escapeText(shortJson(JSON.stringify(id)))} for the second time, expected each session once`,
      );
    }
    seen.add(id);
  }
  return fixture;
}
