import type { Signer } from "./signer.ts";

/** The signatures of all requests of a run, so that none is stored when a target sends it back. */
export class Signatures {
  // The first 48 bits of each: a run may send a hundred thousand requests, and a false match costs a blank.
  readonly #seen = new Set<number>();

  readonly has = (hex: string): boolean => this.#seen.has(startOf(hex));

  /** A signer that signs alike, and remembers what it signed. */
  watching(signer: Signer): Signer {
    return {
      sign: (request, spoilt) => {
        const signed = signer.sign(request, spoilt);
        const hex = /Signature=([0-9a-f]{64})/u.exec(signed.headers["authorization"] ?? "")?.[1];
        if (hex !== undefined) this.#seen.add(startOf(hex));
        return signed;
      },
    };
  }
}

function startOf(hex: string): number {
  return Number.parseInt(hex.slice(0, 12), 16);
}
