import { afterEach, describe, expect, it, vi } from "vitest";
import { resolveSettings, type RunOptions } from "../config/settings.ts";
import { findCredentials, secretsOf } from "./target.ts";

afterEach(() => void vi.unstubAllEnvs());

/** A machine without credentials of any kind. */
function withoutCredentials(): void {
  const none = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "", AWS_PROFILE: "", AWS_EC2_METADATA_DISABLED: "true" };
  for (const [name, value] of Object.entries(none)) vi.stubEnv(name, value);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
  vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent");
}

describe("findCredentials()", () => {
  const cluster = "http://glue.default.svc.cluster.local";

  it("takes dummy ones for a host that may be one's own where there are no others, and names the options", async () => {
    withoutCredentials();
    const settings = resolveSettings({ endpoint: cluster }, {});
    const credentials = await findCredentials(settings);
    expect(credentials).toEqual({
      found: { accessKeyId: "test", secretAccessKey: "test" },
      notice: expect.stringMatching(
        /^No credentials were found, .*glue\.default\.svc\.cluster\.local .*--sign dummy --state create, with --role-arn and --account\.$/u,
      ),
    });
    // Such a word stands in any text.
    expect(secretsOf({ accessKeyId: "test", secretAccessKey: "test" }, settings, {})).toEqual([]);
  });

  it.each<RunOptions>([{ endpoint: cluster, sign: "real" }, { endpoint: "https://glue.us-east-1.amazonaws.com" }])("takes none with %j", async (options) => {
    withoutCredentials();
    expect(await findCredentials(resolveSettings(options, {}))).toEqual({ problem: expect.stringMatching(/^No credentials were found: /u) });
  });
});
