import type { ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { isObject } from './json-shape.ts';
import { pointerTo } from './json-pointer.ts';

/** An event in the form of CloudEvents 1.0, structured JSON; further properties are extension attributes. */
export type CloudEvent = JsonObject & {
  readonly specversion: '1.0';
  /** Unique per source. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
};

/** Characters of an event in JSON: every intermediary of CloudEvents forwards so much (section "Size Limits"). */
export const MAX_EVENT_SIZE = 64 * 1024;
/** Extension attribute of ours: how many executions, one because of the other, led to the event. */
export const DEPTH_ATTRIBUTE = 'orchestrixdepth';
/** Sources that only Orchestrix itself may use. */
export const PRODUCT_SOURCES = 'urn:orchestrix:';

// The specification allows no control characters and no half surrogate pairs in attributes.
const TEXT = /^[^\p{Cc}\p{Cs}]+$/u;
const ATTRIBUTE = /^[a-z0-9]{1,64}$/;
// RFC 3986 as far as a typing error goes: no spaces, no brackets outside of their place.
const URI_REFERENCE = /^[^\s<>"{}|\\^`\p{Cc}]+$/u;
const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\p{Cc}]+$/u;
const RFC3339 = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What each attribute of the specification has to be; the lengths are ours. */
const ATTRIBUTES: Readonly<Record<string, { readonly pattern: RegExp; readonly longest: number; readonly reason: string }>> = {
  id: { pattern: TEXT, longest: 500, reason: 'must be a text of 1 to 500 characters' },
  source: { pattern: URI_REFERENCE, longest: 500, reason: 'must be a URI reference of at most 500 characters' },
  type: { pattern: TEXT, longest: 200, reason: 'must be a text of 1 to 200 characters' },
  subject: { pattern: TEXT, longest: 500, reason: 'must be a text of 1 to 500 characters' },
  time: { pattern: RFC3339, longest: 64, reason: 'must be a time as in RFC 3339' },
  datacontenttype: { pattern: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/, longest: 200, reason: 'must be a media type' },
  dataschema: { pattern: ABSOLUTE_URI, longest: 1000, reason: 'must be an absolute URI' },
  data_base64: { pattern: BASE64, longest: MAX_EVENT_SIZE, reason: 'must be base64' },
};
const REQUIRED = ['specversion', 'id', 'source', 'type'] as const;

/** The value as a CloudEvent; undefined when it is none, and then the faults say why. */
export function cloudEventOf(value: Json, pointer: string, faults: ErrorDetail[]): CloudEvent | undefined {
  const before = faults.length;
  const fault = (name: string, reason: string): void => void faults.push({ field: pointerTo(pointer, name), reason });
  if (!isObject(value)) {
    faults.push({ field: pointer, reason: 'must be an object, a CloudEvent' });
    return undefined;
  }
  for (const name of REQUIRED) if (!Object.hasOwn(value, name)) fault(name, 'is missing');
  for (const [name, part] of Object.entries(value)) {
    const rule = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
    if (name === 'specversion') {
      if (part !== '1.0') fault(name, 'must be 1.0');
    } else if (rule) {
      if (typeof part !== 'string' || part.length > rule.longest || !rule.pattern.test(part)) fault(name, rule.reason);
    } else if (name !== 'data') {
      if (!ATTRIBUTE.test(name)) fault(name, 'is no name of an attribute: lower-case letters and digits');
      else if (name === DEPTH_ATTRIBUTE && !(typeof part === 'number' && Number.isInteger(part) && part >= 0)) fault(name, 'must be an integer from 0 on');
      else if (!isAttributeValue(part)) fault(name, 'must be a text, true, false or an integer of 32 bits');
    }
  }
  if (Object.hasOwn(value, 'data') && Object.hasOwn(value, 'data_base64')) fault('data_base64', 'must not stand beside data');
  if (JSON.stringify(value).length > MAX_EVENT_SIZE) faults.push({ field: pointer, reason: `is larger than ${MAX_EVENT_SIZE / 1024} KiB` });
  return faults.length === before ? (value as CloudEvent) : undefined;
}

const isAttributeValue = (value: Json): boolean =>
  typeof value === 'boolean' || (typeof value === 'string' && value.length <= 1000 && (value === '' || TEXT.test(value))) || (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31);

/** An event as `read` of `listen` and `schedule.on` asks for it. Raw data is the text as it was sent: JSON, or base64. */
export function readEvent(event: CloudEvent, as: 'data' | 'envelope' | 'raw' = 'data'): Json {
  const { data = null, data_base64: binary } = event as CloudEvent & { readonly data?: Json; readonly data_base64?: string };
  if (as === 'envelope') return event;
  if (binary !== undefined) return binary;
  return as === 'raw' ? JSON.stringify(data) : data;
}
