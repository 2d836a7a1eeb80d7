import path from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

/** The bare SDK in a process of its own, with the same settings as our worker. `argv`: address, task queue. */
async function main([address = '', taskQueue = '']: readonly string[]): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    workflowsPath: path.join(__dirname, 'bare-workflow.js'),
    activities: { callSink: async (url: string): Promise<unknown> => (await fetch(url, { method: 'POST' })).json() },
    maxConcurrentActivityTaskExecutions: 100,
    maxConcurrentWorkflowTaskExecutions: 40,
    stickyQueueScheduleToStartTimeout: '1 second',
  });
  const running = worker.run();
  process.send?.('ready');
  process.once('disconnect', () => worker.shutdown());
  await running;
  process.exit(0);
}

void main(process.argv.slice(2));
