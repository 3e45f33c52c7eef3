import { type Certificate, createAuthority, createCertificate } from "./certificate-authority.ts";
import { openHostile } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";

const authority = createAuthority("Hostile Authority");
const here = { hosts: ["127.0.0.1"] };

/** Would answer correctly, but gets no request. Connections are counted: one that fails, and one to find out why. */
function certified(name: string, title: string, reported: RegExp, make: () => Certificate, trusted = true): HostileTarget {
  return {
    name,
    title,
    ends: { exit: 3, reported, requests: 2 },
    ...(trusted ? { authority: authority.pem } : {}),
    open: (port = 0) => openHostile(({ pass }) => pass(), { port, tls: make() }),
  };
}

/** Targets whose certificates must not be trusted: no request is sent to them. */
export const certificateTargets: readonly HostileTarget[] = [
  certified(
    "unknown-authority",
    "has a certificate of an unknown authority",
    /no authority that is known here vouches for its certificate, which was issued by "Hostile Authority"\. .*--ca-bundle FILE/u,
    () => createCertificate(authority, here),
    false,
  ),
  certified("signed-itself", "has a certificate that vouches for itself", /no authority vouches for its certificate, which signed itself/u, () =>
    createCertificate(undefined, here),
  ),
  certified("expired-certificate", "has a certificate that has expired", /its certificate expired on 2020-02-01\./u, () =>
    createCertificate(authority, { ...here, from: new Date("2020-01-01T00:00:00Z"), until: new Date("2020-02-01T00:00:00Z") }),
  ),
  certified("certificate-of-another-host", "has a certificate for another host", /its certificate is for glue\.example, not for 127\.0\.0\.1\./u, () =>
    createCertificate(authority, { hosts: ["glue.example"] }),
  ),
];
