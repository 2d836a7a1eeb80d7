import type { ReceiverExchange } from '#internal/alerting';
import type { JsonObject } from '#internal/kernel';
import type { Notifications } from '../notifications/module.ts';

type Use = Pick<Notifications['useCases'], 'allReceivers' | 'listChannels' | 'findIntegrationProblem' | 'putReceivers'>;

/** Receivers for files of Alertmanager on their way in and out, from the context that owns them. The two contexts need each other, so it is asked for when it is needed. */
export const receiverExchange = (use: () => Use): ReceiverExchange => ({
  channels: () =>
    use().listChannels().map(({ kind, settingsSchema, secrets }) => ({
      kind,
      settings: new Map(Object.entries((settingsSchema['properties'] ?? {}) as JsonObject).map(([name, schema]) => [name, { isList: (schema as JsonObject)['type'] === 'array' }])),
      secrets: new Set(secrets.map(({ name }) => name)),
    })),
  problemOf: (actor, receiver, integration) => use().findIntegrationProblem(actor, receiver, integration),
  put: (actor, receivers) => use().putReceivers(actor, receivers),
  async all(actor) {
    const receivers = await use().allReceivers(actor);
    return receivers.map(({ name, integrations }) => ({ name, integrations: integrations.map(({ kind, settings, secrets, sendResolved }) => ({ kind, settings, secretNames: Object.keys(secrets), sendResolved })) }));
  },
});
