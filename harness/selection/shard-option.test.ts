import { describe, expect, it } from "vitest";
import { parseShard } from "./shard-option.ts";

const kubernetes = { JOB_COMPLETION_INDEX: "2" };
const gitlab = { CI_NODE_INDEX: "2", CI_NODE_TOTAL: "5" };

describe("--shard", () => {
  it.each<readonly [text: string, environment: Record<string, string>, shard: readonly [index: number, count: number]]>([
    ["1/1", {}, [1, 1]],
    ["2/4", {}, [2, 4]],
    ["4/4", { ...kubernetes, ...gitlab }, [4, 4]],
    ["auto/3", kubernetes, [3, 3]],
    ["auto/7", { JOB_COMPLETION_INDEX: "0" }, [1, 7]],
    ["auto", gitlab, [2, 5]],
    ["auto/5", gitlab, [2, 5]],
    ["auto/3", { ...kubernetes, CI_NODE_INDEX: "" }, [3, 3]],
  ])("%s with %o", (text, environment, [index, count]) => {
    expect(parseShard(text, environment)).toEqual({ index, count });
  });

  it.each<readonly [text: string, environment: Record<string, string>, reported: RegExp]>([
    ["", {}, /--shard is ""\. Give I\/N/u],
    ["2", {}, /--shard is "2"/u],
    ["2/", {}, /--shard is "2\/"/u],
    ["1/2/3", {}, /--shard is "1\/2\/3"/u],
    ["-1/2", {}, /--shard is "-1\/2"/u],
    ["1.5/2", {}, /--shard is "1\.5\/2"/u],
    ["0/2", {}, /is the 0\. of 2; the index must be from 1 to 2/u],
    ["3/2", {}, /is the 3\. of 2/u],
    ["0/0", {}, /asks for 0 shards/u],
    ["auto", {}, /finds neither JOB_COMPLETION_INDEX .* nor CI_NODE_INDEX/u],
    ["auto", kubernetes, /does not know how many shards there are: a Kubernetes Indexed Job does not say\. Give auto\/N/u],
    ["auto/2", kubernetes, /is the 3\. of 2/u],
    ["auto/2", { JOB_COMPLETION_INDEX: "x" }, /JOB_COMPLETION_INDEX is "x" in the environment, not a whole number/u],
    ["auto/4", gitlab, /asks for 4 shards, and CI_NODE_TOTAL is 5/u],
    ["auto/5", { ...kubernetes, ...gitlab }, /finds both JOB_COMPLETION_INDEX and CI_NODE_INDEX/u],
    ["auto", { CI_NODE_INDEX: "0", CI_NODE_TOTAL: "2" }, /is the 0\. of 2/u],
  ])("%s with %o cannot be used", (text, environment, reported) => {
    expect(() => parseShard(text, environment)).toThrow(reported);
  });
});
