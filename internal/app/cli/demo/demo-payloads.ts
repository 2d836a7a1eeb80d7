import type { components } from '#internal/platform/http';
import type { JsonObject } from '#internal/kernel';

type Schemas = components['schemas'];

/** Everything that is created for one act carries its name, so that acts and runs never meet. */
export interface ActNames {
  /** Of this run and act: `k3f9-1`. */
  readonly tag: string;
  /** Of the sample service, and with that the target of the remediation. */
  readonly instance: string;
}

export const ALERT_NAME = 'CheckoutWorkersStuck';
/** The label by which alert rule and policy know the alerts of their own act. */
export const TAG_LABEL = 'demo_run';

export const actNames = (run: string, act: number): ActNames => ({ tag: `${run}-${act}`, instance: `checkout-${run}-${act}` });

/** Of many stuck workers over some seconds, the API makes one alert that fires. */
export const demoAlertRule = ({ tag }: ActNames): Schemas['AlertRuleSettings'] => ({
  name: `Stuck checkout workers (demo ${tag})`,
  matchers: alertsOf(tag),
  for_seconds: 2,
  severity: 'critical',
  labels: { team: 'payments' },
  annotations: { runbook: 'Shift traffic to the standby, restart the primary workers, shift traffic back.' },
});

/**
 * The remediation: traffic goes to a scaled-up standby while the sick workers restart. Everything that changes the world before the risky step says how
 * it is undone.
 */
export function demoWorkflow({ tag }: ActNames, serviceUrl: string, restartTimeoutSeconds: number): Schemas['WorkflowDraft'] {
  const action = (name: string, body: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `${serviceUrl}/actions/${name}`, body } });
  const undoneBy = (name: string, task: JsonObject): JsonObject => ({ compensate: { do: [{ [name]: task }] } });
  return {
    name: `Restart stuck checkout workers (demo ${tag})`,
    description: 'Scales up the standby, shifts traffic there, restarts the primary workers, and puts everything back.',
    definition: {
      document: { dsl: '1.0.0', namespace: 'demo', name: `restart-checkout-${tag}`, version: '1.0.0' },
      do: [
        { 'scale-up-standby': { ...action('scale', { standby_workers: 6 }), ...undoneBy('scale-standby-back', action('scale', { standby_workers: '${ $output.standby_workers_before }' })) } },
        { 'shift-traffic': { ...action('shift-traffic', { to: 'standby' }), ...undoneBy('shift-traffic-back', action('shift-traffic', { to: 'primary' })) } },
        { drain: { ...action('drain'), ...undoneBy('undo-drain', action('undrain')) } },
        {
          restart: {
            try: [{ 'restart-workers': { ...action('restart'), timeout: { after: { seconds: restartTimeoutSeconds } } } }],
            catch: { retry: { delay: { seconds: 1 }, limit: { attempt: { count: 1 } } } },
          },
        },
        { undrain: action('undrain') },
        { 'return-traffic': action('shift-traffic', { to: 'primary' }) },
        { 'scale-down-standby': action('scale', { standby_workers: 2 }) },
      ],
    },
  };
}

/** Starts the workflow by itself when the alert fires, within guardrails, and asks afterwards whether the alert resolved. */
export const demoPolicy = ({ tag }: ActNames, workflowId: string, serviceUrl: string): Schemas['WriteRemediationPolicy'] => ({
  name: `Fix stuck checkout workers (demo ${tag})`,
  description: 'Made by the demo.',
  matchers: alertsOf(tag),
  workflow_id: workflowId,
  mode: 'auto',
  target_labels: ['instance'],
  guardrails: { cooldown_seconds: 300, max_concurrent_per_target: 1, max_per_hour_per_target: 3, max_blast_radius: 5, approval_ttl_seconds: 600 },
  verification: { kind: 'alert_resolved', window_seconds: 30 },
  escalation: { webhook_url: `${serviceUrl}/pager` },
});

/** The key that Prometheus posts alerts with; it can do nothing else. */
export const demoApiKey = ({ tag }: ActNames): Schemas['NewApiKey'] => ({ name: `Prometheus (demo ${tag})`, scopes: ['alerts:write'] });

const alertsOf = (tag: string): Schemas['Matcher'][] => [
  { name: 'alertname', op: '=', value: ALERT_NAME },
  { name: TAG_LABEL, op: '=', value: tag },
];
