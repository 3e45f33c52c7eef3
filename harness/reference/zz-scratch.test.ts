import { it } from "vitest";
import { writeFileSync } from "node:fs";
import { variants } from "./variants.ts";
import { createVariantService } from "./variant.ts";
import { judgeService } from "./bank.testdata.ts";
it("x", async () => {
  const names = process.env["V"]?.split(",") ?? [];
  const seeds = Number(process.env["S"] ?? 1);
  const out: string[] = [];
  for (const variant of variants.filter((v) => v.onWire !== true && (names.length === 0 || names.includes(v.name)))) {
    let bad = 0; const why = new Map<string, number>(); let ms=0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const t=performance.now();
      const run = await judgeService((world) => createVariantService(variant, world), {seed}, seed);
      ms+=performance.now()-t;
      const failed = run.record.checks.filter((c) => c.status === "failed" && (c.level === "must" || !variant.mayFail.includes(c.id)));
      const stale = variant.mayFail.filter((id) => !run.record.checks.some((c) => c.id === id && c.status === "failed"));
      if (failed.length || stale.length || run.ruling.verdict !== "conforms") {
        bad += 1;
        const keys = [...failed.map(c=>`${c.level} ${c.id}`), ...stale.map(s=>`stale ${s}`)];
        if (run.ruling.verdict !== "conforms") keys.push(run.ruling.because);
        for (const k of keys) why.set(k, (why.get(k) ?? 0) + 1);
        if (process.env["D"]) for (const c of failed) out.push(`   seed ${seed} ${c.id} ${c.reproduced} ${c.counterexample?.caseId} ${JSON.stringify(c.violations.slice(0,2))}`);
      }
      if (process.env["D"] && run.leftBehind.length) out.push(`   left ${run.leftBehind.length}`);
    }
    if (bad || process.env["A"]) out.push(`${variant.name}: ${bad}/${seeds} ${Math.round(ms/seeds)}ms ${JSON.stringify([...why])}`);
    writeFileSync(process.env["O"] ?? "/tmp/v/out.txt", out.join("\n"));
  }
}, 1800000);
