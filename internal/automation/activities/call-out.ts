import type { CallProtocol, CallTask } from '../domain/definition.ts';
import type { CallHttpInput, CallHttpResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { ActivityFrame } from './activity-frame.ts';
import { runCallTask, type PrepareCall } from './run-call-task.ts';
import { prepareAsyncApi } from './call-asyncapi.ts';
import { prepareGrpc } from './call-grpc.ts';
import { prepareOpenApi } from './call-openapi.ts';

const PROTOCOLS: Readonly<Record<Exclude<CallProtocol, 'http'>, PrepareCall>> = { openapi: prepareOpenApi, grpc: prepareGrpc, asyncapi: prepareAsyncApi };

/** Runs one call by another protocol than plain HTTP as one ticket. */
export function callOut(deps: ActivityDeps, input: CallHttpInput, frame: ActivityFrame): Promise<CallHttpResult> {
  const { call } = input.run.task as Exclude<CallTask, { readonly call: 'http' }>;
  return runCallTask(deps, PROTOCOLS[call], input, frame);
}
