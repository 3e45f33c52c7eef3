import type { ComponentChildren, VNode } from "preact";

/** Text to be copied, with a button where scripts run. */
export function Copyable({ id, label, children }: { id: string; label: string; children: ComponentChildren }): VNode {
  return (
    <div class="copyable">
      <pre id={id}>
        <code>{children}</code>
      </pre>
      <CopyButton id={id} label={label} />
    </div>
  );
}

/** A button that copies the text of the element with this id. */
export function CopyButton({ id, label }: { id: string; label: string }): VNode {
  return (
    <button type="button" class="button copy" data-copies={id} hidden>
      {label}
    </button>
  );
}
