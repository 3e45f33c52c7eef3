import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import schema from "../../reports/config.schema.json" with { type: "json" };
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { runCommand } from "../cli/run-command.ts";
import { type CommandLineOptions, effectiveOptions, withOptionPlaces } from "./effective-options.ts";
import { judgedContract } from "./judged-contract.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { resolveSettings } from "./settings.ts";

afterAll(removeFolders);

const config = {
  effort: "quick",
  region: "eu-west-1",
  headers: { "x-common": "c", "X-Key": "of all" },
  targets: {
    serve: { endpoint: "http://127.0.0.1:4580", fixture: "there.json", headers: { "x-key": { environment: "KEY" } } },
    moto: { endpoint: "http://127.0.0.1:5000/", name: "moto 5", effort: "deep", out: "/reports" },
  },
};

function written(value: unknown, name = "glue-conformance.config.json"): string {
  const folder = makeFolder();
  writeFileSync(join(folder, name), JSON.stringify(value, undefined, 1));
  return folder;
}

const environment: Readonly<Record<string, string>> = { KEY: "of serve" };

async function effective(given: CommandLineOptions, { variables = environment, folder = written(config) } = {}) {
  const { options, origins } = await effectiveOptions(given, variables, { folder });
  return { options, origins: Object.fromEntries([...origins].map(([name, from]) => [name, from.replace(/^.*\//su, "")])), folder };
}

describe("effectiveOptions()", () => {
  it("takes the named target, the common options, and paths relative to the file", async () => {
    const { options, origins, folder } = await effective({ target: "serve" });
    expect(options).toEqual({
      name: "serve",
      effort: "quick",
      region: "eu-west-1",
      endpoint: "http://127.0.0.1:4580",
      fixture: join(folder, "there.json"),
      header: ["x-common:c", "X-Key:of all", "x-key:of serve"],
    });
    expect(resolveSettings(options, {}).headers).toEqual({ "x-common": "c", "x-key": "of serve" });
    expect(origins).toEqual({
      name: "glue-conformance.config.json, line 9, column 3",
      effort: "glue-conformance.config.json, line 2, column 2",
      region: "glue-conformance.config.json, line 3, column 2",
      endpoint: "glue-conformance.config.json, line 10, column 4",
      fixture: "glue-conformance.config.json, line 11, column 4",
      "header x-common": "glue-conformance.config.json, line 5, column 3",
      "header x-key": "glue-conformance.config.json, line 13, column 5",
    });
  });

  describe("the SDKs' variables for an endpoint", () => {
    const both = { AWS_ENDPOINT_URL_GLUE: "http://127.0.0.1:1", AWS_ENDPOINT_URL: "http://127.0.0.1:2" };
    const endpointIn = async (given: CommandLineOptions, variables: Record<string, string>): Promise<readonly unknown[]> => {
      const { options, origins, places } = await effectiveOptions(given, variables, { folder: null });
      expect(places.get("endpoint")).toBe(options.endpoint === given.endpoint ? undefined : origins.get("endpoint"));
      return [options.endpoint, origins.get("endpoint")];
    };

    it("name the target where nothing else does, that of the service first", async () => {
      expect(await endpointIn({}, both)).toEqual(["http://127.0.0.1:1", "environment variable AWS_ENDPOINT_URL_GLUE"]);
      expect(await endpointIn({}, { ...both, AWS_ENDPOINT_URL_GLUE: "" })).toEqual(["http://127.0.0.1:2", "environment variable AWS_ENDPOINT_URL"]);
      expect(await endpointIn({ signingName: "kms" }, both)).toEqual(["http://127.0.0.1:2", "environment variable AWS_ENDPOINT_URL"]);
    });

    it("give way to --endpoint and to a configuration, and may be switched off", async () => {
      expect(await endpointIn({ endpoint: "http://127.0.0.1:3" }, both)).toEqual(["http://127.0.0.1:3", "command line"]);
      expect((await effective({ target: "serve" }, { variables: { ...environment, ...both } })).options.endpoint).toBe("http://127.0.0.1:4580");
      expect(await endpointIn({}, { ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" })).toEqual([undefined, undefined]);
    });
  });

  it("lays the command line over the environment, and the environment over the file", async () => {
    const variables = { ...environment, AWS_DEFAULT_REGION: "eu-west-2" };
    const asked = { target: "moto", effort: "standard", header: ["X-Common: mine"] } as const;
    const { options, origins } = await effective(asked, { variables });
    expect(resolveSettings(options, variables)).toMatchObject({
      region: "eu-west-2",
      effort: "standard",
      name: "moto 5",
      headers: { "x-common": "mine", "x-key": "of all" },
    });
    expect(options.out).toBe("/reports");
    expect(origins).toMatchObject({
      region: "environment variable AWS_DEFAULT_REGION",
      effort: "command line",
      "header x-common": "command line",
      name: "glue-conformance.config.json, line 20, column 4",
    });
    expect((await effective({ ...asked, region: "eu-west-3" }, { variables })).origins["region"]).toBe("command line");
  });

  it("chooses by the address, and gives another address nothing but what is common", async () => {
    expect((await effective({ endpoint: "http://127.0.0.1:5000/path" })).options).toMatchObject({ name: "moto 5", endpoint: "http://127.0.0.1:5000/path" });
    expect((await effective({ endpoint: "http://127.0.0.1:1" })).options).toEqual({
      effort: "quick",
      region: "eu-west-1",
      endpoint: "http://127.0.0.1:1",
      header: ["x-common:c", "X-Key:of all"],
    });
  });

  it("takes the only target, or the common options where there is none, unasked", async () => {
    const folder = written({ targets: { one: { seed: 7 } } }, "glue-conformance.config.jsonc");
    expect((await effective({}, { folder })).options).toEqual({ name: "one", seed: 7 });
    expect((await effective({}, { folder: written({ endpoint: "http://localhost" }) })).options).toEqual({ endpoint: "http://localhost" });
    expect((await effective({}, { folder: makeFolder() })).options).toEqual({});
    const drawn = (await effective({}, { folder: written({ seed: "random" }) })).options.seed;
    expect(drawn).toBeGreaterThanOrEqual(0);
  });

  it.each<readonly [name: string, given: CommandLineOptions, variables: Record<string, string>, message: RegExp]>([
    ["a choice that was not made", {}, environment, /config\.json has the targets serve, moto\. Choose one with --target NAME\.$/u],
    ["a target that there is not", { target: "mot" }, environment, /^--target mot is not a target of .*config\.json; the nearest is moto\.$/u],
    [
      "a header whose variable is empty",
      { target: "serve" },
      { KEY: "" },
      /line 13, column 5: the environment variable KEY, which holds the header's value, is not set/u,
    ],
    ["a file that is not there", { config: "none.json" }, {}, /^--config none\.json cannot be read: ENOENT/u],
  ])("refuses %s", async (_name, given, variables, message) => {
    const refused = effective(given, { variables });
    await expect(refused).rejects.toThrow(HarnessError);
    await expect(refused).rejects.toThrow(message);
  });

  it("refuses a target without a configuration, and two configurations", async () => {
    await expect(effective({ target: "a" }, { folder: makeFolder() })).rejects.toThrow(/^--target needs a configuration, and this folder has none/u);
    const folder = written(config);
    writeFileSync(join(folder, "glue-conformance.config.jsonc"), "{}");
    await expect(effective({}, { folder })).rejects.toThrow(/ both exist\. Remove one/u);
    mkdirSync(join(folder, "elsewhere"));
    expect((await effective({ target: "moto", config: join(folder, "glue-conformance.config.json") }, { folder })).options.name).toBe("moto 5");
  });

  it("reads the example of the guide", async () => {
    const [, example = ""] = /```jsonc\n([^]*?)```/u.exec(readFileSync(new URL("../docs/guide.md", import.meta.url), "utf8")) ?? [];
    const folder = makeFolder();
    writeFileSync(join(folder, "glue-conformance.config.jsonc"), example);
    const { options } = await effective({ target: "moto" }, { folder });
    expect(resolveSettings(options, {})).toMatchObject({ state: "create", effort: "quick", resetRequest: { method: "POST", path: "/moto-api/reset" } });
    const staging = await effective({ target: "staging" }, { folder, variables: { STAGING_KEY: "k" } });
    expect(resolveSettings(staging.options, {})).toMatchObject({ state: "observe", headers: { "x-api-key": "k" } });
  });

  it("knows every option of run but those of the command line alone", () => {
    const names = runCommand().options.map((option) => option.attributeName());
    const service = ["model", "pages", "inputs", "writeInputs", "require"];
    const alone = ["config", "target", "updateBaseline", "reason", "printConfig", "shard", "failed", "open", ...service];
    const configured = Object.keys(schema.$defs.options.properties).map((name) => (name === "headers" ? "header" : name));
    expect([...configured, ...alone].toSorted()).toEqual([...names, "resetRequest"].toSorted());
  });
});

describe("withOptionPlaces()", () => {
  it("adds the place in the file that sets an option the error is about", async () => {
    const folder = written({ endpoint: "nowhere", region: "x", resetRequest: { method: "POST", path: "/reset" } });
    const { options, places } = await effectiveOptions({}, {}, { folder });
    await expect(withOptionPlaces(places, () => resolveSettings(options, {}))).rejects.toThrow(
      /^--endpoint "nowhere" is not an http\(s\) URL .* \(endpoint: .*config\.json, line 2, column 2\)$/u,
    );
    const elsewhere = { ...options, endpoint: "https://emulator.example.com" };
    await expect(withOptionPlaces(places, () => resolveSettings(elsewhere, {}))).rejects.toThrow(
      /^resetRequest empties .*\(resetRequest: .*, line 4, column 2\)$/u,
    );
  });

  it("adds the place of the page that cannot be read", async () => {
    const folder = written({ page: "nowhere.txt", targetPrefix: "AWSGlue" });
    const { options, places } = await effectiveOptions({}, {}, { folder });
    await expect(withOptionPlaces(places, () => judgedContract(options))).rejects.toThrow(/nowhere\.txt cannot be read: .* \(page: .*, line 2, column 2\)$/u);
  });

  it("adds the place of the header that an error is about, and of no other option that its text names", async () => {
    const folder = written({ headers: { "x-key": "k", Host: "h" }, endpoint: "http://127.0.0.1:1" });
    const { options, places } = await effectiveOptions({}, {}, { folder });
    await expect(withOptionPlaces(places, () => resolveSettings(options, {}))).rejects.toThrow(
      /^--header names host, [^()]* \(header host: .*, line 4, column 3\)$/u,
    );
    const step = (): never => {
      throw new HarnessError("usage", "Check --endpoint.");
    };
    await expect(withOptionPlaces(places, step)).rejects.toThrow(/^Check --endpoint\.$/u);
  });
});
