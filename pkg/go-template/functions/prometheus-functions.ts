import { RE2JS } from 're2js';
import { expandTemplate, parseDuration, quote } from '#pkg/promql';
import { GoDuration } from '../values/go-time.ts';
import { asText, GoMap, type GoFunction, GoSlice, GoStruct, type GoValue } from '../values/go-value.ts';
import { stripDomain, stripPort } from './host-ports.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.ts';
import { escapeQuery } from './text-escapes.ts';
import { titleCase } from './title-case.ts';
import { toFloat, toTime } from './to-float.ts';

const VECTOR = 'template.queryResult';
const SAMPLE = '*template.sample';

/** The result of `query`, of one element for each pair of labels and value. */
export const sampleVector = (samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: GoValue }[]): GoSlice =>
  new GoSlice(
    samples.map(({ labels, value }) => new GoStruct(SAMPLE, new Map<string, GoValue>([['Labels', new GoMap(new Map(Object.entries(labels)))], ['Value', value]]))),
    VECTOR,
  );

const itemsOf = (value: GoValue): readonly GoValue[] => (value instanceof GoSlice ? value.items : []);

function sampleOf(sample: GoValue): GoStruct {
  if (sample instanceof GoStruct) return sample;
  throw new Error('runtime error: invalid memory address or nil pointer dereference');
}

function labelOf(sample: GoValue, label: GoValue): GoValue {
  const labels = sampleOf(sample).fields.get('Labels');
  return labels instanceof GoMap ? labels.get(asText(label)) : '';
}

const compiled = (pattern: string): RE2JS => {
  if (pattern.length > 1024) throw new Error('a regular expression has at most 1024 characters');
  return RE2JS.compile(pattern);
};

function replaceAll(pattern: string, replacement: string, text: string): string {
  let expression: RE2JS;
  try {
    expression = compiled(pattern);
  } catch (error) {
    throw new Error(`regexp: Compile(${pattern.includes('`') ? quote(pattern) : `\`${pattern}\``}): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const matcher = expression.matcher(text);
  let [result, end] = ['', 0];
  while (matcher.find()) {
    // An empty match behind another one does not count.
    if (matcher.end() === end && matcher.start() > 0) continue;
    result += text.slice(end, matcher.start()) + expandTemplate(replacement, matcher, expression);
    end = matcher.end();
    if (result.length > 1_000_000) throw new Error('the replacement is too long');
  }
  return result + text.slice(end);
}

function seconds(text: string): number {
  const negative = text.startsWith('-');
  const parsed = parseDuration(negative ? text.slice(1) : text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return (negative ? -parsed.ms : parsed.ms) / 1000;
}

const graphLink = (expr: string, tab: number): string => `/graph?g0.expr=${escapeQuery(expr)}&g0.tab=${tab}`;

/** `/path` of a URL. */
const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname.replace(/^\/$/, url.endsWith('/') ? '/' : '') : url);

const text = (call: (...texts: string[]) => GoValue, count = 1): GoFunction => ({ params: new Array<string>(count).fill('string'), call: (args) => call(...args.map(asText)) });
const number = (call: (value: number) => GoValue): GoFunction => ({ params: ['any'], call: ([value]) => call(toFloat(value)) });
const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** The functions that Prometheus adds for the texts of its alerts. */
export const prometheusFunctions: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  ['query', { params: ['string'], call: ([expr], { query }) => query(asText(expr)) }],
  ['first', { params: [VECTOR], call: ([vector]) => {
    const [first] = itemsOf(vector);
    if (first === undefined) throw new Error('first() called on vector with no elements');
    return first;
  } }],
  ['label', { params: ['string', SAMPLE], call: ([label, sample]) => labelOf(sample, label) }],
  ['value', { params: [SAMPLE], call: ([sample]) => sampleOf(sample).fields.get('Value') }],
  ['strvalue', { params: [SAMPLE], call: ([sample]) => labelOf(sample, '__value__') }],
  ['sortByLabel', { params: ['string', VECTOR], call: ([label, vector]) => new GoSlice([...itemsOf(vector)].sort((a, b) => compare(asText(labelOf(a, label)), asText(labelOf(b, label)))), VECTOR) }],
  ['args', { params: [], variadic: 'any', call: (args) => new GoMap(new Map(args.map((arg, index) => [`arg${index}`, arg])), 'interface {}') }],
  ['humanize', number(humanize)],
  ['humanize1024', number(humanize1024)],
  ['humanizeDuration', number(humanizeDuration)],
  ['humanizePercentage', number(humanizePercentage)],
  ['humanizeTimestamp', number(humanizeTimestamp)],
  ['toTime', number(toTime)],
  ['toDuration', number((value) => new GoDuration(BigInt(Math.trunc(Number.isFinite(value) ? value * 1e9 : 0)), '*time.Duration'))],
  ['now', { params: [], call: (_args, { timeMs }) => timeMs / 1000 }],
  ['title', text((value = '') => titleCase(value))],
  ['toUpper', text((value = '') => value.toUpperCase())],
  ['toLower', text((value = '') => value.toLowerCase())],
  ['match', text((pattern = '', value = '') => compiled(pattern).matcher(value).find(), 2)],
  ['reReplaceAll', text((pattern = '', replacement = '', value = '') => replaceAll(pattern, replacement, value), 3)],
  ['stripPort', text((value = '') => stripPort(value))],
  ['stripDomain', text((value = '') => stripDomain(value))],
  ['parseDuration', text((value = '') => seconds(value))],
  ['urlQueryEscape', text((value = '') => escapeQuery(value))],
  ['safeHtml', text((value = '') => value)],
  ['graphLink', text((expr = '') => graphLink(expr, 0))],
  ['tableLink', text((expr = '') => graphLink(expr, 1))],
  ['externalURL', { params: [], call: (_args, { externalUrl }) => externalUrl }],
  ['pathPrefix', { params: [], call: (_args, { externalUrl }) => pathOf(externalUrl) }],
]);
