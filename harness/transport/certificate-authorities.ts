import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { escapeText } from "../../reports/encoding/escape.ts";
import { messageOf, type OptionName, optionError } from "../runtime/harness-error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * PEM text of the authorities that are to be trusted beside the usual ones: those of `--ca-bundle`, or else of AWS_CA_BUNDLE, and those of
 * NODE_EXTRA_CA_CERTS. The variables count for an endpoint that is asked over TLS alone. Throws a usage error for a file that holds none.
 */
export async function authoritiesFor(caBundle: string | undefined, endpoint: URL, environment: Environment): Promise<readonly string[]> {
  const named = (source: string): readonly AuthoritiesFile[] => {
    const file = environment[source] ?? "";
    return file === "" || endpoint.protocol !== "https:" ? [] : [{ source, file, options: [] }];
  };
  const files: readonly AuthoritiesFile[] = [
    ...(caBundle === undefined ? named("AWS_CA_BUNDLE") : [{ source: "--ca-bundle", file: caBundle, options: ["caBundle"] } as const]),
    ...named("NODE_EXTRA_CA_CERTS"),
  ];
  return (await Promise.all(files.map(readAuthorities))).flat();
}

interface AuthoritiesFile {
  /** The option or the variable that names it. */
  readonly source: string;
  readonly file: string;
  readonly options: readonly OptionName[];
}

const topic = "certificate-not-trusted";
const form = "-----BEGIN CERTIFICATE-----";

async function readAuthorities({ source, file, options }: AuthoritiesFile): Promise<readonly string[]> {
  const shown = `${source} ${escapeText(file)}`;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw optionError(options, `${shown} cannot be read: ${escapeText(messageOf(error))}. Give a readable file in PEM form.`, { cause: error, topic });
  }
  const found = text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/gu) ?? [];
  if (found.length === 0) throw optionError(options, `${shown} holds no certificate in PEM form. Give a file with ${form} in it.`, { topic });
  for (const [index, pem] of found.entries()) {
    try {
      void new X509Certificate(pem);
    } catch (error) {
      const which = `certificate ${String(index + 1)} of ${String(found.length)}`;
      throw optionError(options, `${shown} cannot be used: ${which} in it cannot be read (${messageOf(error)}). Remove it, or give it whole.`, {
        cause: error,
        topic,
      });
    }
  }
  return found;
}
