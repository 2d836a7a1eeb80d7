import type { Json } from '#internal/kernel';
import { readEvent } from '../domain/cloud-event.ts';
import type { EventReading } from '../domain/event-arguments.ts';
import { consume, nothingConsumed } from '../domain/event-consumption.ts';
import { interestOf, type Interest } from '../domain/event-interest.ts';
import type { Exchange } from '../ports/exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { MAX_DATA_BYTES } from './evaluator.ts';
import type { ItemInput, ItemResult, OpenInput, OpenResult, TakeInput, TakeResult } from './exchange-contract.ts';
import { interpreterActor, log } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

const LARGEST_VARIABLES = 64 * 1024;
/** Of the events that one look hands over; they go into the history. */
const LARGEST_HANDFUL = 256 * 1024;
const EVENTS_AT_ONCE = 200;

/** Evaluates what a `listen` waits for, as far as no event is needed for it, and opens its subscription. */
export async function openSubscription(deps: ActivityDeps, { execution, baggage, run, input, key, ...start }: OpenInput): Promise<OpenResult> {
  const inside = taskEvaluator(deps, execution, run, start).with({ input });
  const opened = await orProblem(async () => {
    const interest = await interestOf(run.task.listen.to, (expect) => inside.template(expect, input), (programs) => inside.variablesOf(programs));
    if (JSON.stringify(interest.variables).length > LARGEST_VARIABLES) throw taskProblem('runtime', run.pointer, `the variables that its filters use are larger than ${LARGEST_VARIABLES / 1024} KiB`);
    return interest;
  });
  await log(deps, execution, baggage, async (actor) => {
    if ('result' in opened) await deps.exchange.subscribe(actor, execution.executionId, key, opened.result);
  });
  return 'error' in opened ? opened : { state: nothingConsumed(opened.result) };
}

/**
 * Consumes what has come since the last look. A condition of `until` sees everything consumed so far; where `foreach` has tasks, one event is
 * handed over at a time, and the condition is asked when they are through with it.
 */
export async function takeEvents(deps: ActivityDeps, { execution, baggage, run, input, key, state: before, ...start }: TakeInput): Promise<TakeResult> {
  await log(deps, execution, baggage);
  const { listen, foreach } = run.task;
  const condition = 'any' in listen.to && typeof listen.to.until === 'string' ? listen.to.until : undefined;
  const inside = taskEvaluator(deps, execution, run, start).with({ input });
  const look = (after: number) => deps.exchange.offered(interpreterActor(execution), execution.executionId, key, after, EVENTS_AT_ONCE);
  const offered = await look(before.position);
  if (!offered) return { state: before, items: [], more: false };

  const taken = await orProblem(async () => {
    let state = before;
    const items: Json[] = [];
    const seen = condition === undefined ? undefined : await consumedBefore(look, offered.interest, before.position, listen.read);
    let seenSize = size(seen ?? []);
    const judge = async (): Promise<void> => {
      const done = seen !== undefined && (await inside.holds(condition, seen));
      state = { ...state, unjudged: false, ...(done && { done }) };
    };
    if (before.unjudged) await judge();
    for (const event of offered.events) {
      if (state.done || state.unjudged || size(items) > LARGEST_HANDFUL) break;
      const step = consume(offered.interest, state, event);
      state = step.state;
      if (!step.taken) continue;
      const item = readEvent(event.event, listen.read);
      items.push(item);
      if (!seen) continue;
      seen.push(item);
      // The output will hold all of it, too.
      seenSize += JSON.stringify(item).length;
      if (seenSize > MAX_DATA_BYTES) throw taskProblem('runtime', run.pointer, `the events that it has consumed are larger than ${MAX_DATA_BYTES / 1024} KiB`);
      if (foreach) state = { ...state, unjudged: true };
      else await judge();
    }
    const last = offered.events.at(-1)?.position ?? -1;
    return { state, items, more: !state.done && (state.unjudged === true || last > state.position || offered.events.length >= EVENTS_AT_ONCE) };
  });
  return 'error' in taken ? taken : taken.result;
}

/** What was consumed up to a position, which a condition of `until` sees again. Read in handfuls: what was offered beside it may be much more. */
async function consumedBefore(look: (after: number) => ReturnType<Exchange['offered']>, interest: Interest, position: number, read: EventReading | undefined): Promise<Json[]> {
  const items: Json[] = [];
  for (let state = nothingConsumed(interest); state.position < position; ) {
    const events = ((await look(state.position))?.events ?? []).filter((event) => event.position <= position);
    if (events.length === 0) break;
    for (const event of events) {
      const step = consume(interest, state, event);
      state = step.state;
      if (step.taken) items.push(readEvent(event.event, read));
    }
  }
  return items;
}

const size = (items: readonly Json[]): number => JSON.stringify(items).length;

/** Shapes what a `listen` keeps of an event: the event itself unless `foreach.output` says otherwise. */
export async function shapeItem(deps: ActivityDeps, { execution, baggage, run, input, item, produced, ...start }: ItemInput): Promise<ItemResult> {
  await log(deps, execution, baggage);
  const { output, export: exported } = run.task.foreach ?? {};
  const inside = taskEvaluator(deps, execution, run, start).with({ input });
  const shaped = await orProblem(async () => {
    const data = await inside.output(output, output?.as === undefined ? item : produced);
    return { data, ...(exported && { context: await inside.with({ output: data }).output(exported, data, 'context') }) };
  });
  return 'error' in shaped ? shaped : shaped.result;
}
