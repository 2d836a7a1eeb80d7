import type { JsonValue } from './answer-body.ts';

export interface EncodedBody {
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}

/**
 * A body as it goes out: a text as it is, an object as a form where the media type asks for one (`application/x-www-form-urlencoded`,
 * `multipart/form-data`), everything else as JSON. Fields of a form that are lists are repeated, other values than texts are written as JSON.
 */
export async function encodeBody(body: JsonValue | undefined, mediaType?: string): Promise<EncodedBody> {
  if (body === undefined) return {};
  if (typeof body === 'string') return { body, contentType: mediaType ?? 'text/plain; charset=utf-8' };
  const form = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.exec(mediaType ?? '')?.[1]?.toLowerCase();
  if (form === undefined || body === null || typeof body !== 'object' || Array.isArray(body)) return { body: JSON.stringify(body), contentType: mediaType ?? 'application/json' };
  const fields = Object.entries(body as Readonly<Record<string, JsonValue>>).flatMap(([name, value]) => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).map((each): [string, string] => [name, fieldText(each)]));
  if (form === 'application/x-www-form-urlencoded') return { body: new URLSearchParams(fields).toString(), contentType: mediaType ?? form };
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  // The boundary between the parts is made here, so the media type is, too.
  const multipart = new Response(data);
  return { body: new Uint8Array(await multipart.arrayBuffer()), contentType: multipart.headers.get('content-type') ?? form };
}

const fieldText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
