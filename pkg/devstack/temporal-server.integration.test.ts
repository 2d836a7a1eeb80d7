import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startTemporal } from './temporal-server.ts';

jest.setTimeout(180_000); // The first run on a machine fetches the binary.

describe('startTemporal', () => {
  let dataDir: string;
  beforeEach(async () => { dataDir = await mkdtemp(path.join(tmpdir(), 'temporal-server-')); });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  async function withClient<Result>(address: string, use: (client: Client) => Promise<Result>): Promise<Result> {
    const connection = await Connection.connect({ address });
    try {
      return await use(new Client({ connection }));
    } finally {
      await connection.close();
    }
  }

  test('keeps workflows over a kill -9, at the same address', async () => {
    const first = await startTemporal({ dataDir });
    await withClient(first.address, (client) => client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'kept' }));
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toBe('killed by SIGKILL');

    const second = await startTemporal({ dataDir, port: Number(first.address.split(':')[1]) });
    try {
      expect(second.address).toBe(first.address);
      const { status } = await withClient(second.address, (client) => client.workflow.getHandle('kept').describe());
      expect(status.name).toBe('RUNNING');
    } finally {
      await second.stop();
    }
  });

  test('serves the Web UI, and nothing any more after stop', async () => {
    const server = await startTemporal({ dataDir });
    expect((await fetch(server.uiUrl)).status).toBe(200);
    await server.stop();
    await expect(fetch(server.uiUrl)).rejects.toThrow();
    await server.stop();
  });

  test('says in one sentence that its port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    try {
      await expect(startTemporal({ dataDir, port })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(`^port ${port} for Temporal is already in use`) });
    } finally {
      squatter.close();
    }
  });

  test('says what the program said when it does not start', async () => {
    await expect(startTemporal({ dataDir, binary: process.execPath })).rejects.toMatchObject({ message: expect.stringMatching(/^Temporal did not start \(exit code \d+\)/) });
  });
});
