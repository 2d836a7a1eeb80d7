import { Client } from 'pg';
import { offerTickets } from '../support/offered-tickets.ts';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';
import { median } from './percentiles.ts';

const TICKETS = 1_000;
const AGENTS = 8;
const AT_ONCE = 10;
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
 * Tickets leased and completed per second by agents over REST, ten per lease, each with its audit entries and events, against the least that a queue in PostgreSQL can do:
 * an UPDATE with SKIP LOCKED and an UPDATE per job, without HTTP, tenants, audit or events. Rounds alternate.
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
  const ourRound = async (): Promise<number> => {
    await offerTickets(databaseUrl, tenantId, Array.from({ length: TICKETS }, () => ({})));
    return perSecond(async () => {
      const { items } = (await machine.call('leaseTickets', { body: { agent_id: 'bench', max: AT_ONCE } })).body;
      for (const { ticket, lease } of items) await machine.call('completeTicket', { path: { ticketId: ticket.id }, body: { lease_token: lease.token, output: { ok: true } } });
      return items.length;
    });
  };

  try {
    const bare: number[] = [];
    const own: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await bareRound());
      own.push(await ourRound());
    }
    const ratios = own.map((rate, round) => rate / (bare[round] ?? Number.NaN));
    return [
      { name: 'tickets leased and completed over REST', value: median(own), unit: '/s', note: `${AGENTS} agents, ${AT_ONCE} per lease; fenced, audited, told` },
      { name: '… as a ratio to a bare SKIP LOCKED queue', value: median(ratios), unit: '', note: `${median(bare).toFixed(0)} /s bare, without HTTP; ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}` },
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
