import { createHash } from "node:crypto";
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { showInvisible } from "../../encoding/escape.ts";
import type { RunRecord } from "../../record/run-record.ts";
import { client } from "./client.ts";
import { styles } from "./styles.ts";

/** One self-contained HTML file that loads nothing. */
export interface DocumentParts {
  readonly title: string;
  /** What the document is about, shown beside the suite's name: `moto`. */
  readonly subject: string;
  /** Sections to link to, by id. */
  readonly sections: readonly { readonly id: string; readonly name: string }[];
  /** The suite that judged, if there is exactly one. */
  readonly suite?: Pick<RunRecord["suite"], "name" | "version">;
  /** Where its data comes from: `run.json`. */
  readonly origin: string;
  readonly children: ComponentChildren;
}

/**
 * Renders a document. Data is escaped; control, invisible and bidi characters and lone surrogates show as `\u202e`. The content security
 * policy allows only our own style and script, and no requests.
 */
export function renderDocument({ title, subject, sections, suite, origin, children }: DocumentParts): string {
  const script = scriptOf(client);
  const policy = `default-src 'none'; img-src data:; style-src '${hashOf(styles)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const body = renderToString(
    <body>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <p class="brand">
          glue-conformance <bdi class="subject">{subject}</bdi>
        </p>
        <nav aria-label="Sections">
          {sections.map(({ id, name }) => (
            <a href={`#${id}`}>{name}</a>
          ))}
        </nav>
        <button type="button" class="button theme" data-theme-button hidden>
          Theme
        </button>
      </header>
      <main id="main">{children}</main>
      <footer class="foot">
        {suite === undefined ? "" : `${suite.name} ${suite.version}. `}Everything on this page comes from {origin}; it loads nothing else.
      </footer>
      <p id="status" class="unseen" role="status" />
    </body>,
  );
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    visible(renderToString(<title>{title}</title>)),
    '<link rel="icon" href="data:,">',
    `<style>${styles}</style>`,
    `<script>${script}</script>`,
    "</head>",
    visible(body),
    "</html>",
    "",
  ].join("\n");
}

/** A section of a document, with an id to link to. */
export function DocumentSection({ id, title, lead, children }: { id: string; title: string; lead?: ComponentChildren; children: ComponentChildren }): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {lead === undefined ? undefined : <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}

/** What a reader of a report of several runs needs to know. */
export function Remarks({ remarks }: { remarks: readonly string[] }): VNode {
  if (remarks.length === 0) return <></>;
  return (
    <ul class="remarks note">
      {remarks.map((remark) => (
        <li>{remark}</li>
      ))}
    </ul>
  );
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Source that calls a self-contained function. The text around the body depends on the compiler and is left out. */
function scriptOf(run: typeof client): string {
  const lines = run
    .toString()
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"));
  return `(${lines.join("\n")})(document, window);`;
}

/**
 * HTML with invisible characters shown. Line ends are kept: they matter in preformatted text and are blanks elsewhere. Text that a log would take for a
 * runner's command is escaped.
 */
export function visible(html: string): string {
  const shown = html.split("\n").map(showInvisible).join("\n");
  return shown.replace(/::(?=[a-z-]+(?:[\s…]|::))/giu, ":&#58;").replaceAll("##[", "#&#35;[");
}
