import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { TakeResult } from '../activities/exchange-contract.ts';
import type { ListenTask } from '../domain/definition.ts';
import { iteratorVariables } from '../domain/definition-tasks.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { awaitNews } from './await-news.ts';
import { openSubscription, shapeItem, takeEvents } from './exchange-proxies.ts';
import type { ExecutionState } from './execution-state.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended, type RunList } from './task-context.ts';
import { unlessFailed } from './task-fault.ts';

type Taken = Exclude<TakeResult, { readonly error: unknown }>;

/** Runs a `listen` task: its output is the array of the events that it consumed. The subscription ends with it, however it ends. */
export async function runListen(state: ExecutionState, run: TaskRun & { readonly task: ListenTask }, input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const { foreach } = run.task;
  const key = `${run.path}:${run.attempt}`;
  const call = (inside = scope) => ({ ...state.envelope(), ...taskData(state, input, inside), run, input, key });
  const items: Json[] = [];
  try {
    let { state: consumption } = unlessFailed(await openSubscription(call()));
    stopIfCancelled();
    let more = false;
    while (!consumption.done) {
      const look = async (): Promise<Taken | undefined> => {
        const taken: Taken = unlessFailed(await takeEvents({ ...call(), state: consumption }));
        stopIfCancelled();
        const found = taken.items.length > 0 || taken.state.done || taken.more;
        consumption = taken.state;
        return found ? taken : undefined;
      };
      const taken: Taken = (more ? await look() : undefined) ?? (await awaitNews(state, `event:${key}`, look));
      more = taken.more;
      for (const item of taken.items) {
        if (!foreach) {
          items.push(item);
          continue;
        }
        const [itemName, indexName] = iteratorVariables(foreach);
        const pointer = pointerTo(run.pointer, 'foreach', 'do');
        const names = { pointer, path: pointerTo(placeOf(scope, run.pointer), 'foreach', items.length, 'do') };
        const inside: RunScope = { ...scope, names, bound: { ...scope.bound, [itemName]: item, [indexName]: items.length } };
        state.count(run.pointer, scope);
        const ended: Ended = foreach.do ? await runList(state, foreach.do, pointer, item, inside) : { data: item };
        const { data, context } = foreach.output || foreach.export ? unlessFailed(await shapeItem({ ...call(inside), item, produced: ended.data })) : { data: item, context: undefined };
        stopIfCancelled();
        if (context !== undefined) state.context = context;
        items.push(data);
        if (ended.then === 'end') return { data: items, then: 'end' };
      }
    }
    return { data: items };
  } finally {
    state.unsubscribe(key);
  }
}
