import { randomUUID } from 'node:crypto';
import { type Actor, asTenantId } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import type { JqExpressions } from '#pkg/jq';
import { sealedSenderSecrets } from '../crypto/sealed-sender-secrets.ts';
import type { IncomingAlert } from '../domain/incoming-alert.ts';
import type { IntegrationTerms } from '../domain/integration.ts';
import { VENDOR_MAPPINGS } from '../mappings/vendor-mappings.ts';
import type { IntakeOutcome } from '../ports/alert-intake.ts';
import { rsaSnsSignatures } from '../crypto/rsa-sns-signatures.ts';
import { verifySns } from '../service/verify-sns.ts';
import { enqueuePagerdutyEvent } from '../service/enqueue-pagerduty-event.ts';
import { admitSender } from '../service/admit-sender.ts';
import { createIntegration, deleteIntegration, getIntegration, listIntegrations, rotateIntegrationSecret, updateIntegration } from '../service/manage-integrations.ts';
import { getReceipt, listReceipts } from '../service/read-receipts.ts';
import { previewEvents, receiveEvents } from '../service/receive-events.ts';
import { InMemoryIntegrations } from './in-memory-integrations.ts';

export const noon = new Date('2026-03-01T12:00:00.000Z');

export const someone = (tenant: string = randomUUID()): Actor => ({ tenantId: asTenantId(tenant), subject: 'ana', kind: 'user', correlationId: '0'.repeat(32), via: 'test' });

/** Seals by writing the owner beside the value, so that only the owner opens it. */
export const labelledBox = {
  seal: async (owner: { readonly tenantId: string; readonly name: string }, value: unknown) => ({ sealed: JSON.stringify([owner, value]) }),
  open: async (owner: { readonly tenantId: string; readonly name: string }, sealed: string) => {
    const [sealedFor, value] = JSON.parse(sealed) as [unknown, string];
    if (JSON.stringify(sealedFor) !== JSON.stringify(owner)) throw new Error('sealed for somebody else');
    return value;
  },
};

export const monitor: IntegrationTerms = {
  name: 'monitor', kind: 'generic', enabled: true, authentication: { kind: 'bearer' }, labels: { team: 'payments' }, fingerprintLabels: [],
  mapping: {
    items: '.alerts', status: '.state', states: { down: 'firing', up: 'resolved', seen: 'acknowledged', test: 'ignored' },
    labels: { alertname: '.check', service: '.service' }, annotations: { summary: '.message' }, severity: '.level', severities: { fatal: 'critical' }, starts_at: '.since', identity: ['alertname', 'service'],
  },
};

/** Every use case on the in-memory store with real mappings, a clock that is set by hand, and an intake that remembers what it got. */
export function integrationsInMemory(expressions: JqExpressions, ana: Actor = someone()) {
  let now = noon;
  const received: IncomingAlert[] = [];
  const acknowledged: Readonly<Record<string, string>>[] = [];
  /** What SNS has: certificates by their addresses, and the addresses that were confirmed. */
  const sns = { certificates: new Map<string, string>(), confirmed: [] as string[] };
  let turns = Number.MAX_SAFE_INTEGER;
  const work = new InMemoryIntegrations();
  const clock = { now: () => now };
  const secrets = sealedSenderSecrets(labelledBox);
  const outcomeOf = ({ labels, ended }: IncomingAlert): IntakeOutcome =>
    Object.keys(labels).some((name) => name.startsWith('bad')) ? { kind: 'invalid', details: [{ field: '/labels', reason: 'no' }] } : { kind: ended ? 'resolved' : 'opened', alertId: randomUUID() };
  const deps = {
    work, clock, ids: { next: () => randomUUID() }, secrets, expressions, directory: work,
    intake: { receive: async (_actor: Actor, alerts: readonly IncomingAlert[]) => (received.push(...alerts), alerts.map(outcomeOf)) },
    acknowledger: { acknowledge: async (_actor: Actor, identity: Readonly<Record<string, string>>) => (acknowledged.push(identity), identity['service'] === 'gone' ? ('unknown' as const) : ('acknowledged' as const)) },
    mappingOf: (kind: keyof typeof VENDOR_MAPPINGS) => VENDOR_MAPPINGS[kind],
  };
  const gateway = {
    certificate: async (url: string) => sns.certificates.get(url) ?? Promise.reject(unavailable('no such certificate')),
    confirm: async (url: string) => void sns.confirmed.push(url),
  };
  const receive = receiveEvents(deps);
  return {
    sns,
    /** Lets integrations send so many more events. */
    turns: (left: number) => void (turns = left),
    enqueuePagerdutyEvent: enqueuePagerdutyEvent({ ...deps, receiveEvents: receive, takeTurn: () => ({ allowed: turns-- > 0, retryAfterSeconds: 1 }) }),
    ana, work, deps, received, acknowledged, secrets,
    at: (seconds: number) => void (now = new Date(noon.getTime() + seconds * 1000)),
    createIntegration: createIntegration(deps), getIntegration: getIntegration(deps), listIntegrations: listIntegrations(deps), updateIntegration: updateIntegration(deps),
    deleteIntegration: deleteIntegration(deps), rotateIntegrationSecret: rotateIntegrationSecret(deps), receiveEvents: receive, previewEvents: previewEvents(deps),
    listReceipts: listReceipts(deps), getReceipt: getReceipt(deps), admitSender: admitSender({ ...deps, verifySns: verifySns({ gateway, signatures: rsaSnsSignatures, clock }) }),
  };
}
