import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { ProductClient } from '../support/product-client.ts';
import type { Arrival } from './effect-receiver.ts';
import { untilAccepted } from './persistent-client.ts';
import type { AcceptedSaga } from './saga-load.ts';
import { isHopeless } from './slow-remediation.ts';

/** Dependencies of the twelve tasks of a plan. The last is refused for a hopeless instance, after all others are done. */
export const PLAN: Readonly<Record<string, readonly string[]>> = {
  prepare: [],
  a1: ['prepare'], a2: ['prepare'], a3: ['prepare'],
  b1: ['a1'], b2: ['a1', 'a2'], b3: ['a3'],
  c1: ['b1'], c2: ['b2'], c3: ['b2', 'b3'],
  join: ['c1', 'c2', 'c3'],
  confirm: ['join'],
};
const LAST = 'confirm';

/** The effects that are due on the instance of a plan; see `PLAN` for their order. */
export const planEffects = (instance: string): readonly string[] => {
  if (!isHopeless(instance)) return Object.keys(PLAN);
  const done = Object.keys(PLAN).filter((step) => step !== LAST);
  return [...done, ...done.map((step) => `undo-${step}`)];
};

/** The effects that are due on the instance of an execution, in this order. */
export const runEffects = (instance: string): readonly string[] => (isHopeless(instance) ? ['reserve', 'script', 'undo-script', 'undo-reserve'] : ['reserve', 'script', LAST]);

/** Most throttled requests that may be under way at once. */
export const THROTTLE = 3;
export const isThrottled = ({ step, instance }: Pick<Arrival, 'step' | 'instance'>): boolean => instance.startsWith('node-') && (step === 'reserve' || step === LAST);

/** Readings that the collector waits for. */
export const READINGS = 120;

const act = (url: string, step: string) => ({ call: 'http', with: { method: 'post', endpoint: `${url}/effects/${step}`, body: { instance: '${ $workflow.input.instance }' } } });
const undo = (url: string, step: string) => ({ do: [{ undo: act(url, `undo-${step}`) }] });
const throttle = { key: 'gate', concurrency: THROTTLE };

/** Throttled calls around a script of an agent and a wait for an event. */
const runDefinition = (url: string) => ({
  document: { dsl: '1.0.3', namespace: 'durability', name: 'fleet', version: '1.0.0' },
  do: [
    { reserve: { ...act(url, 'reserve'), metadata: { orchestrix: { throttle, compensate: undo(url, 'reserve') } } } },
    { script: {
      run: { script: { language: 'js', code: 'effect', environment: { STEP: 'script', INSTANCE: '${ $workflow.input.instance }' } } },
      metadata: { orchestrix: { ticket: { maxRetries: 50 }, compensate: undo(url, 'script') } },
    } },
    { ready: { listen: { to: { one: { with: { type: 'ready' }, correlate: { instance: { from: '.data.instance', expect: '${ $workflow.input.instance }' } } } } } } },
    { [LAST]: { ...act(url, LAST), metadata: { orchestrix: { throttle } } } },
  ],
});

const collectDefinition = {
  document: { dsl: '1.0.3', namespace: 'durability', name: 'collect', version: '1.0.0' },
  do: [{ collect: { listen: { to: { any: [{ with: { type: 'reading' } }], until: `. | length >= ${READINGS}` } } } }],
};

const planDraft = (instance: string) => ({
  name: instance,
  request_key: instance,
  retry_policies: { EXECUTE: { max_retries: 50 } },
  tasks: Object.entries(PLAN).map(([step, dependencies]) => ({
    task_id: step, task_type: 'EXECUTE', dependencies, required_capabilities: ['act'], parameters: { step, instance }, estimated_duration_ms: 1000,
    ...(step !== LAST && { compensation: { parameters: { step: `undo-${step}`, instance }, required_capabilities: ['act'] } }),
  })),
});

/** Gives a tenant the workflows on the service at `url`, and begins to collect; answers the id of the other workflow. */
export async function installFleetWorkflows(admin: ProductClient, url: string): Promise<string> {
  const { body: run } = await admin.call('createWorkflow', { body: { name: 'fleet', definition: runDefinition(url) } });
  const { body: collect } = await admin.call('createWorkflow', { body: { name: 'collect', definition: collectDefinition } });
  await admin.call('executeWorkflow', { path: { workflowId: collect.id }, body: { input: { collector: 'one' } } });
  return run.id;
}

/** Clients of one tenant that submit plans and post events, each until it is accepted. */
export class FleetClients {
  readonly plans: AcceptedSaga[] = [];
  /** Readings that were acknowledged. */
  readonly posted: number[] = [];
  readonly #asking: Promise<void>[] = [];

  constructor(private readonly tenantId: string, private readonly client: ProductClient) {}

  submitPlan(instance: string): void {
    this.#ask(async () => {
      const { id } = (await untilAccepted(this.client, 'submitPlan', { body: planDraft(instance) }, `the plan of ${instance}`)) as { readonly id: string };
      this.plans.push({ tenantId: this.tenantId, instance, executionId: id });
    });
  }

  postReading(n: number): void {
    this.#ask(async () => {
      await untilAccepted(this.client, 'publishEvents', { body: { specversion: '1.0', id: `reading-${n}`, source: '/fleet', type: 'reading', data: { n } } }, `reading ${n}`);
      this.posted.push(n);
    });
  }

  /** Tells every execution that listens that it may go on, until told to end. */
  async tellListeners(database: Pool, over: AbortSignal): Promise<void> {
    const told = new Set<string>();
    for (; !over.aborted; await pause(250)) {
      const { rows } = await database.query<{ instance: string }>(LISTENING).catch(() => ({ rows: [] })); // it is just being killed
      for (const { instance } of rows) {
        if (told.has(instance)) continue;
        await untilAccepted(this.client, 'publishEvents', { body: { specversion: '1.0', id: `ready-${instance}`, source: '/fleet', type: 'ready', data: { instance } } }, `ready ${instance}`);
        told.add(instance);
      }
    }
  }

  /** Resolves when everything is accepted. */
  async settled(): Promise<void> {
    await Promise.all(this.#asking);
  }

  #ask(ask: () => Promise<void>): void {
    const asking = ask();
    asking.catch(() => undefined); // told by `settled`
    this.#asking.push(asking);
  }
}

// Whoever listens is there before an event comes: its subscription is committed.
const LISTENING = `
SELECT e.input ->> 'instance' AS instance FROM automation.event_subscriptions s
JOIN automation.executions e ON e.tenant_id = s.tenant_id AND e.id = s.execution_id WHERE e.input ->> 'instance' IS NOT NULL`;
