import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRecordedBody, toRecordedBody } from "./recorded-body.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("toRecordedBody()", () => {
  it.each([
    ["empty", bytes(""), { text: "" }],
    ["text", bytes('{"MaxResults":0}\n'), { text: '{"MaxResults":0}\n' }],
    ["byte order mark", bytes("\uFEFF{}"), { text: "\uFEFF{}" }],
    ["not UTF-8", Uint8Array.of(0x7b, 0xff), { base64: "e/8=" }],
    ["64 equal characters", bytes("a".repeat(64)), { text: "a".repeat(64) }],
    ["65 equal characters", bytes("a".repeat(65)), { parts: [{ repeat: "a", times: 65 }] }],
    ["a long token", bytes(`{"NextToken":"${"a".repeat(400_001)}"}`), { parts: ['{"NextToken":"', { repeat: "a", times: 400_001 }, '"}'] }],
    ["pairs of surrogates", bytes("👍".repeat(129)), { parts: [{ repeat: "👍", times: 129 }] }],
    ["line feeds", bytes("\n".repeat(70)), { parts: [{ repeat: "\n", times: 70 }] }],
  ])("records %s", (_, body, recorded) => {
    expect(toRecordedBody(body)).toEqual(recorded);
  });

  it("finds a run at any offset", () => {
    for (let before = 0; before < 70; before += 1) {
      const ahead = "ab".repeat(35).slice(0, before);
      expect(toRecordedBody(bytes(`${ahead}${"c".repeat(65)}d`))).toEqual({ parts: [...(before === 0 ? [] : [ahead]), { repeat: "c", times: 65 }, "d"] });
    }
  });

  it("returns the same bytes", () => {
    const run = fc.tuple(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), fc.integer({ min: 1, max: 200 }));
    const text = fc.array(run).map((runs) => bytes(runs.map(([unit, times]) => unit.repeat(times)).join("")));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), text), (body) => {
        expect(Buffer.from(fromRecordedBody(toRecordedBody(body))).equals(Buffer.from(body))).toBe(true);
      }),
    );
  });
});
