import type { AlertSource, SourceState } from './demo-alert-source.ts';
import type { CheckoutState } from './checkout-service.ts';
import type { Alert, DemoClient, Execution, RemediationJson, StoredWorkflow, Ticket } from './demo-client.ts';
import type { SampleService } from './sample-service.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Everything the demo knows at one moment; the view and the checks are made of nothing else. */
export interface ActSnapshot {
  readonly at: Date;
  readonly service: CheckoutState;
  readonly source: { readonly title: string; readonly state: SourceState; readonly url?: string };
  readonly alert?: Alert;
  readonly remediation?: RemediationJson;
  readonly execution?: Execution;
  readonly tickets: readonly Ticket[];
  readonly workflow: StoredWorkflow;
  /** Only where the act is about it. */
  readonly worker?: WorkerProcess;
}

/** What an act looks at. */
export interface Watched {
  readonly client: DemoClient;
  readonly service: SampleService;
  readonly source: AlertSource;
  readonly ruleId: string;
  readonly policyId: string;
  readonly workflow: StoredWorkflow;
  readonly worker?: () => WorkerProcess | undefined;
}

/** Follows the chain as far as it has come: rule → alert → remediation → execution → tickets. Throws what the client throws. */
export async function takeSnapshot({ client, service, source, ruleId, policyId, workflow, worker }: Watched): Promise<ActSnapshot> {
  const [state, alerts] = await Promise.all([source.state(), client.alertsOfRule(ruleId)]);
  // The first alert is the one that the act is about.
  const alert = alerts.at(-1);
  const remediation = alert && (await client.remediationsOf(alert.id)).find(({ policy_id: policy }) => policy === policyId);
  const executionId = remediation?.execution_id ?? undefined;
  const [execution, tickets] = executionId === undefined ? [undefined, []] : await Promise.all([client.execution(executionId), client.tickets(executionId)]);
  const process = worker?.();
  return {
    at: new Date(),
    service: service.state(),
    source: { title: source.title, state, ...(source.url !== undefined && { url: source.url }) },
    tickets,
    workflow,
    ...(alert && { alert }),
    ...(remediation && { remediation }),
    ...(execution && { execution }),
    ...(process && { worker: process }),
  };
}
