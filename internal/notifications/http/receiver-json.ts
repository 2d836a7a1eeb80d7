import type { components } from '#internal/platform/http';
import { type Integration, integrationCircuit } from '../domain/receiver-integration.ts';
import type { DeliveryOutcome } from '../domain/notification-delivery.ts';
import type { Receiver } from '../domain/receiver.ts';
import type { ChannelDescription } from '../ports/channel.ts';
import type { ReceiverTerms } from '../service/manage-receivers.ts';
import type { SecretTerms } from '../service/write-integrations.ts';

/** A receiver as the API shows it; of secrets only that they are there. */
export const receiverJson = ({ id, name, description, integrations, createdAt, updatedAt, version }: Receiver, now: Date) => ({
  id, name, description, integrations: integrations.map((each) => integrationJson(each, now)), created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString(), version,
});

const integrationJson = (integration: Integration, now: Date) => ({
  id: integration.id,
  kind: integration.kind,
  settings: integration.settings,
  secrets: Object.fromEntries(Object.entries(integration.secrets).map(([name, source]) => [name, { from_secret: 'fromSecret' in source ? source.fromSecret : null }])),
  send_resolved: integration.sendResolved,
  rate_per_minute: integration.ratePerMinute ?? null,
  circuit: circuitJson(integration, now),
});

export const circuitJson = (integration: Integration, now: Date) => ({
  state: integrationCircuit(integration, now),
  consecutive_failures: integration.consecutiveFailures,
  opened_at: integration.openedAt?.toISOString() ?? null,
  retry_at: integration.retryAt?.toISOString() ?? null,
});

export const channelJson = ({ kind, description, settingsSchema, secrets, sendResolvedByDefault, reachesPeople }: ChannelDescription) => ({
  kind, description, settings_schema: settingsSchema, secrets: secrets.map((secret) => ({ ...secret })), send_resolved_by_default: sendResolvedByDefault, reaches_people: reachesPeople,
});

export const outcomeJson = ({ outcome, code, latencyMs, providerId, error, response }: DeliveryOutcome) => ({ outcome, code, latency_ms: latencyMs, provider_id: providerId ?? null, error: error ?? null, response: response?.slice(0, 1_000) ?? null });

export const toReceiverTerms = ({ name, description, integrations }: components['schemas']['WriteReceiver']): ReceiverTerms => ({
  name,
  description: description ?? '',
  integrations: integrations.map(({ id, kind, settings, secrets, send_resolved: sendResolved, rate_per_minute: ratePerMinute }) => ({
    kind,
    settings,
    ...(id !== undefined && { id }),
    ...(secrets && { secrets: Object.fromEntries(Object.entries(secrets).map(([secret, value]): [string, SecretTerms] => [secret, typeof value === 'object' && value !== null ? { fromSecret: value.from_secret } : value])) }),
    ...(sendResolved !== undefined && { sendResolved }),
    ...(typeof ratePerMinute === 'number' && { ratePerMinute }),
  })),
});
