import { describe, expect, it } from "vitest";
import { runWarningsOf } from "./run-warnings.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";

const allowed: RunOptions = { state: "create", roleArn: "arn:aws:iam::210987654321:role/own", account: "210987654321" };

function reported(options: RunOptions, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  return runWarningsOf(resolveSettings(options, environment), environment, "about 80");
}

describe("runWarningsOf()", () => {
  it("says how many sessions are created at the owner's expense, and how large they are", () => {
    expect(reported({ endpoint: "https://glue.eu-west-1.amazonaws.com", ...allowed })).toEqual([
      "sessions are created at glue.eu-west-1.amazonaws.com in account 210987654321, and its owner pays for them: about 80, most with 2 workers of type G.1X and an idle time of 1 min; all are deleted at the end. With --state observe none is created",
    ]);
  });

  it.each<readonly [title: string, options: RunOptions]>([
    ["nothing is created", { endpoint: "https://glue.eu-west-1.amazonaws.com" }],
    ["the host is the user's own", { endpoint: "http://127.0.0.1:5000" }],
    ["there is no endpoint", {}],
  ])("says nothing of the kind where %s", (_title, options) => {
    expect(reported(options)).toEqual([]);
  });

  it("names the proxy in between, without its credentials", () => {
    expect(reported({ endpoint: "http://target.example" }, { HTTP_PROXY: "http://user:secret@proxy.example:3128" })).toEqual([
      "requests go through the proxy http://proxy.example:3128 of HTTP_PROXY; NO_PROXY can name target.example",
    ]);
    expect(reported({ endpoint: "http://127.0.0.1:5000" }, { HTTP_PROXY: "http://proxy.example:3128" })).toEqual([]);
  });
});
