import { type ConfigObject, type ConfigValue, CONFIG_FIELDS, parseConfig, printConfig, SECRET } from '#pkg/alertmanager';
import { AppError, notFound } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { type ImportedIntegration, importIntegration } from '../domain/imported-integration.ts';
import type { RoutingConfig } from '../domain/routing-config.ts';
import { type ImportedElement, importedSettings, importReport } from '../domain/routing-import.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { ReceiverExchange, ShownIntegration } from '../ports/receiver-exchange.ts';
import type { PutRouting } from './manage-routing.ts';

/** What an import did, or would do. */
export interface RoutingImport {
  readonly elements: readonly ImportedElement[];
  readonly receivers: { readonly created: readonly string[]; readonly updated: readonly string[] };
  /** The version that holds now; undefined for a dry run. */
  readonly routing: RoutingConfig | undefined;
}

/** Makes the routing and the receivers those of an alertmanager.yml. Throws `invalid` with path and line for each thing that Alertmanager would refuse, and as `PutRouting`. */
export type ImportRouting = (actor: Actor, file: { readonly text: string; readonly isDryRun: boolean }) => Promise<RoutingImport>;
/** The routing and the receivers as an alertmanager.yml, with `<secret>` in place of secrets. Throws `not_found`. */
export type ExportRouting = (actor: Actor) => Promise<string>;

interface Deps {
  readonly work: AlertingUnitOfWork;
  readonly exchange: ReceiverExchange;
}

export const importRouting = ({ work, exchange, putRouting }: Deps & { readonly putRouting: PutRouting }): ImportRouting => async (actor, { text, isDryRun }) => {
  const { config, problems, positions } = parseConfig(text);
  if (!config) {
    const details = problems.map(({ path, message, line, column }) => ({ field: path, reason: message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) }));
    throw new AppError('invalid', problems[0]?.message ?? 'cannot be read', { details });
  }
  const made = new Map<string, ImportedIntegration>();
  for (const { name, integration } of config.receivers.flatMap((receiver) => receiver.integrations.map((each) => ({ name: receiver.name, integration: each })))) {
    const imported = importIntegration(integration, exchange.channels());
    const problem = imported.integration && (await exchange.problemOf(actor, name, imported.integration));
    made.set(integration.path, problem === undefined ? imported : { integration: undefined, remarks: [...imported.remarks, { field: '', reason: problem }] });
  }
  const elements = importReport(config, (path) => positions.get(path)?.line ?? null, made);
  const receivers = config.receivers.map(({ name, integrations }) => ({ name, integrations: integrations.flatMap(({ path }) => made.get(path)?.integration ?? []) }));
  const settings = importedSettings(config);
  if (isDryRun) {
    const there = new Set((await exchange.all(actor)).map(({ name }) => name));
    const names = receivers.map(({ name }) => name);
    return { elements, receivers: { created: names.filter((name) => !there.has(name)), updated: names.filter((name) => there.has(name)) }, routing: undefined };
  }
  // Both or neither: the tree names receivers that may not be there yet.
  return work.run(actor, async () => {
    const written = await exchange.put(actor, receivers);
    return { elements, receivers: written, routing: await putRouting(actor, settings, { version: undefined, note: 'imported from an alertmanager.yml' }) };
  });
};

export const exportRouting = ({ work, exchange }: Deps): ExportRouting => async (actor) => {
  const config = await work.read(actor, ({ routing }) => routing.current());
  if (!config) throw notFound('routing configuration');
  const remarks: string[] = [];
  const receivers = (await exchange.all(actor)).map(({ name, integrations }) => ({
    name,
    integrations: integrations.flatMap((integration) => {
      const exported = exportedIntegration(integration);
      if ('left' in exported) remarks.push(`Left out of the receiver ${JSON.stringify(name)}: an integration of the kind ${integration.kind}, because ${exported.left}.`);
      return 'left' in exported ? [] : [exported];
    }),
  }));
  return printConfig({ ...config.settings, receivers, remarks });
};

/** The other way round than in imports: what Alertmanager knows by the name is said. */
function exportedIntegration({ kind, settings, secretNames, sendResolved }: ShownIntegration): { readonly kind: string; readonly settings: ConfigObject } | { readonly left: string } {
  const fields = CONFIG_FIELDS.get(kind);
  if (!fields || !CONFIG_FIELDS.get('receiver')?.has(`${kind}_configs`)) return { left: 'Alertmanager has none' };
  const known = Object.entries(settings).flatMap(([name, value]): [string, ConfigValue][] => (fields.has(name) && value !== null && value !== '' ? [[name, Array.isArray(value) && fields.get(name) === 'text' ? value.join(', ') : (value as ConfigValue)]] : []));
  const secrets = secretNames.flatMap((name): [string, ConfigValue][] => (fields.has(name) ? [[name, SECRET]] : name === 'authorization' && fields.has('http_config') ? [['http_config', { authorization: { credentials: SECRET } }]] : []));
  const written: ConfigObject = { send_resolved: sendResolved, ...Object.fromEntries([...known, ...secrets]) };
  const trial = printConfig({ resolveTimeoutMs: 1, route: { receiver: 'r' }, timeIntervals: [], inhibitRules: [], receivers: [{ name: 'r', integrations: [{ kind, settings: written }] }] });
  const [problem] = parseConfig(trial).problems;
  return problem ? { left: `Alertmanager would refuse it: ${problem.message}` } : { kind, settings: written };
}
