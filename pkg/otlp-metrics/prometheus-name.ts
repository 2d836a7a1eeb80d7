/** Units of UCUM and the words that Prometheus has for them (OpenTelemetry's compatibility specification, "Metric Metadata"). */
const UNITS = new Map(Object.entries({
  d: 'days', h: 'hours', min: 'minutes', s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds',
  By: 'bytes', KiBy: 'kibibytes', MiBy: 'mebibytes', GiBy: 'gibibytes', TiBy: 'tibibytes', KBy: 'kilobytes', MBy: 'megabytes', GBy: 'gigabytes', TBy: 'terabytes',
  m: 'meters', V: 'volts', A: 'amperes', J: 'joules', W: 'watts', g: 'grams', Cel: 'celsius', Hz: 'hertz', '1': '', '%': 'percent',
}));
/** The same behind a `/`. */
const PER_UNITS = new Map(Object.entries({ s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month', y: 'year' }));

export interface Naming {
  /** Keep names as they are, dots and all; else characters that classic Prometheus names do not have become `_`. */
  readonly utf8: boolean;
  /** Append the unit, and `_total` or `_ratio`. */
  readonly suffixes: boolean;
}

/** What decides over a name. */
export interface NamedMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'counter' | 'gauge' | 'other';
}

/** The unit in words, for metadata: `By/s` is `bytes_per_second`; '' when it says nothing. */
export const prometheusUnit = (unit: string): string => unitWords(unit).filter((word) => word !== '').join('_');

/** The name of the metric in Prometheus; undefined when nothing is left of it. */
export function prometheusName(metric: NamedMetric, { utf8, suffixes }: Naming): string | undefined {
  if (utf8) return metric.name === '' ? undefined : suffixes ? suffixed(metric) : metric.name;
  const words = metric.name.split(suffixes ? /[^a-zA-Z0-9:]+/ : /[^a-zA-Z0-9:_]+/).filter((word) => word !== '');
  const name = (suffixes ? withSuffixWords(words, metric) : words).join('_');
  if (!/[^_]/.test(name)) return undefined;
  return /^\d/.test(name) ? `_${name}` : name;
}

/** Words that stand in the name already are not repeated; `total` and `ratio` come last. */
function withSuffixWords(words: readonly string[], { unit, kind }: NamedMetric): readonly string[] {
  const withUnit = [...words, ...unitWords(unit).filter((word) => word !== '' && !words.includes(word))];
  const last = lastWord(unit, kind);
  return last === undefined ? withUnit : [...withUnit.filter((word) => word !== last), last];
}

/** A gauge without a dimension is a ratio; counters with the unit 1 count things. */
const lastWord = (unit: string, kind: NamedMetric['kind']): string | undefined => (kind === 'counter' ? 'total' : kind === 'gauge' && unit === '1' ? 'ratio' : undefined);

function suffixed({ name, unit, kind }: NamedMetric): string {
  const [main = '', per = ''] = unitWords(unit);
  const last = lastWord(unit, kind);
  let base = name;
  for (const word of [last ?? '', per]) if (word !== '' && base.endsWith(word) && base.length > word.length + 1) base = base.slice(0, -word.length - 1);
  if (main !== '' && !base.endsWith(main)) base += `_${main}`;
  return [base, per, last ?? ''].filter((word) => word !== '').join('_');
}

/** The unit and what it is per; either may be ''. Parts in braces, as in `{request}`, only annotate. */
function unitWords(unit: string): readonly [main: string, per: string] {
  const [main = '', per = ''] = unit.split(/\/(.*)/s, 2).map((part) => (/[{}]/.test(part) ? '' : part.trim()));
  const perWord = clean(PER_UNITS.get(per) ?? per);
  return [clean(UNITS.get(main) ?? main), perWord === '' ? '' : `per_${perWord}`];
}

const clean = (unit: string): string => unit.replace(/[^a-zA-Z0-9:]+/g, '_').replace(/^_|_$/g, '');

/** The label for an attribute; undefined when nothing is left of its key. */
export function prometheusLabel(key: string, utf8: boolean): string | undefined {
  if (!/[^_]/.test(key)) return undefined;
  if (utf8) return key;
  const [, reserved] = /^__(.+)__$/s.exec(key) ?? [];
  const name = (reserved ?? key).replace(/[^a-zA-Z0-9]+/g, '_');
  const label = reserved === undefined ? name : `__${name}__`;
  if (!/[^_]/.test(label)) return undefined;
  return /^\d/.test(label) ? `key_${label}` : label;
}
