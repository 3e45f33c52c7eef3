import { crc32 } from "node:zlib";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import type { FixtureSession } from "../../properties/core/fixtures.ts";
import type { Probe, Violation } from "../../properties/core/property.ts";

/** Replaces the id of an old run by a new one of the same length, so that a case of the old run works on sessions of its own. */
export class RunIdRewriter {
  readonly #old: string;
  readonly #new: string;

  constructor(from: string, to: string) {
    this.#old = from;
    this.#new = to;
  }

  /** A probe of the old run as it is sent now. */
  probe(probe: Probe): Probe {
    const { input } = probe;
    // Before it is sent, only the id of a session to create is read from the input.
    const renamed =
      typeof input === "object" && input !== null && "Id" in input && typeof input.Id === "string" ? { ...input, Id: this.#forth(input.Id) } : input;
    return { ...probe, request: this.#request(probe.request), ...("input" in probe ? { input: renamed } : {}) };
  }

  sessions(sessions: readonly FixtureSession[]): readonly FixtureSession[] {
    return JSON.parse(this.#forth(JSON.stringify(sessions))) as readonly FixtureSession[];
  }

  /** A violation that the old run's script found, with the new run id. */
  violation(violation: Violation): Violation {
    return JSON.parse(this.#forth(JSON.stringify(violation))) as Violation;
  }

  /** A new answer as the old run's scripts understand it. */
  response(response: WireResponse): WireResponse {
    const body = swapped(response.body, (text) => this.#back(text));
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, this.#back(value)]));
    // A checksum that was right stays right.
    const sum = Number(headers["x-amz-crc32"]) === crc32(response.body) ? { "x-amz-crc32": String(crc32(body)) } : {};
    return { ...response, headers: { ...headers, ...sum }, body };
  }

  #request({ method, path, headers, body }: WireRequest): WireRequest {
    return {
      method,
      path: this.#forth(path),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, this.#forth(value)])),
      body: swapped(body, (text) => this.#forth(text)),
    };
  }

  #forth(text: string): string {
    return text.replaceAll(this.#old, this.#new);
  }

  #back(text: string): string {
    return text.replaceAll(this.#new, this.#old);
  }
}

// Latin-1 keeps every byte, also of a body that is not UTF-8; the id of a run is ASCII.
function swapped(bytes: Uint8Array, swap: (text: string) => string): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const renamed = swap(text);
  return renamed === text ? bytes : new Uint8Array(Buffer.from(renamed, "latin1"));
}
