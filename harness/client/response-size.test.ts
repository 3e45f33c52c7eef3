import { describe, expect, it } from "vitest";
import { sizedLike, responseSize, weightOf, withinResponseLimits } from "./response-size.ts";

const responseOf = (text: string): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } => ({
  status: 200,
  headers: {},
  body: Buffer.from(text),
});
const many = (count: number, text: string): string => `[${Array.from({ length: count }, () => text).join()}]`;

describe("sizeOf()", () => {
  it("counts values, lists and objects, and no commas or brackets within texts", () => {
    expect(responseSize(responseOf(many(90_000, "{}")))).toEqual({ bytes: 270_001, values: 90_000, containers: 90_001 });
    expect(responseSize(responseOf(many(20_000, String.raw`"a,\",[b,{\\"`)))).toMatchObject({ values: 20_000, containers: 1 });
  });

  it("counts only the bytes of what is small", () => {
    expect(responseSize(responseOf("[1,2,3]"))).toEqual({ bytes: 7, values: 0, containers: 0 });
  });

  it("is that of another response where it replaces that one", () => {
    const [light, whole] = [responseOf(""), responseOf(many(90_000, "{}"))];
    sizedLike(light, whole);
    expect(responseSize(light)).toEqual(responseSize(whole));
  });
});

describe("weightOf()", () => {
  it("is what it takes to judge a large answer, many values more than few, and nothing of a small one", () => {
    expect(weightOf(responseOf(many(40_000, '"a"')))).toBe(160_001 + 40_000 * 80 + 20);
    expect(weightOf(responseOf(JSON.stringify("a".repeat(200_000))))).toBe(200_002 + 80);
    expect(weightOf(responseOf("[".repeat(200_000)))).toBe(200_000 + 80 + 200_000 * 20);
    expect(weightOf(responseOf("[1,2,3]"))).toBe(0);
  });
});

describe("withinResponseLimits()", () => {
  it("takes a page of a thousand sessions with every member for what it is", () => {
    const session = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Member${String(index)}`, "a text, with a comma"])));
    const delivery = { response: responseOf(`{"Sessions":${many(1_000, session)}}`), latencyMs: 1 };
    expect(withinResponseLimits(delivery)).toBe(delivery);
  });

  it("takes what holds more values than can be judged for too large, however few bytes it has", () => {
    const reported = withinResponseLimits({ response: responseOf(many(100_001, '""')), latencyMs: 1 });
    expect(reported).toEqual({ failure: { kind: "too-large", message: "the body holds more than 100000 values" }, latencyMs: 1 });
    expect(withinResponseLimits({ response: responseOf(JSON.stringify(",".repeat(1_000_000))), latencyMs: 1 })).toHaveProperty("response");
  });
});
