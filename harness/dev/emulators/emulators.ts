/** A program that comes from a registry. */
export interface Installable {
  readonly name: string;
  /** The version that is installed and used, and no other. */
  readonly version: string;
  readonly registry: "PyPI" | "crates.io";
  /** What its registry calls it; for PyPI with the extras that it needs to serve, such as `moto[server]`. */
  readonly package: string;
  /** The program that the package brings; it must know `--help`. */
  readonly program: string;
}

/** A published emulator: where its package comes from, how it is started on loopback, and how it is judged. Its program serves until it is stopped. */
export interface Emulator extends Installable {
  /** Arguments and environment that make it listen on this port of 127.0.0.1 and nowhere else. */
  readonly serve: (port: number) => { readonly args?: readonly string[]; readonly environment?: Readonly<Record<string, string>> };
  /** Options of `run` without which it would be judged by what it does not claim. */
  readonly options?: readonly string[];
}

/** The emulators that `npm run emulators` judges. Those that cannot be judged are in `not-judged.json`, with the reason. */
export const emulators: readonly Emulator[] = [
  {
    name: "moto",
    version: "5.2.1",
    registry: "PyPI",
    package: "moto[server]",
    program: "moto_server",
    serve: (port) => ({ args: ["-H", "127.0.0.1", "-p", String(port)] }),
  },
  {
    name: "localemu",
    version: "1.3.2",
    registry: "PyPI",
    package: "localemu",
    program: "localemu",
    // Its default server, Twisted, listens on all interfaces whatever GATEWAY_LISTEN says.
    serve: (port) => ({ args: ["start"], environment: { GATEWAY_SERVER: "hypercorn", GATEWAY_LISTEN: `127.0.0.1:${String(port)}` } }),
    // Its own account; TagResource names sessions by it.
    options: ["--account", "000000000000"],
  },
  {
    name: "fakecloud",
    version: "0.51.0",
    registry: "crates.io",
    package: "fakecloud",
    program: "fakecloud",
    serve: (port) => ({ args: ["--addr", `127.0.0.1:${String(port)}`] }),
  },
  {
    name: "ministack",
    version: "1.5.33",
    registry: "PyPI",
    package: "ministack",
    program: "ministack",
    serve: (port) => ({ environment: { BIND_HOST: "127.0.0.1", GATEWAY_PORT: String(port), MINISTACK_IMDS_ENABLED: "0", IOT_MTLS_ENABLED: "0" } }),
  },
];
