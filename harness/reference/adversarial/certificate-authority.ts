import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** An issuer of certificates; `pem` is its own. */
export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  readonly pem: string;
}

/** A certificate with its key, as TLS servers take them. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** The subject of a certificate, and its expiry. */
export interface CertificateSubject {
  /** Host names and IPv4 addresses. */
  readonly hosts: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
}

const day = 86_400_000;

/** A new authority that no client trusts yet. */
export function createAuthority(name: string): Authority {
  const { privateKey: key, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const constraints = extension("551d13", sequence(Buffer.from("0101ff", "hex")));
  return { name, key, pem: pemOf(signed({ name, issuer: name, publicKey, key, extensions: [constraints], ...validity({}) })) };
}

/** A certificate signed by an authority; without one, self-signed. */
export function createCertificate(by: Authority | undefined, subject: CertificateSubject): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = subject.hosts[0] ?? "no host";
  const names = subject.hosts.map((host) => (isIPv4(host) ? tagged(0x87, Buffer.from(host.split(".").map(Number))) : tagged(0x82, Buffer.from(host))));
  const cert = pemOf(
    signed({
      name,
      issuer: by?.name ?? name,
      publicKey,
      key: by?.key ?? privateKey,
      extensions: [extension("551d11", sequence(...names))],
      ...validity(subject),
    }),
  );
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert };
}

function validity({ from, until }: Partial<CertificateSubject>): { readonly from: Date; readonly until: Date } {
  return { from: from ?? new Date(Date.now() - day), until: until ?? new Date(Date.now() + day) };
}

interface Unsigned {
  readonly name: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** Of the issuer. */
  readonly key: KeyObject;
  readonly from: Date;
  readonly until: Date;
  readonly extensions: readonly Buffer[];
}

const ecdsaWithSha256 = sequence(identifier("2a8648ce3d040302"));

/** A certificate of X.509, version 3, in the form of RFC 5280. */
function signed({ name, issuer, publicKey, key, from, until, extensions }: Unsigned): Buffer {
  const serial = Buffer.concat([Buffer.of(1), randomBytes(8)]);
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, serial),
    ecdsaWithSha256,
    distinguished(issuer),
    sequence(time(from), time(until)),
    distinguished(name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions)),
  );
  return sequence(body, ecdsaWithSha256, bits(sign("sha256", body, key)));
}

function pemOf(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/gu) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

// The content of a certificate, in the distinguished encoding rules of ASN.1.

function tagged(tag: number, content: Uint8Array): Buffer {
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function identifier(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, "hex"));
}

function bits(content: Uint8Array): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.of(0), content]));
}

function time(date: Date): Buffer {
  return tagged(0x18, Buffer.from(`${date.toISOString().replaceAll(/\D/gu, "").slice(0, 14)}Z`));
}

function distinguished(name: string): Buffer {
  return sequence(tagged(0x31, sequence(identifier("550403"), tagged(0x0c, Buffer.from(name)))));
}

function extension(id: string, content: Uint8Array): Buffer {
  return sequence(identifier(id), tagged(0x04, content));
}
