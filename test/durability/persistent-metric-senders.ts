import { setTimeout as pause } from 'node:timers/promises';
import { encodeWriteRequest, type WriteSeries, writeRequestHeaders } from '#pkg/remote-write';

/** One sample that was sent, by the name of its series. */
export interface SentSample {
  readonly series: string;
  readonly timeMs: number;
  readonly value: number;
}

export interface MetricSenderOptions {
  /** Where requests go in turn; another one after each failure. */
  readonly addresses: readonly string[];
  readonly apiKey: string;
  /** Label of all its series; senders of the same name are twins that send the same. */
  readonly name: string;
  readonly series: number;
  /** Of the first sample. */
  readonly startMs: number;
  /** From one sample to the next. */
  readonly stepMs: number;
}

const RETRY_MS = 100;
const PATIENCE_MS = 90_000;
const REST_MS = 20;
const SCRAPES_PER_REQUEST = 2;

/** What a series has at a time, so that anybody can tell whether it is right. */
export function valueAt(series: string, timeMs: number): number {
  let mixed = Math.trunc(timeMs / 1000) ^ series.length;
  for (let at = 0; at < series.length; at += 1) mixed = Math.imul(mixed ^ series.charCodeAt(at), 0x9e3779b1);
  return (mixed >>> 0) / 4;
}

/** Sends by remote write as Prometheus does: one request after the other, and the same again as long as the answer is 429, 5xx or none. */
export class MetricSender {
  readonly acknowledged: SentSample[] = [];
  /** Also what was not acknowledged. */
  readonly sent: SentSample[] = [];
  readonly refusals: string[] = [];
  repeats = 0;
  #at = 0;

  constructor(private readonly options: MetricSenderOptions) {}

  /** Until `over`; the request that is under way then is brought to its end. Whoever has caught up with the present waits for it: the future is refused. */
  async run(over: AbortSignal): Promise<void> {
    for (let request = 0; !over.aborted; await pause(REST_MS)) {
      const samples = this.#samplesOf(request);
      if (samples.some(({ timeMs }) => timeMs > Date.now())) continue;
      await this.#deliver(samples);
      request += 1;
    }
  }

  #samplesOf(request: number): readonly SentSample[] {
    const { name, series, startMs, stepMs } = this.options;
    return Array.from({ length: series }, (_, number) => `${name}-${number}`).flatMap((one) =>
      Array.from({ length: SCRAPES_PER_REQUEST }, (_, scrape) => {
        const timeMs = startMs + (request * SCRAPES_PER_REQUEST + scrape) * stepMs;
        return { series: one, timeMs, value: valueAt(one, timeMs) };
      }),
    );
  }

  async #deliver(samples: readonly SentSample[]): Promise<void> {
    this.sent.push(...samples);
    const body = new Uint8Array(encodeWriteRequest('1.0', toSeries(samples)));
    for (const deadline = Date.now() + PATIENCE_MS; ; await pause(RETRY_MS)) {
      const { addresses, apiKey } = this.options;
      const address = addresses[this.#at % addresses.length] ?? '';
      const headers = { ...writeRequestHeaders('1.0'), authorization: `Bearer ${apiKey}` };
      const answer = await fetch(`${address}/api/v1/write`, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) })
        .then(async (response) => ({ status: response.status, text: await response.text() }), (error: unknown) => ({ status: 0, text: String(error) }));
      if (answer.status >= 200 && answer.status < 300) {
        this.acknowledged.push(...samples);
        return;
      }
      this.repeats += 1;
      this.#at += 1;
      const mayPass = answer.status === 0 || answer.status === 429 || answer.status >= 500;
      if (mayPass && Date.now() < deadline) continue;
      this.refusals.push(`${this.options.name}: ${answer.status} ${answer.text.slice(0, 300)}`);
      return;
    }
  }
}

function toSeries(samples: readonly SentSample[]): WriteSeries[] {
  const names = [...new Set(samples.map(({ series }) => series))];
  return names.map((series) => {
    const own = samples.filter((sample) => sample.series === series);
    return {
      labels: [{ name: '__name__', value: 'under_fire' }, { name: 'series', value: series }],
      timestamps: Float64Array.from(own, ({ timeMs }) => timeMs),
      values: Float64Array.from(own, ({ value }) => value),
    };
  });
}
