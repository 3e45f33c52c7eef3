/** A header's value, or the environment variable that holds it. */
export type ConfiguredHeader = string | { readonly environment: string };

/** The request that empties a target before a run. */
export interface ResetRequest {
  readonly method: "POST" | "PUT" | "DELETE" | "PATCH" | "GET";
  /** Below the endpoint: `/moto-api/reset`. */
  readonly path: string;
  readonly body?: string;
  /** Content type of the body (`application/json`). */
  readonly contentType?: string;
}

/** How requests are signed: with the credentials that the AWS SDK finds, with dummy ones, or not at all. */
export type SignMode = "real" | "dummy" | "none";

export type Effort = "quick" | "standard" | "deep";

/** Options of a run, from any source; all but the target's are optional. Times are in milliseconds unless noted. */
export interface CommonOptions {
  /** Default: the embedded reference service. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly name?: string;
  readonly effort?: Effort;
  /** Random cases of a property. */
  readonly cases?: number;
  readonly concurrency?: number;
  /** Requests a second, at most. */
  readonly rate?: number;
  readonly timeout?: number;
  /** Seconds. */
  readonly maxTime?: number;
  readonly maxRequests?: number;
  /** Number of failing properties after which the run stops sending. */
  readonly maxFailures?: number;
  readonly settle?: number;
  /** Seconds to wait until the target answers. */
  readonly wait?: number;
  /** Maximum bytes of an answer's body. */
  readonly bodyLimit?: number;
  readonly state?: "create" | "observe";
  /** File that lists the existing sessions, for a run that only observes. */
  readonly fixture?: string;
  readonly roleArn?: string;
  readonly account?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly strict?: boolean;
  readonly checkAuth?: boolean;
  /** File that lists accepted failures. */
  readonly baseline?: string;
  readonly caBundle?: string;
  readonly sign?: SignMode;
  /** The operation to judge, one of those with a shipped contract (`ListSessions`). */
  readonly operation?: string;
  /** File of the API page of the operation to judge, and how target headers name its service. */
  readonly page?: string;
  readonly targetPrefix?: string;
  /** The AWS JSON version of its service (`1.1`). */
  readonly jsonVersion?: "1.0" | "1.1";
  /** The service name in signatures (`glue`). */
  readonly signingName?: string;
  /** Sent before a run that creates sessions, so that the target starts empty; to hosts of the user's own only. */
  readonly resetRequest?: ResetRequest;
}

/** How a run is reported. */
export interface ReportingOptions {
  /** Folder of the reports. */
  readonly out?: string;
  readonly format?: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** Options as a configuration file spells them; each is the option of `run` with the same name. */
export interface ConfigOptions extends CommonOptions, ReportingOptions {
  readonly seed?: number | "random";
  readonly headers?: Readonly<Record<string, ConfiguredHeader>>;
}

/** A configuration file: common options, and options of targets by target name. */
export interface Config extends ConfigOptions {
  readonly $schema?: string;
  readonly schemaVersion?: 1;
  readonly targets?: Readonly<Record<string, ConfigOptions>>;
}
