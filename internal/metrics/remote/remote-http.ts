import { Agent, request } from 'undici';
import { AppError, limit, unavailable } from '#pkg/apperror';
import type { RemoteStoreOptions } from './remote-store-options.ts';

/** What the remote store answered to a write. */
export interface WriteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The answer was longer than may be held in memory. */
export class AnswerTooLarge extends Error {}

const MAX_ERROR_BYTES = 16 * 1024;
const RETRY_AFTER_SECONDS = 5;

/**
 * Calls of one remote store, on connections that stay open: the address is the operator's. What keeps it from answering is `unavailable`, also when it
 * refuses our credentials: the same request may succeed once that is mended.
 */
export class RemoteHttp {
  private readonly agent: Agent;

  constructor(private readonly options: Pick<RemoteStoreOptions, 'readUrl' | 'writeUrl' | 'authorization' | 'timeoutMs' | 'maxAnswerBytes'>) {
    this.agent = new Agent({ connections: 32, headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs, connect: { timeout: Math.min(10_000, options.timeoutMs) } });
  }

  /** Sends a write request; any status comes back but those that ask for another try. */
  async write(body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<WriteAnswer> {
    const answer = await this.send(this.options.writeUrl, { method: 'POST', body, headers });
    const text = (await readBody(answer.body, MAX_ERROR_BYTES, true)).toString('utf8').trim();
    if (mayPass(answer.statusCode)) throw refusedForNow(answer.statusCode, text, answer.headers['retry-after']);
    return { status: answer.statusCode, headers: answer.headers, text };
  }

  /** The field `data` of an answer of the Prometheus HTTP API. Parameters go as a form: selectors may be long. Throws `AnswerTooLarge`. */
  async query(path: string, parameters: URLSearchParams, headers: Readonly<Record<string, string>>, { method = 'POST', signal }: { readonly method?: 'GET' | 'POST'; readonly signal?: AbortSignal | undefined } = {}): Promise<unknown> {
    const url = `${this.options.readUrl.replace(/\/+$/, '')}/api/v1/${path}`;
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await this.send(method === 'GET' ? `${url}?${parameters.toString()}` : url, method === 'GET' ? { method, headers, signal } : { method, headers: form, body: parameters.toString(), signal });
    if (answer.statusCode !== 200) {
      const text = (await readBody(answer.body, MAX_ERROR_BYTES, true)).toString('utf8');
      if (mayPass(answer.statusCode)) throw refusedForNow(answer.statusCode, text, answer.headers['retry-after']);
      throw answer.statusCode === 422 ? limit(`the remote store does not answer the query: ${sentenceOf(text)}`) : new AppError('invalid', `the remote store refuses the query: ${sentenceOf(text)}`);
    }
    const parsed = parseJson(await readBody(answer.body, this.options.maxAnswerBytes, false));
    if (parsed.status !== 'success') throw unavailable(`the remote store answers ${String(parsed.status)} instead of success`);
    return parsed.data;
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private async send(url: string, call: { readonly method: 'GET' | 'POST'; readonly body?: string | Uint8Array; readonly headers: Readonly<Record<string, string>>; readonly signal?: AbortSignal | undefined }) {
    const authorization = this.options.authorization === undefined ? {} : { authorization: this.options.authorization };
    try {
      return await request(url, { dispatcher: this.agent, method: call.method, headers: { 'user-agent': 'orchestrix', ...authorization, ...call.headers }, body: call.body ?? null, signal: call.signal ?? null });
    } catch (error) {
      call.signal?.throwIfAborted();
      throw unavailable('the remote store of metrics does not answer', RETRY_AFTER_SECONDS, error);
    }
  }
}

const AUTHENTICATION = new Set([401, 403, 404, 405]);
const mayPass = (status: number): boolean => status >= 500 || status === 429 || status === 408 || AUTHENTICATION.has(status) || (status >= 300 && status < 400);

function refusedForNow(status: number, text: string, retryAfter: string | string[] | undefined): AppError {
  const seconds = Number(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter);
  return unavailable(`the remote store of metrics answers ${status}: ${sentenceOf(text)}`, Number.isInteger(seconds) && seconds > 0 && seconds < 3600 ? seconds : RETRY_AFTER_SECONDS);
}

/** The error in an answer of the API, or the beginning of whatever it says. */
function sentenceOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'string') return error.slice(0, 500);
  } catch {
    // Not of the API: a proxy in between.
  }
  return text.slice(0, 200).trim() || 'no reason given';
}

async function readBody(body: AsyncIterable<Buffer>, most: number, cut: boolean): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of body) {
      length += part.length;
      if (length > most && !cut) throw new AnswerTooLarge();
      if (length <= most) parts.push(part);
    }
  } catch (error) {
    if (error instanceof AnswerTooLarge) throw error;
    throw unavailable('the remote store of metrics broke off its answer', RETRY_AFTER_SECONDS, error);
  }
  return Buffer.concat(parts);
}

function parseJson(bytes: Buffer): { readonly status?: unknown; readonly data?: unknown } {
  try {
    return JSON.parse(bytes.toString('utf8')) as { status?: unknown; data?: unknown };
  } catch (error) {
    throw unavailable('the remote store of metrics answers with something else than JSON', RETRY_AFTER_SECONDS, error);
  }
}
