import { shortForm } from "../checks/acceptance.ts";
import type { CaseContext, Probe, Judged, Judgement, ProbingProperty, Property } from "../core/property.ts";
import { mediaTypeFor, wireRequest, validProbe } from "../core/request.ts";
import { probeCase } from "../core/script.ts";
import { sampleInput } from "../generators/minimal-example.ts";

/** A request that the protocol does not claim, since its method, path or a header is another. */
export function unclaimed({ contract }: Pick<CaseContext, "contract">, change: Partial<Probe["request"]>): Probe {
  const probe = validProbe(contract.operation, sampleInput(contract.request));
  return { ...probe, request: { ...probe.request, ...change }, claimed: false, expect: "either" };
}

const observe =
  (code: string) =>
  ({ answer, failure }: Judged): Judgement => ({
    violations: [],
    observations: [{ code, text: answer === undefined ? (failure?.message ?? "") : JSON.stringify(shortForm(answer)) }],
  });
const observesMethods: ProbingProperty = {
  kind: "probing",
  id: "protocol/unclaimed/observed",
  ofServer: true,
  requirement: "protocol.unclaimed",
  level: "may",
  title: "tells what other methods, paths and content types are answered with",
  phase: "boundaries",
  needs: "none",
  expects: "either",
  cases: (context) => [
    ...["PUT", "DELETE"].map((method) =>
      probeCase(`protocol/unclaimed/observed#method/${method}`, unclaimed(context, { method }), observe(`method-${method}`)),
    ),
    probeCase("protocol/unclaimed/observed#path/other", unclaimed(context, { path: "/other" }), observe("path-other")),
    ...["application/json", mediaTypeFor(context.contract.jsonVersion === "1.0" ? {} : { jsonVersion: "1.0" }), "text/plain"].map((type) =>
      probeCase(
        `protocol/unclaimed/observed#content-type/${type}`,
        unclaimed(context, { headers: { ...wireRequest(context.contract.operation, "").headers, "content-type": type } }),
        observe(`content-type-${type}`),
      ),
    ),
    probeCase(
      "protocol/unclaimed/observed#content-type/missing",
      unclaimed(context, {
        headers: Object.fromEntries(Object.entries(wireRequest(context.contract.operation, "").headers).filter(([name]) => name !== "content-type")),
      }),
      observe("content-type-missing"),
    ),
  ],
};

const nonAscii: ProbingProperty = {
  kind: "probing",
  id: "request/length-unit/observed",
  requirement: "request.length-unit",
  level: "may",
  title: "tells in which unit lengths of non-ASCII text are counted",
  phase: "boundaries",
  needs: "none",
  expects: "either",
  cases: ({ contract: { operation, request } }) =>
    Object.entries(request.properties).flatMap(([name, schema]) => {
      const longest = schema.propertyNames?.maxLength;
      if (longest === undefined) return [];
      return [
        ["two-bytes", "\u00E9"],
        ["astral", "\u{1F600}"],
      ].map(([unit = "", character = ""]) =>
        probeCase(
          `request/length-unit/observed#${name}/key/${unit}`,
          { ...validProbe(operation, { ...sampleInput(request), [name]: Object.fromEntries([[character.repeat(longest), "v"]]) }), expect: "either" },
          observe(`length-${unit}`),
        ),
      );
    }),
};

/** What the documents leave open: reported as observations, never failed. */
export const observingProperties: readonly Property[] = [observesMethods, nonAscii];
