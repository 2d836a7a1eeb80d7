import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { testTemporalAddress } from '#test/support';
import { historyOf, historyText } from '#test/temporal';
import { bundleWorkflows, DefinitionRunner } from '../fakes/definition-runner.ts';
import { recordedFlows } from '../fakes/recorded-flows.ts';

/** `RECORD_HISTORIES=<release>` keeps what is recorded here, for the replay test of all later versions. */
const release = process.env['RECORD_HISTORIES'];

describe('histories of the interpreter as it is now', () => {
  jest.setTimeout(60_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());

  test.each([
    ['happy-path', { status: 'completed', outcome: 'verified' }],
    ['failure-with-compensation', { status: 'compensated' }],
    ['cancelled', { status: 'cancelled' }],
    ['continued', { status: 'compensated' }],
    ['branches', { status: 'completed' }],
    ['ineffective', { status: 'compensated', outcome: 'ineffective' }],
    ['events', { status: 'compensated' }],
    ['listening', { status: 'completed' }],
    ['approval-and-subflow', { status: 'completed' }],
  ])('%s ends as it should, and its history replays', async (name, expected) => {
    const flow = recordedFlows.find((each) => each.name === name);
    const started = await flow?.run(runner);
    expect(await started?.result()).toEqual(expected);
    const text = historyText((await started?.handle.fetchHistory()) ?? {});
    await Worker.runReplayHistory({ workflowBundle: await bundleWorkflows() }, historyOf(text));
    if (release === undefined) return;
    mkdirSync(path.join(__dirname, 'histories'), { recursive: true });
    writeFileSync(path.join(__dirname, 'histories', `${name}-${release}.json`), text);
  });
});
