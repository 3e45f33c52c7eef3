import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { escapeText } from "../../reports/encoding/escape.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * PEM text of the authorities that are to be trusted beside the usual ones: those of `--ca-bundle`, or else of AWS_CA_BUNDLE, and those of
 * NODE_EXTRA_CA_CERTS. The variables count for an endpoint that is asked over TLS alone. Throws a usage error for a file that holds none.
 */
export async function authoritiesFor(caBundle: string | undefined, endpoint: URL, environment: Environment): Promise<readonly string[]> {
  const named = (name: string): readonly (readonly [string, string])[] => {
    const file = environment[name] ?? "";
    return file === "" || endpoint.protocol !== "https:" ? [] : [[name, file]];
  };
  const files = [...(caBundle === undefined ? named("AWS_CA_BUNDLE") : [["--ca-bundle", caBundle] as const]), ...named("NODE_EXTRA_CA_CERTS")];
  return (await Promise.all(files.map(([source, file]) => readAuthorities(source, file)))).flat();
}

const topic = "certificate-not-trusted";
const form = "-----BEGIN CERTIFICATE-----";

async function readAuthorities(source: string, file: string): Promise<readonly string[]> {
  const shown = `${source} ${escapeText(file)}`;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new HarnessError("usage", `${shown} cannot be read: ${escapeText(messageOf(error))}. Give a readable file in PEM form.`, error, topic);
  }
  const found = text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/gu) ?? [];
  if (found.length === 0) throw new HarnessError("usage", `${shown} holds no certificate in PEM form. Give a file with ${form} in it.`, undefined, topic);
  for (const [index, pem] of found.entries()) {
    try {
      void new X509Certificate(pem);
    } catch (error) {
      const which = `certificate ${String(index + 1)} of ${String(found.length)}`;
      throw new HarnessError(
        "usage",
        `${shown} cannot be used: ${which} in it cannot be read (${messageOf(error)}). Take it out, or give it whole.`,
        error,
        topic,
      );
    }
  }
  return found;
}
