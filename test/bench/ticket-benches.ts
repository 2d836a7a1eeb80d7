import { Client } from 'pg';
import { offerTickets } from '../support/offered-tickets.ts';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';
import { median } from './percentiles.ts';

const TICKETS = 1_000;
const AGENTS = 8;
const AT_ONCE = 10;
const MANY = 100;
const ROUNDS = 3;

const QUEUE = `
CREATE TABLE bench_queue (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, status text NOT NULL DEFAULT 'pending', payload jsonb NOT NULL);
CREATE INDEX bench_queue_pending ON bench_queue (id) WHERE status = 'pending';`;
const TAKE = `
UPDATE bench_queue q SET status = 'running' FROM (SELECT id FROM bench_queue WHERE status = 'pending' ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) n
WHERE q.id = n.id RETURNING q.id, q.payload`;

/** Runs agents side by side until a look finds nothing; answers things done per second. */
async function perSecond(agent: () => Promise<number>): Promise<number> {
  const since = performance.now();
  let done = 0;
  const run = async (): Promise<void> => {
    for (let found = 1; found > 0; done += found) found = await agent();
  };
  await Promise.all(Array.from({ length: AGENTS }, run));
  return done / ((performance.now() - since) / 1000);
}

/**
 * Tickets leased and completed per second by agents over REST, each with its audit entries and events, against the least that a queue in PostgreSQL can do: an UPDATE with
 * SKIP LOCKED and an UPDATE per job, without HTTP, tenants, audit or events. Once ten per lease and completed one by one, and once a hundred per lease and reported
 * together, as the agent SDK does. Rounds alternate.
 */
export async function ticketLeases({ ana, machine, adminUrl, databaseUrl }: BenchStack): Promise<Figure[]> {
  const tenantId = (await ana.call('whoAmI')).body.tenant?.id ?? '';
  const clients = await Promise.all(Array.from({ length: AGENTS }, async () => {
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    return client;
  }));
  const [admin] = clients as [Client];
  await admin.query(QUEUE);

  const bareRound = async (): Promise<number> => {
    await admin.query(`INSERT INTO bench_queue (payload) SELECT '{"service": "checkout"}' FROM generate_series(1, ${TICKETS})`);
    const free = [...clients];
    return perSecond(async () => {
      const client = free.shift() as Client; // as many as agents
      const { rows } = await client.query<{ id: number }>({ name: 'take', text: TAKE });
      for (const { id } of rows) await client.query({ name: 'done', text: "UPDATE bench_queue SET status = 'done' WHERE id = $1", values: [id] });
      free.push(client);
      return rows.length;
    });
  };
  const leased = async (max: number) => (await machine.call('leaseTickets', { body: { agent_id: 'bench', max } })).body.items;
  const round = async (agent: () => Promise<number>): Promise<number> => {
    await offerTickets(databaseUrl, tenantId, Array.from({ length: TICKETS }, () => ({})));
    return perSecond(agent);
  };
  const oneByOne = () => round(async () => {
    const items = await leased(AT_ONCE);
    for (const { ticket, lease } of items) await machine.call('completeTicket', { path: { ticketId: ticket.id }, body: { lease_token: lease.token, output: { ok: true } } });
    return items.length;
  });
  const together = () => round(async () => {
    const items = await leased(MANY);
    const reports = items.map(({ ticket, lease }) => ({ report: 'completed' as const, ticket_id: ticket.id, lease_token: lease.token, output: { ok: true } }));
    if (reports.length === 0) return 0;
    const { items: results } = (await machine.call('reportTickets', { body: { items: reports } })).body;
    return results.filter(({ status }) => status === 200).length;
  });

  try {
    const [bare, single, batched]: [number[], number[], number[]] = [[], [], []];
    for (let each = 0; each < ROUNDS; each += 1) {
      bare.push(await bareRound());
      single.push(await oneByOne());
      batched.push(await together());
    }
    const figures = (what: string, own: readonly number[], note: string): Figure[] => {
      const ratios = own.map((rate, index) => rate / (bare[index] ?? Number.NaN));
      return [
        { name: `tickets leased and completed over REST, ${what}`, value: median(own), unit: '/s', note },
        { name: '… as a ratio to a bare SKIP LOCKED queue', value: median(ratios), unit: '', note: `${median(bare).toFixed(0)} /s bare, without HTTP; ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}` },
      ];
    };
    return [
      ...figures('one by one', single, `${AGENTS} agents, ${AT_ONCE} per lease; fenced, audited, told`),
      ...figures('together', batched, `${AGENTS} agents, ${MANY} per lease and report; fenced, audited, told`),
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
