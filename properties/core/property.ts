import type { Contract } from "../../spec/contract.ts";
import type { Answer } from "./answer.ts";
import type { Exchange, WireRequest } from "./exchange.ts";
import type { FixtureSet, Owner } from "./fixtures.ts";
import type { HeaderSpelling } from "./header-spelling.ts";
import type { violationCodes } from "./violation-codes.ts";

/** `must`: the page or the protocol it names settles it. `should`: strong convention or inference. `may`: observed, never failed. */
export type Level = "must" | "should" | "may";

export type ViolationCode = (typeof violationCodes)[number];

/** One observed breach. */
export interface Violation {
  readonly code: ViolationCode;
  /** JSON pointer into the response object: `/status`, `/headers/content-type`, `/body/Sessions/0/CreatedOn`. */
  readonly pointer: string;
  /** A sentence of ours that says what was expected. */
  readonly expected: string;
  /** What was seen, a JSON value of at most 1 KiB. */
  readonly received: unknown;
}

/** Something worth reporting that is no breach. */
export interface Observation {
  readonly code: string;
  readonly text: string;
}

/** The keyword of the request schema that a request breaks; `type` also stands for a wrong JSON type. */
export interface BrokenKeyword {
  /** Path in the request: `MaxResults`, `Tags/key`, `Tags/value`. */
  readonly member: string;
  readonly keyword: string;
}

/** A request together with what we know about it, so that any check can judge its answer. */
export interface Probe {
  readonly request: WireRequest;
  readonly operation: string;
  /** The input as a value, where the body is written from one. */
  readonly input?: unknown;
  /** POST to `/` with the protocol's content type and a target header: only then are shape and carrier of an error demanded (fairness rule 8). */
  readonly claimed: boolean;
  /** What an answer may be: `success` must be accepted, `refusal` must be refused, `either` is left open. */
  readonly expect: "success" | "refusal" | "either";
  /** The level at which `expect` is settled; by default `may` for what is left open and `must` for all else (fairness rule 11). */
  readonly settledAt?: Level;
  /** The one constraint that the request breaks. */
  readonly breaks?: BrokenKeyword;
  /** How the signature is corrupted; a valid one otherwise. */
  readonly spoiltSignature?: SpoiltSignature;
  /** Other answers that are fair; none where it is absent. */
  readonly leeway?: Leeway;
  /** How header names are spelled, where that is what is tried; otherwise as the target is known to read them. */
  readonly headerSpelling?: HeaderSpelling;
}

/** Errors of the page that say nothing against a valid request: what it names is not there, or not in a state for it. */
export interface Leeway {
  readonly codes: readonly string[];
  /** The request names something that may not exist, or may exceed what a session can have: a refusal as invalid input then shows nothing either. */
  readonly isMadeUp: boolean;
  /** The page may demand in its prose what its contract does not show, such as a member beside another: a valid request may be refused for that. */
  readonly mayNeedMore?: true;
}

/** Ways to authenticate that a target which checks signatures must not let in. */
export type SpoiltSignature = "none" | "malformed" | "wrong-secret" | "wrong-service" | "stale" | "unknown-key" | "other-body";

/** A call of the AWS SDK's own client. */
export interface ClientCall {
  readonly input: Readonly<Record<string, unknown>>;
  /** As of the probes that the client's requests become. */
  readonly expect: Probe["expect"];
  readonly breaks?: BrokenKeyword;
  /** Uses the client's paginator, with this page size and at most this number of pages; one request otherwise. */
  readonly pages?: { readonly size: number; readonly maxPages: number };
}

/** What the client made of an answer: what it gave, and whether it was the last page, or what it threw. */
export type ClientReading =
  | { readonly kind: "output"; readonly output: unknown; readonly isLast: boolean }
  | {
      readonly kind: "exception";
      readonly name: string;
      readonly message: string;
      /** Whether it is of the class that the SDK has for the name, or of the service's general one where it has none. */
      readonly isModelled: boolean;
    };

/** A probe with what came of it. `answer` is the response, read once; `reading` what the AWS SDK made of it, where its client sent the request. */
export interface Judged extends Exchange {
  readonly probe: Probe;
  readonly answer: Answer | undefined;
  readonly reading?: ClientReading;
}

/** What a check found in one case. */
export interface Judgement {
  readonly violations: readonly Violation[];
  readonly observations?: readonly Observation[];
  /** The exchanges that show a violation; by default the last one that was sent for the property. */
  readonly shownBy?: readonly Judged[];
  /** The precondition did not occur; why. */
  readonly unexercised?: string;
  /** What the same exchanges say about derived properties, by their ids. */
  readonly derived?: Readonly<Record<string, Judgement>>;
}

/** What a script asks the runner to do next. */
export type Effect =
  | { readonly kind: "send"; readonly probe: Probe; readonly purpose: "property" | "state" | "poll" }
  | {
      readonly kind: "burst";
      readonly probes: readonly Probe[];
      /** The first result counts: nothing is sent again, and passive properties do not judge it (fairness rule 7). */
      readonly once?: true;
    }
  | { readonly kind: "client"; readonly call: ClientCall; readonly purpose: "property" | "poll" }
  | { readonly kind: "wait"; readonly ms: number };

/**
 * One case as a coroutine: it yields effects, is resumed with the exchanges (an empty list after a wait), and returns its judgement.
 * It is pure: the same exchanges give the same effects and the same judgement, so stored exchanges can be judged again without the target.
 */
export type Script = Generator<Effect, Judgement, readonly Judged[]>;

/** What fast-check draws the value of a generated case with again: `fc.sample` and `fc.check` take both. */
export interface Drawn {
  readonly seed: number;
  readonly path: string;
}

/** One concrete input of a property. */
export interface Case {
  /** `<property>#<boundary>` or `<property>#<seed>.<index>`. */
  readonly id: string;
  /** The constraint that the case breaks; where a boundary case of the same one failed, a random case is not shrunk. */
  readonly breaks?: BrokenKeyword;
  /** Of a generated case. */
  readonly drawn?: Drawn;
  /** `repetition` is 0 at first and grows when the case is sent again; sessions that a script creates are named by it. */
  readonly script: (repetition: number) => Script;
}

/** The cases of a property in their order: a list, or each made when it is asked for. */
export type Cases = Pick<readonly Case[], "length" | "at"> & Iterable<Case>;

/** What cases are made from. */
export interface CaseContext {
  readonly contract: Contract;
  /** The run's seed, and the seed of this property: a hash of that and the property's id. */
  readonly runSeed: number;
  readonly seed: number;
  readonly effort: "quick" | "standard" | "deep";
  /** Number of random cases of this property. */
  readonly randomCases: number;
  readonly fixtures: FixtureSet;
  /** The owner of the run's sessions. */
  readonly owner: Owner;
  /** How long a created session may take to appear, in milliseconds. */
  readonly settleMs: number;
  /** When the run began, in milliseconds since the epoch. */
  readonly startedAtMs: number;
}

interface Statement {
  /** Slashes: `request/max-results/refuses-out-of-range`. Never changes meaning. */
  readonly id: string;
  /** Id of the requirement in the catalogue. */
  readonly requirement: string;
  readonly level: Level;
  /** Present tense: `refuses MaxResults outside its range`. */
  readonly title: string;
  /** Judged only where the run's owner asks for it; the option that does. */
  readonly optIn?: "check-auth";
  /**
   * What it says something about, where that is not every operation of every service: this page's operation, Glue's own model, or one version of the protocol.
   */
  readonly scope?: "ListSessions" | "Glue" | "AWS JSON 1.1";
  /** What it judges is the server's and not an operation's: of a whole service it is judged once. */
  readonly ofServer?: true;
}

/** A property that sends requests of its own. */
export interface ProbingProperty extends Statement {
  readonly kind: "probing";
  readonly phase: "boundaries" | "scenarios" | "random";
  /** `exclusive` ones create, stop, delete or demand quiet: they run alone. */
  readonly needs: "none" | "fixtures" | "exclusive";
  /** What its requests must lead to; a success unless it says otherwise. */
  readonly expects?: Exclude<Probe["expect"], "success">;
  /** What its requests break around a valid body, which many targets do not look at. */
  readonly breaksAround?: "target" | "signature";
  /** Though its requests must be refused, those of an operation that changes something are sent only for sessions of the run. */
  readonly ownSessionsOnly?: true;
  /** Cases that compare two requests, which must find the same state: all of them, or those that break a constraint. */
  readonly comparesRequests?: "all" | "broken";
  /** It walks all sessions, and judges whether pages come to an end. */
  readonly role?: "complete-walk";
  /** It sends broken requests of an operation that others need; where one is accepted, that operation ends (fairness rule 13), so its cases come last. */
  readonly mayEndOthers?: true;
  readonly cases: (context: CaseContext) => Cases;
  /** Of random properties: cases for each random case that the run asks for. */
  readonly share?: number;
  /** Of random properties. */
  readonly shrink?: Shrinker;
}

/**
 * Finds the smallest failing form of the random case at `index`. `fails` runs a candidate's script and says whether the same breach shows.
 * It throws to end the search; the last candidate that failed is then the smallest.
 */
export type Shrinker = (context: CaseContext, index: number, fails: (candidate: Case) => Promise<boolean>) => Promise<void>;

/** What a watch may use beside the exchange. */
export interface WatchContext {
  readonly contract: Contract;
  /** Whether the target grants the run access with a good value of each of these members; false where that was not tried. */
  readonly letsIn: (members: readonly string[]) => boolean;
}

/** Judges one exchange; undefined where the exchange says nothing about the property. */
export type Watch = (exchange: Judged, context: WatchContext) => Judgement | undefined;

/** A property that judges the exchanges of other properties' cases; it sends nothing itself. */
export interface PassiveProperty extends Statement {
  readonly kind: "passive";
  readonly needs: "none";
  /** A fresh watch for a run, which gets the exchanges in the order in which cases are judged. */
  readonly watch: () => Watch;
  /** The page settles it of every error that it lists, whatever may be refused with it. */
  readonly ofPage?: true;
  /** What it reads of an answer beside status and body value: recorded answers may lack headers, or have a body whose bytes are not known. */
  readonly reads?: "content-type" | "headers" | "bytes";
  /** It judges what an error says of what the request broke. */
  readonly ofBreach?: true;
}

/** A property that the scripts of another property judge along with their own, from the same exchanges. */
export interface DerivedProperty extends Statement {
  readonly kind: "derived";
  readonly needs: "none" | "fixtures" | "exclusive";
  /** Ids of the probing properties whose scripts judge it. */
  readonly of: readonly string[];
}

export type Property = ProbingProperty | PassiveProperty | DerivedProperty;
