import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startKeycloak } from '#pkg/devstack';
import { identityContract } from './identity.contract.ts';

// Fetching it takes seconds to minutes, the first start with its database and import another half minute.
jest.setTimeout(600_000);

identityContract('Keycloak', async (variables) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'orchestrix-keycloak-'));
  const provider = await startKeycloak({ dataDir, realmFile: path.resolve(__dirname, '../../../keycloak/realm-orchestrix.json'), variables });
  return {
    issuer: provider.issuer,
    async stop() {
      await provider.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});
