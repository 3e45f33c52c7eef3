import { describe, expect, it } from "vitest";
import { changingExceptions, readingExceptions } from "./operation-exceptions.ts";
import { isCreating, isReading, isRemoving } from "./operation-traits.ts";

const named = (name: string): Parameters<typeof isReading>[0] => {
  const parts = name.split(".");
  const operation = parts.pop() ?? "";
  return { operation, ...(parts.length === 0 ? {} : { targetPrefix: parts.join(".") }) };
};

describe("isReading()", () => {
  it.each([
    "ListSessions",
    "GetTags",
    "BatchGetJobs",
    "SearchTables",
    "CheckSchemaVersionValidity",
    "AWSStepFunctions.ValidateStateMachineDefinition",
    "AWSKendraFrontendService.Query",
    "DynamoDB_20120810.Scan",
    "AmazonSQS.GetQueueUrl",
    "Kinesis_20131202.GetShardIterator",
    "TrentService.ListKeys",
    "secretsmanager.GetSecretValue",
    "secretsmanager.GetRandomPassword",
    "AWSCognitoIdentityProviderService.AdminGetUser",
    "Logs_20140328.GetQueryResults",
    "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
    "TrentService.GenerateDataKey",
    "AWSEvents.TestEventPattern",
  ])("knows that %s reads", (name) => {
    expect(isReading(named(name))).toBe(true);
  });

  it.each([
    "CreateSession",
    "DeleteResourcePolicy",
    "TagResource",
    "PutDataCatalogEncryptionSettings",
    "BatchStopJobRun",
    "TestConnection",
    "GetId",
    "AmazonSQS.ReceiveMessage",
    "DynamoDB_20120810.ExecuteStatement",
    "Logs_20140328.StartQuery",
    "AWSStepFunctions.GetActivityTask",
    "AWSLicenseManager.CheckInLicense",
    "AWSLicenseManager.CheckoutLicense",
    "AWSStepFunctions.TestState",
    "Lightsail_20161128.TestAlarm",
    // Another letter case, another word, another service.
    "listsessions",
    "Getaway",
    "Listen",
    "Another_20260101.Sign",
    "Another_20260101.GetId",
    "Assemble",
    "",
  ])("takes %s for one that changes something", (name) => {
    expect(isReading(named(name))).toBe(false);
  });

  it("follows each exception, which says otherwise than the name does, and has a reason", () => {
    expect(changingExceptions.filter(({ operation }) => isReading(named(operation)))).toEqual([]);
    expect(readingExceptions.filter(({ operation }) => !isReading(named(operation)))).toEqual([]);
    const byName = (operation: string): boolean => isReading({ operation: operation.replace(/^.*\./u, ""), targetPrefix: "Another_20260101" });
    expect(readingExceptions.filter(({ operation }) => byName(operation))).toEqual([]);
    expect(changingExceptions.filter(({ operation }) => !byName(`${operation}s`)).map(({ operation }) => operation)).toEqual([]);
    expect([...changingExceptions, ...readingExceptions].filter(({ reason }) => !/^[a-z].{10,}[a-z]$/u.test(reason))).toEqual([]);
  });
});

it("tells what makes something new from what takes something away", () => {
  expect(["CreateSession", "RegisterType", "RunStatement", "DeleteSession"].map((name) => isCreating(name))).toEqual([true, true, false, false]);
  expect(["DeleteSession", "StopSession", "UntagResource", "CreateSession", "Deleted"].map((name) => isRemoving(name))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
