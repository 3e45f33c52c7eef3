import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import type { SpoiltSignature } from "../../properties/core/property.ts";
import { validProbe, wireRequest } from "../../properties/core/request.ts";
import { basePathOf, createSigner, credentialsFor } from "./signer.ts";
import type { Credentials } from "./sigv4.ts";
import { type Finding, parseClaim, type ReceivedRequest, signatureOf, verify } from "./sigv4.testdata.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

const keys: Credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const nowMs = Date.UTC(2015, 7, 30, 12, 36);
const region = "eu-west-3";
const scope = { region, service: "glue" };
const expected = { ...scope, keyId: keys.accessKeyId, secret: keys.secretAccessKey, nowMs };

function signerAt(endpoint: string, credentials: Credentials | undefined = keys): ReturnType<typeof createSigner> {
  return createSigner({ endpoint: new URL(endpoint), region, clock: createVirtualClock(nowMs) }, credentials);
}

/** A signed request as the server at the endpoint receives it. */
function received(endpoint: string, { method, path, headers, body }: WireRequest): ReceivedRequest {
  return { method, path: basePathOf(new URL(endpoint)) + path, headers, body };
}

// Published with the specification: the test suite of Signature Version 4, and the worked example of the IAM guide.
describe("the verifier of these tests", () => {
  const stamp = { "x-amz-date": "20150830T123600Z" };
  const host = { host: "example.amazonaws.com" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  it.each([
    [
      "get-vanilla",
      { method: "GET", path: "/", headers: { ...host, ...stamp }, body: "" },
      "service",
      "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ],
    [
      "post-vanilla",
      { method: "POST", path: "/", headers: { ...host, ...stamp }, body: "" },
      "service",
      "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ],
    [
      "post-x-www-form-urlencoded",
      { method: "POST", path: "/", headers: { ...form, ...host, ...stamp }, body: "Param1=value1" },
      "service",
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
    [
      "get-vanilla-query-order-key-case",
      { method: "GET", path: "/?Param2=value2&Param1=value1", headers: { ...host, ...stamp }, body: "" },
      "service",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
    [
      "ListUsers of the IAM guide",
      {
        method: "GET",
        path: "/?Action=ListUsers&Version=2010-05-08",
        headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8", host: "iam.amazonaws.com", ...stamp },
        body: "",
      },
      "iam",
      "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    ],
  ])("agrees with the published vector %s", (_name, { body, ...request }, service, signature) => {
    const signedHeaders = Object.keys(request.headers).toSorted();
    expect(signatureOf({ ...request, body: Buffer.from(body) }, { region: "us-east-1", service, signedHeaders }, keys.secretAccessKey)).toBe(signature);
  });
});

describe("createSigner()", () => {
  const plain = wireRequest("ListSessions", '{"MaxResults":10}');
  const requests: readonly (readonly [name: string, endpoint: string, request: WireRequest])[] = [
    ["a plain request", "https://glue.eu-west-3.amazonaws.com", plain],
    ["a port", "http://127.0.0.1:4566", plain],
    ["an IPv6 host", "http://[::1]:4566", plain],
    ["an endpoint with a path", "http://127.0.0.1:4566/glue/v1", plain],
    ["an endpoint with a slash at the end", "http://127.0.0.1:4566/glue/", plain],
    ["a path with characters to encode", "http://127.0.0.1:4566/a%20b/\u00E9~-_.", plain],
    ["GET without a body", "http://127.0.0.1:4566", { ...plain, method: "GET", body: new Uint8Array() }],
    ["another path", "http://127.0.0.1:4566", { ...plain, path: "/other/place" }],
    ["a body that is no text", "http://127.0.0.1:4566", { ...plain, body: Uint8Array.from([0, 255, 128, 10, 13]) }],
    ["blanks within and around a header", "http://127.0.0.1:4566", wireRequest("ListSessions", "{}", { "x-blanks": "  a   b  " })],
    ["no content type", "http://127.0.0.1:4566", { ...plain, headers: { "x-amz-target": "AWSGlue.ListSessions" } }],
    ["a large body", "http://127.0.0.1:4566", wireRequest("ListSessions", JSON.stringify({ NextToken: "t".repeat(400_001) }))],
  ];

  it.each(requests)("signs %s as the specification says", async (_name, endpoint, request) => {
    const signed = signerAt(endpoint).sign(request);
    expect(verify(received(endpoint, signed), expected)).toBe("good");
    expect(signed).toMatchObject({ method: request.method, path: request.path, headers: { ...request.headers, host: new URL(endpoint).host } });
    expect(Buffer.compare(signed.body, request.body)).toBe(0);
  });

  it("covers host, date, target and content type by the signature", async () => {
    const { headers } = signerAt("http://127.0.0.1:4566").sign(plain);
    expect(parseClaim(headers["authorization"] ?? "")).toMatchObject({
      ...scope,
      keyId: keys.accessKeyId,
      date: "20150830",
      signedHeaders: expect.arrayContaining(["content-type", "host", "x-amz-date", "x-amz-target"]),
    });
    expect(headers["x-amz-date"]).toBe("20150830T123600Z");
  });

  it("sends the session token of temporary keys, and signs it", async () => {
    const endpoint = "http://127.0.0.1:4566";
    const signed = signerAt(endpoint, { ...keys, sessionToken: "token/of+the=session" }).sign(plain);
    expect(signed.headers["x-amz-security-token"]).toBe("token/of+the=session");
    expect(parseClaim(signed.headers["authorization"] ?? "")?.signedHeaders).toContain("x-amz-security-token");
    expect(verify(received(endpoint, signed), expected)).toBe("good");
  });

  it("adds nothing without credentials, spoilt or not", async () => {
    const signer = createSigner({ endpoint: new URL("http://127.0.0.1:1"), region, clock: createVirtualClock(nowMs) }, undefined);
    expect(signer.sign(plain)).toEqual(plain);
    expect(signer.sign(plain, "wrong-secret")).toEqual(plain);
  });

  it("dates each request by the clock", async () => {
    const clock = createVirtualClock(nowMs);
    const signer = createSigner({ endpoint: new URL("http://127.0.0.1:1"), region, clock }, keys);
    await clock.sleep(90_000);
    expect(signer.sign(plain).headers["x-amz-date"]).toBe("20150830T123730Z");
  });

  const spoilt: Readonly<Record<SpoiltSignature, Finding>> = {
    none: "no-signature",
    malformed: "malformed",
    "wrong-secret": "wrong-signature",
    "wrong-service": "wrong-scope",
    stale: "stale",
    "unknown-key": "unknown-key",
    "other-body": "wrong-signature",
  };

  it.each(Object.entries(spoilt) as [SpoiltSignature, Finding][])("spoils a signature as %s: a verifier finds %s", async (way, finding) => {
    const endpoint = "http://127.0.0.1:4566/base";
    const { request } = validProbe("ListSessions", {});
    const signer = signerAt(endpoint);
    const [good, bad] = [signer.sign(request), signer.sign(request, way)];
    expect(bad).not.toEqual(good);
    expect(bad.body).toEqual(request.body);
    expect(bad.headers).toMatchObject(request.headers);
    expect([verify(received(endpoint, good), expected), verify(received(endpoint, bad), expected)]).toEqual(["good", finding]);
  });
});

describe("basePathOf()", () => {
  it.each([
    ["http://h", "/", "/"],
    ["http://h/", "/", "/"],
    ["http://h/base", "/", "/base/"],
    ["http://h/base/", "/", "/base/"],
    ["http://h/base/", "/other", "/base/other"],
    ["http://h/a/b", "/c", "/a/b/c"],
  ])("puts a path on %s", (endpoint, path, joined) => {
    expect(basePathOf(new URL(endpoint)) + path).toBe(joined);
  });
});

describe("credentialsFor()", () => {
  const test: Credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const set = { AWS_ACCESS_KEY_ID: "AKIAPLAIN", AWS_SECRET_ACCESS_KEY: "plain-secret" };
  const found: Credentials = { accessKeyId: "AKIAPLAIN", secretAccessKey: "plain-secret" };

  it.each([
    ["an empty environment", {}, test],
    ["plain keys", set, found],
    ["keys with a session token", { ...set, AWS_SESSION_TOKEN: "temporary" }, test],
    ["keys with an empty session token", { ...set, AWS_SESSION_TOKEN: "" }, found],
    ["an id without a secret", { AWS_ACCESS_KEY_ID: "AKIAPLAIN" }, test],
    ["a secret without an id", { AWS_SECRET_ACCESS_KEY: "plain-secret" }, test],
    ["empty keys", { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }, test],
    ["a profile", { AWS_PROFILE: "production" }, test],
  ])("takes for a target of the user's own, with %s", async (_name, environment, credentials) => {
    expect(await credentialsFor("dummy", undefined, environment)).toEqual(credentials);
  });

  it("takes none where nothing is to be signed", async () => {
    expect(await credentialsFor("none", undefined, set)).toBeUndefined();
  });

  describe("where real ones are asked for", () => {
    const folders: string[] = [];

    async function environment(more: Readonly<Record<string, string>> = {}): Promise<void> {
      const folder = await mkdtemp(join(tmpdir(), "glue-conformance-"));
      folders.push(folder);
      const file = join(folder, "credentials");
      await writeFile(file, "[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = other-secret\n");
      const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined, AWS_PROFILE: undefined };
      const alone = { AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: join(folder, "config"), AWS_EC2_METADATA_DISABLED: "true" };
      for (const [name, value] of Object.entries({ ...none, ...alone, ...more })) vi.stubEnv(name, value);
    }

    afterEach(async () => {
      vi.unstubAllEnvs();
      await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
    });

    it("finds keys and session token in the environment", async () => {
      await environment({ ...set, AWS_SESSION_TOKEN: "temporary" });
      expect(await credentialsFor("real", undefined, process.env)).toEqual({ ...found, sessionToken: "temporary" });
    });

    it("finds plain keys in the environment, without a session token", async () => {
      await environment(set);
      expect(await credentialsFor("real", undefined, process.env)).toEqual(found);
    });

    it("finds a profile", async () => {
      await environment();
      expect(await credentialsFor("real", "other", process.env)).toEqual({ accessKeyId: "AKIAOTHER", secretAccessKey: "other-secret" });
    });

    it("throws where there are none", async () => {
      await environment();
      await expect(credentialsFor("real", undefined, process.env)).rejects.toThrow("Could not load credentials");
    });
  });
});
