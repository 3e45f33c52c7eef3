/** A header's value, or the environment variable that holds it. */
export type ConfiguredHeader = string | { readonly environment: string };

/** A request that empties a target before a run. */
export interface ResetRequest {
  readonly method: "POST" | "PUT" | "DELETE" | "PATCH" | "GET";
  /** Below the endpoint: `/moto-api/reset`. */
  readonly path: string;
  readonly body?: string;
  /** Content type of the body (`application/json`). */
  readonly contentType?: string;
}

/** Options as a configuration file spells them; each is that of `run` of the same name. */
export interface ConfigOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly name?: string;
  readonly out?: string;
  readonly seed?: number | "random";
  readonly effort?: "quick" | "standard" | "deep";
  readonly cases?: number;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly maxTime?: number;
  readonly maxRequests?: number;
  readonly maxFailures?: number;
  readonly settle?: number;
  readonly bodyLimit?: number;
  readonly state?: "create" | "observe";
  readonly fixture?: string;
  readonly roleArn?: string;
  readonly account?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly strict?: boolean;
  readonly checkAuth?: boolean;
  readonly baseline?: string;
  readonly format?: readonly string[];
  readonly caBundle?: string;
  readonly sign?: "real" | "dummy" | "none";
  readonly headers?: Readonly<Record<string, ConfiguredHeader>>;
  readonly operation?: string;
  readonly page?: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: "1.0" | "1.1";
  readonly signingName?: string;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly resetRequest?: ResetRequest;
}

/** A configuration file: common options, and those of targets by their names. */
export interface Config extends ConfigOptions {
  readonly $schema?: string;
  readonly schemaVersion?: 1;
  readonly targets?: Readonly<Record<string, ConfigOptions>>;
}
