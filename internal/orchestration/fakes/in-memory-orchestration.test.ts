import { orchestrationContract } from '../ports/orchestration.contract.ts';
import { InMemoryOrchestration } from './in-memory-orchestration.ts';

orchestrationContract('InMemoryOrchestration', () => new InMemoryOrchestration());
