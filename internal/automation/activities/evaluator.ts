import type { Json, JsonObject } from '#internal/kernel';
import type { DataSchema, ExternalResource, InputRules, OutputRules } from '../domain/definition.ts';
import { fillPrograms, findPrograms, programOf } from '../domain/expression-syntax.ts';
import { inDraft } from '../domain/schema-drafts.ts';
import type { Expressions } from '../ports/expressions.ts';
import type { SchemaChecks } from '../ports/schema-checks.ts';
import type { TaskData, TaskRun, WorkflowFacts } from './activity-contract.ts';
import { asProblem, taskProblem } from './task-problem.ts';

type Variables = Readonly<Record<string, Json>>;

const RUNTIME: JsonObject = { name: 'orchestrix', version: '0.1.0', metadata: {} };
/** Larger data does not fit into a history, and is a definition's error rather than ours. */
export const MAX_DATA_BYTES = 1024 * 1024;

/** Gets a schema that lies elsewhere, at an address that may depend on the data. Raises the problem of one that cannot be had. */
export type FetchSchema = (resource: ExternalResource, evaluator: Evaluator, data: Json) => Promise<Json>;

export interface EvaluatorDeps {
  readonly expressions: Expressions;
  readonly schemas: SchemaChecks;
  /** Without it, data is not held against schemas that lie elsewhere: a dry run calls nothing. */
  readonly fetchSchema?: FetchSchema;
}

/** The data flow of the specification: which expression sees what, and what becomes of its result. */
export class Evaluator {
  constructor(
    private readonly deps: EvaluatorDeps,
    private readonly instance: string,
    private readonly base: Variables,
  ) {}

  static ofTask(deps: EvaluatorDeps, run: TaskRun, { data, context, bound, workflow }: TaskData): Evaluator {
    const task = { name: run.name, reference: run.pointer, definition: run.task as unknown as Json, input: data, startedAt: moment(run.startedAt) };
    return new Evaluator(deps, run.pointer, { context, task, workflow: workflowVariable(workflow), runtime: RUNTIME, ...bound });
  }

  static ofWorkflow(deps: EvaluatorDeps, workflow: WorkflowFacts, context?: Json): Evaluator {
    return new Evaluator(deps, '/', { ...(context !== undefined && { context }), workflow: workflowVariable(workflow), runtime: RUNTIME });
  }

  /** The same, with more variables; those bound around the task still hide them. */
  with(variables: Variables): Evaluator {
    return new Evaluator(this.deps, this.instance, { ...variables, ...this.base });
  }

  /** Those of the variables that the programs name: what has to be kept for programs that run later. */
  variablesOf(programs: readonly string[]): Variables {
    const named = new Set(programs.flatMap((program) => [...program.matchAll(/\$(\w+)/g)].map(([, name]) => name)));
    return Object.fromEntries(Object.entries(this.base).filter(([name]) => named.has(name)));
  }

  /** Whether a condition holds: like jq, everything but `false` and `null` does. */
  async holds(condition: string | undefined, data: Json): Promise<boolean> {
    if (condition === undefined) return true;
    const result = await this.program(condition, data);
    return result !== false && result !== null;
  }

  async input(rules: InputRules | undefined, data: Json): Promise<Json> {
    await this.#validate(rules?.schema, data, 'input');
    return rules?.from === undefined ? data : this.shape(rules.from, data);
  }

  async output(rules: OutputRules | undefined, data: Json, what: 'output' | 'context' = 'output'): Promise<Json> {
    const shaped = rules?.as === undefined ? data : await this.shape(rules.as, data);
    await this.#validate(rules?.schema, shaped, what);
    return this.#bounded(shaped);
  }

  /** A text is a program, an object a template. */
  async shape(rule: Json, data: Json): Promise<Json> {
    return typeof rule === 'string' ? this.program(rule, data) : this.template(rule, data);
  }

  async program(text: string, data: Json): Promise<Json> {
    const [result = null] = await this.#evaluate([programOf(text)], data);
    return result;
  }

  /** The value with its `${ programs }` replaced by their results. */
  async template(value: Json, data: Json): Promise<Json> {
    const programs = findPrograms(value);
    if (programs.length === 0) return value;
    return this.#bounded(fillPrograms(value, await this.#evaluate(programs.map(({ program }) => program), data)));
  }

  #evaluate(programs: readonly string[], data: Json): Promise<readonly Json[]> {
    return asProblem('expression', this.instance, () => this.deps.expressions.evaluateAll(programs, data, this.base));
  }

  async #validate(schema: DataSchema | undefined, data: Json, what: string): Promise<void> {
    if (!schema) return;
    const fetched = 'document' in schema ? undefined : await this.deps.fetchSchema?.(schema.resource, this, data);
    const document = 'document' in schema ? schema.document : fetched;
    if (document === undefined) return;
    const drafted = inDraft(document, schema.format);
    const fault = await this.deps.schemas.dataFault(drafted, data);
    const unusable = fault === undefined || fetched === undefined ? undefined : await this.deps.schemas.schemaFault(drafted);
    if (unusable !== undefined) throw taskProblem('configuration', this.instance, `the schema of the ${what} cannot be used: ${unusable}`);
    if (fault !== undefined) throw taskProblem('validation', this.instance, `the ${what} does not meet its schema: ${fault}`);
  }

  #bounded(data: Json): Json {
    if (Buffer.byteLength(JSON.stringify(data)) > MAX_DATA_BYTES) throw taskProblem('runtime', this.instance, `the data is larger than ${MAX_DATA_BYTES / 1024} KiB`);
    return data;
  }
}

/** A moment as the variables of the specification hold it. */
export const moment = (ms: number): JsonObject => ({ iso8601: new Date(ms).toISOString(), epoch: { seconds: Math.floor(ms / 1000), milliseconds: ms } });

const workflowVariable = ({ id, startedAt, definition, input }: WorkflowFacts): JsonObject => ({
  id,
  startedAt: moment(startedAt),
  ...(definition !== undefined && { definition }),
  ...(input !== undefined && { input }),
});
