import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from './launch-server.ts';
import { supervise, type SupervisionEvent } from './supervise.ts';

const backoff = { firstMs: 1, lastMs: 4, steadyAfterMs: 1_000 };

/** A server that ends when told to; `failures` starts fail first after the initial one. */
function fakeServers({ failures = 0 } = {}) {
  const running: { readonly pid: number; readonly die: () => void }[] = [];
  let [pid, failed] = [0, 0];
  const start = async (): Promise<ServerProcess> => {
    if (pid > 0 && failed < failures) {
      failed += 1;
      throw new Error('no port');
    }
    pid += 1;
    let end: (how: string) => void = () => undefined;
    const exited = new Promise<string>((resolve) => { end = resolve; });
    running.push({ pid, die: () => end('killed by SIGKILL') });
    return { pid, exited, stop: async () => end('exit code 0') };
  };
  return { start, running };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 200; tries += 1) await sleep(5);
  expect(condition()).toBe(true);
}

describe('supervise', () => {
  test('starts a killed server again and says so', async () => {
    const [servers, events] = [fakeServers(), [] as SupervisionEvent[]];
    const supervised = await supervise({ start: servers.start, backoff, onEvent: (event) => events.push(event) });
    servers.running[0]?.die();
    await until(() => servers.running.length === 2);
    await supervised.stop();
    expect(events).toEqual([{ kind: 'started', pid: 1 }, { kind: 'ended', how: 'killed by SIGKILL' }, { kind: 'started', pid: 2 }]);
  });

  test('tries again when it cannot be started', async () => {
    const [servers, events] = [fakeServers({ failures: 2 }), [] as SupervisionEvent[]];
    const supervised = await supervise({ start: servers.start, backoff, onEvent: (event) => events.push(event) });
    servers.running[0]?.die();
    await until(() => servers.running.length === 2);
    await supervised.stop();
    expect(events.filter(({ kind }) => kind === 'failed')).toEqual([{ kind: 'failed', why: 'no port', retryInMs: 2 }, { kind: 'failed', why: 'no port', retryInMs: 4 }]);
  });

  test('does not start it again after stop', async () => {
    const servers = fakeServers();
    const supervised = await supervise({ start: servers.start, backoff });
    await supervised.stop();
    await sleep(20);
    expect(servers.running).toHaveLength(1);
  });

  test('a first start that fails is the caller\'s to know', async () => {
    await expect(supervise({ start: () => Promise.reject(new Error('no binary')), backoff })).rejects.toThrow('no binary');
  });

  test('stop during a restart leaves nothing running', async () => {
    const stopped: number[] = [];
    const servers = fakeServers();
    const slow = async (): Promise<ServerProcess> => {
      const server = await servers.start();
      if (server.pid > 1) await sleep(30);
      return { ...server, stop: async () => { stopped.push(server.pid); await server.stop(); } };
    };
    const supervised = await supervise({ start: slow, backoff });
    servers.running[0]?.die();
    await until(() => servers.running.length === 2);
    await supervised.stop();
    expect(stopped).toContain(2);
  });
});
