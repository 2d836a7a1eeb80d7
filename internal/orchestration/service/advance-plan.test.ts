import fc from 'fast-check';
import { planDocument, taskSpec } from '../fakes/plan-samples.ts';
import { digest, PlanWorld } from '../fakes/plan-world.ts';

const MINUTE = 60_000;
const diamond = [taskSpec('build'), taskSpec('test', ['build']), taskSpec('deploy', ['build']), taskSpec('verify', ['test', 'deploy'])];

describe('advancePlan', () => {
  test('offers a task when all that it depends on is done, and completes with the last', async () => {
    const world = new PlanWorld();
    const id = await world.start(planDocument(diamond));
    expect(world.ledger.drafts.map(({ taskId, dependsOn }) => [taskId, dependsOn.length])).toEqual([['build', 0], ['test', 1], ['deploy', 1], ['verify', 2]]);
    expect(world.ledger.leasable).toEqual(['build']);
    await world.ends(id, 'build');
    expect(world.ledger.leasable).toEqual(['test', 'deploy']);
    await world.ends(id, 'deploy');
    expect(world.ledger.leasable).toEqual(['test']);
    await world.ends(id, 'test');
    expect(await world.ends(id, 'verify')).toMatchObject({ status: 'completed', ended: true });
    expect(world.published.filter((type) => !type.endsWith('check_due'))).toEqual([
      'orchestration.plan.validated', 'orchestration.plan.started', 'step tickets_opened', 'step tickets_offered', 'step tickets_offered', 'step tickets_offered', 'orchestration.plan.completed',
    ]);
  });

  test('consolidates what the plan has come to, under a hash that covers the end of every task', async () => {
    const world = new PlanWorld();
    const id = await world.start(planDocument(diamond));
    world.pass(MINUTE);
    await world.ends(id, 'build');
    for (const task of ['test', 'deploy']) world.ledger.lease(task);
    world.pass(MINUTE);
    await world.ends(id, 'test');
    world.pass(2 * MINUTE);
    await world.ends(id, 'deploy');
    world.ledger.lease('verify');
    world.pass(MINUTE);
    await world.ends(id, 'verify');
    const { integrity_sha256: hash, ...result } = (await world.plan(id)).result as Record<string, string>;
    expect(result).toMatchObject({
      status: 'completed', counts: { completed: 4 }, success_rate: 1, duration_ms: 5 * MINUTE, work_ms: 5 * MINUTE, within_sla: true,
      critical_path: { tasks: ['build', 'deploy', 'verify'], duration_ms: 4 * MINUTE },
    });
    const tasks = await world.work.read(world.ana, ({ plans }) => plans.tasks(id));
    const ends = tasks.map((task) => ({
      task_id: task.taskId, status: task.status, ticket_id: task.ticketId!, started_at: task.startedAt!.toISOString(), completed_at: task.completedAt!.toISOString(), compensation_status: null, compensation_ticket_id: null,
    }));
    expect(hash).toBe(digest({ ...result, tasks: ends }));
  });

  test('a task that fails for good ends the others and undoes in reverse what was begun', async () => {
    const world = new PlanWorld();
    const id = await world.start(planDocument(diamond));
    await world.ends(id, 'build');
    world.ledger.lease('test');
    expect(await world.ends(id, 'deploy', 'failed')).toMatchObject({ status: 'compensating', ended: false });
    // `test` was running: nobody knows how far it came. `verify` was never begun.
    expect(await world.story(id)).toEqual(['build completed', 'test cancelled undo offered', 'deploy failed undo offered', 'verify cancelled']);
    await world.ends(id, 'deploy/undo');
    expect(world.ledger.leasable).toEqual(['test/undo']);
    await world.ends(id, 'test/undo');
    expect(world.ledger.leasable).toEqual(['build/undo']);
    expect(await world.ends(id, 'build/undo')).toMatchObject({ status: 'compensated', ended: true });
    expect(await world.plan(id)).toMatchObject({ cause: { kind: 'failed', taskId: 'deploy', detail: 'task deploy failed' } });
    expect(world.published.at(-1)).toBe('orchestration.plan.failed');
    expect(world.ledger.drafts.find(({ taskId }) => taskId === 'build/undo')).toMatchObject({ type: 'COMPENSATE', priority: 'CRITICAL', parameters: { undo: 'build' }, compensates: 'ticket-1' });
  });

  test('a compensation that fails does not hold up the others, and is told', async () => {
    const world = new PlanWorld();
    const id = await world.start(planDocument([taskSpec('a'), taskSpec('b', ['a']), taskSpec('c', ['b'])]));
    for (const task of ['a', 'b']) await world.ends(id, task);
    await world.ends(id, 'c', 'failed');
    await world.ends(id, 'c/undo');
    await world.ends(id, 'b/undo', 'failed');
    expect(await world.ends(id, 'a/undo')).toMatchObject({ status: 'compensation_failed' });
  });

  test.each([
    ['LOW', 'LOW', { deliveryMode: 'AT_LEAST_ONCE', consistency: 'EVENTUAL', durability: 'TRANSIENT' }],
    ['MEDIUM', 'NORMAL', { deliveryMode: 'AT_LEAST_ONCE', consistency: 'STRONG', durability: 'PERSISTENT' }],
    ['CRITICAL', 'CRITICAL', { deliveryMode: 'EXACTLY_ONCE', consistency: 'STRONG', durability: 'PERSISTENT' }],
  ] as const)('the risk band %s gives tickets the priority %s and a quality of service', async (riskBand, priority, qos) => {
    const world = new PlanWorld();
    await world.start(planDocument([taskSpec('a')], { riskBand }));
    expect(world.ledger.drafts).toMatchObject([{ riskBand, priority, qos }]);
  });

  test('a plan with nothing to undo has simply failed', async () => {
    const world = new PlanWorld();
    const { compensation: _, ...plain } = taskSpec('a');
    const id = await world.start(planDocument([plain]));
    expect(await world.ends(id, 'a', 'failed')).toMatchObject({ status: 'failed', ended: true });
  });

  test('is stopped by its deadline, by a cancellation, and by whoever cancels a ticket', async () => {
    const world = new PlanWorld();
    const late = await world.start(planDocument([taskSpec('a')], { sla: { timeoutMs: MINUTE } }));
    world.pass(MINUTE);
    expect(await world.advance(world.ana, { planId: late })).toMatchObject({ status: 'timed_out' });
    const unwanted = await world.start(planDocument([taskSpec('b')]));
    expect(await world.advance(world.ana, { planId: unwanted, cancel: { by: 'ana' } })).toMatchObject({ status: 'cancelled' });
    expect(world.published.at(-1)).toBe('orchestration.plan.cancelled');
    const robbed = await world.start(planDocument([taskSpec('c')]));
    await world.ledger.cancel(world.ana, [world.ledger.drafts.length].map((n) => `ticket-${n}`));
    expect(await world.advance(world.ana, { planId: robbed, lookAtAll: true })).toMatchObject({ status: 'failed' });
  });

  test('never has more in flight than the plan allows, and offers the most urgent first with the reason', async () => {
    const world = new PlanWorld();
    world.agents = [{ agentId: 'good', score: 0.9, freeSlots: 4 }, { agentId: 'fair', score: 0.5, freeSlots: 4 }];
    const tasks = [taskSpec('late'), taskSpec('urgent', [], { priority: 'CRITICAL' }), taskSpec('long', [], { estimatedDurationMs: 5 * MINUTE }), taskSpec('last', ['long'], { estimatedDurationMs: 5 * MINUTE })];
    const id = await world.start(planDocument(tasks, { maxParallel: 2 }));
    expect(world.ledger.offers.map(({ taskId }) => taskId)).toEqual(['long', 'urgent']); // five more minutes have to follow `long`
    const stored = await world.work.read(world.ana, ({ plans }) => plans.tasks(id));
    expect(stored.map(({ taskId, agentId }) => [taskId, agentId])).toEqual([['late', undefined], ['urgent', 'fair'], ['long', 'good'], ['last', undefined]]);
    expect(stored[2]?.scheduleReason).toMatch(/^1 of 3: due .*, priority NORMAL, risk MEDIUM, takes about 300000 ms, ready for 0 s; agent good \(score 0\.90\) goes first until 2026-03-01T12:00:10\.000Z$/);
  });

  test('reserves a slot of the agent that fits best, says so in the task and with the ticket, and holds up nothing when there is none', async () => {
    const world = new PlanWorld();
    world.agents = [{ agentId: 'good', score: 0.9, freeSlots: 1 }, { agentId: 'taken', score: 0.5, freeSlots: 1 }];
    world.busy.add('taken');
    const id = await world.start(planDocument([taskSpec('a'), taskSpec('b'), taskSpec('c')]));
    const until = new Date(world.now.getTime() + 10_000);
    expect(world.ledger.offers).toMatchObject([
      { taskId: 'a', reason: expect.stringContaining('agent good (score 0.90) goes first until'), reservation: { agentId: 'good', until } },
      { taskId: 'b', reason: expect.stringContaining('the first to ask gets it') },
      { taskId: 'c', reason: expect.stringContaining('the first to ask gets it') },
    ]);
    expect(world.ledger.offers.map(({ reservation }) => reservation?.agentId)).toEqual(['good', undefined, undefined]);
    const tasks = () => world.work.read(world.ana, ({ plans }) => plans.tasks(id));
    expect((await tasks()).map(({ agentId, reservedFor, reservedUntil }) => [agentId, reservedFor, reservedUntil])).toEqual([['good', 'good', until], [undefined, undefined, undefined], [undefined, undefined, undefined]]);
    world.ledger.lease('a', 'another');
    await world.advance(world.ana, { planId: id, lookAtAll: true });
    expect((await tasks())[0]).toMatchObject({ agentId: 'another', reservedFor: 'good' });
  });

  test('any plan, whatever fails, ends with every begun task undone after all that depends on it', async () => {
    const plans = fc.array(fc.record({ edges: fc.array(fc.nat(), { maxLength: 3 }), undo: fc.boolean(), fails: fc.integer({ min: 0, max: 5 }) }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(plans, fc.infiniteStream(fc.nat()), async (drawn, choices) => {
        const world = new PlanWorld();
        const tasks = drawn.map(({ edges, undo }, n) => {
          const { compensation, ...plain } = taskSpec(`t${n}`, n === 0 ? [] : [...new Set(edges.map((edge) => `t${edge % n}`))]);
          return undo && compensation ? { ...plain, compensation } : plain;
        });
        const id = await world.start(planDocument(tasks, { maxParallel: 3 }));
        const undone: string[] = [];
        for (let steps = 0; steps < 100 && !(await world.advance(world.ana, { planId: id })).ended; steps += 1) {
          const { leasable } = world.ledger;
          const task = leasable[(choices.next().value as number) % leasable.length]!;
          if (task.endsWith('/undo')) undone.push(task.slice(0, -5));
          const failing = drawn[Number(/^t(\d+)$/.exec(task)?.[1])]?.fails === 0;
          await world.ends(id, task, failing ? 'failed' : 'completed');
        }
        const ended = await world.work.read(world.ana, ({ plans: stored }) => stored.tasks(id));
        const mustBe = drawn.some(({ fails }) => fails === 0) ? ended.filter(({ startedAt, compensation }) => startedAt && compensation).map(({ taskId }) => taskId) : [];
        expect([...undone].sort()).toEqual([...mustBe].sort());
        for (const { taskId, dependencies } of ended) {
          for (const dependency of dependencies) if (undone.includes(taskId) && undone.includes(dependency)) expect(undone.indexOf(taskId)).toBeLessThan(undone.indexOf(dependency));
        }
        expect((await world.plan(id)).status).toBe(drawn.some(({ fails }) => fails === 0) ? (mustBe.length > 0 ? 'compensated' : 'failed') : 'completed');
      }),
      { numRuns: 60 },
    );
  });
});
