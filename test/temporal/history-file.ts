import { temporal } from '@temporalio/proto';

const { History } = temporal.api.history.v1;

/** What a replay does not look at, and a file need not tell: who ran it where, and what activities were asked. */
const LEFT_OUT = new Set(['identity', 'requestId', 'workerVersion', 'taskId', 'meteringMetadata', 'originalExecutionRunId', 'firstExecutionRunId', 'header']);

// The queue of a worker's cache is named after its process.
const anonymous = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/^\d+@[\w.-]+$/, 'worker') : value);

/** A history as the text of a file: protobuf's JSON with numbers for enumerations, without what a replay does not need. */
export const historyText = (history: temporal.api.history.v1.IHistory): string => {
  const message = History.fromObject(history);
  for (const { activityTaskScheduledEventAttributes: scheduled } of message.events) if (scheduled) scheduled.input = null;
  const plain = History.toObject(message, { longs: String, bytes: String, json: true });
  return `${JSON.stringify(plain, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : anonymous(value)))}\n`;
};

/** The history that such a file holds. */
export const historyOf = (text: string): temporal.api.history.v1.History => History.fromObject(JSON.parse(text) as Record<string, unknown>);
