import { integrationsContract } from '../ports/integrations.contract.ts';
import { InMemoryIntegrations } from './in-memory-integrations.ts';

integrationsContract('InMemoryIntegrations', () => {
  const work = new InMemoryIntegrations();
  return { work, directory: work };
});
