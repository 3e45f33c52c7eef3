import { createAuthority, createCertificate } from "./certificate-authority.ts";
import type { HostileExchange } from "./exchange.ts";
import { stops, targets } from "./hostile-target.ts";

const authority = await createAuthority("Hostile Authority");
const hosts = ["127.0.0.1"];
const [from, until] = [new Date("2020-01-01T00:00:00Z"), new Date("2020-02-01T00:00:00Z")];

const pass = (exchange: HostileExchange): void => exchange.pass();

// They would answer correctly, but get no request. Connections are counted: one that fails, and one to find out why.
const untrusted = targets({
  "unknown-authority: has a certificate of an unknown authority": [
    stops(2, /no authority that is known here vouches for its certificate, which was issued by "Hostile Authority"\. .*--ca-bundle FILE/u),
    pass,
    { server: { tls: await createCertificate(authority, { hosts }) } },
  ],
});

const trusted = targets(
  {
    "signed-itself: has a certificate that vouches for itself": [
      stops(2, /no authority vouches for its certificate, which signed itself/u),
      pass,
      { server: { tls: await createCertificate(undefined, { hosts }) } },
    ],
    "expired-certificate: has a certificate that has expired": [
      stops(2, /its certificate expired on 2020-02-01\./u),
      pass,
      { server: { tls: await createCertificate(authority, { hosts, from, until }) } },
    ],
    "certificate-of-another-host: has a certificate for another host": [
      stops(2, /its certificate is for glue\.example, not for 127\.0\.0\.1\./u),
      pass,
      { server: { tls: await createCertificate(authority, { hosts: ["glue.example"] }) } },
    ],
  },
  { authority: authority.pem },
);

/** Targets whose certificates must not be trusted: no request is sent to them. */
export const certificateTargets = [...untrusted, ...trusted];
