import type { VNode } from "preact";
import type { RunView } from "./run-view.ts";

/** Where a demand stands, with links to it in the contract. */
export function Source({ requirement, view }: { requirement: string; view: RunView }): VNode {
  const note = view.noteOf(requirement);
  const link = view.outline === undefined ? <code>{requirement}</code> : <a href={`#${requirement}`}>{requirement}</a>;
  return (
    <>
      Demanded by {link}
      {note === undefined ? "" : `, from ${note.source}`}
    </>
  );
}
