import { describe, expect, it } from "vitest";
import { HarnessError } from "../runtime/harness-error.ts";
import { isLocalHost, isLoopback, type RunOptions, resolveSettings } from "./settings.ts";

/** Hosts as they are written: whether sessions may be created there unasked, and whether it is this machine. */
const hosts: readonly (readonly [written: string, isLocal: boolean, isThisMachine: boolean])[] = [
  ["localhost", true, true],
  ["LOCALHOST", true, true],
  ["glue.localhost", true, true],
  ["127.0.0.1", true, true],
  ["127.1.2.3", true, true],
  ["127.1", true, true],
  ["2130706433", true, true],
  ["0x7f000001", true, true],
  ["0177.0.0.1", true, true],
  ["[::1]", true, true],
  ["[0:0:0:0:0:0:0:1]", true, true],
  ["10.0.0.1", true, false],
  ["10.255.255.255", true, false],
  ["10.0.0.1.", true, false],
  ["172.16.0.1", true, false],
  ["172.31.255.255", true, false],
  ["192.168.1.1", true, false],
  ["167772161", true, false],
  ["localstack", true, false],
  ["glue-emulator", true, false],
  ["my_service", true, false],
  ["0.0.0.0", true, false],
  ["host.docker.internal", true, false],
  ["gateway.docker.internal", true, false],
  ["[fd12:3456:789a::1]", true, false],

  ["localhost.", false, false],
  ["localhost.evil.com", false, false],
  ["evil-localhost.com", false, false],
  ["127.0.0.1.nip.io", false, false],
  ["10.0.0.1.nip.io", false, false],
  ["127.evil.com", false, false],
  ["11.0.0.1", false, false],
  ["172.15.255.255", false, false],
  ["172.32.0.1", false, false],
  ["192.169.0.1", false, false],
  ["193.168.0.1", false, false],
  ["100.64.0.1", false, false],
  ["169.254.169.254", false, false],
  ["8.8.8.8", false, false],
  ["134744072", false, false],
  ["0x08080808", false, false],
  ["[::2]", false, false],
  ["[::]", false, false],
  ["[fe80::1]", false, false],
  ["[fc00::1]", false, false],
  ["[fd::1]", false, false],
  ["fd00.example.com", false, false],
  ["other.docker.internal", false, false],
  ["glue.default.svc.cluster.local", false, false],
  ["emulator.local", false, false],
  ["[2001:db8::1]", false, false],
  ["[::ffff:8.8.8.8]", false, false],
  ["example.com", false, false],
  ["glue.internal", false, false],
  ["glue.us-east-1.amazonaws.com", false, false],
  ["glue.us-east-1.amazonaws.com.", false, false],
  ["GLUE.US-EAST-1.AMAZONAWS.COM", false, false],
  ["glue.cn-north-1.amazonaws.com.cn", false, false],
  ["glue.us-east-1.api.aws", false, false],
  ["glue.us-east-1.on.aws", false, false],
  ["vpce-1234.glue.us-east-1.vpce.amazonaws.com", false, false],
  ["aws", false, false],
  ["amazonaws.com", false, false],
];

describe("isLocalHost(), isLoopback()", () => {
  it.each(hosts)("say of http://%s/ whether it is one's own (%s) and this machine (%s)", (written, isLocal, isThisMachine) => {
    const { hostname } = new URL(`http://${written}/`);
    expect([isLocalHost(hostname), isLoopback(hostname)]).toEqual([isLocal, isThisMachine]);
  });

  it.each(["2130706433", "1", "", "a b", "user@localhost", "::2", "1.2.3"])("take %j, which no URL has for a host, for foreign", (host) => {
    expect([isLocalHost(host), isLoopback(host)]).toEqual([false, false]);
  });
});

const role = "arn:aws:iam::999999999999:role/own";

describe("resolveSettings()", () => {
  it("fills in what is left open", () => {
    expect(resolveSettings({}, {})).toEqual({
      elsewhere: [],
      endpoint: undefined,
      region: "us-east-1",
      profile: undefined,
      name: "reference service",
      seed: 1,
      effort: "standard",
      cases: expect.any(Number),
      concurrency: 8,
      rate: undefined,
      timeoutMs: 10_000,
      maxTimeMs: undefined,
      maxRequests: undefined,
      maxFailures: undefined,
      settleMs: 5_000,
      bodyLimit: 8_388_608,
      state: "create",
      fixture: undefined,
      roleArn: "arn:aws:iam::123456789012:role/GlueConformance",
      account: "123456789012",
      only: [],
      skip: [],
      strict: false,
      checkAuth: false,
      baseline: undefined,
      updateBaseline: false,
      reason: "",
      caBundle: undefined,
      sign: "dummy",
      signsAnyway: false,
      headers: {},
      signingName: "glue",
      resetRequest: undefined,
    });
  });

  it.each<readonly [name: string, options: RunOptions, expected: object]>([
    ["this machine", { endpoint: "http://127.0.0.1:5000" }, { state: "create", sign: "dummy", settleMs: 5_000, name: "127.0.0.1:5000" }],
    ["a host of one's own", { endpoint: "http://localstack:4566" }, { state: "create", sign: "dummy", settleMs: 60_000 }],
    ["a private address", { endpoint: "https://10.1.2.3" }, { state: "create", sign: "dummy", settleMs: 60_000 }],
    ["this machine with sessions that are there", { endpoint: "http://127.0.0.1:5000", fixture: "there.json" }, { state: "observe", sign: "dummy" }],
    ["AWS", { endpoint: "https://glue.us-east-1.amazonaws.com" }, { state: "observe", sign: "real", settleMs: 60_000 }],
    ["a vendor", { endpoint: "https://emulator.example.com" }, { state: "observe", sign: "real" }],
    [
      "a vendor, creating",
      { endpoint: "https://emulator.example.com", state: "create", roleArn: role, account: "999999999999" },
      { state: "create", sign: "real", roleArn: role, account: "999999999999" },
    ],
    ["a vendor, unsigned", { endpoint: "https://emulator.example.com", sign: "none" }, { state: "observe", sign: "none" }],
    ["this machine with a profile", { endpoint: "http://localhost:1", profile: "work" }, { state: "observe", sign: "real", profile: "work" }],
    ["this machine with real credentials", { endpoint: "http://localhost:1", sign: "real" }, { state: "observe", sign: "real" }],
    ["this machine with a profile, creating", { endpoint: "http://localhost:1", profile: "work", state: "create" }, { state: "create", sign: "real" }],
    ["this machine, unsigned", { endpoint: "http://localhost:1", sign: "none" }, { state: "create", sign: "none" }],
    ["this machine, observing", { endpoint: "http://localhost:1", state: "observe" }, { state: "observe", sign: "dummy" }],
    ["an account", { account: "210987654321" }, { account: "210987654321", roleArn: "arn:aws:iam::210987654321:role/GlueConformance" }],
    ["an effort", { effort: "quick" }, { effort: "quick", state: "create" }],
    ["a number of cases", { effort: "deep", cases: 3 }, { effort: "deep", cases: 3 }],
    ["a time", { maxTime: 90, timeout: 5, settle: 0 }, { maxTimeMs: 90_000, timeoutMs: 5, settleMs: 0 }],
    ["headers of one's own signing", { header: ["Authorization:Bearer b"], sign: "none" }, { headers: { authorization: "Bearer b" } }],
    ["headers", { header: ["X-Api-Key: a:b ", "x-empty:"] }, { headers: { "x-api-key": "a:b ", "x-empty": "" } }],
  ])("resolves the settings of %s", (_name, options, expected) => {
    expect(resolveSettings(options, {})).toMatchObject(expected);
  });

  it.each<readonly [RunOptions, boolean]>([
    [{ endpoint: "http://glue.default.svc.cluster.local" }, true],
    [{ endpoint: "http://glue.default.svc.cluster.local", sign: "real" }, false],
    [{ endpoint: "http://glue.default.svc.cluster.local", profile: "team" }, false],
    [{ endpoint: "https://glue.us-east-1.amazonaws.com" }, false],
  ])("may use dummy credentials with %j where there are no others: %s", (options, signsAnyway) => {
    expect(resolveSettings(options, {})).toMatchObject({ state: "observe", sign: "real", signsAnyway });
  });

  it("refuses TLS whose check is switched off", () => {
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    expect(() => resolveSettings({ endpoint: "https://localhost:4566" }, off)).toThrow(
      /^NODE_TLS_REJECT_UNAUTHORIZED=0 .* for localhost\. Unset it, .*--ca-bundle FILE\.$/u,
    );
    expect(resolveSettings({ endpoint: "http://localhost:4566" }, off).state).toBe("create");
    expect(resolveSettings({ endpoint: "https://localhost:4566" }, { NODE_TLS_REJECT_UNAUTHORIZED: "1" }).state).toBe("create");
  });

  it.each([
    [{}, {}, "us-east-1"],
    [{}, { AWS_DEFAULT_REGION: "eu-west-1" }, "eu-west-1"],
    [{}, { AWS_REGION: "eu-west-2", AWS_DEFAULT_REGION: "eu-west-1" }, "eu-west-2"],
    [{}, { AWS_REGION: "", AWS_DEFAULT_REGION: "eu-west-1" }, "eu-west-1"],
    [{ region: "eu-west-3" }, { AWS_REGION: "eu-west-2" }, "eu-west-3"],
  ])("takes the region of %j in the environment %j", (options, environment, region) => {
    expect(resolveSettings(options, environment).region).toBe(region);
  });

  it.each<readonly [name: string, options: RunOptions, message: RegExp]>([
    ["an endpoint without a scheme", { endpoint: "127.0.0.1:5000" }, /^--endpoint "127\.0\.0\.1:5000" is not an http\(s\) URL \(example: /u],
    [
      "an endpoint with a query",
      { endpoint: "http://localhost/?key=secret" },
      /^--endpoint has a query, which no request could carry\. Give the URL without it\.$/u,
    ],
    ["an endpoint with a fragment", { endpoint: "http://localhost#part" }, /^--endpoint has a fragment/u],
    ["an endpoint of another scheme", { endpoint: "ftp://localhost" }, /^--endpoint "ftp:\/\/localhost"/u],
    ["an empty endpoint", { endpoint: "" }, /^--endpoint "" is not/u],
    ["an impossible port", { endpoint: "http://localhost:99999" }, /^--endpoint ".*" is not an http\(s\) URL/u],
    [
      "creating at a stranger's",
      { endpoint: "https://emulator.example.com", state: "create" },
      /^--state create on emulator\.example\.com needs --role-arn and --account.*leave out --state/u,
    ],
    [
      "creating at a stranger's without an account",
      { endpoint: "https://emulator.example.com", state: "create", roleArn: role },
      /needs --role-arn and --account/u,
    ],
    ["creating at AWS", { endpoint: "https://glue.us-east-1.amazonaws.com", state: "create" }, /needs --role-arn and --account/u],
    ["a reason without an update of the baseline", { reason: "known" }, /^--reason is written to the entries of a baseline that have none\. Give it with/u],
    ["an update of no baseline", { updateBaseline: true }, /^--update-baseline has no file to write\. Name it with --baseline FILE/u],
    ["creating beside sessions that are there", { fixture: "there.json", state: "create" }, /^--fixture names existing sessions, .* Leave out one/u],
    ["a header without a value", { header: ["secret-token"] }, /^--header is not NAME:VALUE/u],
    ["a header with a malformed name", { header: ["my header:secret-token"] }, /^--header is not NAME:VALUE/u],
    ["a header of the transport's", { header: ["Host:secret-token"] }, /^--header names host, which the suite sets itself/u],
    ["a length", { header: ["content-length: 1"] }, /^--header names content-length/u],
    ["another operation", { header: ["X-Amz-Target:AWSGlue.DeleteSession"] }, /^--header names x-amz-target/u],
    ["a signature", { header: ["authorization:secret-token"] }, /^--header names authorization, which belongs to the signature\. .* --sign none/u],
    ["a date", { header: ["x-amz-date:secret-token"], sign: "real" }, /^--header names x-amz-date/u],
    ["a header with a line break", { header: ["x-a:b\r\nx-b:secret-token"] }, /^--header is not NAME:VALUE/u],
  ])("refuses %s and says what to do", (_name, options, message) => {
    const settling = (): unknown => resolveSettings(options, {});
    expect(settling).toThrow(HarnessError);
    expect(settling).toThrow(message);
    expect(settling).not.toThrow(/secret-token/u);
  });

  it.each(["http://user:pass-word@:1", "user:pass-word@localhost", "http://user:pass/pass-word@localhost", "ftp://user:pass@pass-word@localhost"])(
    "does not show the password of the endpoint it refuses: %s",
    (endpoint) => {
      expect(() => resolveSettings({ endpoint }, {})).toThrow(/^--endpoint ".*" is not an http\(s\) URL/u);
      expect(() => resolveSettings({ endpoint }, {})).not.toThrow(/pass-word/u);
    },
  );
});
