/**
 * A request as it goes on the wire, before signing. Header names are lower case but where their case is what is tried; host, length, date and authorization
 * are added later.
 */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer as it came from the wire. Header names are lower case; repeated ones are joined by a comma and a blank. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Bytes that the body had, where only its beginning was kept. */
  readonly whole?: number;
}

/** Why a request got no answer. */
export interface TransportFailure {
  readonly kind:
    | "refused" // nothing listens
    | "unresolved" // the host name is not known
    | "proxy" // a proxy in between does not connect
    | "certificate" // TLS: authority, name or date
    | "connect-timeout"
    | "timeout" // connected, no complete answer in time
    | "lost-before-answer" // closed or reset before the first byte
    | "lost-in-answer" // closed or reset after the first byte
    | "too-large" // the body, or the headers, are above the limit
    | "undecodable" // the body is not what its content-encoding says
    | "not-http";
  readonly message: string;
}

/** One request with its answer, after the retries that fairness rule 7 grants. */
export interface Exchange {
  readonly request: WireRequest;
  readonly response?: WireResponse;
  readonly failure?: TransportFailure;
  /** Sends that it took, the first included. */
  readonly attempts: number;
}
