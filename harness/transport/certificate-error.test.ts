import { describe, expect, it } from "vitest";
import { certificateCodeIn, certificateError } from "./certificate-error.ts";

const unseen = (): Promise<undefined> => Promise.resolve(undefined);

describe("certificateCodeIn()", () => {
  it.each([
    [["UND_ERR_SOCKET", "CERT_HAS_EXPIRED"], "CERT_HAS_EXPIRED"],
    [["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"], "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"],
    [["ERR_SSL_WRONG_VERSION_NUMBER"], undefined],
    [[], undefined],
  ] as const)("of %j is %s", (codes, code) => {
    expect(certificateCodeIn(codes)).toBe(code);
  });
});

describe("certificateError()", () => {
  it("reports what is known where the certificate cannot be read", async () => {
    const reported = async (code: string): Promise<string> => certificateError(code, new Error(code), "a.example", unseen);
    expect(await reported("CERT_HAS_EXPIRED")).toMatch(/^a certificate of it, or of its authority, expired\. /u);
    expect(await reported("CERT_NOT_YET_VALID")).toMatch(/^its certificate is not valid yet\. /u);
    expect(await reported("DEPTH_ZERO_SELF_SIGNED_CERT")).toMatch(/^no authority vouches for its certificate, which signed itself\. /u);
    expect(await reported("UNABLE_TO_VERIFY_LEAF_SIGNATURE")).toMatch(/^no authority that is known here vouches for its certificate\. /u);
    expect(await reported("CERT_REVOKED")).toMatch(/^its certificate is not trusted \(CERT_REVOKED\)\. /u);
  });

  it("reports a target that requires a client certificate", async () => {
    const message = await certificateError("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", new Error("alert"), "a.example", unseen);
    expect(message).toMatch(/^it requires a client certificate \(ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED\), and the suite has none\. /u);
  });

  it("keeps to a few names of many, each of bounded length", async () => {
    const subjectaltname = Array.from({ length: 100 }, (_, index) => `DNS:${String(index)}${"x".repeat(1_000)}.example`).join(", ");
    const message = await certificateError("ERR_TLS_CERT_ALTNAME_INVALID", Object.assign(new Error("name"), { cert: { subjectaltname } }), "a.example", unseen);
    expect(message).toMatch(/ and 95 more, not for a\.example\. /u);
    expect(message.length).toBeLessThan(1_000);
  });
});
