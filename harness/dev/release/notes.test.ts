import { describe, expect, it } from "vitest";
import { documentText } from "../../docs/documents.testdata.ts";
import { manifest } from "../../runtime/package-manifest.ts";
import { notesOf } from "./notes.ts";

const changelog = `# Changelog

What a user notices.

## Unreleased

## 1.10.0, 2027-02-01

### Added

- one thing

\`\`\`text
## 1.1.0
\`\`\`

### Properties

- new: \`a/b\`

## 1.1.0, 2027-01-01

- another thing
`;

describe("notesOf()", () => {
  it("gives the text below the heading of a version, up to the next version", () => {
    expect(notesOf(changelog, "1.10.0")).toBe("### Added\n\n- one thing\n\n```text\n## 1.1.0\n```\n\n### Properties\n\n- new: `a/b`\n");
    expect(notesOf(changelog, "v1.1.0")).toBe("- another thing\n");
  });

  it("refuses a version that the changelog does not have, and one with an empty section", () => {
    expect(() => notesOf(changelog, "1.1")).toThrow('CHANGELOG.md has no section "1.1"; it has Unreleased, 1.10.0, 1.1.0.');
    expect(() => notesOf(changelog, "unreleased")).toThrow("CHANGELOG.md says nothing about Unreleased.");
  });

  it("has a section for the current version, or for the next one", () => {
    const own = documentText("CHANGELOG.md");
    const notes = notesOf(own, own.includes(`\n## ${manifest.version},`) ? manifest.version : "Unreleased");
    expect(notes).toMatch(/^### \w+\n\n- \S/u);
    expect(own).toContain(notes.trim());
  });
});
