import type { IncomingAlert } from './incoming-alert.ts';

/** An alert as Prometheus posts it to `/api/v2/alerts` (Alertmanager's `postableAlert`). */
export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

/** An alert in a notification of Alertmanager's webhook, version 4. */
export interface NotifiedAlert extends PostableAlert {
  readonly status: 'firing' | 'resolved';
}

/** Prometheus vouches for an alert until `endsAt`, and moves that on with every repeat. */
export const fromPostableAlert = (alert: PostableAlert): IncomingAlert => ({ ...common(alert), source: 'prometheus', ends: 'by_time' });

/** Alertmanager says when an alert is over; in between it repeats itself only every few hours. */
export const fromNotifiedAlert = (alert: NotifiedAlert): IncomingAlert => ({
  ...common(alert),
  source: 'alertmanager',
  ends: 'by_word',
  ended: alert.status === 'resolved',
});

const common = ({ labels, annotations, startsAt, endsAt, generatorURL }: PostableAlert) => ({
  labels,
  annotations,
  startsAt: timeOf(startsAt),
  endsAt: timeOf(endsAt),
  generatorUrl: generatorURL,
});

// Go programs write a missing time as the first moment of the year 1.
const GO_ZERO_TIME = Date.parse('0001-01-01T00:00:00Z');

function timeOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  return time.getTime() === GO_ZERO_TIME ? undefined : time;
}
