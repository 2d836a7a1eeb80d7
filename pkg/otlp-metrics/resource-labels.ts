import { type Label, METRIC_NAME } from '#pkg/sample-model';
import { attributeLabels, attributeText, toLabels } from './attribute-labels.ts';
import type { KeyValue, OtlpScope } from './otlp-messages.ts';
import type { TranslationOptions } from './translation.ts';

const NAME = 'service.name';
const NAMESPACE = 'service.namespace';
const INSTANCE = 'service.instance.id';

/** What every series of a resource carries. */
export interface ResourceLabels {
  /** `job` and `instance`: they win over attributes of the same name. */
  readonly identity: ReadonlyMap<string, string>;
  /** Attributes that were asked for; those of data points win over them. */
  readonly promoted: ReadonlyMap<string, string>;
  /** The labels of `target_info`; undefined when it would say nothing, or nobody could join it. */
  readonly targetInfo: readonly Label[] | undefined;
}

/** Job and instance come from the service that the resource names, as `<namespace>/<name>` and its instance id; the other attributes go to `target_info`. */
export function resourceLabels(attributes: readonly KeyValue[], { utf8, promote }: TranslationOptions): ResourceLabels {
  const textOf = (key: string): string => attributeText(attributes.find((attribute) => attribute.key === key)?.value);
  const [service, namespace, instance] = [textOf(NAME), textOf(NAMESPACE), textOf(INSTANCE)];
  const identity = new Map([['job', service === '' ? '' : namespace === '' ? service : `${namespace}/${service}`], ['instance', instance]].filter(([, value]) => value !== '') as [string, string][]);
  const promoted = attributeLabels(attributes.filter(({ key = '' }) => promote.includes(key)), utf8);
  const others = attributeLabels(attributes.filter(({ key = '' }) => ![NAME, NAMESPACE, INSTANCE].includes(key)), utf8);
  const targetInfo = identity.size > 0 && others.size > 0 ? toLabels(new Map([...others, ...identity, [METRIC_NAME, 'target_info']])) : undefined;
  return { identity, promoted, targetInfo };
}

/** `otel_scope_name`, `_version`, `_schema_url`, and the attributes of the scope, which cannot replace those. */
export function scopeLabels(scope: OtlpScope | undefined, schemaUrl: string, { utf8 }: TranslationOptions): ReadonlyMap<string, string> {
  const own = [['otel_scope_name', scope?.name ?? ''], ['otel_scope_version', scope?.version ?? ''], ['otel_scope_schema_url', schemaUrl]] as const;
  const attributes = attributeLabels(scope?.attributes ?? [], utf8, 'otel_scope_');
  for (const [name] of own) attributes.delete(name);
  return new Map([...attributes, ...own.filter(([, value]) => value !== '')]);
}
