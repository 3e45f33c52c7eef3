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
  readonly serve: (port: number) => { readonly args: readonly string[]; readonly environment: Readonly<Record<string, string>> };
  /** Options of `run` without which it would be judged by what it does not claim. */
  readonly options: readonly string[];
}
