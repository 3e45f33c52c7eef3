import { describe, expect, it } from "vitest";
import { sizedLike, sizeOf } from "./answer-size.ts";
import { withinMeasure } from "./measure.ts";

const responseOf = (text: string): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } => ({
  status: 200,
  headers: {},
  body: Buffer.from(text),
});
const many = (count: number, text: string): string => `[${Array.from({ length: count }, () => text).join()}]`;

describe("sizeOf()", () => {
  it("counts values, and no commas within texts", () => {
    expect(sizeOf(responseOf(many(90_000, "{}")))).toEqual({ bytes: 270_001, values: 90_000 });
    expect(sizeOf(responseOf(many(20_000, String.raw`"a,\",b,\\"`))).values).toBe(20_000);
  });

  it("tells the bytes alone of what is small", () => {
    expect(sizeOf(responseOf("[1,2,3]"))).toEqual({ bytes: 7, values: 0 });
  });

  it("is that of another response where one stands for it", () => {
    const [light, whole] = [responseOf(""), responseOf(many(90_000, "{}"))];
    sizedLike(light, whole);
    expect(sizeOf(light)).toEqual(sizeOf(whole));
  });
});

describe("withinMeasure()", () => {
  it("takes a page of a thousand sessions with every member for what it is", () => {
    const session = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Member${String(index)}`, "a text, with a comma"])));
    const delivery = { response: responseOf(`{"Sessions":${many(1_000, session)}}`), latencyMs: 1 };
    expect(withinMeasure(delivery)).toBe(delivery);
  });

  it("takes what holds more values than can be judged for too large, however few bytes it has", () => {
    const told = withinMeasure({ response: responseOf(many(100_001, '""')), latencyMs: 1 });
    expect(told).toEqual({ failure: { kind: "too-large", message: "the body holds more than 100000 values" }, latencyMs: 1 });
    expect(withinMeasure({ response: responseOf(JSON.stringify(",".repeat(1_000_000))), latencyMs: 1 })).toHaveProperty("response");
  });
});
