import type { Json, JsonObject } from '#internal/kernel';
import type { AsyncApiArguments, Authentication, ExternalResource, GrpcArguments, HttpArguments, OpenApiArguments } from './call-arguments.ts';
import type { Duration } from './duration.ts';
import type { EventConsumption, EventProperties, EventReading, Schedule, ScheduleExtension } from './event-arguments.ts';
import type { ProcessArguments, RunArguments } from './process-arguments.ts';
import type { Approval, Throttle, TicketTerms } from './task-terms.ts';

export type * from './call-arguments.ts';
export type * from './event-arguments.ts';
export type * from './process-arguments.ts';
export type * from './task-terms.ts';
export type { Duration } from './duration.ts';

/** A JSON Schema that data must meet: written here, or in a document that is fetched when data is held against it. */
export type DataSchema = { readonly format?: string } & ({ readonly document: Json } | { readonly resource: ExternalResource });
export interface InputRules {
  readonly schema?: DataSchema;
  readonly from?: Json;
}
/** How data is shaped on its way out (`output`) or into the context (`export`). */
export interface OutputRules {
  readonly schema?: DataSchema;
  readonly as?: Json;
}
export interface Timeout {
  readonly after: Duration;
}

/** An error as a definition describes it; any text may be an expression. */
export interface ErrorTemplate {
  readonly type: string;
  readonly status: number;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
}

export interface RetryPolicy {
  readonly when?: string;
  readonly exceptWhen?: string;
  readonly delay?: Duration;
  readonly backoff?: { readonly constant: JsonObject } | { readonly linear: JsonObject } | { readonly exponential: JsonObject };
  readonly limit?: { readonly attempt?: { readonly count?: number; readonly duration?: Duration }; readonly duration?: Duration };
  readonly jitter?: { readonly from: Duration; readonly to: Duration };
}

/** How a task is undone: our extension of the language. */
export interface Compensate {
  readonly do: TaskList;
  readonly when?: string;
  readonly retry?: RetryPolicy | string;
}

/** Our extensions of the language: `metadata.orchestrix` of a task. */
export interface TaskExtensions {
  readonly compensate?: Compensate;
  readonly approval?: Approval;
  readonly ticket?: TicketTerms;
  readonly throttle?: Throttle;
  /** A literal or an expression; the effect happens once per key and tenant, ever. */
  readonly idempotencyKey?: string;
}

/** Our extensions of the language: `document.metadata.orchestrix`. */
export interface WorkflowExtensions {
  readonly schedule?: ScheduleExtension;
}

export interface TaskBase {
  readonly if?: string;
  readonly input?: InputRules;
  readonly output?: OutputRules;
  readonly export?: OutputRules;
  readonly timeout?: Timeout | string;
  readonly then?: string;
  readonly metadata?: JsonObject & { readonly orchestrix?: TaskExtensions };
  /** Short for `metadata.orchestrix.compensate`. */
  readonly compensate?: Compensate;
}

/** What is done with each event that `listen` consumes. */
export interface SubscriptionIterator {
  readonly item?: string;
  readonly at?: string;
  readonly do?: TaskList;
  readonly output?: OutputRules;
  readonly export?: OutputRules;
}
export interface ErrorFilter {
  readonly type?: string;
  readonly status?: number;
  readonly instance?: string;
  readonly title?: string;
  readonly detail?: string;
}

export interface Catch {
  readonly errors?: { readonly with?: ErrorFilter };
  readonly as?: string;
  readonly when?: string;
  readonly exceptWhen?: string;
  readonly retry?: RetryPolicy | string;
  readonly do?: TaskList;
  readonly then?: string;
}

export interface SwitchCase {
  readonly when?: string;
  readonly then: string;
}

export type DoTask = TaskBase & { readonly do: TaskList };
export type SetTask = TaskBase & { readonly set: JsonObject | string };
export type CallHttpTask = TaskBase & { readonly call: 'http'; readonly with: HttpArguments };
export type CallOpenApiTask = TaskBase & { readonly call: 'openapi'; readonly with: OpenApiArguments };
export type CallGrpcTask = TaskBase & { readonly call: 'grpc'; readonly with: GrpcArguments };
export type CallAsyncApiTask = TaskBase & { readonly call: 'asyncapi'; readonly with: AsyncApiArguments };
/** A function of `use.functions`; the interpreter puts its task in this one's place. */
export type CallFunctionTask = TaskBase & { readonly call: string; readonly with?: JsonObject };
export type ForTask = TaskBase & { readonly for: { readonly each?: string; readonly in: string | readonly Json[]; readonly at?: string }; readonly while?: string; readonly do: TaskList };
export type ForkTask = TaskBase & { readonly fork: { readonly branches: TaskList; readonly compete?: boolean } };
export type EmitTask = TaskBase & { readonly emit: { readonly event: { readonly with: EventProperties } } };
export type ListenTask = TaskBase & { readonly listen: { readonly to: EventConsumption; readonly read?: EventReading }; readonly foreach?: SubscriptionIterator };
export type RunProcessTask = TaskBase & { readonly run: RunArguments };
export type ProcessTask = TaskBase & { readonly run: ProcessArguments };
export type WaitTask = TaskBase & { readonly wait: Duration };
export type SwitchTask = TaskBase & { readonly switch: readonly Readonly<Record<string, SwitchCase>>[] };
export type TryTask = TaskBase & { readonly try: TaskList; readonly catch: Catch };
export type RaiseTask = TaskBase & { readonly raise: { readonly error: ErrorTemplate | string } };
export type CallTask = CallHttpTask | CallOpenApiTask | CallGrpcTask | CallAsyncApiTask;
export type Task = DoTask | SetTask | CallTask | CallFunctionTask | ForTask | ForkTask | EmitTask | ListenTask | RunProcessTask | WaitTask | SwitchTask | TryTask | RaiseTask;

const PROTOCOLS = ['http', 'openapi', 'grpc', 'asyncapi'] as const;
export type CallProtocol = (typeof PROTOCOLS)[number];

/** Whether a task calls out, by one of the protocols of the language; a function of the definition's own does not. */
export const isCall = (task: Task): task is CallTask => 'call' in task && (PROTOCOLS as readonly string[]).includes(task.call);
/** Whether a task runs a function of `use.functions`. */
export const isFunctionCall = (task: Task): task is CallFunctionTask => 'call' in task && !isCall(task);
/** Whether a task runs something outside of our processes: a container, a script or a command. */
export const isProcess = (task: Task): task is ProcessTask => 'run' in task && !('workflow' in task.run);
/** Whether a task is a call by this protocol. */
export const isCallBy = <Protocol extends CallProtocol>(protocol: Protocol, task: Task): task is Extract<CallTask, { readonly call: Protocol }> => 'call' in task && task.call === protocol;

/** Tasks in order; each item has one property, the task's name. */
export type TaskList = readonly Readonly<Record<string, Task>>[];

export interface Reusables {
  readonly errors?: Readonly<Record<string, ErrorTemplate>>;
  readonly retries?: Readonly<Record<string, RetryPolicy>>;
  readonly timeouts?: Readonly<Record<string, Timeout>>;
  readonly authentications?: Readonly<Record<string, Authentication>>;
  /** Tasks that `call` runs by name. */
  readonly functions?: Readonly<Record<string, Task>>;
  /** Names of secrets that the definition uses; their values never stand in it. */
  readonly secrets?: readonly string[];
  readonly extensions?: readonly Readonly<Record<string, Extension>>[];
}

export type ExtensionTarget = 'call' | 'composite' | 'emit' | 'for' | 'listen' | 'raise' | 'run' | 'set' | 'switch' | 'try' | 'wait' | 'all';
/** Tasks that run before and after every task of a kind. */
export interface Extension {
  readonly extend: ExtensionTarget;
  readonly when?: string;
  readonly before?: TaskList;
  readonly after?: TaskList;
}

/**
 * A workflow in the part of the CNCF Open Workflow DSL 1.0 that the interpreter runs, as `acceptDefinition` has found it valid. It is the
 * document itself, not a translation: executions carry it in their history, so that they end in the version with which they began.
 */
export interface WorkflowDefinition {
  readonly document: {
    readonly dsl: string;
    readonly namespace: string;
    readonly name: string;
    readonly version: string;
    readonly title?: string;
    readonly summary?: string;
    readonly tags?: JsonObject;
    readonly metadata?: JsonObject & { readonly orchestrix?: WorkflowExtensions };
  };
  readonly input?: InputRules;
  readonly output?: OutputRules;
  readonly use?: Reusables;
  readonly timeout?: Timeout | string;
  readonly schedule?: Schedule;
  readonly evaluate?: { readonly language?: 'jq'; readonly mode?: 'strict' };
  readonly do: TaskList;
}

const KINDS = ['for', 'fork', 'listen', 'emit', 'run', 'call', 'set', 'wait', 'switch', 'try', 'raise', 'do'] as const; // `for` has a `do`, too
export type TaskKind = (typeof KINDS)[number];

/** Which of the kinds a task is. */
export const kindOf = (task: Task): TaskKind => KINDS.find((kind) => kind in task) ?? 'do';

/** The name and the task of an item of a list. */
export function entryOf<Value>(item: Readonly<Record<string, Value>>): readonly [name: string, value: Value] {
  const [entry] = Object.entries(item);
  if (!entry) throw new TypeError('an item has exactly one property');
  return entry;
}

/** Our extensions of a task, wherever they are written. */
export const extensionsOf = ({ metadata, compensate }: TaskBase): TaskExtensions => ({ ...metadata?.orchestrix, ...(compensate && { compensate }) });
