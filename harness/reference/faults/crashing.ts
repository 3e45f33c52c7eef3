import { type Change, crash, parses, reads, readsBody } from "./change.ts";
/** Fails over the text of a body. */
export const overText = (test: (text: string) => boolean): Change => parses((text, usual) => (test(text) ? crash("a body") : usual(text)));

/** Fails over a value of a member. */
export const overMember = (member: string, test: (value: unknown) => boolean): Change => reads(member, (value) => (test(value) ? crash(member) : value));

/** Fails over a number for `MaxResults`. */
export const overNumber = (test: (value: number) => boolean): Change => overMember("MaxResults", (value) => typeof value === "number" && test(value));

/** Fails over a body as it was parsed. */
export const overBody = (test: (body: unknown) => boolean): Change => readsBody((body) => (test(body) ? crash("a body") : body));
