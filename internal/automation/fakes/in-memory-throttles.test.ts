import { throttlesContract } from '../ports/throttles.contract.ts';
import { InMemoryThrottles } from './in-memory-throttles.ts';

throttlesContract('InMemoryThrottles', (clock) => new InMemoryThrottles(clock));
