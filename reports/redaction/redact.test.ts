import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { createRedactor, withoutCredentials } from "./redact.ts";

const redactor = createRedactor({
  ownPrefix: "glue-conformance-r1-",
  ownIds: new Set(["ours"]),
  headers: ["X-Api-Key"],
  values: ["s3cr3t-vålue", "ab"],
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const answer = (text: string): WireResponse => ({ status: 200, headers: {}, body: bytes(text) });
const redacted = (text: string): string => new TextDecoder().decode(redactor.response(answer(text)).body);

describe("createRedactor()", () => {
  it("drops headers that carry secrets, in any case", () => {
    const headers = {
      authorization: "AWS4-HMAC-SHA256 …",
      "Proxy-Authorization": "Basic x",
      "x-amz-security-token": "t",
      cookie: "a=b",
      "x-api-key": "s3cr3t-vålue",
      "x-amz-target": "AWSGlue.ListSessions",
      "x-note": "abc s3cr3t-vålue",
    };
    expect(redactor.request({ method: "POST", path: "/", headers, body: bytes("{}") }).headers).toEqual({
      "x-amz-target": "AWSGlue.ListSessions",
      "x-note": "abc {secret}",
    });
    expect(redactor.response({ ...answer(""), headers: { "set-cookie": "a", date: "d" } }).headers).toEqual({ date: "d" });
  });

  it("redacts given values in bodies, and keeps bytes that are not UTF-8", () => {
    expect(redacted("<p>s3cr3t-vålue</p>")).toBe("<p>{secret}</p>");
    const odd = Uint8Array.of(0xff, 0x00, 0x22, 0xfe);
    expect(redactor.response({ ...answer(""), body: odd }).body).toEqual(odd);
  });

  it("redacts given values in any spelling of their special characters, and at any offset in base64", () => {
    const secret = fc
      .string({ minLength: 12, maxLength: 40, unit: fc.constantFrom(...Array.from("abcXYZ0189+/=&\"'<>\\ é")) })
      .filter((text) => /[a-z]{3}/iu.test(text));
    const hex = (text: string, digits: number): string => text.charCodeAt(0).toString(16).padStart(digits, "0");
    const spell: readonly ((mark: string) => string)[] = [
      (mark) => mark,
      (mark) => JSON.stringify(mark).slice(1, -1),
      (mark) => (mark === "/" ? "\\/" : mark),
      (mark) => encodeURIComponent(mark),
      (mark) => encodeURIComponent(mark).toLowerCase(),
      (mark) => encodeURIComponent(encodeURIComponent(mark)),
      (mark) => `\\u${hex(mark, 4)}`,
      (mark) => `&#x${hex(mark, 2)};`,
      (mark) => `&#${String(mark.charCodeAt(0))};`,
    ];
    fc.assert(
      fc.property(secret, fc.array(fc.nat(spell.length - 1), { minLength: 40, maxLength: 40 }), fc.string(), fc.string(), (value, ways, before, after) => {
        const { text } = createRedactor({ ownPrefix: "glue-conformance-r1-", values: [value] });
        const spelt = Array.from(value, (one, index) => (/[A-Za-z0-9]/u.test(one) ? one : (spell[ways[index] ?? 0]?.(one) ?? one))).join("");
        expect(text(`a ${spelt} b`)).toBe("a {secret} b");
        const whole = Buffer.from(`${before}${value}${after}`);
        for (const encoded of [whole.toString("base64"), whole.toString("base64url")]) {
          expect(Buffer.from(text(encoded), "base64").toString("latin1")).not.toContain(Buffer.from(value).toString("latin1"));
          expect(text(encoded)).toContain("{secret}");
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each(["", "a", "ab"])("redacts the value of an authorization header in base64 behind %j", (before) => {
    const { text } = createRedactor({ ownPrefix: "glue-conformance-r1-" });
    const value = `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=${"0f".repeat(32)}`;
    expect(text(`in "${Buffer.from(`${before}${value}`).toString("base64")}" here`)).toMatch(/^in "[A-Za-z0-9]{0,4}\{secret\}" here$/u);
  });

  it("keeps every character around what it redacts", () => {
    const value = "s3cr3t/v+l=e 16";
    const hex = "0f".repeat(32);
    const { text } = createRedactor({ ownPrefix: "glue-conformance-r1-", values: [value], isSignature: (one) => one === hex });
    const base64 = Buffer.from(value).toString("base64");
    const signed = `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=${hex}`;
    const secrets = [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      value.replaceAll("/", "\\/"),
      base64,
      hex,
      signed,
      signed.toLowerCase(),
    ];
    const around = fc.string({ maxLength: 4, unit: fc.constantFrom(...Array.from("([{<>}]),;:.!?#~_-*'\"|\n\t \u00E9\u{1F600}")) });
    fc.assert(
      fc.property(around, fc.constantFrom(...secrets), around, fc.constantFrom(...secrets), around, (a, one, b, two, c) => {
        expect(text(`${a}[${one}]${b}[${two}]${c}`)).toBe(`${a}[{secret}]${b}[{secret}]${c}`);
        expect(text(`${a}x:${one};${b}`)).toBe(`${a}x:{secret};${b}`);
      }),
    );
    expect(text(`at https://user:pass@host/a, "Signature=${hex}" and "${value.slice(0, 10)}…`)).toBe(
      'at https://host/a, "Signature={secret}" and "s3cr3t/v+l…',
    );
  });

  it("keeps type and length of free text in sessions of others, and all of our own", () => {
    const foreign =
      '{"Sessions": [{"DefaultArguments": {"--password": "hunter2", "n": 1}, "Description": null, "Id": "x", ' +
      '"Connections": {"Connections": ["db"]}, "ErrorMessage": "é\\u00e9", "Status": "READY", "MaxCapacity": 1.0, "Extra": [true, "t"]}';
    const own = (id: string): string => `{"Id": "${id}", "Description": "ours alone"}`;
    const rest = `, ${own("glue-conformance-r1-a")}, ${own("ours")}, ${own("glue-conformance-r2-a")}], "NextToken": "tok", "Ids": ["x"]}`;
    expect(redacted(foreign + rest)).toBe(
      '{"Sessions": [{"DefaultArguments": {"{key 1 of 10 characters}": "{7 characters}", "{key 2 of 1 characters}": 0}, ' +
        '"Description": null, "Id": "x", "Connections": {"Connections": ["{2 characters}"]}, "ErrorMessage": "{3 characters}", ' +
        '"Status": "READY", "MaxCapacity": 1.0, "Extra": [true, "{1 characters}"]}, ' +
        `${own("glue-conformance-r1-a")}, ${own("ours")}, {"Id": "glue-conformance-r2-a", "Description": "{10 characters}"}], ` +
        '"NextToken": "tok", "Ids": ["x"]}',
    );
  });

  it("trusts the parsed answer only if its text can hide nothing", () => {
    const own = '{"Id":"ours","Description":"ours alone"}';
    const foreign = '{"Id":"x","Description":"abc"}';
    const kept = (text: string): boolean => {
      const response = answer(text);
      return redactor.response(response, { text, object: JSON.parse(text) as Record<string, unknown> }).body === response.body;
    };
    expect([kept(`{"Sessions":[${own}]}`), kept(`{"Sessions":[${own},${own}],"Ids":["x"]}`), kept('{"Sessions":[]}')]).toEqual([true, true, true]);
    expect([kept(`{"Session":${own}}`), kept(`{"Session":${foreign}}`), kept(`{"Session":${foreign},"Session":${own}}`)]).toEqual([true, false, false]);
    expect(kept(`{"Sessions":[${own},${foreign}]}`)).toBe(false);
    expect(kept(`{"Sessions":[${own},${foreign}],"Sessions":[${own}]}`)).toBe(false);
    expect(kept(`{"\\u0053essions":[${own},${foreign}],"Sessions":[${own}]}`)).toBe(false);
    expect(kept(`{"Session":${foreign},"Sessions":[${own}]}`)).toBe(false);
    expect(kept('{"Sessions":[{"Id":"x","Description":"abc","Id":"ours"}]}')).toBe(false);
    expect(kept('{"Session":{"Id":"x","Description":"abc","Id":"ours"}}')).toBe(false);
  });

  it("does not take a session for ours if another may be in its place", () => {
    const [own, foreign] = ['{"Id":"ours","Description":"ours alone"}', '{"Id":"x","Description":"abc"}'];
    expect(redacted(`{"Sessions":[${foreign}],"Sessions":[${own}]}`)).not.toMatch(/abc/u);
    expect(redacted(`{"Sessions":[${own}],"Sessions":[${foreign}]}`)).not.toMatch(/abc/u);
    expect(redacted(`{"Session":${foreign},"Session":${own}}`)).not.toMatch(/abc/u);
    expect(redacted('{"Sessions":[{"Id":"x","Description":"abc","Id":"ours"}]}')).not.toMatch(/abc/u);
    expect(redacted('{"Sessions":[{"Id":"ours","Description":"abc","Id":"x"}]}')).not.toMatch(/abc/u);
    expect(redacted(`{"Sessions":[${foreign}, ${own}],"Session":${own}}`)).toContain("ours alone");
  });

  it("treats the answer of GetSession alike, and a body that breaks off", () => {
    expect(redacted('{"Session": {"Id": "x", "Description": "abc"}}')).toContain('"Description": "{3 characters}"');
    expect(redacted('{"Sessions": [{"Id": "x", "Description": "abc"')).toContain('"Description": "{3 characters}"');
  });

  it("redacts signatures of the run anywhere", () => {
    const [mine, other] = ["0f".repeat(32), "e1".repeat(32)];
    const { text } = createRedactor({ ownPrefix: "glue-conformance-r1-", isSignature: (hex) => hex === mine });
    for (let before = 0; before < 70; before += 1) {
      const ahead = "x".repeat(before);
      expect(text(`${ahead}${mine}`)).toBe(`${ahead}{secret}`);
      expect(text(`${ahead} ${mine.toUpperCase()} ${other} a`)).toBe(`${ahead} {secret} ${other} a`);
    }
    expect(text("a Signature%3Dabcdef0123, signature=abcdef0123")).toBe("a Signature%3D{secret}, signature={secret}");
  });

  it("redacts what a violation received", () => {
    const response = answer('{"Sessions":[{"Id":"x","Description":["abc"]},{"Id":"ours","Description":["abc"]}]}');
    const violation = { code: "wrong-type", expected: "a string", received: ["abc"] } as const;
    const received = (pointer: string): unknown => redactor.violation({ ...violation, pointer }, response).received;
    expect(received("/body/Sessions/0/Description")).toEqual(["{3 characters}"]);
    expect(received("/body/Sessions/1/Description")).toEqual(["abc"]);
    expect(received("/headers/x")).toEqual(["abc"]);
  });
});

describe("withoutCredentials()", () => {
  it.each([
    ["https://user:pass@host:1/a", "https://host:1/a"],
    ["proxy http://me@proxy failed", "proxy http://proxy failed"],
    ["http://host/a@b", "http://host/a@b"],
  ])("%s", (given, left) => {
    expect(withoutCredentials(given)).toBe(left);
  });
});
