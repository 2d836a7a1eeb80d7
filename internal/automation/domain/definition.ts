import type { Json, JsonObject } from '#internal/kernel';

/** A literal ISO 8601 duration, an expression that gives one, or its parts. */
export type Duration = string | { readonly days?: number; readonly hours?: number; readonly minutes?: number; readonly seconds?: number; readonly milliseconds?: number };

/** A JSON Schema (draft 2020-12) that data must meet. */
export interface DataSchema {
  readonly format?: string;
  readonly document: Json;
}
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

export type Authentication =
  | { readonly basic: { readonly username: string; readonly password: string } }
  | { readonly bearer: { readonly token: string } };

/** How a task is undone: our extension of the language. */
export interface Compensate {
  readonly do: TaskList;
  readonly when?: string;
  readonly retry?: RetryPolicy | string;
}

export interface TaskBase {
  readonly if?: string;
  readonly input?: InputRules;
  readonly output?: OutputRules;
  readonly export?: OutputRules;
  readonly timeout?: Timeout | string;
  readonly then?: string;
  readonly metadata?: JsonObject;
  readonly compensate?: Compensate;
}

export interface HttpArguments {
  readonly method: string;
  readonly endpoint: string | { readonly uri: string; readonly authentication?: Authentication | { readonly use: string } };
  readonly headers?: Readonly<Record<string, string>> | string;
  readonly query?: Readonly<Record<string, string>> | string;
  readonly body?: Json;
  readonly output?: 'content' | 'response';
  readonly redirect?: boolean;
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
export type CallTask = TaskBase & { readonly call: 'http'; readonly with: HttpArguments };
export type WaitTask = TaskBase & { readonly wait: Duration };
export type SwitchTask = TaskBase & { readonly switch: readonly Readonly<Record<string, SwitchCase>>[] };
export type TryTask = TaskBase & { readonly try: TaskList; readonly catch: Catch };
export type RaiseTask = TaskBase & { readonly raise: { readonly error: ErrorTemplate | string } };
export type Task = DoTask | SetTask | CallTask | WaitTask | SwitchTask | TryTask | RaiseTask;

/** Tasks in order; each item has one property, the task's name. */
export type TaskList = readonly Readonly<Record<string, Task>>[];

export interface Reusables {
  readonly errors?: Readonly<Record<string, ErrorTemplate>>;
  readonly retries?: Readonly<Record<string, RetryPolicy>>;
  readonly timeouts?: Readonly<Record<string, Timeout>>;
  readonly authentications?: Readonly<Record<string, Authentication>>;
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
    readonly metadata?: JsonObject;
  };
  readonly input?: InputRules;
  readonly output?: OutputRules;
  readonly use?: Reusables;
  readonly timeout?: Timeout | string;
  readonly evaluate?: { readonly language?: 'jq'; readonly mode?: 'strict' };
  readonly do: TaskList;
}

export type TaskKind = 'do' | 'set' | 'call' | 'wait' | 'switch' | 'try' | 'raise';
const KINDS: readonly TaskKind[] = ['do', 'set', 'call', 'wait', 'switch', 'try', 'raise'];

/** Which of the kinds a task is. */
export const kindOf = (task: Task): TaskKind => KINDS.find((kind) => kind in task) ?? 'do';

/** The name and the task of an item of a list. */
export function entryOf<Value>(item: Readonly<Record<string, Value>>): readonly [name: string, value: Value] {
  const [entry] = Object.entries(item);
  if (!entry) throw new TypeError('an item has exactly one property');
  return entry;
}
