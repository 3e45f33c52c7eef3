import "reflect-metadata"; // oxlint-disable-line import/no-unassigned-import -- @peculiar/x509 requires it to be loaded first.
import { webcrypto } from "node:crypto";
import { isIPv4 } from "node:net";
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";

/** An issuer of certificates; `pem` is its own. */
export interface Authority {
  readonly name: string;
  readonly key: webcrypto.CryptoKey;
  readonly pem: string;
}

/** A certificate with its key, as TLS servers take them. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** The subject of a certificate, and its expiry. */
interface CertificateSubject {
  /** Host names and IPv4 addresses. */
  readonly hosts: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const newKeys = async (): Promise<webcrypto.CryptoKeyPair> => await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** A new authority that no client trusts yet. */
export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const extensions = [new BasicConstraintsExtension(true, undefined, true)];
  const own = await X509CertificateGenerator.createSelfSigned({ name: [{ CN: [name] }], keys, signingAlgorithm: algorithm, extensions });
  return { name, key: keys.privateKey, pem: own.toString("pem") };
}

/** A certificate signed by an authority; without one, self-signed. */
export async function createCertificate(by: Authority | undefined, { hosts, from = inDays(-1), until = inDays(1) }: CertificateSubject): Promise<Certificate> {
  const keys = await newKeys();
  const [name = "no host"] = hosts;
  const issued = await X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: [{ CN: [by?.name ?? name] }],
    publicKey: keys.publicKey,
    signingKey: by?.key ?? keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: from,
    notAfter: until,
    extensions: [new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: isIPv4(value) ? ("ip" as const) : ("dns" as const), value })))],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, cert: issued.toString("pem") };
}
