import { proxyActivities } from '@temporalio/workflow';

const { callSink } = proxyActivities<{ callSink(url: string): Promise<unknown> }>({ startToCloseTimeout: '30 seconds' });

/** One workflow, one activity: the least that Temporal can do for the same effect. */
export const bareEffect = (url: string): Promise<unknown> => callSink(url);
