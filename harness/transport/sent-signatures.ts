import { Fingerprints } from "../../properties/core/fingerprints.ts";
import type { Signer } from "./signer.ts";

/** The signatures of all requests of a run, so that none is stored when a target sends it back. */
export class Signatures {
  // A false match costs a blank.
  readonly #seen = new Fingerprints();

  readonly has = (hex: string): boolean => this.#seen.has(hex);

  /** A signer that signs alike, and remembers what it signed. */
  watching(signer: Signer): Signer {
    return {
      sign: (request, spoilt) => {
        const signed = signer.sign(request, spoilt);
        const { authorization = "" } = signed.headers;
        if (authorization.includes("Signature=")) this.#seen.add(authorization.slice(-64));
        return signed;
      },
    };
  }
}
