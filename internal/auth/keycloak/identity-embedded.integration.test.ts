import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOidc } from '#pkg/devstack';
import { identityContract } from './identity.contract.ts';

jest.setTimeout(30_000);

identityContract('the embedded provider', async (variables) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'orchestrix-oidc-'));
  const provider = await startOidc({ dataDir, realmFile: path.resolve(__dirname, '../../../keycloak/realm-orchestrix.json'), variables });
  return {
    issuer: provider.issuer,
    async stop() {
      await provider.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});
