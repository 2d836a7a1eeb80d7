import type { JsonObject } from '#internal/kernel';
import type { ChannelAnswer } from '../ports/channel.ts';

/** The object that a provider answered with; an empty one when it answered something else. */
export function answeredObject(response: string | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(response ?? '');
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}

/** The text or number of a field, as text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An answer that is no success, with what the provider says of it in its body. */
export const unlessDelivered = (answer: ChannelAnswer, read: (body: JsonObject) => Partial<ChannelAnswer>): ChannelAnswer =>
  answer.outcome === 'delivered' ? answer : { ...answer, ...read(answeredObject(answer.response)) };

/** Seconds, with fractions, as milliseconds. */
export const secondsAsMs = (value: unknown): Pick<ChannelAnswer, 'retryAfterMs'> => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? { retryAfterMs: Math.ceil(value * 1000) } : {});
