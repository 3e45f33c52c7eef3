import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { hasUnknownMembers, inTurn, reads, readsBody } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const nullFaults: readonly Fault[] = [
  ...must("request/accepts-null-members", {
    "null-refused: refuses null for any member": () => ({ isAbsent: (value) => value === undefined }),
    "null-token-refused: refuses null for NextToken": reads("NextToken", (value) => (value === null ? 0 : value)),
    "null-max-results-is-zero: takes null for MaxResults 0": reads("MaxResults", (value) => (value === null ? 0 : value)),
    "null-origin-among-others-refused: refuses a null RequestOrigin beside other members": reads("RequestOrigin", (value, { body }) =>
      value === null && isJsonObject(body) && Object.keys(body).length > 1 ? 0 : value,
    ),
  }),
  ...must("filters/null-is-absent", {
    "null-tags-match-nothing: lists nothing where Tags is null": reads("Tags", (value) => (value === null ? { null: "null" } : value)),
  }),
];

const others: readonly Fault[] = [
  ...should("request/ignores-unknown-members", {
    "unknown-member-refused: refuses a member that it does not know": readsBody((body) => (hasUnknownMembers(body) ? undefined : body)),
    "prototype-member-refused: refuses a body with a member __proto__ as an attack": readsBody((body) =>
      isJsonObject(body) && Object.hasOwn(body, "__proto__") ? undefined : body,
    ),
  }),
  ...should("request/honours-exact-names-only", {
    "member-names-without-case: knows members by their names in any case": readsBody((body) =>
      isJsonObject(body)
        ? Object.fromEntries(
            Object.entries(body).map(([name, value]) => [
              Object.keys(contractOf("ListSessions").request.properties).find((member) => member.toLowerCase() === name.toLowerCase()) ?? name,
              value,
            ]),
          )
        : body,
    ),
    "member-names-lower-camel-too: reads maxResults where there is no MaxResults": inTurn(
      ...["MaxResults", "RequestOrigin", "Tags"].map((member) =>
        reads(member, (value, { body }) => value ?? memberOf(body, `${member.charAt(0).toLowerCase()}${member.slice(1)}`)),
      ),
    ),
  }),
];

/** Faults in which members a request has. */
export const memberFaults: readonly Fault[] = [...nullFaults, ...others];
