import { randomBytes, randomUUID } from 'node:crypto';
import { asTenantId, type Actor } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { newEventRule, type EventRule, type EventRuleSettings } from '../domain/event-rule.ts';
import { openAlert } from '../domain/fold.ts';
import { toSignal, type Signal, type SignalInput } from '../domain/signal.ts';

/** Samples for tests: everything happens around this time. */
export const noon = new Date('2026-03-01T12:00:00.000Z');

/** A time so many seconds after noon, or before it. */
export const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);

/** Somebody of a tenant that nobody used before. */
export const someone = (): Actor => ({
  tenantId: asTenantId(randomUUID()),
  subject: 'ana',
  kind: 'user',
  correlationId: randomBytes(16).toString('hex'),
  via: 'test',
});

export const someAlertId = (): AlertId => randomUUID() as AlertId;

/** What Prometheus sends about a slow checkout; `labels` are added to its own. */
export const signalInput = ({ labels = {}, ...given }: Partial<SignalInput> = {}): SignalInput => ({
  labels: { alertname: 'HighLatency', service: 'checkout', severity: 'critical', ...labels },
  annotations: { summary: 'checkout is slow' },
  startsAt: noon,
  endsAt: after(240),
  generatorUrl: 'http://prometheus.example/graph',
  source: 'prometheus',
  ends: 'by_time',
  ...given,
});

export const signalOf = (given: Partial<SignalInput> = {}, receivedAt: Date = noon): Signal => toSignal(signalInput(given), receivedAt);

/** A firing alert as a signal opens it. */
export const firingAlert = (given: Partial<SignalInput> = {}, receivedAt: Date = noon): Alert =>
  openAlert(undefined, signalOf(given, receivedAt), { rule: undefined, nextId: someAlertId });

export const ruleSettings = (given: Partial<EventRuleSettings> = {}): EventRuleSettings & { readonly kind: 'event' } => ({
  kind: 'event',
  name: `rule ${randomUUID()}`,
  matchers: [{ name: 'alertname', op: '=', value: 'HighLatency' }],
  forSeconds: 0,
  severity: null,
  labels: {},
  annotations: {},
  enabled: true,
  position: 10,
  ...given,
});

export const someRule = (given: Partial<EventRuleSettings> = {}): EventRule => newEventRule(randomUUID() as AlertRuleId, ruleSettings(given), noon);
