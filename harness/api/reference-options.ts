/** Which reference service is wanted; at most one of `variant` and `fault`. */
export interface ReferenceOptions {
  /** Start with this many sessions that another user created, of about 1 KiB each. */
  readonly sessions?: number;
  /** Name of a legal but unusual service, as `serve --variant` takes it. */
  readonly variant?: string;
  /** Name of a fault, as `serve --fault` takes it. */
  readonly fault?: string;
  /** What the service takes for the time, in milliseconds since the epoch; the machine's clock by default. */
  readonly clock?: { readonly now: () => number };
}

/** Where a reference service listens, scheme, host and port, and how it is closed. */
export interface RunningReference {
  readonly url: string;
  readonly close: () => Promise<void>;
}
