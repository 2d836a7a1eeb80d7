import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One request for an effect, as it arrived. */
export interface Arrival {
  readonly key: string;
  readonly step: string;
  readonly instance: string;
}

/** From the first request with a key until its answer, in milliseconds of one clock. */
export interface Span extends Arrival {
  readonly from: number;
  readonly to: number;
}

/** Somebody was told that people must take over. */
export interface Page {
  readonly id: string;
  readonly remediationId: string;
}

export interface EffectReceiverOptions {
  /** How long a request takes; half of it before the effect, half after, so that a kill hits both sides. */
  readonly delayMs: (arrival: Arrival) => number;
  /** Requests that are refused without an effect. */
  readonly refuses: (arrival: Arrival) => boolean;
}

/**
 * The service that remediations act on, with a ledger: every request that arrived, and every effect in the order in which they happened. It does
 * what the header `Idempotency-Key` is for: one effect per key, the first answer for all. It is never killed.
 */
export class EffectReceiver {
  readonly arrivals: Arrival[] = [];
  readonly effects: Arrival[] = [];
  readonly pages: Page[] = [];
  readonly spans: Span[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #known = new Map<string, Promise<number>>();
  readonly #underWay = new Set<Promise<number>>();

  constructor(private readonly options: EffectReceiverOptions) {}

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that have arrived and are not answered: a caller that is killed now does not learn whether there was an effect. */
  get underWay(): number {
    return this.#underWay.size;
  }

  /** Resolves when the requests that are under way now are answered, or their answers have nowhere to go. */
  async answered(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, what, step = ''] = (request.url ?? '').split('/');
    let status = 200;
    if (what === 'effects') status = await this.#act({ key: header(request, 'idempotency-key'), step, instance: String((await bodyOf(request))['instance']) });
    else if (what === 'pages') this.pages.push({ id: header(request, 'webhook-id'), remediationId: String(((await bodyOf(request))['data'] as Record<string, unknown>)['remediation_id']) });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  }

  async #act(arrival: Arrival): Promise<number> {
    this.arrivals.push(arrival);
    const answer = this.#known.get(arrival.key) ?? this.#once(arrival);
    if (!this.#known.has(arrival.key)) void this.#measure(arrival, answer);
    this.#known.set(arrival.key, answer);
    this.#underWay.add(answer);
    return answer.finally(() => this.#underWay.delete(answer));
  }

  async #measure(arrival: Arrival, answer: Promise<number>): Promise<void> {
    const from = performance.now();
    await answer;
    this.spans.push({ ...arrival, from, to: performance.now() });
  }

  async #once(arrival: Arrival): Promise<number> {
    const half = this.options.delayMs(arrival) / 2;
    await pause(half);
    if (this.options.refuses(arrival)) return 500;
    this.effects.push(arrival);
    await pause(half);
    return 200;
  }
}

const header = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}
