import { registryContract } from '../ports/registry.contract.ts';
import { InMemoryRegistry } from './in-memory-registry.ts';

registryContract('InMemoryRegistry', () => new InMemoryRegistry());
