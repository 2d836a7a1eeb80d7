import type { Json } from '#internal/kernel';
import type { PlacedExtension } from '../domain/applying-extensions.ts';
import type { Task, TaskList } from '../domain/definition.ts';
import { known, UNKNOWN, type Guess, type Guesser } from './guesses.ts';

/** How a task or a list would end, as far as can be known. */
export interface DryEnded {
  readonly data: Guess;
  readonly then?: string;
  /** A list that `exit` has ended. */
  readonly exited?: true;
}

/** A task with extensions, and how to walk through what they put beside it. */
export interface DryExtended {
  readonly task: Task;
  readonly name: string;
  readonly pointer: string;
  readonly data: Guess;
  readonly startedAt: Json;
  readonly extensions: readonly PlacedExtension[];
  readonly certain: boolean;
  /** Evaluates with `$task` as extensions know it. */
  readonly asking: (described: Guess) => Guesser;
  readonly beside: (list: TaskList, at: { readonly extension: PlacedExtension; readonly part: 'before' | 'after' }, data: Guess, described: Guess, certain: boolean) => Promise<DryEnded>;
  readonly plain: () => Promise<DryEnded>;
  /** Raised where the way cannot be followed. */
  readonly undecided: (reason: string) => never;
}

/** Walks through a task with what its extensions put before and after it, in the order of an execution. */
export async function dryExtended({ task, name, pointer, data, startedAt, extensions, certain, asking, beside, plain, undecided }: DryExtended): Promise<DryEnded> {
  const definition = task as unknown as Readonly<Record<string, Json>>;
  const described = (output?: Guess): Guess =>
    data.known && (!output || output.known) ? known({ ...definition, name, reference: pointer, definition, input: data.value, startedAt, ...(output?.known && { output: output.value }) }) : UNKNOWN;

  const runs = await asking(UNKNOWN).holds(task.if, data);
  if (runs === false) return plain();
  const applying: { readonly extension: PlacedExtension; readonly sure: boolean }[] = [];
  for (const extension of extensions) {
    const applies = await asking(described()).holds(extension.extension.when, data);
    if (applies !== false) applying.push({ extension, sure: applies === true && runs === true });
  }
  for (const { extension, sure } of applying) {
    const ended = await beside(extension.extension.before ?? [], { extension, part: 'before' }, data, described(), certain && sure);
    const instead = ended.then === 'end' || ended.exited;
    if (instead && !sure) undecided(`whether the extension '${extension.name}' takes its place is not known`);
    if (ended.then === 'end') return ended;
    if (ended.exited) return { data: ended.data, ...(task.then !== undefined && { then: task.then }) };
  }
  const ended = await plain();
  for (const { extension, sure } of applying.toReversed()) {
    const after = await beside(extension.extension.after ?? [], { extension, part: 'after' }, ended.data, described(ended.data), certain && sure);
    if (after.then === 'end') return after;
  }
  return ended;
}
