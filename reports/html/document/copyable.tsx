import type { ComponentChildren, VNode } from "preact";

/** Text to copy, with a button if scripts run. */
export function Copyable({ id, label, children }: { id: string; label: string; children: ComponentChildren }): VNode {
  return (
    <div class="copyable">
      {/* It may scroll, so the keyboard has to reach it. */}
      <pre id={id} tabIndex={0}>
        <code>{children}</code>
      </pre>
      <button type="button" class="button copy" data-copies={id} hidden>
        {label}
      </button>
    </div>
  );
}
