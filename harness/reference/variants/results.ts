import type { Variant } from "./variant.ts";
import { applying, changingListing, changingResult, type Members, without } from "./changes.ts";

const omitsNull = "response/omits-null-members";
const bothLists = "response/both-lists";

const emptyOnes = (page: Members): readonly string[] => Object.keys(page).filter((name) => Array.isArray(page[name]) && page[name].length === 0);

/** Services that differ in what a result is made of. */
export const resultVariants: readonly Variant[] = [
  {
    name: "token-null-at-end",
    title: "says with null that there is no other page",
    mayFail: [omitsNull],
    apply: changingListing(({ NextToken = null, ...page }) => ({ ...page, NextToken })),
  },
  {
    name: "token-empty-at-end",
    title: "says with an empty token that there is no other page",
    mayFail: [],
    apply: changingListing(({ NextToken = "", ...page }) => ({ ...page, NextToken })),
  },
  {
    name: "ids-absent-when-empty",
    title: "leaves Ids out where there are none",
    mayFail: [bothLists],
    apply: changingListing((page) =>
      without(
        page,
        emptyOnes(page).filter((name) => name === "Ids"),
      ),
    ),
  },
  {
    name: "lists-absent-when-empty",
    title: "leaves out empty lists",
    mayFail: [bothLists],
    apply: changingListing((page) => without(page, emptyOnes(page))),
  },
  {
    name: "lists-null-when-empty",
    title: "gives null for empty lists",
    mayFail: [bothLists, omitsNull],
    apply: changingListing((page) => ({ ...page, ...Object.fromEntries(emptyOnes(page).map((name) => [name, null])) })),
  },
  {
    name: "ids-only",
    title: "lists sessions in Ids and never in Sessions",
    mayFail: [bothLists],
    apply: changingListing((page) => without(page, ["Sessions"])),
  },
  {
    name: "sessions-only",
    title: "lists sessions in Sessions and never in Ids",
    mayFail: [bothLists],
    apply: changingListing((page) => without(page, ["Ids"])),
  },
  {
    name: "unknown-result-members",
    title: "adds members that no page names to every result",
    mayFail: [],
    apply: applying(
      changingListing((page) => ({
        ...page,
        __type: "ListSessionsResponse",
        Count: page.Ids.length,
        ResponseMetadata: { HTTPStatusCode: 200 },
        message: "ok",
        code: "Success",
      })),
      changingResult("CreateSession", (output) => ({ ...output, Warnings: [null] })),
    ),
  },
  {
    name: "ids-in-another-order",
    title: "lists Ids in another order than Sessions",
    mayFail: [],
    apply: changingListing((page) => ({ ...page, Ids: page.Ids.toReversed() })),
  },
  {
    name: "create-answers-nothing",
    title: "answers CreateSession with an empty object",
    mayFail: [],
    apply: changingResult("CreateSession", () => ({})),
  },
];
