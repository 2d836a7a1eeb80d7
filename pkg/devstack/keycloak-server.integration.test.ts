import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { identityProviderContract } from './identity-provider.contract.ts';
import { startKeycloak } from './keycloak-server.ts';

// Fetching it takes seconds to minutes, the first start with its database and import another half minute.
jest.setTimeout(600_000);

identityProviderContract('Keycloak', async (variables) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'keycloak-'));
  const server = await startKeycloak({ dataDir, realmFile: path.resolve(__dirname, '../../keycloak/realm-orchestrix.json'), variables });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});
