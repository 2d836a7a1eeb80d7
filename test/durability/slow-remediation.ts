import type { ProductClient } from '../support/product-client.ts';

/** The name of the alerts that the policy answers. */
export const ALERT_NAME = 'InstanceBroken';

/** Instances with this ending cannot be admitted again, so their remediation is undone. */
const HOPELESS = '-hopeless';
export const hopeless = (instance: string): string => `${instance}${HOPELESS}`;
export const isHopeless = (instance: string): boolean => instance.endsWith(HOPELESS);

/** What has to happen to an instance, in this order and each once. */
export const effectsOn = (instance: string): readonly string[] => (isHopeless(instance) ? ['drain', 'restart', 'undo-restart', 'undo-drain'] : ['drain', 'restart', 'admit']);

/** The request that finds out that an instance is hopeless. */
export const isRefused = ({ step, instance }: { readonly step: string; readonly instance: string }): boolean => step === 'admit' && isHopeless(instance);

const act = (url: string, step: string) => ({
  call: 'http',
  with: { method: 'post', endpoint: `${url}/effects/${step}`, body: { instance: '${ $workflow.input.alert.labels.instance }' } },
});
const undoable = (url: string, step: string) => ({ [step]: { ...act(url, step), compensate: { do: [{ undo: act(url, `undo-${step}`) }] } } });

const definition = (url: string) => ({
  document: { dsl: '1.0.3', namespace: 'durability', name: 'renew', version: '1.0.0' },
  do: ['drain', 'restart', 'admit'].map((step) => undoable(url, step)),
});

/** Lets an administrator's tenant remediate alerts named {@link ALERT_NAME} by three effects on the service at `url`, each with its compensation. */
export async function installSlowRemediation(admin: ProductClient, url: string): Promise<void> {
  await admin.call('updateEgressSettings', { headers: { 'If-Match': '*' }, body: { public_https: false, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }] } });
  const { body: workflow } = await admin.call('createWorkflow', { body: { name: 'renew', definition: definition(url) } });
  await admin.call('createRemediationPolicy', {
    body: {
      name: 'renew broken instances',
      matchers: [{ name: 'alertname', op: '=', value: ALERT_NAME }],
      workflow_id: workflow.id,
      mode: 'auto',
      guardrails: { cooldown_seconds: 0, max_concurrent_per_target: 1, max_per_hour_per_target: 1000, max_blast_radius: 10_000, approval_ttl_seconds: 60 },
      verification: { kind: 'http_probe', url: `${url}/health`, expect_status: 200, interval_seconds: 1, window_seconds: 30 },
      escalation: { webhook_url: `${url}/pages` },
    },
  });
}
