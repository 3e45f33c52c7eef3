import { effectiveOptions } from "../../config/effective-options.ts";
import { embeddedUrl } from "../../transport/target.ts";
import type { TargetOptions } from "../options/target-options.ts";

/** Options of a target, completed from a configuration, and the places of those in the file. */
export interface ConfiguredTargetOptions {
  readonly options: TargetOptions;
  readonly places: ReadonlyMap<string, string>;
}

/**
 * Adds the options of a configuration: of the target that `--target` names, or else of the one at the address in use. Only a named target changes the
 * address.
 */
export async function configuredTarget(
  given: TargetOptions,
  address: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ConfiguredTargetOptions> {
  const { options, places } = await effectiveOptions(given, environment, { endpoint: address ?? embeddedUrl.href });
  const endpoint = given.endpoint ?? (given.target === undefined ? undefined : options.endpoint);
  const names = ["region", "profile", "sign", "header", "caBundle", "timeout", "settle"] as const;
  const found: TargetOptions = Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
  return { options: { ...found, ...(endpoint === undefined ? {} : { endpoint }) }, places };
}
