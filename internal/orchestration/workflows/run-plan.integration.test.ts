import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { testTemporalAddress } from '#test/support';
import { historyOf, historyText } from '#test/temporal';
import { approve } from '../domain/plan.ts';
import { planDocument, taskSpec } from '../fakes/plan-samples.ts';
import { PlanDriver, planWorkflows } from '../fakes/plan-driver.ts';
import { recordedPlans } from '../fakes/recorded-plans.ts';
import { APPROVE, GET_STATUS, GET_TICKETS, REPLAN } from './contract.ts';

/** `RECORD_HISTORIES=<release>` keeps what is recorded here, for the replay test of all later versions. */
const release = process.env['RECORD_HISTORIES'];

describe('runPlan', () => {
  jest.setTimeout(60_000);
  let driver: PlanDriver;
  beforeAll(async () => {
    driver = await PlanDriver.start(testTemporalAddress());
  });
  afterAll(() => driver.stop());

  test.each(recordedPlans)('$name ends as $status, and its history replays', async ({ name, status, run }) => {
    const plan = await run(driver);
    expect(await plan.handle.result()).toEqual({ status });
    const text = historyText(await plan.handle.fetchHistory());
    await Worker.runReplayHistory({ workflowBundle: await planWorkflows() }, historyOf(text));
    if (release === undefined) return;
    mkdirSync(path.join(__dirname, 'histories'), { recursive: true });
    writeFileSync(path.join(__dirname, 'histories', `${name}-${release}.json`), text);
  });

  test('tells where it is, and which tickets it has', async () => {
    const plan = await driver.run(planDocument([taskSpec('build'), taskSpec('deploy', ['build'])]));
    await plan.offered('build');
    expect(await plan.handle.query(GET_STATUS)).toEqual({ planId: plan.id, status: 'running', revision: 1, inFlight: 1, tasks: { offered: 1, waiting: 1 } });
    expect(await plan.handle.query(GET_TICKETS)).toMatchObject([{ taskId: 'build', status: 'offered' }, { taskId: 'deploy', status: 'waiting' }]);
    await plan.ends('build');
    await plan.offered('deploy');
    await plan.ends('deploy');
    await plan.handle.result();
    expect(await plan.handle.query(GET_STATUS)).toMatchObject({ status: 'completed', inFlight: 0, tasks: { completed: 2 } });
  });

  test('a plan that needs approval opens no ticket before, and refuses an approval that nobody asked for', async () => {
    const { world } = driver;
    const plan = await driver.run(planDocument([taskSpec('risky')], { requiresApproval: true }));
    while ((await plan.handle.query<{ status: string }>(GET_STATUS)).status !== 'awaiting_approval') await new Promise((resolve) => setTimeout(resolve, 25));
    expect(world.ledger.drafts.some(({ planId }) => planId === plan.id)).toBe(false);
    await world.work.run(world.ana, async ({ plans }) => plans.save(approve(await plans.get(plan.id), 'bob', world.now)));
    expect(await plan.handle.executeUpdate(APPROVE)).toBe('awaiting_approval');
    await plan.offered('risky');
    await expect(plan.handle.executeUpdate(APPROVE)).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
    await expect(plan.handle.executeUpdate(REPLAN, { args: [{ revision: 1 }] })).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
    const events = (await plan.handle.fetchHistory()).events ?? [];
    expect(events.filter(({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) => accepted)).toHaveLength(1);
    await plan.ends('risky');
    expect(await plan.handle.result()).toEqual({ status: 'completed' });
  });

  test('a cancellation of the workflow itself undoes what was done, too', async () => {
    const plan = await driver.run(planDocument([taskSpec('first'), taskSpec('second', ['first'])]));
    await plan.offered('first');
    await plan.ends('first');
    await plan.offered('second');
    await plan.handle.cancel();
    await plan.offered('first/undo');
    await plan.ends('first/undo');
    expect(await plan.handle.result()).toEqual({ status: 'compensated' });
  });

  test('three hundred tickets cost three hundred signals and far fewer steps', async () => {
    const plan = await driver.run(planDocument(Array.from({ length: 300 }, (_, n) => taskSpec(`t${n}`)), { maxParallel: 1000 }));
    await plan.offered('t299');
    await Promise.all(Array.from({ length: 300 }, (_, n) => plan.ends(`t${n}`)));
    expect(await plan.handle.result()).toEqual({ status: 'completed' });
    const events = (await plan.handle.fetchHistory()).events ?? [];
    const steps = events.filter(({ markerRecordedEventAttributes: marker }) => marker).length;
    expect(steps).toBeLessThan(150);
  });

  test('goes on in a new history when one is full, and loses nothing on the way', async () => {
    const chain = Array.from({ length: 12 }, (_, n) => taskSpec(`c${n}`, n === 0 ? [] : [`c${n - 1}`]));
    const plan = await driver.run(planDocument(chain), { eventsPerRun: 20 });
    for (const { taskId } of chain) {
      await plan.offered(taskId);
      await plan.ends(taskId);
    }
    expect(await plan.handle.result()).toEqual({ status: 'completed' });
    expect((await plan.handle.query<unknown[]>(GET_TICKETS)).length).toBe(12);
    const [started] = (await plan.handle.fetchHistory()).events ?? [];
    expect(started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBeTruthy();
  });
});
