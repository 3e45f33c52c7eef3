import { judgeRefused } from "../checks/acceptance.ts";
import { isSuccess } from "../core/answer.ts";
import type { Judgement, ProbingProperty, SpoiltSignature, PassiveProperty } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { found, nothingFound, probeCase } from "../core/script.ts";

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

const refuses: ProbingProperty = {
  kind: "probing",
  id: "authentication/refuses-bad-signatures",
  ofServer: true,
  requirement: "authentication.checked",
  level: "must",
  title: "refuses requests without a valid signature",
  optIn: "check-auth",
  phase: "boundaries",
  needs: "none",
  expects: "refusal",
  breaksAround: "signature",
  ownSessionsOnly: true,
  cases: ({ contract: { operation, request } }) =>
    (Object.keys(customary) as SpoiltSignature[]).map((spoiltSignature) =>
      probeCase(
        `authentication/refuses-bad-signatures#signature/${spoiltSignature}`,
        { ...validProbe(operation, sampleInput(request)), expect: "refusal", spoiltSignature },
        (exchange): Judgement =>
          exchange.answer !== undefined && isSuccess(exchange.answer)
            ? found({ code: "let-in", pointer: "/status", expected: "status 400 or 403", received: exchange.answer.status })
            : judgeRefused(exchange, "a request with a bad signature", [400, 403]),
      ),
    ),
};

const named: PassiveProperty = {
  kind: "passive",
  id: "error/code/of-bad-signature",
  requirement: "authentication.code",
  level: "should",
  title: "names what is wrong with a signature",
  optIn: "check-auth",
  needs: "none",
  watch:
    () =>
    ({ answer, probe }) => {
      if (probe.spoiltSignature === undefined || answer === undefined || isSuccess(answer) || answer.code === undefined) return undefined;
      const wanted = customary[probe.spoiltSignature];
      return wanted.includes(answer.code.replace(/Exception$/u, ""))
        ? nothingFound
        : found({ code: "wrong-code", pointer: "/body/__type", expected: `the code ${wanted.join(" or ")}`, received: answer.code });
    },
};

/** Properties of a target that claims to authenticate. */
export const authenticationProperties = [refuses, named] as const;
