import { deltaSumsContract } from '../ports/delta-sums.contract.ts';
import { InMemoryDeltaSums } from './in-memory-delta-sums.ts';

deltaSumsContract('InMemoryDeltaSums', () => new InMemoryDeltaSums());
