import type { Json, JsonObject } from '#internal/kernel';
import { answeredStatus, programs, type Sample, type Variables } from './random-definitions.ts';

/** What an execution leaves behind, as far as others can see it. */
export interface Observed {
  readonly status: string;
  readonly output: Json;
  readonly error: { readonly status: number; readonly instance: string } | null;
  /** Every request, in order, with its body. */
  readonly calls: readonly (readonly [path: string, body: Json])[];
}

class Fault extends Error {
  constructor(readonly status: number, readonly instance: string) {
    super(`${status} at ${instance}`);
  }
}
type Task = Readonly<Record<string, Json>>;
type Ended = { readonly data: Json; readonly then?: string };
/** A compensation, and whether the effect that it takes back may have happened. */
interface Entry {
  readonly key: string;
  possible: boolean;
  input: Json;
  output: Json;
  readonly task: Task;
  readonly bound: Variables;
}
/** Where a task runs: its pointer in the definition, and its place among the iterations. */
interface Place {
  readonly pointer: string;
  readonly path: string;
}

/** Runs a random definition the slow and obvious way: one task after another, no batches, no activities, no histories. */
export class ReferenceInterpreter {
  readonly #calls: (readonly [string, Json])[] = [];
  readonly #attempts = new Map<string, number>();
  readonly #completed = new Map<string, number>();
  readonly #stack: Entry[] = [];
  #context: Json;

  constructor(private readonly definition: JsonObject, private readonly input: Json) {
    this.#context = input;
  }

  run(): Observed {
    let end: { readonly output: Json } | { readonly fault: Fault };
    try {
      end = { output: this.#list(this.definition['do'] as readonly Task[], { pointer: '/do', path: '/do' }, this.input, {}).data };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      end = { fault: error };
    }
    if ('output' in end) return { status: 'completed', output: end.output, error: null, calls: this.#calls };
    const { status, instance } = end.fault;
    const undone = this.#undo(status);
    return { status: undone, output: null, error: { status, instance }, calls: this.#calls };
  }

  #undo(status: number): string {
    let result = 'failed';
    for (const { task, input, output, bound } of this.#stack.filter(({ possible }) => possible).reverse()) {
      const [undo] = (task['compensate'] as { readonly do: readonly Readonly<Record<string, Task>>[] }).do;
      const [call] = Object.values(undo ?? {});
      const refused = call && this.#send(call, input, { ...bound, input, output, error: { status } }) !== 200;
      result = refused || result === 'compensation_failed' ? 'compensation_failed' : 'compensated';
    }
    return result;
  }

  #list(list: readonly Task[], at: Place, data: Json, bound: Variables): Ended {
    for (let index = 0; index < list.length; ) {
      const [[name, task] = ['', {}]] = Object.entries(list[index] as Readonly<Record<string, Task>>);
      const ended = this.#task(task, below(at, index, name), data, bound);
      data = ended.data;
      if (ended.then === 'end') return ended;
      if (ended.then === 'exit') break;
      index = ended.then === undefined || ended.then === 'continue' ? index + 1 : list.findIndex((item) => ended.then !== undefined && ended.then in item);
    }
    return { data };
  }

  #task(task: Task, at: Place, data: Json, bound: Variables): Ended {
    const key = `${at.path}#${this.#completed.get(at.path) ?? 0}`;
    const entry = task['compensate'] === undefined ? undefined : this.#register(key, task, data, bound);
    const complete = (): void => void this.#completed.set(at.path, (this.#completed.get(at.path) ?? 0) + 1);
    if (task['if'] !== undefined && this.#evaluate(task['if'], data, { ...bound, context: this.#context }) === false) {
      complete();
      if (entry?.fresh) entry.entry.possible = false;
      return { data };
    }
    const effect = { possible: true };
    try {
      const ended = this.#inside(task, at, data, bound, effect);
      const { as } = (task['output'] ?? {}) as { readonly as?: Json };
      const output = as === undefined ? ended.data : this.#evaluate(as, ended.data, { ...bound, input: data });
      const { as: exported } = (task['export'] ?? {}) as { readonly as?: Json };
      if (exported !== undefined) this.#context = this.#evaluate(exported, output, { ...bound, input: data, context: this.#context });
      complete();
      if (entry) Object.assign(entry.entry, { possible: true, input: data, output });
      const then = ended.then ?? (task['then'] as string | undefined);
      return { data: output, ...(then !== undefined && { then }) };
    } catch (error) {
      if (entry?.fresh && !effect.possible) entry.entry.possible = false;
      throw error;
    }
  }

  /** A task whose effect may happen from now on. A later attempt keeps the place of the first, and does not disprove it. */
  #register(key: string, task: Task, input: Json, bound: Variables): { readonly entry: Entry; readonly fresh: boolean } {
    const known = this.#stack.find((each) => each.key === key);
    const fresh = !known?.possible;
    const entry = known ?? { key, possible: true, input, output: null, task, bound };
    if (!known) this.#stack.push(entry);
    entry.possible = true;
    return { entry, fresh };
  }

  #inside(task: Task, at: Place, data: Json, bound: Variables, effect: { possible: boolean }): Ended {
    const part = (...steps: readonly string[]): Place => ({ pointer: [at.pointer, ...steps].join('/'), path: [at.path, ...steps].join('/') });
    if ('set' in task) return { data: this.#evaluate(task['set'], data, { ...bound, input: data, context: this.#context }) };
    if ('raise' in task) throw new Fault((task['raise'] as { readonly error: { readonly status: number } }).error.status, at.pointer);
    if ('switch' in task) {
      const cases = (task['switch'] as readonly Readonly<Record<string, { readonly when?: string; readonly then: string }>>[]).flatMap((item) => Object.values(item));
      const chosen = cases.find(({ when }) => when === undefined || this.#evaluate(when, data, bound) !== false);
      return { data, ...(chosen && { then: chosen.then }) };
    }
    if ('call' in task) {
      const status = this.#send(task, data, { ...bound, input: data });
      if (status === 200) return { data: answerTo(this.#calls.at(-1)) };
      effect.possible = status === 502;
      throw new Fault(status, at.pointer);
    }
    if ('for' in task) {
      const { in: collection } = task['for'] as { readonly in: string };
      for (const [index, item] of (this.#evaluate(collection, data, bound) as readonly Json[]).entries()) {
        const inside = { ...bound, item, index };
        if (task['while'] !== undefined && this.#evaluate(task['while'], data, inside) === false) break;
        const ended = this.#list(task['do'] as readonly Task[], { pointer: `${at.pointer}/do`, path: `${at.path}/for/${index}/do` }, data, inside);
        data = ended.data;
        if (ended.then === 'end') return ended;
      }
      return { data };
    }
    if ('fork' in task) {
      const { branches } = task['fork'] as { readonly branches: readonly Readonly<Record<string, Task>>[] };
      return { data: branches.map((item, index) => Object.entries(item).map(([name, branch]) => this.#task(branch, below(part('fork', 'branches'), index, name), data, bound).data)[0] ?? null) };
    }
    if ('try' in task) return this.#try(task, part('try'), part('catch', 'do'), data, bound);
    return this.#list(task['do'] as readonly Task[], part('do'), data, bound);
  }

  #try(task: Task, trying: Place, handling: Place, data: Json, bound: Variables): Ended {
    const handler = task['catch'] as { readonly errors?: { readonly with: { readonly status: number } }; readonly when?: string; readonly retry?: { readonly limit: { readonly attempt: { readonly count: number } } }; readonly do?: readonly Task[]; readonly then?: string };
    for (let failures = 1; ; failures += 1) {
      try {
        return this.#list(task['try'] as readonly Task[], trying, data, bound);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const { status, instance } = error;
        if (handler.errors && handler.errors.with.status !== status) throw error;
        if (handler.when !== undefined && this.#evaluate(handler.when, data, bound) === false) throw error;
        if (handler.retry && failures <= handler.retry.limit.attempt.count) continue;
        if (handler.retry && !handler.do) throw error;
        const handled = this.#list(handler.do ?? [], handling, data, { ...bound, error: { status, instance } });
        return handled.then === undefined && handler.then !== undefined ? { ...handled, then: handler.then } : handled;
      }
    }
  }

  /** Sends a call and answers its status. */
  #send(task: Task, data: Json, variables: Variables): number {
    const { endpoint, body } = task['with'] as { readonly endpoint: string; readonly body: string };
    const { pathname } = new URL(endpoint);
    const attempt = this.#attempts.get(pathname) ?? 0;
    this.#attempts.set(pathname, attempt + 1);
    this.#calls.push([pathname, this.#evaluate(body, data, { ...variables, context: this.#context })]);
    return answeredStatus(pathname, attempt);
  }

  #evaluate(value: Json | undefined, data: Json, variables: Variables): Json {
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, part]: [string, Json]) => [key, this.#evaluate(part, data, variables)]));
    const text = String(value).replace(/^\$\{ ([\s\S]*) \}$/, '$1');
    const meaning = programs.get(text);
    if (!meaning) throw new TypeError(`no meaning for ${text}`);
    return meaning(data as unknown as Sample, variables);
  }
}

const below = ({ pointer, path }: Place, index: number, name: string): Place => ({ pointer: `${pointer}/${index}/${name}`, path: `${path}/${index}/${name}` });

/** What the receiver of a call answers: the data it was sent, with its own name in the log. */
export function answerTo(call: readonly [path: string, body: Json] | undefined): Json {
  const [path = '', body] = call ?? [];
  const { n, log } = body as unknown as Sample;
  return { n, log: [...log, path] };
}
