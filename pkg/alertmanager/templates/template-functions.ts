import { GoDuration, type GoFunction, GoMap, GoObject, GoSlice, GoTime, type GoValue, prometheusFunctions } from '#pkg/go-template';
import { zoneOf } from '../times/zone-of-location.ts';
import { goJson } from './go-json.ts';
import { asText, TextList } from './template-data.ts';

/** A text that is not escaped in HTML. */
class SafeText extends GoObject {
  constructor(
    readonly typeName: 'template.HTML' | 'template.URL',
    private readonly text: string,
  ) {
    super();
  }

  toString(): string {
    return this.text;
  }
}

const texts = (count: number, call: (...texts: string[]) => GoValue): GoFunction => ({ params: new Array<string>(count).fill('string'), call: (args) => call(...args.map(String)) });

function shared(name: string): [string, GoFunction] {
  const known = prometheusFunctions.get(name);
  if (!known) throw new Error(`there is no function ${name}`);
  return [name, known];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
/** Every word with a capital at its beginning and small letters after it. */
const titled = (text: string): string => [...segmenter.segment(text)].map(({ segment }) => segment.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase())).join('');

/** Go's `url.QueryUnescape`. */
function unescapedQuery(text: string): string {
  const wrong = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text);
  if (wrong) throw new Error(`invalid URL escape ${JSON.stringify(wrong[0])}`);
  const bytes = text.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (run) => new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%').map((pair) => Number.parseInt(pair, 16)))));
  return bytes;
}

function inZone(name: string, time: GoValue): GoTime {
  const zone = zoneOf(name);
  if (zone === undefined) throw new Error(`unknown time zone ${name}`);
  return new GoTime(time instanceof GoTime ? time.unixNanoseconds : 0n, 'time.Time', zone);
}

const formatted = (layout: string, time: GoValue): GoValue => (time instanceof GoTime ? time.method('Format')?.call([layout], { query: () => null, timeMs: 0, externalUrl: '' }) : '');

const bytesOf = (binary: string): Uint8Array => Uint8Array.from(binary, (character) => character.charCodeAt(0));
const base64encode = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text))).replaceAll('+', '-').replaceAll('/', '_');
function base64decode(text: string): string {
  if (!/^([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{2}==|[A-Za-z0-9_-]{3}=)?$/.test(text)) throw new Error('illegal base64 data');
  return new TextDecoder().decode(bytesOf(atob(text.replaceAll('-', '+').replaceAll('_', '/'))));
}

function dict(values: readonly GoValue[]): GoMap {
  if (values.length % 2 !== 0) throw new Error('dict requires an even number of arguments');
  const entries = new Map<string, GoValue>();
  for (let at = 0; at < values.length; at += 2) {
    const key = values[at];
    if (typeof key !== 'string') throw new Error('dict keys must be strings');
    entries.set(key, values[at + 1]);
  }
  return new GoMap(entries, 'interface {}');
}

/** The functions that Alertmanager gives to templates (template.go of 0.34), but for those that parse times. */
export const alertmanagerFunctions: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  shared('toUpper'),
  shared('toLower'),
  shared('match'),
  shared('reReplaceAll'),
  shared('humanizeDuration'),
  ['title', texts(1, (text = '') => titled(text))],
  ['trimSpace', texts(1, (text = '') => text.replace(/^\p{White_Space}+/u, '').replace(/\p{White_Space}+$/u, ''))],
  ['join', { params: ['string', '[]string'], call: ([separator, list]) => (list instanceof GoSlice ? list.items.map(String).join(asText(separator)) : '') }],
  ['safeHtml', texts(1, (text = '') => new SafeText('template.HTML', text))],
  ['safeUrl', texts(1, (text = '') => new SafeText('template.URL', text))],
  ['urlUnescape', texts(1, (text = '') => unescapedQuery(text))],
  ['stringSlice', { params: [], variadic: 'string', call: (args) => new TextList(args.map(String)) }],
  ['date', { params: ['string', 'time.Time'], call: ([layout, time]) => formatted(asText(layout), time) }],
  ['tz', { params: ['string', 'time.Time'], call: ([name, time]) => inZone(asText(name), time) }],
  ['now', { params: [], call: (_args, { timeMs }) => new GoTime(BigInt(Math.trunc(timeMs)) * 1_000_000n) }],
  ['since', { params: ['time.Time'], call: ([time], { timeMs }) => new GoDuration(BigInt(Math.trunc(timeMs)) * 1_000_000n - (time instanceof GoTime ? time.unixNanoseconds : 0n)) }],
  ['toJson', { params: ['any'], call: ([value]) => goJson(value) }],
  ['base64encode', texts(1, (text = '') => base64encode(text))],
  ['base64decode', texts(1, (text = '') => base64decode(text))],
  ['list', { params: [], variadic: 'any', call: (args) => new GoSlice(args) }],
  ['append', { params: ['[]interface {}'], variadic: 'any', call: ([list, ...more]) => new GoSlice([...(list instanceof GoSlice ? list.items : []), ...more]) }],
  ['dict', { params: [], variadic: 'any', call: dict }],
]);
