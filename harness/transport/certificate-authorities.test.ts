import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { authoritiesFor } from "./certificate-authorities.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { createAuthority } from "../reference/adversarial/certificate-authority.ts";

const folder = mkdtempSync(join(tmpdir(), "glue-conformance-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [{ pem: one }, { pem: two }] = [await createAuthority("One"), await createAuthority("Two")];
const tls = new URL("https://target.example");

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("authoritiesFor()", () => {
  const [first, second, both] = [written("one.pem", one), written("two.pem", two), written("both.pem", `Words before it.\n${one}\n${two}`)];
  const trimmed = (pem: string): string => pem.trim();

  it.each([
    ["nothing is named", undefined, {}, []],
    ["variables are empty", undefined, { AWS_CA_BUNDLE: "", NODE_EXTRA_CA_CERTS: "" }, []],
    ["a file holds two, with words around them", both, {}, [one, two]],
    ["a variable names one", undefined, { AWS_CA_BUNDLE: first }, [one]],
    ["the option goes before AWS_CA_BUNDLE", second, { AWS_CA_BUNDLE: first }, [two]],
    ["NODE_EXTRA_CA_CERTS adds to either", second, { NODE_EXTRA_CA_CERTS: first }, [two, one]],
  ] as const)("gives what is named: %s", async (_title, option, environment, wanted) => {
    expect(await authoritiesFor(option, tls, environment)).toEqual(wanted.map(trimmed));
  });

  it("reads no variable where TLS is not spoken", async () => {
    expect(await authoritiesFor(undefined, new URL("http://target.example"), { AWS_CA_BUNDLE: "no-such-file.pem" })).toEqual([]);
  });

  it.each([
    ["is not there", "no-such-file.pem", /^no-such-file\.pem cannot be read: ENOENT.*Give a readable file in PEM form\.$/u],
    ["is a folder", folder, / cannot be read: EISDIR/u],
    ["is empty", "/dev/null", /^\/dev\/null holds no certificate in PEM form\. Give a file with -----BEGIN CERTIFICATE----- in it\.$/u],
    ["holds a key", written("key.pem", "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"), / holds no certificate in PEM form/u],
    ["is cut off", written("cut.pem", one.slice(0, 300)), / holds no certificate in PEM form/u],
    ["holds one that is broken", written("broken.pem", one + two.replace("MI", "AA")), / cannot be used: certificate 2 of 2 in it cannot be read .*Remove it/u],
  ])("refuses a file that %s, and says who named it", async (_title, file, message) => {
    const reported = async (named: Promise<unknown>): Promise<string> => {
      const error: unknown = await named.catch((reason: unknown) => reason);
      return error instanceof HarnessError && error.code === "usage" ? error.message : "no usage error";
    };
    const messages = [
      await reported(authoritiesFor(file, tls, {})),
      await reported(authoritiesFor(undefined, tls, { AWS_CA_BUNDLE: file })),
      await reported(authoritiesFor(undefined, tls, { NODE_EXTRA_CA_CERTS: file })),
    ];
    expect(messages.map((text) => text.split(" ")[0])).toEqual(["--ca-bundle", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]);
    for (const text of messages) expect(text.replace(/^\S+ /u, "")).toMatch(message);
  });
});
