import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import { SERVICES, type ServiceName } from '../support/process-stack.ts';
import { productClient } from '../support/product-client.ts';
import { AGENT_PROCESSES, AgentFleet, type AgentProcess } from './agent-fleet.ts';
import { useDurableProduct } from './durable-product.ts';
import { fleetVerdict, mostAtOnce } from './fleet-checkers.ts';
import { FleetClients, installFleetWorkflows, isThrottled, READINGS, THROTTLE } from './fleet-load.ts';
import { type Killable, nemesis, seededRandom } from './nemesis.ts';
import type { Observations } from './observations.ts';
import { SagaSource } from './saga-load.ts';
import { hopeless } from './slow-remediation.ts';

const FOR_MS = 45_000;
const PLANS = 6;
const RUNS = 18;
/** Agents that were killed keep tickets for ten seconds, and a chain of tickets may meet that more than once. */
const QUIET_WITHIN_MS = 180_000;
/** Every so many one is refused at its last step and undone. */
const HOPELESS_EVERY = 3;

type Victim = ServiceName | AgentProcess;
const isService = (name: Victim): name is ServiceName => (SERVICES as readonly string[]).includes(name);
const instanceOf = (kind: string, index: number): string => (index % HOPELESS_EVERY === 2 ? hopeless(`${kind}-${index}`) : `${kind}-${index}`);

describe('plans, agents, throttles and listeners while processes are killed', () => {
  const suite = useDurableProduct();
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends) await end();
  });

  test('each effect happens once per key and in order, no throttle is exceeded, no event is lost, and nothing is stuck', async () => {
    const seed = Number(process.env['ORX_NEMESIS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    const { product } = suite;
    const { stack, receiver, pool } = product;
    const [tenant] = product.tenants;
    if (!tenant) throw new Error('there is no tenant');
    const keyOf = async (...scopes: readonly string[]) => (await tenant.admin.call('createApiKey', { body: { name: scopes.join(' '), scopes: [...scopes] as never } })).body.secret;
    const client = productClient(stack.address, { authorization: `Bearer ${await keyOf('plans:write', 'events:write', 'workflows:execute')}` });
    const runs = new SagaSource(tenant.id, client, await installFleetWorkflows(tenant.admin, receiver.url));
    const clients = new FleetClients(tenant.id, client);
    const fleet = new AgentFleet({ url: stack.address, apiKey: await keyOf('tickets:work', 'agents:write'), receiver: receiver.url });
    ends.push(() => fleet.stop());
    for (const name of AGENT_PROCESSES) fleet.start(name);

    // Whoever collects listens before anything is posted.
    await eventually(() => pool.query('SELECT FROM automation.event_subscriptions'), ({ rowCount }) => (rowCount ?? 0) > 0);

    const over = new AbortController();
    const telling = clients.tellListeners(pool, over.signal);
    telling.catch(() => undefined); // told below
    ends.push(async () => over.abort());
    const every = async (times: number, work: (index: number) => void): Promise<void> => {
      for (let index = 0; index < times; index += 1, await pause(FOR_MS / times)) work(index);
    };
    const load = Promise.all([
      every(PLANS, (index) => clients.submitPlan(instanceOf('plan', index))),
      every(RUNS, (index) => runs.ask(instanceOf('node', index))),
      every(READINGS, (index) => clients.postReading(index)),
    ]);

    const faults: string[] = [];
    const processes: Killable<Victim> = {
      kill: (name) => (isService(name) ? stack.kill(name) : fleet.kill(name)),
      start: async (name) => (isService(name) ? stack.start(name) : fleet.start(name)),
    };
    await product.untilUnderWay(3);
    await nemesis(processes, { random: seededRandom(seed), forMs: FOR_MS, victims: [...SERVICES, ...AGENT_PROCESSES], onFault: (fault) => void faults.push(fault) });
    await load;
    await Promise.all([clients.settled(), runs.settled()]);

    const promises = () => ({ plans: clients.plans, runs: runs.accepted, posted: clients.posted });
    const judge = (seen: Observations) => fleetVerdict(promises(), seen);
    const seen = await product.quiet(judge, QUIET_WITHIN_MS);
    over.abort();
    await telling;
    const repeats = seen.arrivals.length - new Set(seen.arrivals.map(({ key }) => key)).size;
    const most = mostAtOnce(seen.spans.filter(isThrottled));
    console.info(`seed ${seed} (ORX_NEMESIS_SEED repeats it), ${seen.plans.length} plans, ${seen.sagas.length} executions, ${seen.effects.length} effects, ${repeats} requests repeated, ${most} throttled at once\n${faults.join('\n')}`);
    expect([clients.plans.length, runs.accepted.length, clients.posted.length]).toEqual([PLANS, RUNS, READINGS]);
    expect(judge(seen)).toEqual({});
    // The controls: somebody was killed in the middle of effects, and the throttle had something to hold back.
    expect(repeats).toBeGreaterThan(0);
    expect(most).toBe(THROTTLE);
    expect(judge({ ...seen, effects: seen.arrivals })).toHaveProperty('keepsTheKeys');
  }, 360_000);
});
