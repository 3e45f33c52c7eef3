/** An operation whose name says the opposite of what it does, and the reason. */
export interface OperationException {
  /** With its target prefix; `*.` stands for any service. */
  readonly operation: string;
  readonly reason: string;
}

/** Operations whose names begin as those that read, and that change something all the same. */
export const changingExceptions: readonly OperationException[] = [
  { operation: "*.GetActivityTask", reason: "assigns the task to the worker that asks" },
  { operation: "*.GetChangeToken", reason: "makes a token that a later change is held against" },
  { operation: "*.GetCredentials", reason: "makes the database user where there is none yet" },
  { operation: "*.GetDeployablePatchSnapshotForInstance", reason: "makes the snapshot of a patch baseline where there is none yet" },
  { operation: "*.GetDownloadUrlForLayer", reason: "brings an image into the registry where a rule caches those of another one" },
  { operation: "*.BatchGetImage", reason: "brings an image into the registry where a rule caches those of another one" },
  { operation: "*.GetId", reason: "makes an identity where there is none yet" },
  { operation: "*.GetOpenIdTokenForDeveloperIdentity", reason: "makes an identity, or links one" },
  { operation: "*.GetTokensFromRefreshToken", reason: "revokes the token that it is given, where tokens rotate" },
  { operation: "*.GetUserAttributeVerificationCode", reason: "sends a message to the user" },
  { operation: "*.CheckInLicense", reason: "gives a license back" },
];

/** Operations that change nothing, though their names do not begin as those that read. */
export const readingExceptions: readonly OperationException[] = [
  { operation: "AWSEvents.TestEventPattern", reason: "compares an event with a pattern" },
  { operation: "Logs_20140328.TestMetricFilter", reason: "compares messages with a pattern" },
  { operation: "Logs_20140328.TestTransformer", reason: "transforms the messages that it is given" },
  { operation: "Logs_20140328.FilterLogEvents", reason: "searches events" },
  { operation: "DynamoDB_20120810.TransactGetItems", reason: "reads items; the name begins with the transaction" },
  { operation: "TrentService.Decrypt", reason: "computes with a key and stores nothing" },
  { operation: "TrentService.Encrypt", reason: "computes with a key and stores nothing" },
  { operation: "TrentService.ReEncrypt", reason: "computes with two keys and stores nothing" },
  { operation: "TrentService.Sign", reason: "computes with a key and stores nothing" },
  { operation: "TrentService.Verify", reason: "computes with a key and stores nothing" },
  { operation: "TrentService.GenerateMac", reason: "computes with a key and stores nothing" },
  { operation: "TrentService.VerifyMac", reason: "computes with a key and stores nothing" },
  { operation: "TrentService.GenerateDataKey", reason: "returns a new key and does not store it" },
  { operation: "TrentService.GenerateDataKeyPair", reason: "returns new keys and does not store them" },
  { operation: "TrentService.GenerateDataKeyPairWithoutPlaintext", reason: "returns new keys and does not store them" },
  { operation: "TrentService.GenerateDataKeyWithoutPlaintext", reason: "returns a new key and does not store it" },
  { operation: "TrentService.GenerateRandom", reason: "returns random bytes" },
  { operation: "TrentService.DeriveSharedSecret", reason: "computes with a key and stores nothing" },
  { operation: "AWSIdentityStore.IsMemberInGroups", reason: "asks for memberships" },
  { operation: "Lightsail_20161128.IsVpcPeered", reason: "asks for a state" },
  { operation: "VerifiedPermissions.IsAuthorized", reason: "decides by policies, and stores nothing" },
  { operation: "VerifiedPermissions.IsAuthorizedWithToken", reason: "decides by policies, and stores nothing" },
  { operation: "VerifiedPermissions.BatchIsAuthorized", reason: "decides by policies, and stores nothing" },
  { operation: "VerifiedPermissions.BatchIsAuthorizedWithToken", reason: "decides by policies, and stores nothing" },
  { operation: "AWSKendraFrontendService.Retrieve", reason: "searches passages" },
  { operation: "CodeCommit_20150413.EvaluatePullRequestApprovalRules", reason: "asks whether rules are met" },
  { operation: "Route53AutoNaming_v20170314.DiscoverInstances", reason: "searches instances" },
  { operation: "Route53AutoNaming_v20170314.DiscoverInstancesRevision", reason: "asks for a number" },
  { operation: "GameLift.ResolveAlias", reason: "looks up what an alias names" },
];
