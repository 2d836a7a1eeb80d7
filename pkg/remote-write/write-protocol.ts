import { WriteRequestError } from './write-request-error.ts';

/** The versions of the protocol, each with its protobuf message: `prometheus.WriteRequest` and `io.prometheus.write.v2.Request`. */
export type WriteVersion = '1.0' | '2.0';

const messages = { 'prometheus.WriteRequest': '1.0', 'io.prometheus.write.v2.Request': '2.0' } as const;

/** The request headers that decide how a body is read. */
export interface WriteHeaders {
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
}

/**
 * The version in which a body is written. The content type alone decides, as the specification demands: `X-Prometheus-Remote-Write-Version`
 * says which version the sender knows, not which it used. A missing header means 1.0 and snappy, as for Prometheus.
 * Throws `unsupported` (415) for everything else.
 */
export function negotiateWrite({ contentType = '', contentEncoding = '' }: WriteHeaders): WriteVersion {
  const encoding = contentEncoding.trim().toLowerCase();
  if (encoding !== '' && encoding !== 'snappy') throw new WriteRequestError('unsupported', `the content encoding "${encoding}" is not supported: use snappy`);
  const [media = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  if (media === '' && parameters.length === 0) return '1.0';
  if (media.toLowerCase() !== 'application/x-protobuf') throw new WriteRequestError('unsupported', `the content type "${media}" is not supported: use application/x-protobuf`);
  const proto = parameters.map((parameter) => /^proto\s*=\s*"?([^"]*)"?$/i.exec(parameter)?.[1]).find((value) => value !== undefined);
  if (proto === undefined) return '1.0';
  if (!isMessage(proto)) throw new WriteRequestError('unsupported', `the message "${proto}" is not supported: use ${Object.keys(messages).join(' or ')}`);
  return messages[proto];
}

const isMessage = (name: string): name is keyof typeof messages => Object.hasOwn(messages, name);

/** The headers by which a sender marks a body of this version. */
export const writeRequestHeaders = (version: WriteVersion): Record<string, string> => ({
  'content-encoding': 'snappy',
  'content-type': version === '1.0' ? 'application/x-protobuf' : 'application/x-protobuf;proto=io.prometheus.write.v2.Request',
  'x-prometheus-remote-write-version': version === '1.0' ? '0.1.0' : '2.0.0',
});

/** What was stored of a request. */
export interface WrittenCounts {
  readonly samples: number;
  readonly histograms: number;
  readonly exemplars: number;
}

/**
 * The headers of every answer that stored or refused samples, also after a partial failure. A 2.0 sender that sees none of them with a 2xx
 * takes us for a receiver of 1.0 that understood nothing.
 */
export const writtenHeaders = ({ samples, histograms, exemplars }: WrittenCounts): Record<string, string> => ({
  'X-Prometheus-Remote-Write-Samples-Written': String(samples),
  'X-Prometheus-Remote-Write-Histograms-Written': String(histograms),
  'X-Prometheus-Remote-Write-Exemplars-Written': String(exemplars),
});
