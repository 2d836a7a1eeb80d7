import path from 'node:path';
import { Connection } from '@temporalio/client';
import { freePort } from './free-port.ts';
import { launchServer, type ServerProcess } from './launch-server.ts';
import { findTemporalBinary } from './temporal-binary.ts';

export interface TemporalOptions {
  /** Folder of the database and the log; created when missing, its content survives restarts. */
  readonly dataDir: string;
  /** Path of the Temporal CLI; looked for, and fetched if need be, when left out. */
  readonly binary?: string;
  /** Loopback port of the frontend; any free one when left out. */
  readonly port?: number;
  /** Loopback port of the Web UI; any free one when left out. */
  readonly uiPort?: number;
  /** Remote codec that the Web UI shows payloads through, as browsers reach it. */
  readonly codecEndpoint?: string;
  /** Dynamic configuration of the server, on top of what a small installation needs. */
  readonly dynamicConfig?: Readonly<Record<string, number | boolean>>;
  /** Custom search attributes of the namespace, by name: `KEYWORD`, `KEYWORD_LIST`, `INT` … */
  readonly searchAttributes?: Readonly<Record<string, string>>;
}

export interface RunningTemporal extends ServerProcess {
  /** `host:port` of the frontend. */
  readonly address: string;
  readonly uiUrl: string;
}

const IP = '127.0.0.1';

/**
 * What a small installation needs: with few shards the default of 20 polls a second makes every workflow task wait for the next 50 ms slot;
 * fairness keeps one tenant's backlog from delaying another's tasks, and works best inside one partition.
 */
const DYNAMIC_CONFIG: Readonly<Record<string, number | boolean>> = {
  'history.transferProcessorMaxPollRPS': 2000,
  'history.timerProcessorMaxPollRPS': 2000,
  'matching.enableFairness': true,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/**
 * Starts Temporal's development server with its Web UI on a database file, namespace `default`. Throws `unavailable` with one
 * sentence when a port is taken or it does not come up.
 */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const binary = options.binary ?? (await findTemporalBinary({ environment: process.env })).path;
  for (let attempt = 1; ; attempt += 1) {
    const since = performance.now();
    try {
      return await launchTemporal(binary, options);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || performance.now() - since > EARLY_END_MS) throw error;
    }
  }
}

/** Beside the two it is given the server picks free ports for its own services, and another process may take one of them first: it ends at once then. */
const MOST_ATTEMPTS = 3;
const EARLY_END_MS = 10_000;

async function launchTemporal(binary: string, options: TemporalOptions): Promise<RunningTemporal> {
  const port = await freePort(options.port === undefined ? undefined : { port: options.port, what: 'Temporal' });
  const uiPort = await freePort(options.uiPort === undefined ? undefined : { port: options.uiPort, what: 'the Temporal Web UI' });
  const dataDir = path.resolve(options.dataDir);
  const address = `${IP}:${port}`;
  const server = await launchServer({
    name: 'Temporal',
    program: binary,
    args: [
      'server', 'start-dev', '--ip', IP, '--port', String(port), '--ui-port', String(uiPort),
      '--db-filename', path.join(dataDir, 'temporal.db'), '--log-level', 'warn',
      ...(options.codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', options.codecEndpoint]),
      ...Object.entries(options.searchAttributes ?? {}).flatMap(([name, type]) => ['--search-attribute', `${name}=${cliType(type)}`]),
      ...Object.entries({ ...DYNAMIC_CONFIG, ...options.dynamicConfig }).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
    ],
    logFile: path.join(dataDir, 'server.log'),
    isReady: () => answers(address),
    readyWithinMs: 60_000,
  });
  return { ...server, address, uiUrl: `http://${IP}:${uiPort}` };
}

/** `KEYWORD_LIST` is `KeywordList` on the command line. */
const cliType = (type: string): string => type.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** The frontend listens before the namespace exists; only then can clients do anything. */
async function answers(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return true;
  } finally {
    await connection.close();
  }
}
