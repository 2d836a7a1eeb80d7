import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, launchServer } from '#pkg/devstack';
import type { Certificates } from './certificates.ts';

/** A message broker of this machine. */
export interface RunningBroker {
  readonly port: number;
  readonly tlsPort: number;
  stop(): Promise<void>;
}

/** A program, also where distributions put daemons; undefined when it is not installed. RabbitMQ's own script comes first: Debian's would change the user. */
export const installed = (program: string): string | undefined =>
  ['/usr/lib/rabbitmq/bin', ...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin'].map((folder) => path.join(folder, program)).find((file) => existsSync(file));

/** Eclipse Mosquitto: `ana`/`secret` may publish below `alerts/`, nobody is let in without a password on the encrypted port; in clear everybody is. */
export async function startMosquitto(program: string, { files }: Certificates): Promise<RunningBroker> {
  const folder = temporary();
  const [port, tlsPort] = [await freePort(), await freePort()];
  execFileSync(installed('mosquitto_passwd') ?? 'mosquitto_passwd', ['-b', '-c', path.join(folder, 'users'), 'ana', 'secret'], { stdio: 'pipe' });
  writeFileSync(path.join(folder, 'rules'), 'topic readwrite open/#\nuser ana\ntopic readwrite alerts/#\n', { mode: 0o644 });
  writeFileSync(
    path.join(folder, 'mosquitto.conf'),
    `user root\nper_listener_settings true\nlistener ${port} 127.0.0.1\nallow_anonymous true\nlistener ${tlsPort} 127.0.0.1\nallow_anonymous false\npassword_file ${folder}/users\nacl_file ${folder}/rules\ncafile ${files.authority}\ncertfile ${files.certificate}\nkeyfile ${files.key}\n`,
  );
  return launched('Mosquitto', program, ['-c', path.join(folder, 'mosquitto.conf')], { folder, port, tlsPort });
}

/** NATS with a user `ana`/`secret`, who may publish on `alerts.>`; encrypted on the second server's port. */
export async function startNats(program: string, { files }: Certificates): Promise<RunningBroker> {
  const folder = temporary();
  const [port, tlsPort] = [await freePort(), await freePort()];
  const users = 'authorization { users = [{ user: ana, password: secret, permissions: { publish: { allow: ["alerts.>"] }, subscribe: { allow: [">"] } } }] }';
  writeFileSync(path.join(folder, 'clear.conf'), `listen: 127.0.0.1:${port}\n${users}\njetstream { store_dir: "${folder}/js" }\n`);
  writeFileSync(path.join(folder, 'tls.conf'), `listen: 127.0.0.1:${tlsPort}\n${users}\ntls { cert_file: "${files.certificate}", key_file: "${files.key}" }\n`);
  const clear = await launched('NATS', program, ['-c', path.join(folder, 'clear.conf')], { folder, port, tlsPort: port });
  const encrypted = await launched('NATS', program, ['-c', path.join(folder, 'tls.conf')], { folder, port: tlsPort, tlsPort });
  return { port, tlsPort, stop: async () => void (await Promise.all([clear.stop(), encrypted.stop()])) };
}

/** RabbitMQ with a user `ana`/`secret`, who may do everything in the virtual host `/`. */
export async function startRabbit(program: string, { files }: Certificates): Promise<RunningBroker> {
  const folder = temporary();
  const [port, tlsPort, distribution, mapper] = [await freePort(), await freePort(), await freePort(), await freePort()];
  writeFileSync(
    path.join(folder, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${port}\nlisteners.ssl.1 = 127.0.0.1:${tlsPort}\nssl_options.cacertfile = ${files.authority}\nssl_options.certfile = ${files.certificate}\nssl_options.keyfile = ${files.key}\nssl_options.verify = verify_none\ndefault_user = ana\ndefault_pass = secret\n`,
  );
  writeFileSync(path.join(folder, 'enabled_plugins'), '[].\n');
  const environment = {
    HOME: folder, ERL_CRASH_DUMP: '/dev/null', ERL_EPMD_PORT: String(mapper), ERL_EPMD_ADDRESS: '127.0.0.1', RABBITMQ_NODENAME: `orchestrix-${port}@localhost`, RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_CONFIG_FILE: path.join(folder, 'rabbitmq.conf'), RABBITMQ_ENABLED_PLUGINS_FILE: path.join(folder, 'enabled_plugins'), RABBITMQ_MNESIA_BASE: path.join(folder, 'data'), RABBITMQ_LOG_BASE: path.join(folder, 'log'),
  };
  const rabbit = await launched('RabbitMQ', program, [], { folder, port, tlsPort, environment, readyWithinMs: 60_000 });
  return {
    ...rabbit,
    stop: async () => {
      await rabbit.stop();
      // The port mapper of Erlang is a daemon that nobody else ends.
      execFileSync('epmd', ['-kill'], { env: { ...process.env, ERL_EPMD_PORT: String(mapper) }, stdio: 'ignore' });
    },
  };
}

async function launched(name: string, program: string, args: readonly string[], { folder, port, tlsPort, environment, readyWithinMs = 20_000 }: { readonly folder: string; readonly port: number; readonly tlsPort: number; readonly environment?: Readonly<Record<string, string>>; readonly readyWithinMs?: number }): Promise<RunningBroker> {
  const server = await launchServer({
    name, program, args, cwd: folder, logFile: path.join(folder, `${name}-${port}.log`), readyWithinMs, ...(environment && { environment }),
    isReady: async () => (await isOpen(port)) && (await isOpen(tlsPort)),
  });
  return {
    port, tlsPort,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-broker-'));
  chmodSync(folder, 0o755);
  return folder;
}
