import { malformed, type OperationInput, type Operations, TransportError } from '#internal/platform/http';
import { ExpositionError } from '#pkg/exposition';
import { WriteRequestError } from '#pkg/remote-write';
import type { Label } from '#pkg/sample-model';
import { refusalSentence } from '../domain/refusal-sentence.ts';
import type { ImportText } from '../service/import-text.ts';

/** Metrics as text, pushed by whatever can send a file. */
export function textOperations({ importText }: { readonly importText: ImportText }): Pick<Operations, 'importMetrics' | 'importPrometheusText'> {
  async function take({ actor, rawBody, contentTypeHeader: contentType, query }: OperationInput<'importMetrics'>) {
    const request = { contentType, body: rawBody ?? new Uint8Array(), timestampMs: query.timestamp, extraLabels: extraLabels(query.extra_label ?? []) };
    const { refusals, samples } = await importText(actor, request).catch((error: unknown) => {
      throw asTransport(error);
    });
    if (refusals.length === 0) return { status: 204 as const };
    const details = refusals.map(({ reason, count, example }) => ({ field: reason, reason: `${count}: ${example}` }));
    throw new TransportError('malformed', refusalSentence(refusals, samples), details);
  }
  return { importMetrics: take, importPrometheusText: take };
}

/** A text with a fault is malformed like any other body; the detail names line and column. */
function asTransport(error: unknown): unknown {
  if (error instanceof ExpositionError) return new TransportError('malformed', error.message, error.details);
  if (error instanceof WriteRequestError) return new TransportError(error.status === 413 ? 'payload_too_large' : 'malformed', error.message, error.details);
  return error;
}

/** `name=value`, as VictoriaMetrics takes them. */
const extraLabels = (pairs: readonly string[]): Label[] =>
  pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0) throw malformed('extra_label', 'is not name=value');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
