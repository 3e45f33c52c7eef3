import { describe, expect, it } from "vitest";
import { HarnessError } from "../runtime/harness-error.ts";
import { proxiesIn, proxyFor, proxyName } from "./proxy.ts";

const proxy = "http://proxy.example:3128";

function nameFor(endpoint: string, environment: Readonly<Record<string, string>>): string | undefined {
  const found = proxyFor(new URL(endpoint), environment);
  return found === undefined ? undefined : proxyName(found);
}

describe("proxyFor()", () => {
  it.each<readonly [endpoint: string, environment: Readonly<Record<string, string>>, name: string | undefined]>([
    ["http://a.example", {}, undefined],
    ["http://a.example", { HTTP_PROXY: "" }, undefined],
    ["http://a.example", { HTTP_PROXY: proxy }, `${proxy} of HTTP_PROXY`],
    ["http://a.example", { http_proxy: proxy, HTTP_PROXY: "http://other" }, `${proxy} of http_proxy`],
    ["http://a.example", { http_proxy: "", HTTP_PROXY: proxy }, `${proxy} of HTTP_PROXY`],
    ["http://a.example", { HTTPS_PROXY: proxy }, undefined],
    ["https://a.example", { HTTP_PROXY: "http://other", https_proxy: proxy }, `${proxy} of https_proxy`],
    ["https://a.example", { ALL_PROXY: proxy }, `${proxy} of ALL_PROXY`],
    ["http://a.example", { HTTP_PROXY: "user:secret@proxy.example:3128" }, `${proxy} of HTTP_PROXY`],
    // This machine itself.
    ...["http://127.0.0.1:5000", "http://localhost", "https://[::1]:1", "http://glue.localhost"].map(
      (endpoint) => [endpoint, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }, undefined] as const,
    ),
    ["http://10.0.0.1", { HTTP_PROXY: proxy }, `${proxy} of HTTP_PROXY`],
  ])("of %s with %j is %s", (endpoint, environment, name) => {
    expect(nameFor(endpoint, environment)).toBe(name);
  });

  it.each([
    ["http://a.example", "*"],
    ["http://a.example", "a.example"],
    ["http://a.example", "b.example, A.EXAMPLE"],
    ["http://a.example", "b.example a.example"],
    ["http://b.a.example", "a.example"],
    ["http://b.a.example", ".a.example"],
    ["http://b.a.example", "*.a.example"],
    ["http://a.example", "a.example:80"],
    ["https://a.example:8443", "a.example:8443"],
    ["http://10.1.2.3", "10.0.0.0/8"],
    ["http://10.1.2.3:5000", "10.1.2.3"],
    ["http://[fd00::1]:5000", "[fd00::1]:5000"],
    ["http://[fd00::1]:5000", "fd00::/8"],
  ])("is none for %s where NO_PROXY is %j", (endpoint, list) => {
    expect(nameFor(endpoint, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: list })).toBeUndefined();
    expect(nameFor(endpoint, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, no_proxy: list, NO_PROXY: "elsewhere" })).toBeUndefined();
  });

  it.each([
    ["http://a.example", "b.example"],
    ["http://ba.example", "a.example"],
    ["http://a.example", "a.example:81"],
    ["http://11.1.2.3", "10.0.0.0/8"],
    ["http://10.1.2.3", "10.0.0.0/99"],
    ["http://a.example", ""],
  ])("is one for %s though NO_PROXY is %j", (endpoint, list) => {
    expect(nameFor(endpoint, { HTTP_PROXY: proxy, NO_PROXY: list })).toBe(`${proxy} of HTTP_PROXY`);
  });

  it.each([
    ["socks5://user:secret@proxy:1080", /^HTTP_PROXY names a socks5 proxy; an http or https one can be used\. Set it to one such as /u],
    ["http://user:secret@:bad:", /^HTTP_PROXY names no address; /u],
  ])("refuses %s, and keeps its password", (value, message) => {
    let reported = "";
    try {
      proxyFor(new URL("http://a.example"), { HTTP_PROXY: value });
    } catch (error) {
      reported = error instanceof HarnessError && error.code === "usage" ? error.message : "";
    }
    expect(reported).toMatch(message);
    expect(reported).not.toContain("secret");
  });
});

describe("proxiesIn()", () => {
  it("finds every one, used or not, with or without a scheme", () => {
    const found = proxiesIn({
      HTTP_PROXY: "a:b@one:1",
      https_proxy: "https://c:d@two",
      ALL_PROXY: "socks5://e:f@three",
      NO_PROXY: "four",
      OTHER: "http://g:h@five",
    });
    expect(found.map(({ password }) => password)).toEqual(["b", "d", "f"]);
  });
});
