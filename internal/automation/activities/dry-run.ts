import type { Actor, Json, JsonObject } from '#internal/kernel';
import { extensionsOver } from '../domain/applying-extensions.ts';
import type { CallFunctionTask, Task, TaskList, TryTask, WorkflowDefinition } from '../domain/definition.ts';
import { entryOf, extensionsOf, isFunctionCall, kindOf } from '../domain/definition.ts';
import { matchesFilter, problem } from '../domain/definition-problem.ts';
import { errorVariable, loopVariables } from '../domain/definition-tasks.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { retryDelayMs, retryPolicy } from '../domain/retry-policy.ts';
import { renamed, type Renamed } from '../domain/step-path.ts';
import type { DryRunner, DryRunReport, DryRunRequest, DryStep } from '../ports/dry-runner.ts';
import { dryEffect, uncheckedSchemas } from './dry-effect.ts';
import { dryExtended, type DryEnded as Ended } from './dry-extensions.ts';
import { Evaluator, moment, type EvaluatorDeps } from './evaluator.ts';
import { Guesser, known, UNKNOWN, type Guess } from './guesses.ts';
import { chosen, raised } from './run-pure-tasks.ts';
import { TaskProblem, taskProblem } from './task-problem.ts';

/** Most runs of tasks that one dry run walks through, and most rounds of one loop: enough to see where it goes. */
const MOST_STEPS = 500;
const MOST_ROUNDS = 20;
/** Statuses that do not tell whether the receiver has acted. */
const UNANSWERED: readonly number[] = [408, 502, 504];

/** Thrown where the way cannot be followed any further. */
class Undecided extends Error {}

interface Around {
  readonly bound: Readonly<Record<string, Guess>>;
  readonly certain: boolean;
  /** Inside of a function: the name that its place has. */
  readonly names?: Renamed;
  /** Tasks of an extension, which no extension extends. */
  readonly extending?: true;
  /** The task around which its extensions are walked through already. */
  readonly extended?: string;
}
/** What a task meets inside, and a way to show what it is about to do before it fails. */
interface Inside {
  readonly input: Guess;
  readonly inside: Guesser;
  readonly around: Around;
  readonly show: (detail: JsonObject) => void;
}

/** Walks through definitions with the evaluator of the real thing, and calls nothing. */
export const dryRunner = ({ now, ...deps }: EvaluatorDeps & { readonly now: () => number }): DryRunner => ({
  run: (_: Actor, request) => new DryWalk(deps, request, now()).run(),
});

class DryWalk {
  readonly #steps: DryStep[] = [];
  readonly #undo: { readonly path: string; readonly name: string }[] = [];
  readonly #visits = new Map<string, number>();
  readonly #definition: WorkflowDefinition;
  #context: Guess = UNKNOWN;

  constructor(
    private readonly deps: EvaluatorDeps,
    private readonly request: DryRunRequest,
    private readonly startedAt: number,
  ) {
    this.#definition = request.definition as unknown as WorkflowDefinition;
  }

  async run(): Promise<DryRunReport> {
    const { definition, input } = this.request;
    const workflow = { id: 'dry-run', startedAt: this.startedAt, definition, input };
    const end = (rest: Pick<DryRunReport, 'status'> & Partial<DryRunReport>): DryRunReport => ({ steps: this.#steps, compensations: this.#undo.toReversed(), ...rest });
    try {
      const begun = await Evaluator.ofWorkflow(this.deps, workflow).input(this.#definition.input, input);
      this.#context = known(begun);
      const { data } = await this.#list(this.#definition.do, '/do', known(begun), { bound: {}, certain: true });
      const context = this.#context.known ? this.#context.value : null;
      const output = await new Guesser(Evaluator.ofWorkflow(this.deps, workflow, context), ['secrets', ...(this.#context.known ? [] : ['context'])]).output(this.#definition.output, data);
      return end({ status: 'completed', ...(output.known && { output: output.value }) });
    } catch (error) {
      if (error instanceof TaskProblem) return end({ status: 'failed', error: error.problem });
      if (error instanceof Undecided) return end({ status: 'undecided' });
      throw error;
    }
  }

  async #list(list: TaskList, pointer: string, start: Guess, around: Around): Promise<Ended> {
    let data = start;
    for (let index = 0; index < list.length; ) {
      const [name, task] = entryOf(list[index] ?? {});
      const ended = await this.#task(name, task, pointerTo(pointer, index, name), data, around);
      data = ended.data;
      const { then = 'continue' } = ended;
      if (then === 'end') return ended;
      if (then === 'exit') return { data, exited: true };
      index = then === 'continue' ? index + 1 : list.findIndex((item) => Object.hasOwn(item, then));
    }
    return { data };
  }

  /** A task with what extensions put beside it. */
  async #task(name: string, task: Task, pointer: string, data: Guess, around: Around): Promise<Ended> {
    const extensions = around.extending || around.extended === pointer ? [] : extensionsOver(this.#definition, task);
    if (extensions.length === 0) return this.#plain(name, task, pointer, data, around);
    const path = renamed(around.names, pointer);
    const within = (described: Guess): Around => ({ ...around, extending: true, bound: { ...around.bound, task: described } });
    return dryExtended({
      task, name, pointer, data, extensions, startedAt: moment(this.startedAt), certain: around.certain,
      asking: (described) => this.#guesser(name, task, pointer, data, described.known ? within(described) : around),
      beside: (list, { extension, part }, given, described, certain) => {
        const at = pointerTo(extension.pointer, part);
        return this.#list(list, at, given, { ...within(described), certain, names: { pointer: at, path: pointerTo(path, part, extension.name) } });
      },
      plain: () => this.#plain(name, task, pointer, data, { ...around, extended: pointer }),
      undecided: (reason) => this.#undecided({ path, name, kind: kindOf(task), certain: around.certain }, reason),
    });
  }

  async #plain(name: string, task: Task, pointer: string, data: Guess, around: Around): Promise<Ended> {
    // As in an execution: only a run that has completed gives its name away.
    const at = renamed(around.names, pointer);
    const runs = (this.#visits.get(at) ?? 0) + 1;
    const step = { path: runs === 1 ? at : `${at}#${runs}`, name, kind: kindOf(task), certain: around.certain };
    if (this.#steps.length >= MOST_STEPS) this.#undecided(step, `the dry run ends after ${MOST_STEPS} steps`);
    const outside = this.#guesser(name, task, pointer, data, around);
    const place = this.#steps.length;
    const note = (outcome: DryStep['outcome'], detail: JsonObject = {}, output?: Guess): void => {
      this.#steps[place] = { ...step, outcome, detail: { ...(this.#steps[place]?.detail ?? this.#terms(task)), ...detail }, ...(output?.known && { output: output.value }) };
    };
    const registered = this.#undo.length;
    note('runs');
    try {
      const runsAtAll = await outside.holds(task.if, data);
      if (runsAtAll === false) {
        note('skipped');
        this.#visits.set(at, runs);
        return { data, then: 'continue' };
      }
      if (runsAtAll === undefined && (task.then !== undefined || 'switch' in task || 'raise' in task)) this.#undecided(step, 'its condition depends on something that is not known');
      if (extensionsOf(task).compensate) this.#undo.push({ path: step.path, name });
      const input = await outside.input(task.input, data);
      const inside = outside.with('input', input);
      const certain = around.certain && runsAtAll === true;
      const { raw, then, detail } = await this.#effect(task, step, pointer, { input, inside, around: { ...around, certain }, show: (shownFirst) => note('runs', shownFirst) });
      const output = await inside.output(task.output, raw);
      if (task.export) this.#context = await inside.with('output', output).output(task.export, output, 'context');
      const next = then ?? task.then;
      const maybe = runsAtAll === true ? output : UNKNOWN;
      if (runsAtAll === undefined && task.export) this.#context = UNKNOWN;
      this.#visits.set(at, runs);
      note('runs', { ...detail, ...(runsAtAll === undefined && { condition: 'not known' }) }, output);
      return { data: maybe, ...(next !== undefined && { then: next }) };
    } catch (error) {
      if (error instanceof TaskProblem) {
        note('fails', { error: error.problem });
        // What was refused has done nothing; what is inside of a block, or behind a gateway, may have.
        const mayHave = 'do' in task || 'try' in task || 'fork' in task || isFunctionCall(task) || ('call' in task && UNANSWERED.includes(error.problem.status));
        if (!mayHave) this.#undo.splice(registered, 1);
      }
      throw error;
    }
  }

  async #effect(task: Task, step: Pick<DryStep, 'path' | 'name' | 'kind' | 'certain'>, pointer: string, { input, inside, around, show }: Inside): Promise<{ readonly raw: Guess; readonly then?: string; readonly detail?: JsonObject }> {
    if ('for' in task) return this.#loop(task, pointer, input, inside, around);
    if ('fork' in task) return { raw: await this.#branches(task.fork, pointer, input, around) };
    if ('try' in task) return this.#try(task, pointer, input, inside, around);
    if ('do' in task) return this.#into(await this.#list(task.do, pointerTo(pointer, 'do'), input, around));
    if ('set' in task) return { raw: await inside.filled(task.set, input) };
    if ('switch' in task) {
      for (const item of task.switch) {
        const [name, { when }] = entryOf(item);
        if (when === undefined) continue;
        const holds = await inside.holds(when, input);
        if (holds === undefined) this.#undecided(step, `the condition of '${name}' depends on something that is not known; possible ways: ${task.switch.map((other) => entryOf(other)[1].then).join(', ')}`);
        if (holds) break;
      }
      const then = await chosen(async (when) => (await inside.holds(when, input)) === true, task);
      return { raw: input, ...(then !== undefined && { then }), detail: { chosen: then ?? 'continue' } };
    }
    if ('raise' in task) {
      const { error } = task.raise;
      const template = typeof error === 'string' ? this.#definition.use?.errors?.[error] : error;
      throw new TaskProblem(await raised(async (value) => (await inside.template(value, input)).value, template ?? { type: 'about:blank', status: 500 }, pointer));
    }
    if (isFunctionCall(task)) return this.#function(task, pointer, input, inside, around);
    const { detail, answered = true } = await dryEffect(this.#definition, task, step.path, pointer, input, inside);
    show(detail);
    return { raw: answered ? this.#answer([step.path, renamed(around.names, pointer), pointer], pointer) : input };
  }

  /** A function in the place of its call: it sees its arguments, not the variables around the call. */
  async #function({ call, with: args }: CallFunctionTask, pointer: string, input: Guess, inside: Guesser, around: Around): Promise<{ readonly raw: Guess; readonly then?: string; readonly detail: JsonObject }> {
    const task = this.#definition.use?.functions?.[call];
    if (!task) throw taskProblem('configuration', pointer, `there is no function '${call}'`);
    const given = args ? await inside.filled(args, input) : input;
    const [at, path] = [pointerTo('/use/functions', call), pointerTo(renamed(around.names, pointer), 'call')];
    const { data, then } = await this.#task(call, task, at, given, { ...around, bound: {}, names: { pointer: at, path } });
    return { raw: data, ...(then === 'end' && { then }), detail: { function: call } };
  }

  /** What the task is to have answered, this time: by the name of its run, of its place, of the task. */
  #answer(names: readonly string[], pointer: string): Guess {
    const name = names.find((one) => this.request.mocks[one] !== undefined) ?? pointer;
    const answers = this.request.mocks[name] ?? [];
    const asked = this.#visits.get(`answers of ${name}`) ?? 0;
    this.#visits.set(`answers of ${name}`, asked + 1);
    const answer = answers[Math.min(asked, answers.length - 1)];
    if (!answer) return UNKNOWN;
    if ('output' in answer) return known(answer.output);
    const { status, type, title, detail } = answer.error;
    const fault = problem('communication', pointer, detail ?? `answered ${status}`, status);
    throw new TaskProblem({ ...fault, ...(type !== undefined && { type }), ...(title !== undefined && { title }) });
  }

  async #loop(task: Extract<Task, { readonly for: unknown }>, pointer: string, input: Guess, inside: Guesser, around: Around): Promise<{ readonly raw: Guess; readonly then?: string; readonly detail: JsonObject }> {
    const items = await inside.shape(typeof task.for.in === 'string' ? task.for.in : [...task.for.in], input);
    const [item, index] = loopVariables(task.for);
    const rounds: readonly Guess[] = items.known ? (Array.isArray(items.value) ? (items.value as readonly Json[]).map(known) : []) : [UNKNOWN];
    let data = input;
    for (const [round, value] of rounds.slice(0, MOST_ROUNDS).entries()) {
      const bound = { ...around.bound, [item]: value, [index]: items.known ? known(round) : UNKNOWN };
      const guesser = inside.with(item, value).with(index, known(round));
      const goesOn = await guesser.holds(task.while, data);
      if (goesOn === false) break;
      const at = pointerTo(pointer, 'do');
      const names: Renamed = { pointer: at, path: pointerTo(renamed(around.names, pointer), 'for', round, 'do') };
      const ended = await this.#list(task.do, at, data, { ...around, bound, names, certain: around.certain && items.known && goesOn === true });
      data = ended.data;
      if (ended.then === 'end') return { raw: data, then: 'end', detail: {} };
    }
    const detail = items.known ? { rounds: rounds.length, ...(rounds.length > MOST_ROUNDS && { walked: MOST_ROUNDS }) } : { rounds: 'not known; one is shown' };
    return { raw: items.known && rounds.length <= MOST_ROUNDS ? data : UNKNOWN, detail };
  }

  async #branches({ branches, compete = false }: { readonly branches: TaskList; readonly compete?: boolean }, pointer: string, input: Guess, around: Around): Promise<Guess> {
    const outputs: Guess[] = [];
    for (const [index, branch] of branches.entries()) {
      const [name, task] = entryOf(branch);
      outputs.push((await this.#task(name, task, pointerTo(pointer, 'fork', 'branches', index, name), input, around)).data);
    }
    const values = outputs.flatMap((output) => (output.known ? [output.value] : []));
    return compete || values.length < outputs.length ? UNKNOWN : known(values);
  }

  async #try(task: TryTask, pointer: string, input: Guess, inside: Guesser, around: Around): Promise<{ readonly raw: Guess; readonly then?: string; readonly detail?: JsonObject }> {
    const policy = retryPolicy(task.catch.retry, this.#definition.use);
    const waits: Json[] = [];
    const retried = (): JsonObject => (waits.length > 0 ? { retries: waits.length, retry_after_ms: waits } : {});
    for (let failures = 1; ; failures += 1) {
      try {
        return { ...this.#into(await this.#list(task.try, pointerTo(pointer, 'try'), input, around)), detail: retried() };
      } catch (error) {
        if (!(error instanceof TaskProblem)) throw error;
        const bound = { ...around.bound, [errorVariable(task.catch)]: known(error.problem) };
        const asking = inside.with('error', known(error.problem)).with(errorVariable(task.catch), known(error.problem));
        const allowed = async (when?: string, exceptWhen?: string): Promise<boolean> => this.#sure(pointer, await asking.holds(when, input)) && (exceptWhen === undefined || !this.#sure(pointer, await asking.holds(exceptWhen, input)));
        if (!matchesFilter(error.problem, task.catch.errors?.with) || !(await allowed(task.catch.when, task.catch.exceptWhen))) throw error;
        const delay = policy && (await allowed(policy.when, policy.exceptWhen)) ? retryDelayMs(policy, failures, waits.reduce<number>((sum, ms) => sum + Number(ms), 0), 0.5) : undefined;
        if (delay !== undefined) {
          waits.push(delay);
          continue;
        }
        if (policy && !task.catch.do) throw error;
        const handled = await this.#list(task.catch.do ?? [], pointerTo(pointer, 'catch', 'do'), input, { ...around, bound });
        const then = handled.then ?? task.catch.then;
        return { raw: handled.data, ...(then !== undefined && { then }), detail: { caught: error.problem, ...retried() } };
      }
    }
  }

  #into({ data, then }: Ended): { readonly raw: Guess; readonly then?: string } {
    return { raw: data, ...(then !== undefined && { then }) };
  }

  #sure(pointer: string, answer: boolean | undefined): boolean {
    if (answer === undefined) throw new Undecided(pointer);
    return answer;
  }

  #undecided(step: Pick<DryStep, 'path' | 'name' | 'kind' | 'certain'>, reason: string): never {
    const index = this.#steps.findLastIndex(({ path }) => path === step.path);
    this.#steps.splice(index < 0 ? this.#steps.length : index, index < 0 ? 0 : 1, { ...step, outcome: 'undecided', detail: {}, reason });
    throw new Undecided(reason);
  }

  /** What people have to agree to, who would do it, and what limits it. */
  #terms(task: Task): JsonObject {
    const { approval, ticket, throttle } = extensionsOf(task);
    return { ...uncheckedSchemas(task), ...(approval && { approval: approval as unknown as Json }), ...(ticket && { ticket: ticket as unknown as Json }), ...(throttle && { throttle: throttle as unknown as Json }) };
  }

  #guesser(name: string, task: Task, pointer: string, data: Guess, { bound }: Around): Guesser {
    const values = (guesses: Readonly<Record<string, Guess>>) => Object.fromEntries(Object.entries(guesses).flatMap(([key, guess]) => (guess.known ? [[key, guess.value]] : [])));
    const run = { pointer, path: pointer, name, kind: kindOf(task), task, attempt: 1, startedAt: this.startedAt };
    const { definition, input } = this.request;
    const facts = { id: 'dry-run', startedAt: this.startedAt, definition, input };
    const evaluator = Evaluator.ofTask(this.deps, run, { data: data.known ? data.value : null, context: this.#context.known ? this.#context.value : null, bound: values(bound), workflow: facts });
    const unknown = Object.entries({ context: this.#context, task: data, ...bound, secrets: UNKNOWN, authorization: UNKNOWN }).flatMap(([key, guess]) => (guess.known ? [] : [key]));
    return new Guesser(evaluator, unknown);
  }
}
