import { judgeRefused } from "../checks/acceptance.ts";
import { isSuccess } from "../core/answer.ts";
import type { SpoiltSignature } from "../core/property.ts";
import { must, type NamedCase, properties, should } from "../core/property-table.ts";
import { validProbe } from "../core/request.ts";
import { found, nothingFound } from "../core/script.ts";
import { sampleInput } from "../generators/minimal-example.ts";

/** Customary codes for each kind of bad signature, without `Exception` at the end. Source: FACTS.md, section 13. */
const customary: Readonly<Record<SpoiltSignature, readonly string[]>> = {
  none: ["MissingAuthenticationToken"],
  malformed: ["IncompleteSignature", "MissingAuthenticationToken"],
  "wrong-secret": ["InvalidSignature", "SignatureDoesNotMatch"],
  "wrong-service": ["InvalidSignature", "SignatureDoesNotMatch"],
  stale: ["InvalidSignature", "RequestExpired", "SignatureDoesNotMatch"],
  "unknown-key": ["UnrecognizedClient", "InvalidClientTokenId"],
  "other-body": ["InvalidSignature", "SignatureDoesNotMatch"],
};

const optIn = "check-auth";

/** Properties of a target that claims to authenticate. */
export const authenticationProperties = properties({
  "authentication/refuses-bad-signatures": {
    ...must("authentication.checked", "refuses requests without a valid signature", {
      ofServer: true,
      optIn,
      expects: "refusal",
      breaksAround: "signature",
      ownSessionsOnly: true,
    }),
    cases: ({ contract: { operation, request } }) =>
      (Object.keys(customary) as SpoiltSignature[]).map((spoiltSignature): NamedCase => [
        `signature/${spoiltSignature}`,
        { ...validProbe(operation, sampleInput(request)), expect: "refusal", spoiltSignature },
        (exchange) =>
          exchange.answer !== undefined && isSuccess(exchange.answer)
            ? found({ code: "let-in", pointer: "/status", expected: "status 400 or 403", received: exchange.answer.status })
            : judgeRefused(exchange, "a request with a bad signature", [400, 403]),
      ]),
  },
  "error/code/of-bad-signature": {
    ...should("authentication.code", "names what is wrong with a signature", { optIn }),
    watch:
      () =>
      ({ answer, probe }) => {
        if (probe.spoiltSignature === undefined || answer === undefined || isSuccess(answer) || answer.code === undefined) return undefined;
        const wanted = customary[probe.spoiltSignature];
        return wanted.includes(answer.code.replace(/Exception$/u, ""))
          ? nothingFound
          : found({ code: "wrong-code", pointer: "/body/__type", expected: `the code ${wanted.join(" or ")}`, received: answer.code });
      },
  },
});
