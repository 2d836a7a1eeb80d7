import { createHmac } from 'node:crypto';
import { webhookSignatures } from '../crypto/webhook-signatures.ts';
import type { PlanId } from '../domain/plan.ts';
import { planDocument, taskSpec } from '../fakes/plan-samples.ts';
import { PlanWorld } from '../fakes/plan-world.ts';
import { receivePipelineWebhook } from './receive-pipeline-webhook.ts';

async function setup() {
  const world = new PlanWorld();
  const secrets: Record<string, string> = { [world.ana.tenantId]: 'shared' };
  const verifier = webhookSignatures(async ({ tenantId }, name) => (name === 'pipeline-webhook' ? secrets[tenantId] : undefined));
  const receive = receivePipelineWebhook({ work: world.work, clock: world.clock, tickets: world.ledger, verifier });
  const planId = await world.start(planDocument([taskSpec('build'), taskSpec('deploy', ['build'])]));
  const send = (change: { taskId?: string; planId?: PlanId; key?: string; timestamp?: number; tamper?: boolean; failure?: boolean; tenantId?: string } = {}) => {
    const timestamp = String(change.timestamp ?? Math.floor(world.now.getTime() / 1000));
    const body = Buffer.from(JSON.stringify(change));
    const signature = createHmac('sha256', change.key ?? 'shared').update(`${timestamp}.`).update(body).digest('hex');
    return receive({
      tenantId: (change.tenantId ?? world.ana.tenantId) as typeof world.ana.tenantId, correlationId: 'c'.repeat(32), timestamp, signature,
      body: change.tamper ? Buffer.concat([body, Buffer.from(' ')]) : body,
      news: { planId: change.planId ?? planId, taskId: change.taskId ?? 'build', outcome: change.failure ? { status: 'failure', error: 'red' } : { status: 'success', output: null } },
    });
  };
  return { world, planId, send };
}

describe('receivePipelineWebhook', () => {
  test('ends the ticket of the task, and the plan goes on', async () => {
    const { world, planId, send } = await setup();
    expect(await send()).toEqual({ applied: true, replayed: false });
    await world.advance(world.ana, { planId, lookAtAll: true });
    expect(await world.story(planId)).toEqual(['build completed', 'deploy offered']);
  });

  test('the same request again has no effect', async () => {
    const { send } = await setup();
    await send();
    expect(await send()).toEqual({ applied: false, replayed: true });
  });

  test('a failed pipeline fails its task, and the plan is undone', async () => {
    const { world, planId, send } = await setup();
    await send({ failure: true });
    expect(await world.advance(world.ana, { planId, lookAtAll: true })).toMatchObject({ status: 'compensating' });
  });

  test.each([
    ['signed with another secret', { key: 'guessed' }],
    ['changed on its way', { tamper: true }],
    ['older than five minutes', { timestamp: Math.floor(Date.parse('2026-03-01T11:54:59Z') / 1000) }],
    ['from the future', { timestamp: Math.floor(Date.parse('2026-03-01T12:05:01Z') / 1000) }],
    ['for a tenant without a secret', { tenantId: '0198c0de-0000-7000-8000-0000000000ff' }],
  ])('a request %s is refused, in the same words', async (_, change) => {
    const { world, planId, send } = await setup();
    await expect(send(change)).rejects.toMatchObject({ code: 'unauthenticated', message: 'authentication required' });
    expect(await world.story(planId)).toEqual(['build offered', 'deploy waiting']);
  });

  test('a task that is not its turn is a conflict, and the signature stays good for later', async () => {
    const { world, planId, send } = await setup();
    await expect(send({ taskId: 'deploy' })).rejects.toMatchObject({ code: 'conflict' });
    await world.ends(planId, 'build');
    expect(await send({ taskId: 'deploy' })).toEqual({ applied: true, replayed: false });
    await expect(send({ taskId: 'ghost' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
