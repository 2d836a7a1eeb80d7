import { type FloatHistogram, histogramText } from '#pkg/promql';
import { type ExpansionContext, Template } from './template.ts';
import { TemplateError } from './template-error.ts';
import { GoMap, GoStruct, type GoValue } from './values/go-value.ts';

/** What the texts of an alert may look at. */
export interface AlertData {
  readonly labels: Readonly<Record<string, string>>;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  readonly value: number | FloatHistogram;
}

export interface AlertExpansionContext extends Omit<ExpansionContext, 'data' | 'query'> {
  readonly data: AlertData;
  readonly query?: (expr: string) => Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number | FloatHistogram }[]>;
}

/** Variables that are there for people who do not know Go's templates. */
const definitions = '{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}';
const DATA_TYPE = 'struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }';

const maps = new WeakMap<Readonly<Record<string, string>>, GoMap>();

function mapOf(record: Readonly<Record<string, string>>): GoMap {
  const known = maps.get(record) ?? new GoMap(new Map(Object.entries(record)));
  maps.set(record, known);
  return known;
}

const valueOf = (value: number | FloatHistogram): GoValue =>
  typeof value === 'number' ? value : new GoStruct('*histogram.FloatHistogram', new Map<string, GoValue>([['Count', value.count], ['Sum', value.sum], ['ZeroCount', value.zeroCount], ['ZeroThreshold', value.zeroThreshold]]), () => histogramText(value));

/** A template of a label or an annotation of an alert. Throws {@link TemplateError} with the message that `promtool check rules` shows. */
export const parseAlertTemplate = (alert: string, text: string): Template => Template.parse(`__alert_${alert}`, definitions + text);

const structs = new WeakMap<AlertData, GoStruct>();

/** The texts of an alert are all expanded with the same data. */
function structOf(data: AlertData): GoStruct {
  const known = structs.get(data);
  if (known) return known;
  const { labels, externalLabels, externalUrl, value } = data;
  const struct = new GoStruct(DATA_TYPE, new Map<string, GoValue>([['Labels', mapOf(labels)], ['ExternalLabels', mapOf(externalLabels)], ['ExternalURL', externalUrl], ['Value', valueOf(value)]]));
  structs.set(data, struct);
  return struct;
}

const parsed = new Map<string, Template>();
const MAX_PARSED = 5_000;

function remembered(name: string, text: string): Template {
  const key = `${name}\0${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const template = Template.parse(name, definitions + text);
  const [oldest] = parsed.keys();
  if (parsed.size >= MAX_PARSED && oldest !== undefined) parsed.delete(oldest);
  parsed.set(key, template);
  return template;
}

/** Expands a label or an annotation of an alert. Throws or rejects with {@link TemplateError}, worded as Prometheus's `<error expanding template: …>`. */
export function expandAlertTemplate(name: string, text: string, context: AlertExpansionContext): string | Promise<string> {
  let template: Template;
  try {
    template = remembered(name, text);
  } catch (error) {
    throw inContext('parsing', name, error);
  }
  const { query, timeMs, externalUrl = '', limits } = context;
  const data = structOf(context.data);
  const samples = query && (async (expr: string) => (await query(expr)).map((sample) => ({ labels: sample.labels, value: valueOf(sample.value) })));
  try {
    const expanded = template.expand({ data, timeMs, externalUrl, ...(limits ? { limits } : {}), ...(samples ? { query: samples } : {}) });
    return typeof expanded === 'string' ? expanded : rejectedIn(expanded, name);
  } catch (error) {
    throw inContext('executing', name, error);
  }
}

async function rejectedIn(expanded: Promise<string>, name: string): Promise<string> {
  try {
    return await expanded;
  } catch (error) {
    throw inContext('executing', name, error);
  }
}

const inContext = (action: string, name: string, error: unknown): unknown => (error instanceof TemplateError ? new TemplateError(`error ${action} template ${name}: ${error.message}`, { cause: error }) : error);
