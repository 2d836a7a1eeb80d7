import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';

const TICKETS = 1000;
/** A task depends on the one that is as many places before it: ten waves. */
const WIDTH = 100;
const AGENTS = 4;
const PATIENCE_MS = 240_000;

/** A plan of 1,000 tickets in ten waves, from its submission to its consolidated end; agents lease and complete over REST, ten tickets at a time. */
export async function plan({ machine }: BenchStack): Promise<Figure[]> {
  const tasks = Array.from({ length: TICKETS }, (_, n) => ({
    task_id: `t${n}`, task_type: 'EXECUTE' as const, required_capabilities: ['bench.plan'], estimated_duration_ms: 100, dependencies: n < WIDTH ? [] : [`t${n - WIDTH}`],
  }));
  const since = performance.now();
  const { body: accepted } = await machine.call('submitPlan', { body: { name: 'bench', max_parallel: 1000, tasks } });
  const submitted = performance.now() - since;
  const path = { planId: accepted.id };
  let [completed, firstLease, ended] = [0, 0, false];

  const agent = async (name: string): Promise<void> => {
    while (!ended) {
      const { items } = (await machine.call('leaseTickets', { body: { agent_id: name, capabilities: ['bench.plan'], max: 10, wait_seconds: 1 } })).body;
      if (items.length > 0 && firstLease === 0) firstLease = performance.now() - since;
      for (const { ticket, lease } of items) await machine.call('completeTicket', { path: { ticketId: ticket.id }, body: { lease_token: lease.token, output: null } });
      completed += items.length;
    }
  };
  const agents = Array.from({ length: AGENTS }, (_, n) => agent(`bench-${n}`));
  try {
    for (const deadline = Date.now() + PATIENCE_MS; completed < TICKETS || (await machine.call('getPlan', { path })).body.finished_at === null; await pause(100)) {
      if (Date.now() > deadline) throw new Error(`the plan did not end; ${completed} tickets are completed`);
    }
  } finally {
    ended = true;
  }
  const seconds = (performance.now() - since) / 1000;
  await Promise.all(agents);
  const { status } = (await machine.call('getPlan', { path })).body;
  if (status !== 'completed') throw new Error(`the plan ended as ${status}`);
  return [
    { name: 'plan of 1,000 tickets, end to end', value: seconds, unit: 's', note: `ten waves, ${AGENTS} agents over REST, audit and events of every step in PostgreSQL` },
    { name: '… tickets per second', value: TICKETS / seconds, unit: '/s' },
    { name: '… accepted after', value: submitted, unit: 'ms' },
    { name: '… first ticket leased after', value: firstLease, unit: 'ms' },
  ];
}
