import type { ExpositionFormat } from './exposition-format.ts';
import { FAMILY_TYPES, type FamilyType, type MetricFamily } from './exposition.ts';
import type { LineScanner } from './line-scanner.ts';

/** Endings that the samples of a type add to the name of their family; the last of OpenMetrics only. */
const ENDINGS: Record<FamilyType, readonly string[]> = {
  unknown: [''], gauge: [''], stateset: [''],
  counter: ['_total', '_created'],
  histogram: ['_bucket', '_count', '_sum', '_created'],
  gaugehistogram: ['_bucket', '_gcount', '_gsum'],
  summary: ['', '_count', '_sum', '_created'],
  info: ['_info'],
};
const CLASSIC_ENDINGS: Record<FamilyType, readonly string[]> = { ...ENDINGS, counter: [''], histogram: ['_bucket', '_count', '_sum'], summary: ['', '_count', '_sum'], gaugehistogram: [''], info: [''] };
const CLASSIC_TYPES: readonly FamilyType[] = ['counter', 'gauge', 'histogram', 'summary'];

type Known = { -readonly [Field in keyof MetricFamily]: MetricFamily[Field] } & { type: FamilyType; said: Set<string>; hasSamples: boolean };

/** The families of a body while it is read: which lines were there, and which sample belongs to which. */
export class MetricFamilies {
  private readonly families = new Map<string, Known>();
  private current: Known | undefined;

  constructor(private readonly format: ExpositionFormat) {}

  /** Reads a descriptor behind `# `, whose first word is `keyword`. */
  describe(keyword: 'HELP' | 'TYPE' | 'UNIT', scanner: LineScanner): void {
    scanner.separate('a metric name');
    const start = scanner.position;
    const family = this.begin(scanner.metricName(), scanner);
    if (family.said.has(keyword)) scanner.fail(`there is a second ${keyword} line for ${family.name}`, start);
    // Help may come late in the Prometheus format; a type or unit never, for it says how to read the samples.
    if (family.hasSamples && (keyword !== 'HELP' || this.format === 'openmetrics')) scanner.fail(`the ${keyword} line of ${family.name} comes after its samples`, start);
    family.said.add(keyword);
    if (keyword === 'TYPE') family.type = this.readType(scanner);
    else if (keyword === 'HELP') family.help = this.readHelp(scanner);
    else family.unit = readUnit(family.name, scanner);
    scanner.skipBlanks();
    if (!scanner.atEnd) scanner.fail(`expected the end of the line, found ${scanner.found()}`);
  }

  /** The family of a sample with this name, and how its name ends. */
  of(name: string, scanner: LineScanner): { readonly family: MetricFamily; readonly ending: string } {
    const known = this.find(name);
    if (known) {
      if (this.format === 'openmetrics' && known.family !== this.current && known.family.hasSamples) this.apart(known.family, scanner);
      this.current = known.family;
      known.family.hasSamples = true;
      return known;
    }
    const family = this.begin(name, scanner);
    family.hasSamples = true;
    const ending = '';
    if (this.format === 'openmetrics' && !ENDINGS[family.type].includes(ending)) scanner.fail(`the samples of ${name}, a ${family.type}, are called ${ENDINGS[family.type].map((end) => name + end).join(', ')}`, 0);
    return { family, ending };
  }

  list(): MetricFamily[] {
    return [...this.families.values()].map(({ name, type, help, unit }) => ({ name, type, help, unit }));
  }

  private find(name: string): { readonly family: Known; readonly ending: string } | undefined {
    const endings = this.format === 'openmetrics' ? ENDINGS : CLASSIC_ENDINGS;
    const cut = name.lastIndexOf('_');
    for (const base of cut > 0 ? [name, name.slice(0, cut)] : [name]) {
      const family = this.families.get(base);
      const ending = name.slice(base.length);
      if (family && endings[family.type].includes(ending)) return { family, ending };
    }
    return undefined;
  }

  private begin(name: string, scanner: LineScanner): Known {
    let family = this.families.get(name);
    if (this.format === 'openmetrics' && family && family !== this.current) this.apart(family, scanner);
    if (!family) this.families.set(name, (family = { name, type: 'unknown', help: '', unit: '', said: new Set(), hasSamples: false }));
    this.current = family;
    return family;
  }

  private apart({ name }: MetricFamily, scanner: LineScanner): never {
    return scanner.fail(`the lines of ${name} are not together`, 0);
  }

  private readType(scanner: LineScanner): FamilyType {
    scanner.separate('a type');
    const start = scanner.position;
    const word = scanner.token('a type');
    if (this.format === 'prometheus' && word === 'untyped') return 'unknown';
    const types = this.format === 'openmetrics' ? FAMILY_TYPES : CLASSIC_TYPES;
    return types.find((type) => type === word) ?? scanner.fail(`there is no type ${JSON.stringify(word)}`, start);
  }

  private readHelp(scanner: LineScanner): string {
    // A help may be empty, and then its separator missing in the Prometheus format.
    if (scanner.atEnd && this.format === 'prometheus') return '';
    scanner.separate('a help text');
    return unescapeHelp(scanner.rest(), this.format);
  }
}

function readUnit(name: string, scanner: LineScanner): string {
  scanner.separate('a unit');
  const start = scanner.position;
  const unit = scanner.rest();
  if (unit !== '' && !name.endsWith(`_${unit}`)) scanner.fail(`the name ${name} does not end in its unit ${JSON.stringify(unit)}`, start);
  return unit;
}

/** `\\` and `\n` stand for a backslash and a line break, in OpenMetrics also `\"` for a quote. */
const unescapeHelp = (text: string, format: ExpositionFormat): string =>
  text.replace(format === 'openmetrics' ? /\\([\\n"])/g : /\\([\\n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
