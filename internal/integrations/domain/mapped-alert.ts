import type { Json } from '#internal/kernel';
import type { IncomingAlert } from './incoming-alert.ts';
import { type MappedSeverity, MAPPED_SEVERITIES, type MappedState, type Mapping } from './mapping.ts';
import type { MappedItem } from './mapping-program.ts';

/** Why an item was refused; `field` is a JSON pointer into the mapped alert. */
export interface ItemRefusal {
  readonly field: string;
  readonly reason: string;
}

/** What one item of a body is to us. */
export type MappedAlert =
  | { readonly kind: 'alert'; readonly alert: IncomingAlert }
  | { readonly kind: 'acknowledgement'; readonly identity: Readonly<Record<string, string>>; readonly alert: IncomingAlert }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reasons: readonly ItemRefusal[] };

/** What an integration adds to every alert of its sender. */
export interface IntegrationDefaults {
  readonly id: string;
  /** Labels of every alert; the sender's own win. */
  readonly labels: Readonly<Record<string, string>>;
  readonly defaultSeverity?: MappedSeverity;
  /** Labels that tell alerts apart, in place of those that the mapping names. */
  readonly fingerprintLabels: readonly string[];
  /** After so long without a repeat an alert is over. */
  readonly autoResolveSeconds?: number;
}

const MAX_LABEL_VALUE = 4096;
const MAX_ANNOTATION = 4096;

/** Makes an alert of what the programs of a mapping yielded for an item. */
export function mappedAlert(item: MappedItem, mapping: Mapping, defaults: IntegrationDefaults, now: Date): MappedAlert {
  const failures = Object.entries(item).flatMap(([field, yielded]) => ('e' in yielded ? [{ field, reason: bounded(yielded.e, 300) }] : []));
  if (failures.length > 0) return { kind: 'refused', reasons: failures };
  const value = (field: string): Json => (item[field] as { readonly v: Json } | undefined)?.v ?? null;

  const word = textOf(value('/status'), 200).toLowerCase();
  const state = mapping.status === undefined ? 'firing' : stateOf(word, mapping);
  if (!state) return { kind: 'refused', reasons: [{ field: '/status', reason: `${JSON.stringify(word)} is no state that the mapping knows` }] };
  if (state === 'ignored') return { kind: 'ignored', reason: `the state ${JSON.stringify(word)} asks for nothing` };

  const own = { ...merged(item, '/label_sets/', labelName, MAX_LABEL_VALUE), ...merged(item, '/labels/', undefined, MAX_LABEL_VALUE) };
  const severity = severityOf(textOf(value('/severity'), 200).toLowerCase(), mapping) ?? own['severity'] ?? defaults.defaultSeverity;
  const labels: Readonly<Record<string, string>> = { ...defaults.labels, ...own, ...(severity !== undefined && { severity }) };
  if (!labels['alertname']) return { kind: 'refused', reasons: [{ field: '/labels/alertname', reason: 'is empty' }] };

  const times = { startsAt: timeOf(value('/starts_at')), endsAt: timeOf(value('/ends_at')) };
  const wrong = (['starts_at', 'ends_at'] as const).filter((name) => times[name === 'starts_at' ? 'startsAt' : 'endsAt'] === 'wrong');
  if (wrong.length > 0) return { kind: 'refused', reasons: wrong.map((name) => ({ field: `/${name}`, reason: 'is not a time' })) };
  const startsAt = times.startsAt as Date | undefined;
  // Most senders write the end only once it is over; one before the start is a placeholder.
  const endsAt = state === 'resolved' && times.endsAt instanceof Date && (!startsAt || times.endsAt >= startsAt) ? times.endsAt : undefined;

  const link = textOf(value('/link'), 8192);
  const identity = identityOf(labels, mapping, defaults);
  const forgets = state === 'firing' && defaults.autoResolveSeconds !== undefined;
  const alert: IncomingAlert = {
    labels,
    annotations: { ...merged(item, '/annotation_sets/', labelName, MAX_ANNOTATION), ...merged(item, '/annotations/', undefined, MAX_ANNOTATION) },
    startsAt,
    endsAt: forgets ? new Date(now.getTime() + (defaults.autoResolveSeconds ?? 0) * 1000) : endsAt,
    generatorUrl: /^https?:\/\//i.test(link) ? link : undefined,
    source: 'integration',
    ends: forgets ? 'by_time' : 'by_word',
    ended: state === 'resolved',
    identity,
  };
  return state === 'acknowledged' ? { kind: 'acknowledgement', identity: identity ?? labels, alert } : { kind: 'alert', alert };
}

function stateOf(word: string, { states = {} }: Mapping): MappedState | undefined {
  return Object.hasOwn(states, word) ? states[word] : states['*'];
}

function severityOf(word: string, { severities = {} }: Mapping): MappedSeverity | undefined {
  return Object.hasOwn(severities, word) ? severities[word] : MAPPED_SEVERITIES.find((severity) => severity === word);
}

/** The labels that the tenant, or else the mapping, names, together with the integration: what two senders call alike is not the same. */
function identityOf(labels: Readonly<Record<string, string>>, { identity = [] }: Mapping, { id, fingerprintLabels }: IntegrationDefaults): Readonly<Record<string, string>> | undefined {
  const names = fingerprintLabels.length > 0 ? fingerprintLabels : identity;
  if (names.length === 0) return undefined;
  return { ...Object.fromEntries(names.map((name) => [name, labels[name] ?? ''])), orchestrix_integration: id };
}

/** The texts of all fields below a place: of objects their entries, of anything else itself. Empty ones are left out. */
function merged(item: MappedItem, below: string, rename: ((name: string) => string) | undefined, most: number): Record<string, string> {
  const pairs = Object.entries(item).filter(([field]) => field.startsWith(below)).flatMap(([field, yielded]): (readonly [string, Json])[] => {
    const value = 'v' in yielded ? yielded.v : null;
    if (!rename) return [[field.slice(below.length), value]];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value as Readonly<Record<string, Json>>) : [];
  });
  return Object.fromEntries(pairs.map(([name, value]) => [rename ? rename(name) : name, textOf(value, most)] as const).filter(([name, text]) => name !== '' && text !== ''));
}

/** Any text as the name of a label: what is not allowed becomes an underscore. */
const labelName = (name: string): string => {
  const plain = name.trim().replace(/[^a-zA-Z0-9_]/g, '_').slice(0, 128);
  return /^[0-9]/.test(plain) ? `_${plain}`.slice(0, 128) : plain;
};

function textOf(value: Json, most: number): string {
  if (value === null) return '';
  if (typeof value === 'string') return bounded(value, most);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object' || each === null)) return bounded(value.map((each) => textOf(each as Json, most)).join(', '), most);
  return bounded(typeof value === 'object' ? JSON.stringify(value) : String(value), most);
}

const bounded = (text: string, most: number): string => {
  const plain = text.replaceAll('\u0000', '').toWellFormed().trim();
  return plain.length <= most ? plain : `${plain.slice(0, most - 1).toWellFormed()}…`.slice(0, most);
};

// Between these lie the years 2001 to 2286 in seconds; a thousand times that in milliseconds, and so on.
const SECONDS = 1e10;
const MILLISECONDS = 1e13;
const MICROSECONDS = 1e16;

/** `undefined` for no time: nothing, 0, or the first moment of the year 1, as Go programs write it. */
function timeOf(value: Json): Date | 'wrong' | undefined {
  if (value === null || value === '' || value === 0) return undefined;
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  if (number !== undefined) {
    if (number === 0) return undefined;
    const ms = number < SECONDS ? number * 1000 : number < MILLISECONDS ? number : number < MICROSECONDS ? number / 1000 : number / 1e6;
    return checked(new Date(Math.floor(ms)));
  }
  return typeof value === 'string' ? checked(new Date(value)) : 'wrong';
}

function checked(time: Date): Date | 'wrong' | undefined {
  const year = time.getUTCFullYear();
  if (Number.isNaN(year)) return 'wrong';
  return year <= 1 ? undefined : year < 1970 || year > 9999 ? 'wrong' : time;
}
