import { Ajv2020 as Ajv, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { AppError, invalid } from '#pkg/apperror';
import type { JsonObject } from '#internal/kernel';
import type { DeliveryOutcome } from '../domain/notification-delivery.ts';
import type { Channel, ChannelAnswer, ChannelDescription, Channels } from '../ports/channel.ts';

/** Less than a delivery is leased for. */
const LONGEST_ATTEMPT_MS = 15_000;

interface Known {
  readonly channel: Channel;
  readonly description: ChannelDescription;
  readonly check: ValidateFunction;
}

/** The channels of the installation, behind one port. */
export function channelRegistry(channels: readonly Channel[]): Channels {
  const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  const known = new Map<string, Known>(
    channels.map((channel) => {
      const { kind, description, settingsSchema, secrets, sendResolvedByDefault } = channel;
      return [kind, { channel, check: ajv.compile(settingsSchema), description: { kind, description, settingsSchema, secrets, sendResolvedByDefault, reachesPeople: channel.settingsFor !== undefined } }];
    }),
  );
  const get = (kind: string): Known => {
    const found = known.get(kind);
    if (!found) throw invalid('kind', `must be one of ${[...known.keys()].join(', ')}`);
    return found;
  };
  const settingsOf = (kind: string, settings: JsonObject): JsonObject => {
    const { check } = get(kind);
    const filled = structuredClone(settings); // the check fills in defaults
    if (!check(filled)) throw refused(check.errors ?? []);
    return filled;
  };
  return {
    list: () => [...known.values()].map(({ description }) => description),
    describe: (kind) => get(kind).description,
    settingsOf,

    settingsFor(kind, address) {
      const { channel } = get(kind);
      if (!channel.settingsFor) throw invalid('kind', 'reaches no single person');
      return settingsOf(kind, channel.settingsFor(address));
    },

    problemOf: async (actor, kind, end) => get(kind).channel.problemOf?.(actor, end),

    async deliver(actor, kind, message, end): Promise<DeliveryOutcome> {
      const started = performance.now();
      const answer = await attempt(() => get(kind).channel.deliver(actor, message, end, AbortSignal.timeout(LONGEST_ATTEMPT_MS)));
      return { ...answer, latencyMs: Math.round(performance.now() - started) };
    },
  };
}

/** An attempt that heeds no signal is left alone when its time is over: its lease would end under it. */
async function attempt(deliver: () => Promise<ChannelAnswer>): Promise<ChannelAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ChannelAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'failed', code: 'timeout', error: `no answer within ${LONGEST_ATTEMPT_MS} ms` }), LONGEST_ATTEMPT_MS);
  });
  try {
    return await Promise.race([deliver(), late]);
  } catch (error) {
    return { outcome: 'failed', code: 'internal', error: error instanceof AppError ? error.message : 'the channel failed' };
  } finally {
    clearTimeout(timer);
  }
}

/** As pointers into the integration. */
function refused(errors: readonly ErrorObject[]): AppError {
  const details = errors.map(({ instancePath, keyword, params, message }) => {
    const inner = keyword === 'required' ? `/${String(params['missingProperty'])}` : keyword === 'additionalProperties' ? `/${String(params['additionalProperty'])}` : '';
    const reason = keyword === 'required' ? 'is required' : keyword === 'additionalProperties' ? 'is not known' : (message ?? 'is not valid');
    return { field: `settings${instancePath}${inner}`, reason };
  });
  return new AppError('invalid', details.map(({ field, reason }) => `${field}: ${reason}`).join('; '), { details });
}
