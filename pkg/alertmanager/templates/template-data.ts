import { type GoFunction, GoMap, GoObject, GoSlice, GoTime, type GoValue } from '#pkg/go-template';
import type { LabelSet } from '#pkg/matchers';
import { compareText } from '../labels/label-text.ts';
import type { NotificationAlert, NotificationData } from '../notifications/notification-data.ts';

/** Of an argument that templates can only give as a text. */
export const asText = (value: GoValue): string => (typeof value === 'string' ? value : '');

const method = (params: readonly string[], call: (...args: GoValue[]) => GoValue): GoFunction => ({ params, call: (args) => call(...args) });

/** A list of texts, which joins itself. */
export class TextList extends GoSlice {
  constructor(readonly texts: readonly string[]) {
    super(texts, '[]string');
  }

  override method(name: string): GoFunction | undefined {
    return name === 'Join' ? method(['string'], (separator) => this.texts.join(asText(separator))) : undefined;
  }
}

/** A struct with the names of its fields in JSON. */
export class JsonStruct extends GoObject {
  constructor(
    readonly typeName: string,
    readonly fields: Readonly<Record<string, GoValue>>,
    readonly jsonNames: Readonly<Record<string, string>>,
    private readonly methods: Readonly<Record<string, GoFunction>> = {},
  ) {
    super();
  }

  override field(name: string): { readonly value: GoValue } | undefined {
    return Object.hasOwn(this.fields, name) ? { value: this.fields[name] } : undefined;
  }

  override method(name: string): GoFunction | undefined {
    return Object.hasOwn(this.methods, name) ? this.methods[name] : undefined;
  }

  toString(): string {
    return `{${Object.values(this.fields).map((value) => (value instanceof GoMap || value instanceof GoSlice ? (value.shown() ?? '') : String(value ?? ''))).join(' ')}}`;
  }
}

type Pair = readonly [name: string, value: string];

/** Names and values in order: `alertname` first, the others by name. */
class Pairs extends GoSlice {
  constructor(private readonly pairs: readonly Pair[]) {
    super(pairs.map(([name, value]) => new JsonStruct('template.Pair', { Name: name, Value: value }, { Name: 'Name', Value: 'Value' })), 'template.Pairs');
  }

  override method(name: string): GoFunction | undefined {
    if (name === 'Names') return method([], () => new TextList(this.pairs.map(([each]) => each)));
    return name === 'Values' ? method([], () => new TextList(this.pairs.map(([, value]) => value))) : undefined;
  }

  override shown(): string {
    return this.pairs.map(([name, value]) => `${name}=${value}`).join(', ');
  }
}

/** Labels or annotations, with the methods that Alertmanager gives them: SortedPairs, Remove, Names, Values. */
export class KeyValues extends GoMap {
  constructor(private readonly labels: LabelSet) {
    super(new Map(Object.entries(labels)));
  }

  override get typeName(): string {
    return 'template.KV';
  }

  private get pairs(): Pairs {
    const names = Object.keys(this.labels).sort((one, other) => Number(other === 'alertname') - Number(one === 'alertname') || compareText(one, other));
    return new Pairs(names.map((name) => [name, this.labels[name] ?? '']));
  }

  override method(name: string): GoFunction | undefined {
    switch (name) {
      case 'SortedPairs':
        return method([], () => this.pairs);
      case 'Names':
      case 'Values':
        return this.pairs.method(name);
      case 'Remove':
        return method(['[]string'], (keys) => {
          const gone = new Set(keys instanceof GoSlice ? keys.items : []);
          return new KeyValues(Object.fromEntries(Object.entries(this.labels).filter(([label]) => !gone.has(label))));
        });
      default:
        return undefined;
    }
  }

  override shown(): string {
    return this.pairs.shown();
  }
}

/** Alerts, with those of them that fire and those that are resolved. */
class Alerts extends GoSlice {
  constructor(private readonly alerts: readonly NotificationAlert[]) {
    super(alerts.map(alertStruct), 'template.Alerts');
  }

  override method(name: string): GoFunction | undefined {
    const status = name === 'Firing' ? 'firing' : name === 'Resolved' ? 'resolved' : undefined;
    return status && method([], () => new Alerts(this.alerts.filter((alert) => alert.status === status)));
  }
}

const alertStruct = (alert: NotificationAlert): JsonStruct =>
  new JsonStruct(
    'template.Alert',
    {
      Status: alert.status, Labels: new KeyValues(alert.labels), Annotations: new KeyValues(alert.annotations),
      StartsAt: timeOf(alert.startsAt), EndsAt: timeOf(alert.endsAt), GeneratorURL: alert.generatorURL, Fingerprint: alert.fingerprint,
    },
    { Status: 'status', Labels: 'labels', Annotations: 'annotations', StartsAt: 'startsAt', EndsAt: 'endsAt', GeneratorURL: 'generatorURL', Fingerprint: 'fingerprint' },
  );

const timeOf = (text: string): GoTime => new GoTime(BigInt(Date.parse(text)) * 1_000_000n);

/** `.` and `$` of a template. */
export const templateData = (data: NotificationData): JsonStruct =>
  new JsonStruct(
    '*template.Data',
    {
      Receiver: data.receiver, Status: data.status, Alerts: new Alerts(data.alerts), NotificationReason: data.notification_reason,
      GroupLabels: new KeyValues(data.groupLabels), CommonLabels: new KeyValues(data.commonLabels), CommonAnnotations: new KeyValues(data.commonAnnotations), RouteLabels: new KeyValues(data.routeLabels),
      ExternalURL: data.externalURL,
    },
    {
      Receiver: 'receiver', Status: 'status', Alerts: 'alerts', NotificationReason: 'notification_reason', GroupLabels: 'groupLabels', CommonLabels: 'commonLabels',
      CommonAnnotations: 'commonAnnotations', RouteLabels: 'routeLabels', ExternalURL: 'externalURL',
    },
  );
