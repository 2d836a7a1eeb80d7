import { proxyActivities } from '@temporalio/workflow';

const { callSink } = proxyActivities<{ callSink(url: string): Promise<unknown> }>({ startToCloseTimeout: '30 seconds' });

/** One workflow, one activity per effect: the least that Temporal can do for the same effects. */
export async function bareEffects(url: string, count: number): Promise<void> {
  for (let effect = 0; effect < count; effect += 1) await callSink(url);
}
