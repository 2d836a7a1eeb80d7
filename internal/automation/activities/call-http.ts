import { isCallBy } from '../domain/definition.ts';
import type { CallHttpInput, CallHttpResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { ActivityFrame } from './activity-frame.ts';
import { runCallTask, type PrepareCall } from './run-call-task.ts';
import { httpExchange } from './http-exchange.ts';
import { httpRequest } from './http-request.ts';

/** Runs one `call: http` task as one ticket. */
export const callHttp = (deps: ActivityDeps, input: CallHttpInput, frame: ActivityFrame): Promise<CallHttpResult> => runCallTask(deps, prepareHttp, input, frame);

const prepareHttp: PrepareCall = async (deps, job) => {
  const { task } = job;
  if (!isCallBy('http', task)) throw new TypeError('only for call: http');
  return httpExchange(deps, job, await httpRequest(job, task.with), task.with);
};
