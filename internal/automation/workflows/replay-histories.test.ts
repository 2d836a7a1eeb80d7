import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { historyOf } from '#test/temporal';
import { bundleWorkflows } from '../fakes/definition-runner.ts';
import { recordedFlows } from '../fakes/recorded-flows.ts';

const folder = path.join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
const history = (file: string) => historyOf(readFileSync(path.join(folder, file), 'utf8'));

describe('executions that began with an earlier version of the interpreter', () => {
  jest.setTimeout(60_000);
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    bundle = await bundleWorkflows();
  });

  test('are kept as histories of at most 20 KiB, one for each way through', () => {
    expect(recordedFlows.filter(({ name }) => !files.some((file) => file.startsWith(name)))).toEqual([]);
    expect(files.filter((file) => statSync(path.join(folder, file)).size > 20 * 1024)).toEqual([]);
  });

  test.each(files)('%s replays', async (file) => {
    await expect(Worker.runReplayHistory({ workflowBundle: bundle }, history(file))).resolves.toBeUndefined();
  });

  test('would not survive a change of what the interpreter does first', async () => {
    const changed = await bundleWorkflows('../fakes/changed-workflows.ts');
    for (const file of files) await expect(Worker.runReplayHistory({ workflowBundle: changed }, history(file))).rejects.toBeInstanceOf(DeterminismViolationError);
  });
});
