import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { runCommand } from "../cli/run-command.ts";
import { reportCommand, serveCommand } from "../cli/commands.ts";
import { parseShard } from "../selection/shard-option.ts";
import type { Shard } from "../config/settings.ts";

const commands: Readonly<Record<string, () => Command>> = { run: runCommand, report: reportCommand, serve: serveCommand };

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** The options of a command line, whose words begin with the command's name. Throws where there is no such command or option. */
function optionsOf([name = "", ...words]: readonly string[]): Readonly<Record<string, unknown>> {
  const command = commands[name]?.();
  if (command === undefined) throw new Error(`there is no command ${name}`);
  const { operands, unknown } = command.exitOverride().parseOptions([...words]);
  if (operands.length + unknown.length > 0) throw new Error(`unknown: ${[...operands, ...unknown].join(" ")}`);
  return command.opts();
}

/** The call of the command line in a line of a shell script, from the command's name on. */
function callIn(script: string): readonly string[] {
  const words = /(?:npx glue-conformance|node dist\/harness\/cli\/cli\.js) (?<rest>.*)$/mu.exec(script)?.groups?.["rest"]?.split(" ");
  if (words === undefined) throw new Error(`no call in ${script}`);
  return words;
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

describe("the workflow for GitHub Actions", () => {
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, string>>;
  }
  interface Workflow {
    readonly on: { readonly workflow_dispatch: { readonly inputs: Readonly<Record<string, unknown>> } };
    readonly jobs: {
      readonly shard: {
        readonly strategy: { readonly "fail-fast": boolean; readonly matrix: { readonly shard: readonly number[] } };
        readonly steps: readonly Step[];
      };
      readonly join: { readonly needs: string; readonly if: string; readonly steps: readonly Step[] };
    };
  }
  const text = textOf("../../.github/workflows/conformance-in-shards.yml");
  const { on, jobs } = parse(text) as Workflow;
  const action = parse(textOf("../../.github/actions/conformance/action.yml")) as { readonly inputs: Readonly<Record<string, unknown>> };

  it("sends each shard once, by inputs that the action has", () => {
    const { matrix } = jobs.shard.strategy;
    expect([jobs.shard.strategy["fail-fast"], matrix.shard]).toEqual([false, upTo(matrix.shard.length).map((at) => at + 1)]);
    const given = jobs.shard.steps.find(({ uses }) => uses === "./.github/actions/conformance")?.with ?? {};
    expect(Object.keys(given).filter((name) => !(name in action.inputs))).toEqual([]);
    expect(Object.keys(given)).toContain("endpoint");
    const filled = matrix.shard.map((shard) =>
      (given["shard"] ?? "").replace("${{ matrix.shard }}", String(shard)).replace("${{ strategy.job-total }}", String(matrix.shard.length)),
    );
    expect(filled.map((value) => optionsOf(["run", "--shard", value])["shard"])).toEqual(matrix.shard.map((index) => ({ index, count: matrix.shard.length })));
    const inputs = [...text.matchAll(/inputs\.(?<name>[a-z]+)/gu)].map(({ groups }) => groups?.["name"] ?? "");
    expect(new Set(inputs)).toEqual(new Set(Object.keys(on.workflow_dispatch.inputs)));
  });

  it("joins what all of them have left, and gives the whole to those who read it", () => {
    const { needs, steps, if: when } = jobs.join;
    expect([needs, when]).toEqual(["shard", "always()"]);
    const download = steps.find(({ uses }) => uses?.startsWith("actions/download-artifact@") === true)?.with ?? {};
    const artifact = jobs.shard.steps.map((step) => step.with?.["artifact"]).find((name) => name !== undefined);
    expect([download["pattern"], artifact]).toEqual(["shard-*", "shard-${{ matrix.shard }}"]);
    const call = steps.map(({ run }) => run ?? "").find((run) => run.includes("--merge")) ?? "";
    const { merge, out, format } = optionsOf(callIn(call));
    expect([merge, out]).toEqual([[`${String(download["path"])}/*`], "conformance-report"]);
    expect(format).toContain("markdown");
    expect(steps.some(({ run }) => run === `cat ${String(out)}/report.md >> "$GITHUB_STEP_SUMMARY"`)).toBe(true);
    expect(steps.at(-1)?.with?.["path"]).toBe(out);
  });
});

describe("the manifests for Kubernetes", () => {
  interface Container {
    readonly command: readonly string[];
    readonly restartPolicy?: string;
    readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  }
  interface Job {
    readonly kind: string;
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly completionMode?: string;
      readonly completions?: number;
      readonly parallelism?: number;
      readonly backoffLimit?: number;
      readonly backoffLimitPerIndex?: number;
      readonly maxFailedIndexes?: number;
      readonly template: {
        readonly spec: {
          readonly restartPolicy: string;
          readonly initContainers?: readonly Container[];
          readonly containers: readonly Container[];
          readonly volumes: readonly { readonly name: string; readonly persistentVolumeClaim: { readonly claimName: string } }[];
        };
      };
    };
  }
  const [shards, claim] = parseAllDocuments(textOf("shards.yaml")).map((document) => document.toJS() as Job);
  const join = parse(textOf("join.yaml")) as Job;
  if (shards === undefined || claim === undefined) throw new Error("a manifest is missing");
  const callOf = ({ spec }: Job): readonly string[] => spec.template.spec.containers[0]?.command.slice(1) ?? [];

  it("are a job of equal pods, none of which keeps another from ending", () => {
    const { completionMode, completions, parallelism, backoffLimitPerIndex, maxFailedIndexes, template } = shards.spec;
    expect([shards.kind, completionMode, parallelism, maxFailedIndexes]).toEqual(["Job", "Indexed", completions, completions]);
    expect([backoffLimitPerIndex, join.spec.backoffLimit, template.spec.restartPolicy, join.spec.template.spec.restartPolicy]).toEqual([
      0,
      0,
      "Never",
      "Never",
    ]);
  });

  it("send each shard once, into a folder of its own, to the emulator beside it", () => {
    const { completions = 0, template } = shards.spec;
    const call = callOf(shards);
    const text = call[call.indexOf("--shard") + 1] ?? "";
    const sent = upTo(completions).map((at): Shard => parseShard(text, { JOB_COMPLETION_INDEX: String(at) }));
    expect(sent).toEqual(upTo(completions).map((at) => ({ index: at + 1, count: completions })));
    const { out, endpoint } = optionsOf(call.map((word) => word.replace(text, "1/4")));
    expect(out).toBe("/reports/$(JOB_COMPLETION_INDEX)");
    const [emulator] = template.spec.initContainers ?? [];
    expect([emulator?.restartPolicy, endpoint]).toEqual(["Always", ["http://127.0.0.1:4566"]]);
    expect(optionsOf(emulator?.command.slice(1) ?? [])["port"]).toBe(4566);
  });

  it("join all of them, from the volume that all write to", () => {
    const { merge, out } = optionsOf(callOf(join));
    expect(merge).toEqual(upTo(shards.spec.completions ?? 0).map((at) => `/reports/${String(at)}`));
    expect(out).toBe("/reports/whole");
    for (const { spec } of [shards, join]) {
      const [volume] = spec.template.spec.volumes;
      expect(volume?.persistentVolumeClaim.claimName).toBe(claim.metadata.name);
      expect(spec.template.spec.containers[0]?.volumeMounts).toEqual([{ name: volume?.name, mountPath: "/reports" }]);
    }
  });

  it("have the names that the guide waits for", () => {
    const waited = [...textOf("README.md").matchAll(/over (?<name>glue-[a-z-]+)$/gmu)].map(({ groups }) => groups?.["name"]);
    expect(waited).toEqual([shards.metadata.name, join.metadata.name]);
  });
});

describe("the pipeline for GitLab CI", () => {
  const code = /```yaml\n(?<code>shard:[\s\S]*?)```/u.exec(textOf("README.md"))?.groups?.["code"] ?? "";
  const { shard, join } = parse(code) as {
    readonly shard: { readonly parallel: number; readonly script: readonly string[] };
    readonly join: { readonly needs: readonly string[]; readonly when: string; readonly script: readonly string[] };
  };

  it("sends each shard once, and joins them", () => {
    const count = shard.parallel;
    const call = callIn(shard.script.at(-1) ?? "");
    const text = call[call.indexOf("--shard") + 1] ?? "";
    const sent = upTo(count).map((at) => parseShard(text, { CI_NODE_INDEX: String(at + 1), CI_NODE_TOTAL: String(count) }));
    expect(sent).toEqual(upTo(count).map((at) => ({ index: at + 1, count })));
    expect(optionsOf(call.map((word) => word.replace(/^auto$/u, "1/4")))["out"]).toBe("shards/$CI_NODE_INDEX");
    expect([join.needs, join.when]).toEqual([["shard"], "always"]);
    expect(optionsOf(callIn(join.script.at(-1) ?? ""))["merge"]).toEqual(upTo(count).map((at) => `shards/${String(at + 1)}`));
  });
});
