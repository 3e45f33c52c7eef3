import { Refusal } from "../service/refusal.ts";
import type { Variant } from "./variant.ts";
import { changingErrors, deciding, type Members } from "./changes.ts";

const withoutText = ({ message: _lower, Message: _upper, ...body }: Members): object => body;

/** Services that differ in what errors say in words. */
export const errorMessageVariants: readonly Variant[] = [
  {
    name: "messages-capital",
    title: "calls the text of every error Message",
    mayFail: [],
    apply: deciding({ messageMemberOf: () => "Message" }),
  },
  {
    name: "messages-lower-case",
    title: "calls the text of every error message",
    mayFail: ["error/message/capital"],
    apply: deciding({ messageMemberOf: () => "message" }),
  },
  {
    name: "messages-twice",
    title: "says the text of an error as Message and as message",
    mayFail: [],
    apply: changingErrors(({ message, Message = message, ...body }) => ({ ...body, message: Message, Message })),
  },
  {
    name: "no-messages",
    title: "says nothing in words about an error",
    mayFail: ["error/message/present"],
    apply: changingErrors(withoutText),
  },
  {
    name: "bare-messages",
    title: "says no more of an error than that there is one",
    mayFail: [],
    apply: changingErrors((body) => ({ ...withoutText(body), Message: "Invalid" })),
  },
  {
    name: "serialization-without-message",
    title: "says nothing in words about a body that it cannot read",
    mayFail: [],
    apply: changingErrors((body, code) => (code === "SerializationException" ? withoutText(body) : body)),
  },
  {
    name: "one-breach-at-a-time",
    title: "stops at the first broken constraint and spells members as the page does",
    mayFail: [],
    apply: deciding({
      refuseBreaches: ([first, ...others]) =>
        new Refusal(
          "constraint",
          `Value at '${first?.path ?? ""}' failed to satisfy constraint`,
          (first === undefined ? others : [first]).map(({ path }) => path),
        ),
    }),
  },
  {
    name: "field-list",
    title: "lists broken constraints as Smithy servers do, with a pointer to each",
    mayFail: [],
    apply: deciding(({ errorBodyOf }) => ({
      errorBodyOf: (code, refusal, context, operation) => ({
        ...errorBodyOf(code, refusal, context, operation),
        ...(refusal.reason === "constraint"
          ? { fieldList: refusal.paths.map((path) => ({ path: `/${path}`, message: "Member must satisfy constraint" })) }
          : {}),
      }),
    })),
  },
  {
    name: "messages-with-hostile-text",
    title: "writes quotes, markup, line breaks and non-ASCII letters into the text of an error",
    mayFail: [],
    apply: changingErrors((body) => ({ ...withoutText(body), Message: 'Wert "\u00E9\u{1F600}"\n\t</script><!-- \u2028 -->: {"__type":"Other"}' })),
  },
];
