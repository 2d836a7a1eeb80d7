import type { IntegrationConfig, ReceiverConfig } from './alertmanager-config.ts';
import type { ConfigDecoder, ConfigObject, ConfigValue } from './config-decoder.ts';
import { checkHttpConfig } from './check-http-config.ts';
import { checkIntegration } from './check-integration.ts';
import { atMostOne, isGiven, listOf, objectOf, textOf } from './config-values.ts';
import { GLOBAL_AT_MOST_ONE, GLOBAL_DEFAULTS, INTEGRATION_KINDS, type IntegrationRules } from './integration-kinds.ts';

/** Checks what `global` says by itself. */
export function checkGlobal(decoder: ConfigDecoder, global: ConfigObject): void {
  for (const fields of GLOBAL_AT_MOST_ONE) atMostOne(decoder, global, fields, '/global');
  const given = (...names: string[]): boolean => names.some((name) => isGiven(global[name]));
  if (given('slack_app_token', 'slack_app_token_file') && given('slack_api_url', 'slack_api_url_file') && global['slack_api_url'] !== (global['slack_app_url'] ?? GLOBAL_DEFAULTS['slack_app_url'])) {
    decoder.problem('/global', 'at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured');
  }
  checkHttpConfig(decoder, global['http_config'], '/global/http_config');
}

/** The receivers of a file, each integration with what it takes from `global`. */
export function readReceivers(decoder: ConfigDecoder, file: ConfigObject): ReceiverConfig[] {
  const global = objectOf(file['global']);
  const names = new Set<string>();
  return listOf(file['receivers']).map((value, index) => {
    const path = `/receivers/${index}`;
    const receiver = objectOf(value);
    const name = textOf(receiver['name']);
    if (name === '') decoder.problem(path, 'missing name in receiver');
    else if (names.has(name)) decoder.problem(`${path}/name`, `notification config name ${JSON.stringify(name)} is not unique`);
    names.add(name);
    const labels = Object.fromEntries(Object.entries(objectOf(receiver['labels'])).map(([label, text]) => [label, textOf(text)]));
    if (labels['name'] !== undefined && labels['name'] !== name) decoder.problem(`${path}/labels/name`, `receiver label "name" must match receiver name ${JSON.stringify(name)}, got ${JSON.stringify(labels['name'])}`);
    return { name, labels, integrations: Object.entries(INTEGRATION_KINDS).flatMap(([kind, rules]) => readIntegrations(decoder, { receiver, global, path }, kind, rules)) };
  });
}

interface Surroundings {
  readonly receiver: ConfigObject;
  readonly global: ConfigObject;
  readonly path: string;
}

function readIntegrations(decoder: ConfigDecoder, { receiver, global, path }: Surroundings, kind: string, rules: IntegrationRules): IntegrationConfig[] {
  return listOf(receiver[`${kind}_configs`]).flatMap((value, index): IntegrationConfig[] => {
    const place = `${path}/${kind}_configs/${index}`;
    if (value === null) {
      decoder.problem(place, `missing ${kind} config`);
      return [];
    }
    const written = objectOf(value);
    const settings = inherited(written, global, rules);
    // What was written has to agree with itself; what is taken from `global` only fills gaps.
    for (const fields of rules.atMostOne ?? []) atMostOne(decoder, written, fields, place);
    for (const [fields, message] of rules.oneOf ?? []) if (!fields.some((field) => isGiven(settings[field]))) decoder.problem(place, message);
    checkHttpConfig(decoder, written['http_config'], `${place}/http_config`);
    checkIntegration(decoder, kind, written, place);
    return [{ kind, path: place, settings, sendResolved: typeof written['send_resolved'] === 'boolean' ? written['send_resolved'] : rules.sendResolved }];
  });
}

function inherited(written: ConfigObject, global: ConfigObject, { inherits = {} }: IntegrationRules): ConfigObject {
  const taken = Object.entries(inherits).flatMap(([field, { from, unless = [] }]): [string, ConfigValue][] => {
    if ([field, ...unless].some((name) => isGiven(name.split('/').reduce<ConfigValue | undefined>((value, part) => objectOf(value)[part], written)))) return [];
    const value = global[from] ?? GLOBAL_DEFAULTS[from];
    return value === undefined || value === null || value === '' ? [] : [[field, value]];
  });
  const http = written['http_config'] ?? global['http_config'];
  return { ...written, ...Object.fromEntries(taken), ...(http !== undefined && { http_config: http }) };
}
