import { connect, type DetailedPeerCertificate } from "node:tls";

/** Faults of a certificate, by the codes of OpenSSL and Node. */
const certificateCodes = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/u;

/** Codes of a target that wants to see a certificate of ours. */
const ownCodes = /^ERR_SSL_.*ALERT.*CERTIFICATE/u;

const authorityAdvice = "Name that authority with --ca-bundle FILE, AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS";

/** The code of a certificate that is not trusted, or is missing on our side; undefined where nothing of the kind went wrong. */
export function certificateCodeIn(codes: readonly string[]): string | undefined {
  return codes.find((code) => certificateCodes.test(code) || ownCodes.test(code));
}

/**
 * What is wrong with the certificate of an endpoint, and what to do about it: half a sentence, then advice without a full stop. `chain` gives what
 * the endpoint shows, where it can be looked at.
 */
export async function certificateError(code: string, error: unknown, host: string, chain: () => Promise<DetailedPeerCertificate | undefined>): Promise<string> {
  if (ownCodes.test(code)) return `it requires a client certificate (${code}), and the suite has none. Give an endpoint that does not require one`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const { subjectaltname, subject } = (error as { readonly cert?: DetailedPeerCertificate }).cert ?? {};
    const names =
      subjectaltname === undefined ? [String(subject?.CN ?? "no name")] : subjectaltname.split(", ").map((name) => name.replace(/^[A-Za-z ]+:/u, ""));
    return `its certificate is for ${listed(names)}, not for ${host}. Name the target in --endpoint as its certificate does, or give it a certificate for ${host}`;
  }
  const shown = await chain();
  switch (code) {
    case "CERT_HAS_EXPIRED": {
      const { which, date } = expiredIn(shown);
      return `${which} expired${date === undefined ? "" : ` on ${date}`}. Renew it on the target, or check this machine's clock`;
    }
    case "CERT_NOT_YET_VALID": {
      const date = dayOf(shown?.valid_from);
      return `its certificate is not valid yet${date === undefined ? "" : `, but from ${date} on`}. Check this machine's clock, and that of its issuer`;
    }
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return `no authority vouches for its certificate, which signed itself${shown === undefined ? "" : ` (${nameOf(shown.subject)})`}. Name a file with it with --ca-bundle FILE, AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS`;
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return `no authority that is known here vouches for its certificate${shown === undefined ? "" : `, which was issued by ${nameOf(shown.issuer)}`}. ${authorityAdvice}`;
    default:
      return `its certificate is not trusted (${code}). ${authorityAdvice}`;
  }
}

/** The certificates that an endpoint shows: a handshake over which nothing is sent. Undefined where there is none to look at. */
export async function chainOf(endpoint: URL, timeoutMs: number): Promise<DetailedPeerCertificate | undefined> {
  const host = endpoint.hostname.replace(/^\[|\]$/gu, "");
  return new Promise((resolve) => {
    // An untrusted certificate is read too, to report why it is not trusted.
    const socket = connect({ host, port: Number(endpoint.port === "" ? 443 : endpoint.port), ...serverName(host), rejectUnauthorized: false });
    const end = (chain: DetailedPeerCertificate | undefined): void => {
      socket.destroy();
      resolve(chain);
    };
    socket.setTimeout(timeoutMs, () => end(undefined));
    socket.once("error", () => end(undefined)).once("secureConnect", () => end(socket.getPeerCertificate(true)));
  });
}

// An address is no server name: RFC 6066, section 3.
function serverName(host: string): { readonly servername?: string } {
  return /^[\d.]+$|:/u.test(host) ? {} : { servername: host };
}

function expiredIn(leaf: DetailedPeerCertificate | undefined): { readonly which: string; readonly date: string | undefined } {
  const seen = new Set<DetailedPeerCertificate>();
  for (let one = leaf; one !== undefined && !seen.has(one); one = one.issuerCertificate) {
    seen.add(one);
    if (Date.parse(one.valid_to) < Date.now())
      return { which: one === leaf ? "its certificate" : `the certificate of ${nameOf(one.subject)}, which vouches for its own,`, date: dayOf(one.valid_to) };
  }
  return { which: "a certificate of it, or of its authority,", date: undefined };
}

function dayOf(date: string | undefined): string | undefined {
  const at = Date.parse(date ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
}

function nameOf({ CN, O }: DetailedPeerCertificate["subject"]): string {
  const name = CN ?? O;
  return name === undefined ? "an issuer without a name" : JSON.stringify(String(name).slice(0, 100));
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, 5).map((name) => name.slice(0, 100));
  return names.length > first.length ? `${first.join(", ")} and ${String(names.length - first.length)} more` : first.join(", ");
}
