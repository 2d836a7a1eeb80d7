import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { TakeResult } from '../activities/exchange-contract.ts';
import type { ListenTask } from '../domain/definition.ts';
import { iteratorVariables } from '../domain/definition-tasks.ts';
import type { ConsumptionState } from '../domain/event-consumption.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { awaitNews } from './await-news.ts';
import { continueWhenFull } from './continue-run.ts';
import { openSubscription, shapeItem, takeEvents } from './exchange-proxies.ts';
import type { ExecutionState } from './execution-state.ts';
import type { Frame } from './position.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended, type RunList } from './task-context.ts';
import { taskFault, unlessFailed } from './task-fault.ts';

type Taken = Exclude<TakeResult, { readonly error: unknown }>;
type ListenRun = TaskRun & { readonly task: ListenTask };

interface ListenFrame extends Frame {
  readonly kind: 'listen';
  /** Once it has subscribed. */
  consumption?: ConsumptionState;
  /** More events wait already. */
  more: boolean;
  /** Events that were taken; the tasks of `foreach` go through them one by one. */
  taken: Json[];
  /** The first of them has been counted, and its tasks have begun. */
  begun: boolean;
  /** What it will give. */
  readonly items: Json[];
  /** Of `items`, in characters of JSON. */
  size: number;
}

/** Larger outputs do not fit into a history, and whoever listens for ever must not hold more and more. */
const LARGEST_OUTPUT = 1024 * 1024;

/** Runs a `listen` task: its output is the array of the events that it consumed. The subscription ends with it, however it ends. */
export function runListen(state: ExecutionState, run: ListenRun, input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const fresh: ListenFrame = { kind: 'listen', more: false, taken: [], begun: false, items: [], size: 0 };
  const listen = (frame: ListenFrame): Promise<Ended> => consumeAll(state, frame, run, input, scope, runList);
  // An execution that began before listening had a frame stays in its run until it has heard all.
  return state.input.listenHasFrame ? state.position.within(fresh, listen) : state.position.pinned(() => listen(fresh));
}

async function consumeAll(state: ExecutionState, frame: ListenFrame, run: ListenRun, input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const key = `${run.path}:${run.attempt}`;
  const call = () => ({ ...state.envelope(), ...taskData(state, input, scope), run, input, key });
  try {
    if (!frame.consumption) {
      frame.consumption = unlessFailed(await openSubscription(call())).state;
      stopIfCancelled();
    }
    for (let consumption = frame.consumption; ; consumption = frame.consumption) {
      while (frame.taken.length > 0) if (await workOn(state, frame, run, input, scope, runList)) return { data: frame.items, then: 'end' };
      if (consumption.done) return { data: frame.items };
      const look = async (): Promise<Taken | undefined> => {
        const handingOver = continueWhenFull(state);
        if (handingOver) await handingOver;
        const taken: Taken = unlessFailed(await takeEvents({ ...call(), state: frame.consumption ?? consumption }));
        stopIfCancelled();
        frame.consumption = taken.state;
        return taken.items.length > 0 || taken.state.done || taken.more ? taken : undefined;
      };
      const taken: Taken = (frame.more ? await look() : undefined) ?? (await awaitNews(state, `event:${key}`, look));
      frame.more = taken.more;
      frame.taken = [...taken.items];
    }
  } finally {
    state.unsubscribe(key);
  }
}

/** Works on the first event that was taken; tells whether the workflow ends with it. */
async function workOn(state: ExecutionState, frame: ListenFrame, run: ListenRun, input: Json, scope: RunScope, runList: RunList): Promise<boolean> {
  const { foreach } = run.task;
  const [item = null] = frame.taken;
  let data = item;
  let ends = false;
  if (foreach) {
    const [itemName, indexName] = iteratorVariables(foreach);
    const pointer = pointerTo(run.pointer, 'foreach', 'do');
    const index = frame.items.length;
    const names = { pointer, path: pointerTo(placeOf(scope, run.pointer), 'foreach', index, 'do') };
    const inside: RunScope = { ...scope, names, bound: { ...scope.bound, [itemName]: item, [indexName]: index } };
    if (!frame.begun) state.count(run.pointer, scope);
    frame.begun = true;
    const ended: Ended = foreach.do ? await runList(state, foreach.do, pointer, item, inside) : { data: item };
    const key = `${run.path}:${run.attempt}`;
    const shaped = foreach.output || foreach.export ? unlessFailed(await shapeItem({ ...state.envelope(), ...taskData(state, input, inside), run, input, key, item, produced: ended.data })) : { data: item, context: undefined };
    stopIfCancelled();
    if (shaped.context !== undefined) state.context = shaped.context;
    data = shaped.data;
    ends = ended.then === 'end';
  }
  frame.taken.shift();
  frame.begun = false;
  frame.items.push(data);
  frame.size += JSON.stringify(data).length;
  if (state.input.listenHasFrame && frame.size > LARGEST_OUTPUT) throw taskFault('runtime', run.pointer, `what it keeps of its events is larger than ${LARGEST_OUTPUT / 1024} KiB`);
  return ends;
}
