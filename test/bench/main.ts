import path from 'node:path';
import { alertIntake, alertReads } from './alert-benches.ts';
import { type Figure, report } from './bench-report.ts';
import { startBenchStack } from './bench-stack.ts';
import { startEffectSink } from './effect-sink.ts';
import { alertToEffect, executions } from './execution-benches.ts';
import { metrics } from './metric-benches.ts';
import { metricGrowth } from './metric-growth-benches.ts';
import { metricRules } from './metric-rule-benches.ts';
import { openExecutions, startLatency } from './open-benches.ts';
import { plan } from './plan-benches.ts';
import { killedWorker } from './stall-benches.ts';
import { ticketLeases } from './ticket-benches.ts';

const BENCHES = [alertToEffect, startLatency, executions, plan, killedWorker, ticketLeases, alertIntake, alertReads, metrics, metricRules, metricGrowth, openExecutions] as const;

/** Arguments: names of benches, all when there are none. Bounded: about half an hour on two cores, a third of it for the ten thousand open executions and another for metrics. The order matters: latency before the load that would disturb it, what fills memory last. */
async function main(wanted: readonly string[]): Promise<void> {
  process.stdout.write('starting PostgreSQL, Temporal, identity provider, API and worker …\n');
  const stack = await startBenchStack();
  const sink = await startEffectSink();
  const figures: Figure[] = [];
  try {
    for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      process.stdout.write(`measuring ${bench.name} …\n`);
      figures.push(...(await bench(stack, sink)));
    }
    const { api, worker } = stack.memory();
    figures.push({ name: 'memory of the API after all this', value: api, unit: 'MiB' }, { name: 'memory of the worker after all this', value: worker, unit: 'MiB' });
    report(figures, path.resolve('.orchestrix/bench.json'));
  } finally {
    await sink.stop();
    await stack.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
