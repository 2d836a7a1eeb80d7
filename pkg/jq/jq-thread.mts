import { parentPort, workerData } from 'node:worker_threads';
import { JqInstance, type JqLimits, type JqRun } from './jq-instance.mts';

export interface JqRequest {
  readonly program: string;
  readonly stdin: string;
}

/** `undefined` says that the thread is ready. */
export type JqReply = JqRun | undefined;

const jq = await JqInstance.create(workerData as JqLimits);
parentPort?.on('message', ({ program, stdin }: JqRequest) => {
  parentPort?.postMessage(jq.run(program, stdin) satisfies JqReply);
});
parentPort?.postMessage(undefined satisfies JqReply);
