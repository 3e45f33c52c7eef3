import { Refusal } from "../service/refusal.ts";
import type { Variant } from "./variant.ts";
import { type Apply, deciding } from "./changes.ts";

const accepts = "request/accepts-odd-text";

const refusingTags = (test: (text: string) => boolean, reason: "constraint" | "token" | "syntax" = "constraint"): Apply =>
  deciding(({ filterOf }) => ({
    filterOf(input) {
      const filter = filterOf(input);
      if ([...filter].flat().some(test)) throw new Refusal(reason, "Tags hold characters that are not allowed", ["Tags"]);
      return filter;
    },
  }));

/** Services that let less text in than the page does, and refuse the rest cleanly. */
export const oddTextVariants: readonly Variant[] = [
  {
    name: "non-ascii-tags-refused",
    title: "refuses tags that are not ASCII, as invalid input",
    mayFail: [accepts, "filters/beyond-ascii"],
    apply: refusingTags((text) => /[^\p{ASCII}]/u.test(text), "token"),
  },
  {
    name: "control-characters-unreadable",
    title: "takes a control character in a tag for a fault of the body",
    mayFail: [accepts],
    apply: refusingTags((text) => /\p{Cc}/u.test(text), "syntax"),
  },
  {
    name: "unseen-characters-refused",
    title: "refuses invisible characters in tags, and those that reverse text",
    mayFail: [accepts],
    apply: refusingTags((text) => /\p{Cf}/u.test(text)),
  },
  {
    name: "quotes-in-tags-refused",
    title: "refuses quotes, brackets and signs of a shell in tags",
    mayFail: [accepts],
    apply: refusingTags((text) => /["'`$;|<>&\\()[\]{}*?!#~%]/u.test(text)),
  },
];
