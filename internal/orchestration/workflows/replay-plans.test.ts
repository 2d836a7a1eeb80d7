import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { historyOf } from '#test/temporal';
import { planWorkflows } from '../fakes/plan-driver.ts';
import { recordedPlans } from '../fakes/recorded-plans.ts';

const folder = path.join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
const history = (file: string) => historyOf(readFileSync(path.join(folder, file), 'utf8'));

describe('plans that began with an earlier version of the workflow', () => {
  jest.setTimeout(60_000);
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    bundle = await planWorkflows();
  });

  test('are kept as histories of at most 30 KiB, one for each way through', () => {
    expect(recordedPlans.filter(({ name }) => !files.some((file) => file.startsWith(name)))).toEqual([]);
    expect(files.filter((file) => statSync(path.join(folder, file)).size > 30 * 1024)).toEqual([]);
  });

  test.each(files)('%s replays', async (file) => {
    await expect(Worker.runReplayHistory({ workflowBundle: bundle }, history(file))).resolves.toBeUndefined();
  });

  test('would not survive a change of what the workflow does first', async () => {
    const changed = await planWorkflows('../fakes/changed-plan-workflows.ts');
    for (const file of files) await expect(Worker.runReplayHistory({ workflowBundle: changed }, history(file))).rejects.toBeInstanceOf(DeterminismViolationError);
  });
});
