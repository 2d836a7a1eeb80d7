import { YamlFault, YamlSource, type YamlPosition } from '#pkg/go-yaml';
import type { RouteConfig } from '../routing/route-config.ts';
import type { AlertmanagerConfig } from './alertmanager-config.ts';
import { ConfigDecoder, type ConfigObject } from './config-decoder.ts';
import type { ConfigProblem } from './config-problem.ts';
import { listOf, objectOf, textOf } from './config-values.ts';
import { checkGlobal, readReceivers } from './read-receivers.ts';
import { durationOf, readInhibitRule, readRoute, readTimeIntervals } from './read-routing.ts';

/** An alertmanager.yml as read. */
export interface ParsedConfig {
  /** Undefined when there are problems. */
  readonly config: AlertmanagerConfig | undefined;
  /** Nothing: Alertmanager takes the file. */
  readonly problems: readonly ConfigProblem[];
  /** Where each value is written, by JSON pointer: `/receivers/0/webhook_configs/0/url`. */
  readonly positions: ReadonlyMap<string, YamlPosition>;
}

/** How deep routes may be nested: reading them takes a frame of the stack for each. */
const MAX_DEPTH = 200;

/** Reads a whole alertmanager.yml (https://prometheus.io/docs/alerting/latest/configuration/) and checks it as `amtool check-config` does, but tells all problems and their places. It does not throw. */
export function parseConfig(text: string): ParsedConfig {
  try {
    const decoder = new ConfigDecoder(new YamlSource(text));
    const file = decoder.file();
    if (file === undefined && decoder.problems.length === 0) return failed('', 'no route provided in config', undefined);
    // What has the wrong type would be missed where it belongs.
    const config = decoder.problems.length === 0 && file ? readConfig(decoder, file) : undefined;
    const { problems, positions } = decoder;
    return { config: problems.length === 0 ? config : undefined, problems, positions };
  } catch (error) {
    if (error instanceof RangeError || (error instanceof YamlFault && error.message.includes('call stack'))) return failed('', 'yaml: an anchor contains itself, or the document is nested too deep', undefined);
    if (error instanceof YamlFault) return failed('', error.message, error.position);
    throw error;
  }
}

const failed = (path: string, message: string, position: YamlPosition | undefined): ParsedConfig => ({ config: undefined, problems: [{ path, message, line: position?.line, column: position?.column }], positions: new Map() });

function readConfig(decoder: ConfigDecoder, file: ConfigObject): AlertmanagerConfig {
  const global = objectOf(file['global']);
  checkGlobal(decoder, global);
  const receivers = readReceivers(decoder, file);
  if (depthOf(file['route']) > MAX_DEPTH) throw new RangeError();
  const route = readRoute(decoder, file['route'], '/route');
  const timeIntervals = readTimeIntervals(decoder, file);
  const inhibitRules = listOf(file['inhibit_rules']).map((rule, index) => readInhibitRule(decoder, rule, `/inhibit_rules/${index}`));
  if (file['route'] === undefined) decoder.problem('', 'no routes provided');
  else {
    checkRoot(decoder, route);
    checkNames(decoder, route, '/route', { receivers: new Set(receivers.map(({ name }) => name)), intervals: new Set(timeIntervals.map(({ name }) => name)) });
  }
  return {
    resolveTimeoutMs: durationOf(global['resolve_timeout']) ?? 300_000,
    global,
    route,
    inhibitRules,
    timeIntervals,
    muteTimeIntervals: listOf(file['mute_time_intervals']).length,
    receivers,
    templates: listOf(file['templates']).map(textOf),
    processSections: ['tracing', 'event_recorder'].filter((section) => file[section] !== undefined),
  };
}

function depthOf(value: unknown): number {
  let depth = 0;
  for (let level = [value]; level.length > 0; depth++) level = level.flatMap((each) => (each !== null && typeof each === 'object' && 'routes' in each && Array.isArray(each.routes) ? (each.routes as unknown[]) : []));
  return depth;
}

function checkRoot(decoder: ConfigDecoder, root: RouteConfig): void {
  if (root.receiver === undefined) decoder.problem('/route', 'root route must specify a default receiver');
  if (root.matchers?.length) decoder.problem('/route', 'root route must not have any matchers');
  if (root.muteTimeIntervals?.length) decoder.problem('/route/mute_time_intervals', 'root route must not have any mute time intervals');
  if (root.activeTimeIntervals?.length) decoder.problem('/route/active_time_intervals', 'root route must not have any active time intervals');
  if (root.continue === true) decoder.problem('/route/continue', 'cannot have continue in root route');
}

interface KnownNames {
  readonly receivers: ReadonlySet<string>;
  readonly intervals: ReadonlySet<string>;
}

function checkNames(decoder: ConfigDecoder, route: RouteConfig, path: string, known: KnownNames): void {
  if (route.receiver !== undefined && !known.receivers.has(route.receiver)) decoder.problem(`${path}/receiver`, `undefined receiver ${JSON.stringify(route.receiver)} used in route`);
  for (const [field, names] of [['mute_time_intervals', route.muteTimeIntervals], ['active_time_intervals', route.activeTimeIntervals]] as const) {
    (names ?? []).forEach((name, index) => {
      if (!known.intervals.has(name)) decoder.problem(`${path}/${field}/${index}`, `undefined time interval ${JSON.stringify(name)} used in route`);
    });
  }
  (route.routes ?? []).forEach((child, index) => checkNames(decoder, child, `${path}/routes/${index}`, known));
}
