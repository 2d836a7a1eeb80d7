import type { Json, JsonObject } from '#internal/kernel';
import { EXECUTION_NEWS } from '../workflows/contract.ts';
import type { DefinitionRunner, StartedRun } from './definition-runner.ts';
import { silence } from './execution-world.ts';

const call = (path: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${path}` }, ...rest });
const undoable = (path: string): JsonObject => call(path, { compensate: { do: [{ undo: call(`undo/${path}`) }], retry: { limit: { attempt: { count: 1 } } } } });

const definition: JsonObject = {
  document: { dsl: '1.0.3', namespace: 'test', name: 'recorded', version: '1.0.0' },
  do: [
    { prepare: { set: { host: '${ .host }', tries: 0 } } },
    { drain: undoable('drain') },
    { settle: { wait: { milliseconds: 10 } } },
    { guarded: { try: [{ restart: undoable('restart') }], catch: { errors: { with: { status: 503 } }, retry: { delay: { milliseconds: 10 }, limit: { attempt: { count: 1 } } } } } },
    { choose: { switch: [{ never: { when: '.status == "gone"', then: 'end' } }, { default: { then: 'refill' } }] } },
    { refill: call('refill', { output: { as: '{ status: "filled" }' } }) },
  ],
};

/** A loop, forks that join and compete, a function, an extension and a throttle. */
const branches: JsonObject = {
  document: { dsl: '1.0.3', namespace: 'test', name: 'branches', version: '1.0.0' },
  use: { functions: { noted: { set: { noted: true } } }, extensions: [{ log: { extend: 'for', before: [{ note: { set: { noted: true } } }] } }] },
  do: [
    { loop: { for: { in: '[1, 2]' }, while: '$item < 2', do: [{ once: { call: 'noted' } }] } },
    { race: { fork: { compete: true, branches: [{ slow: undoable('slow') }, { quick: { wait: { milliseconds: 100 } } }] } } },
    { both: { fork: { branches: [{ a: call('a', { metadata: { orchestrix: { throttle: { key: 'h', concurrency: 1 } } } }) }, { b: { set: { b: 1 } } }] } } },
  ],
};

export interface RecordedFlow {
  readonly name: string;
  run(runner: DefinitionRunner): Promise<StartedRun>;
}

const start = (runner: DefinitionRunner, effective = true): Promise<StartedRun> => {
  runner.world.verified = async () => (effective ? { outcome: 'verified', reason: 'resolved' } : { outcome: 'ineffective', reason: 'still firing' });
  return runner.run(definition, { input: { host: 'h1' }, verification: { kind: 'alert' }, compensateOnIneffective: true, timeoutSeconds: 600 });
};

const exchanging: JsonObject = {
  document: { dsl: '1.0.3', namespace: 'test', name: 'exchanging', version: '1.0.0' },
  do: [
    { tell: { emit: { event: { with: { type: 'asked', data: { host: '${ .host }' } } } }, compensate: { do: [{ retract: { emit: { event: { with: { type: 'retracted' } } } } }] } } },
    {
      hear: {
        listen: { to: { any: [{ with: { type: 'answered' } }], until: '. | length > 1' } },
        foreach: { do: [{ note: { set: { seen: '${ $item }' } } }], output: { as: '.seen' } },
      },
    },
    { late: { try: [{ never: { listen: { to: { all: [{ with: { type: 'never' } }] } }, timeout: { after: { milliseconds: 50 } } } }], catch: { do: [{ settle: { set: { heard: '${ . }' } } }] } } },
    { fail: { raise: { error: { type: 'https://example.com/enough', status: 400 } } } },
  ],
};

/** Offers an event to a `listen` that waits, and signals it. */
async function offer(started: StartedRun, position: number, data: Json): Promise<void> {
  const [key, { events }] = await soon(() => [...started.recorded.subscriptions.entries()][0]);
  events.push({ position, event: { specversion: '1.0', id: String(position), source: '/s', type: 'answered', data }, matches: [{ filter: 0, correlation: {} }] });
  await started.handle.signal(EXECUTION_NEWS, `event:${key}`);
}

const waiting: JsonObject = {
  document: { dsl: '1.0.3', namespace: 'test', name: 'waiting', version: '1.0.0' },
  do: [
    { ask: { metadata: { orchestrix: { approval: { evidence: '${ . }' } } }, do: [{ act: { set: { agreed: true } } }] } },
    { child: { run: { workflow: { namespace: 'test', name: 'other', version: 'latest' } } } },
    { detached: { run: { await: false, workflow: { namespace: 'test', name: 'other', version: 'latest' } } } },
    { unanswered: { try: [{ late: { metadata: { orchestrix: { approval: { expires: 'PT0.05S' } } }, wait: { days: 1 } } }], catch: { errors: { with: { status: 408 } } } } },
  ],
};

/** Waits until there is something, looking often. */
async function soon<Found>(look: () => Found | undefined): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The flows whose histories are kept and replayed: each goes another way through the interpreter. */
export const recordedFlows: readonly RecordedFlow[] = [
  {
    name: 'happy-path',
    async run(runner) {
      let refused = 0;
      runner.world.answer = ({ url }) => ({ status: url.endsWith('/restart') && refused++ === 0 ? 503 : 200, headers: {}, body: {} });
      return start(runner);
    },
  },
  {
    name: 'failure-with-compensation',
    async run(runner) {
      let refused = 0;
      runner.world.answer = ({ url }) => ({ status: url.endsWith('/refill') || (url.endsWith('/undo/drain') && refused++ === 0) ? 500 : 200, headers: {}, body: {} });
      return start(runner);
    },
  },
  {
    name: 'cancelled',
    async run(runner) {
      runner.world.answer = (request, signal) => (new URL(request.url).pathname === '/restart' ? silence(request, signal) : { status: 200, headers: {}, body: {} });
      const started = await start(runner);
      while (started.recorded.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      await started.cancel();
      return started;
    },
  },
  {
    name: 'branches',
    async run(runner) {
      runner.world.answer = (request, signal) => (new URL(request.url).pathname === '/slow' ? silence(request, signal) : { status: 200, headers: {}, body: {} });
      return runner.run(branches, { input: { host: 'h1' } });
    },
  },
  {
    name: 'ineffective',
    async run(runner) {
      runner.world.answer = () => ({ status: 200, headers: {}, body: {} });
      return start(runner, false);
    },
  },
  {
    name: 'events',
    async run(runner) {
      const started = await runner.run(exchanging, { input: { host: 'h1' } });
      for (const position of [0, 1]) await offer(started, position, { n: position });
      return started;
    },
  },
  {
    // Its history is that of the last run, too: it goes on with the events that earlier runs have heard.
    name: 'listening',
    async run(runner) {
      const tasks = { foreach: { do: [{ pause: { wait: { milliseconds: 1 } } }, { settle: { wait: { milliseconds: 1 } } }], output: { as: '.n' } } };
      const hearing = { ...exchanging, do: [{ hear: { listen: { to: { any: [{ with: { type: 'answered' } }], until: '. | length > 3' } }, ...tasks } }] };
      const started = await runner.run(hearing, { input: {}, continueAfterEvents: 30, listenHasFrame: true });
      for (const position of [0, 1, 2, 3]) await offer(started, position, { n: position });
      return started;
    },
  },
  {
    name: 'approval-and-subflow',
    async run(runner) {
      const started = await runner.run(waiting, { input: { host: 'h1' } });
      const { questions } = started.recorded;
      const [key, question] = await soon(() => [...questions.entries()][0]);
      questions.set(key, { ...question, status: 'approved' });
      await started.handle.signal(EXECUTION_NEWS, `approval:${key}`);
      const childId = await soon(() => [...runner.world.children].find((id) => id.includes(started.executionId)));
      runner.world.childEnds.set(childId, { status: 'completed', output: { from: 'child' } });
      await started.handle.signal(EXECUTION_NEWS, `child:${childId}`);
      return started;
    },
  },
  {
    // Its history is that of the last run: it takes up a loop in the middle and undoes what earlier runs have done.
    name: 'continued',
    async run(runner) {
      runner.world.answer = () => ({ status: 200, headers: {}, body: {} });
      const loop = { for: { each: 'host', in: '["a","b","c"]', at: 'n' }, do: [{ guarded: { try: [{ drain: undoable('drain') }], catch: {} } }] };
      const failing = { ...definition, do: [{ loop }, { give: { raise: { error: { type: 'https://svc.test/no', status: 400 } } } }] };
      return runner.run(failing, { input: {}, timeoutSeconds: 600, continueAfterEvents: 30 });
    },
  },
];
