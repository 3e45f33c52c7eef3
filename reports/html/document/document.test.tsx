import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderDocument } from "./document.tsx";

const html = renderDocument({
  title: "A </title><script>alert(1)</script>",
  subject: "moto\u202E\uD800",
  sections: [{ id: "a", name: "A & B" }],
  origin: "f",
  children: <pre title={`"><img src=x onerror=alert(1)>`}>{"one\ntwo\u0007<b>"}</pre>,
});

function hashesOf(tag: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gsu"))].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
}

describe("renderDocument()", () => {
  it("has one style and one script, and a policy that allows only those", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1];
    const [style, script] = [hashesOf("style"), hashesOf("script")];
    expect(policy).toBe(`default-src 'none'; img-src data:; style-src ${style.join(" ")}; script-src ${script.join(" ")}; base-uri 'none'; form-action 'none'`);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"));
  });

  it("escapes text between tags and in attributes, and shows invisible characters", () => {
    expect(html).toContain("<title>A &lt;/title>&lt;script>alert(1)&lt;/script></title>");
    expect(html).toContain(`title="&quot;>&lt;img src=x onerror=alert(1)>"`);
    expect(html).toContain("one\ntwo\\u0007&lt;b>");
    expect(html).toContain("moto\\u202e\\ud800");
  });

  it("contains no URL", () => {
    expect(html).not.toMatch(/https?:|\bsrc="/u);
  });
});
