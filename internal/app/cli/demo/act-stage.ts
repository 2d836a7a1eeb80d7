import { setTimeout as sleep } from 'node:timers/promises';
import { unavailable } from '#pkg/apperror';
import { clipped } from './act-frame.ts';
import type { AlertSource } from './demo-alert-source.ts';
import type { Watched } from './act-snapshot.ts';
import { startCheckoutTraffic } from './checkout-traffic.ts';
import type { DemoClient } from './demo-client.ts';
import { actNames, demoAlertRule, demoApiKey, demoPolicy, demoWorkflow, type ActNames } from './demo-payloads.ts';
import type { LiveView } from './live-view.ts';
import { startPrometheus } from './prometheus.ts';
import type { WatchOrder } from './prometheus-config.ts';
import { startPrometheusStandIn } from './prometheus-stand-in.ts';
import { startSampleService } from './sample-service.ts';

/** What an act plays on: a service of its own, watched, with a rule, a workflow and a policy for it. */
export interface Stage extends Watched {
  readonly names: ActNames;
  /** Stops what was started and takes what was created out of use. Returns what could not be cleaned up, in words. */
  readonly close: () => Promise<readonly string[]>;
}

export interface StageOrder {
  readonly client: DemoClient;
  readonly apiUrl: string;
  readonly view: LiveView;
  /** Of the installed Prometheus; undefined means the stand-in. */
  readonly prometheus: string | undefined;
  readonly run: string;
  readonly act: number;
  readonly restartMs: number;
}

const CUSTOMERS_PER_SECOND = 8;
/** A restart may take this much longer than it should before the workflow gives up waiting. */
const RESTART_GRACE_SECONDS = 15;
const CANCEL_WITHIN_MS = 30_000;

/** Sets an act up through the public API. Throws what the client throws, with nothing left behind. */
export async function openStage({ client, apiUrl, view, prometheus, run, act, restartMs }: StageOrder): Promise<Stage> {
  const names = actNames(run, act);
  const closers: { readonly what: string; readonly close: () => Promise<unknown> }[] = [];
  const opened = <Thing>(what: string, thing: Thing, close: (thing: Thing) => Promise<unknown>): Thing => {
    closers.unshift({ what, close: () => close(thing) });
    return thing;
  };
  const tell = (what: string, name: string, id: string): void => view.say(clipped(`  ${view.palette.faint(what.padEnd(11))}  ${name}  ${view.palette.faint(id)}`, view.width));

  const close = async (): Promise<readonly string[]> => {
    const left: string[] = [];
    for (const closer of closers.splice(0)) {
      await closer.close().catch((error: unknown) => left.push(`${closer.what}: ${error instanceof Error ? error.message : String(error)}`));
    }
    return left;
  };

  try {
    const service = opened('the sample service', await startSampleService({ instance: names.instance, restartMs }), (it) => it.stop());
    const restartSeconds = Math.ceil(restartMs / 1000) + RESTART_GRACE_SECONDS;
    const workflow = opened('the workflow', await client.createWorkflow(demoWorkflow(names, service.url, restartSeconds)), (it) => client.archiveWorkflow(it));
    tell('workflow', workflow.name, workflow.id);
    const policy = opened('the policy', await client.createPolicy(demoPolicy(names, workflow.id, service.url)), (it) => client.deletePolicy(it));
    tell('policy', policy.name, policy.id);
    const rule = opened('the alert rule', await client.createAlertRule(demoAlertRule(names)), (it) => client.deleteAlertRule(it));
    tell('alert rule', rule.name, rule.id);
    const key = opened('the API key', await client.createApiKey(demoApiKey(names)), (it) => client.revokeApiKey(it.id));
    tell('API key', key.name, key.prefix);
    opened('what still runs', rule, (it) => endWhatRuns(client, it.id));

    const order: WatchOrder = { names, serviceUrl: service.url, apiUrl, apiKey: key.secret };
    const source: AlertSource = opened('Prometheus', prometheus === undefined ? startPrometheusStandIn(order) : await startPrometheus(prometheus, order), (it) => it.stop());
    opened('the traffic', startCheckoutTraffic(service.url, CUSTOMERS_PER_SECOND), (it) => it.stop());
    return { names, client, service, source, ruleId: rule.id, policyId: policy.id, workflow, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** After an act that was left early: its execution is cancelled, which undoes what is done, and its alert is resolved. */
async function endWhatRuns(client: DemoClient, ruleId: string): Promise<void> {
  for (const alert of await client.alertsOfRule(ruleId)) {
    for (const { id, status, execution_id: executionId } of await client.remediationsOf(alert.id)) {
      if (status !== 'running' || executionId === null) continue;
      await client.cancelExecution(executionId);
      await untilConcluded(client, alert.id, id);
    }
    if (alert.status !== 'resolved') await client.resolveAlert(alert.id);
  }
}

async function untilConcluded(client: DemoClient, alertId: string, remediationId: string): Promise<void> {
  const deadline = Date.now() + CANCEL_WITHIN_MS;
  while ((await client.remediationsOf(alertId)).some(({ id, status }) => id === remediationId && status === 'running')) {
    if (Date.now() > deadline) throw unavailable(`the remediation ${remediationId} does not end`);
    await sleep(250);
  }
}
