import { spawn, spawnSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { curlOf, type CurlOptions } from "./curl.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const contentType = "application/x-amz-json-1.1";
const target = "AWSGlue.ListSessions";
const request = (change: Partial<WireRequest>): WireRequest => ({
  method: "POST",
  path: "/",
  headers: { "content-type": contentType, "x-amz-target": target },
  body: bytes("{}"),
  ...change,
});

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}
let server: Server;
let received: Received | undefined;
let options: CurlOptions;

beforeAll(async () => {
  server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method, url, headers } = incoming;
      received = { method, url, headers, body: Buffer.concat(chunks) };
      answer.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  options = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-west-1",
    sign: "dummy",
    caseId: "p#1.0",
  };
});
afterAll(() => server.close());

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const digest = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** Whether the signature is the one that AWS computes for what arrived. */
function isSigned({ method, url, headers, body }: Received, secret: string): boolean {
  const [, scope = "", names = "", signature] = /Credential=[^/]+\/([^,]+), *SignedHeaders=([^,]+), *Signature=(\w+)/u.exec(headers.authorization ?? "") ?? [];
  const values = names.split(";").map((name) => `${name}:${String(headers[name])}`);
  const canonical = [method, url, "", ...values, "", names, digest(body)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest(canonical)].join("\n");
  return hmac(key, text).toString("hex") === signature;
}

async function run(line: string, env: Record<string, string> = {}): Promise<Received> {
  received = undefined;
  const shell = spawn("sh", ["-c", line], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  shell.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const status = await new Promise((resolve) => shell.on("close", resolve));
  const arrived = received as Received | undefined;
  if (status !== 0 || arrived === undefined) throw new Error(`status ${String(status)}: ${errors}\n${line.slice(0, 500)}`);
  return arrived;
}

async function expectSame(sent: WireRequest, given: CurlOptions = options): Promise<void> {
  const line = curlOf(sent, given);
  expect(line).toMatch(/^[\x20-\x7e]+$/u);
  expect(line.length).toBeLessThan(20_000);
  const arrived = await run(line);
  expect(arrived.method).toBe(sent.method);
  expect(arrived.url).toBe(sent.path);
  expect(arrived.headers["content-type"]).toBe(sent.headers["content-type"]);
  for (const [name, value] of Object.entries(sent.headers)) expect(arrived.headers[name]).toBe(value);
  expect(arrived.body.equals(Buffer.from(sent.body))).toBe(true);
  expect(given.sign !== "dummy" || isSigned(arrived, "test")).toBe(true);
}

describe.skipIf(!hasCurl)("curlOf(), run by sh and curl", () => {
  it.each<[string, Uint8Array]>([
    ["empty", bytes("")],
    ["an object", bytes('{"MaxResults": 0}')],
    ["single quotes", bytes("{'MaxResults': 1}")],
    ["a file's name", bytes("@/etc/passwd")],
    ["shell syntax", bytes('$(id) `id` $HOME \\ "x" ! # ~ * ; & | > <')],
    ["printf syntax", bytes("%s %% %d \\n \\0101 %\n")],
    ["a leading hyphen", bytes("-n\n")],
    ["line ends", bytes("\r\n\n{}\n\n")],
    ["NUL", Uint8Array.of(0, 0x7b, 0, 0x7d, 0)],
    ["digits after an escape", bytes("\u00017\u0001")],
    ["invalid UTF-8", Uint8Array.of(0x7b, 0xff, 0xc3, 0x28, 0x7d)],
    ["a byte order mark", bytes("\uFEFF{}")],
    ["bidi overrides", bytes('{"RequestOrigin":"\u202Eabc"}')],
    ["400,001 letters", bytes(`{"NextToken":"${"a".repeat(400_001)}"}`)],
    ["400,001 digits 0", bytes("0".repeat(400_001))],
    ["many backslashes", bytes("\\".repeat(5000))],
    ["many hyphens", bytes("-".repeat(5000))],
    ["many quotes", bytes("'".repeat(5000))],
    ["many high bytes", new Uint8Array(5000).fill(0xff)],
    ["many NULs", new Uint8Array(5000)],
    ["100,000 emoji", bytes(`{"a":"${"👍".repeat(100_000)}"}`)],
    ["4096 letters", bytes("ab".repeat(2048))],
    ["4098 letters", bytes("ab".repeat(2049))],
  ])("sends a body of %s", async (_, body) => {
    await expectSame(request({ body }));
  });

  it.each<[string, Partial<WireRequest>]>([
    ["no target", { headers: { "content-type": contentType } }],
    ["an empty body", { body: bytes("") }],
    ["another content type", { headers: { "content-type": "application/json; charset=utf-8", "x-amz-target": target } }],
    ["a quote in a header", { headers: { "content-type": contentType, "x-amz-target": "AWSGlue.List'Sessions" } }],
    ["GET with a body", { method: "GET" }],
    ["GET", { method: "GET", headers: {}, body: bytes("") }],
    ["HEAD", { method: "HEAD", body: bytes("") }],
    ["PUT", { method: "PUT" }],
    ["DELETE", { method: "DELETE", body: bytes("") }],
    ["OPTIONS", { method: "OPTIONS", body: bytes("") }],
    ["another path", { path: "/foo/bar" }],
    ["dots in the path", { path: "/a/../b" }],
  ])("sends %s", async (_, change) => {
    await expectSame(request(change));
  });

  it("sends header names in capitals, and signs them", async () => {
    const arrived = await run(curlOf(request({ headers: { "CONTENT-TYPE": contentType, "X-AMZ-TARGET": target } }), options), {});
    expect(arrived.headers).toMatchObject({ "content-type": contentType, "x-amz-target": target });
    expect(isSigned(arrived, "test")).toBe(true);
  });

  it("sends any body", async () => {
    const unit = fc.constantFrom("'", '"', "\\", "%", "\n", "\0", "é", "👍", "0", "8", "-", "@", "$", "`", "{", "}");
    const runs = fc.array(fc.tuple(unit, fc.constantFrom(1, 2, 64, 65, 5000)), { maxLength: 6 });
    const text = runs.map((all) => bytes(all.map(([character, times]) => character.repeat(times)).join("")));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), text), async (body) => expectSame(request({ body }))),
      { numRuns: 40, seed: 7 },
    );
  });

  it.each<[string, Partial<WireRequest>]>([
    ["an empty header", { headers: { "content-type": contentType, "x-amz-target": "" } }],
    ["no content type", { headers: { "x-amz-target": target } }],
    ["no header", { headers: {} }],
    ["no header and no body", { headers: {}, body: bytes("") }],
  ])("sends %s, unsigned", async (_, change) => {
    await expectSame(request(change), { ...options, sign: "none" });
    expect(received?.headers.authorization).toBeUndefined();
  });

  it("takes credentials, token and secret headers from the environment", async () => {
    const headers = { "content-type": contentType, "x-api-key": "never shown" };
    const line = curlOf(request({ headers }), {
      ...options,
      sign: "real",
      secretHeaders: ["x-api-key"],
    });
    const env = { AWS_ACCESS_KEY_ID: "AK", AWS_SECRET_ACCESS_KEY: "s k", X_API_KEY: "k 1" };
    expect(line).not.toContain("never shown");
    const plain = await run(line, env);
    expect(plain.headers).toMatchObject({ "x-api-key": "k 1" });
    expect(plain.headers).not.toHaveProperty("x-amz-security-token");
    expect(isSigned(plain, "s k")).toBe(true);
    const temporary = await run(line, { ...env, AWS_SESSION_TOKEN: "a b$c" });
    expect(temporary.headers).toMatchObject({ "x-amz-security-token": "a b$c" });
    expect(isSigned(temporary, "s k")).toBe(true);
  });
});

describe("curlOf()", () => {
  it("is as short as possible", () => {
    const given = {
      endpoint: "{endpoint}",
      region: "us-east-1",
      sign: "dummy",
      caseId: "p#1.0",
    } as const;
    expect(curlOf(request({ body: bytes(`{"a":"${"b".repeat(5000)}"}`) }), given)).toBe(
      `{ printf '{"a":"'; head -c 5000 /dev/zero | tr '\\0' 'b'; printf '"}'; } | curl -q -sS -i -g ` +
        `--aws-sigv4 'aws:amz:us-east-1:glue' --user "\${AWS_ACCESS_KEY_ID:-test}:\${AWS_SECRET_ACCESS_KEY:-test}" ` +
        `-H 'content-type: application/x-amz-json-1.1' -H 'x-amz-target: AWSGlue.ListSessions' --data-binary @- '{endpoint}/'`,
    );
  });

  it.each<[string, Partial<WireRequest>, Partial<CurlOptions>, string]>([
    ["state", {}, { needs: "it needs a token" }, "it needs a token"],
    ["its own signature", { headers: { "content-type": "a", authorization: "x" } }, {}, "curl makes the header authorization itself"],
    ["no content type", { headers: {} }, {}, "curl signs an empty content type where none is sent"],
    ["an empty header", { headers: { "content-type": "a", "x-amz-target": "" } }, {}, "curl signs the empty header x-amz-target wrongly"],
    ["blanks around a value", { headers: { "content-type": "a", "x-amz-target": " a" } }, {}, "curl drops the blanks around the value of x-amz-target"],
    ["a body with HEAD", { method: "HEAD" }, {}, "curl sends no body with HEAD"],
    ["a query", { path: "/?Action=x" }, {}, "curl may sign or send this path in another spelling"],
    ["noise", { body: Uint8Array.from({ length: 60_000 }, (_, index) => index % 251) }, {}, "the body is too long for a command line"],
  ])("gives the replay command for a request with %s", (_, change, more, why) => {
    const given: CurlOptions = {
      endpoint: "http://h",
      region: "r",
      sign: "dummy",
      caseId: "a/b#it's",
      ...more,
    };
    expect(curlOf(request(change), given)).toBe(`# not with curl: ${why}\nglue-conformance replay --run {out} 'a/b#it'\\''s'`);
  });
});
