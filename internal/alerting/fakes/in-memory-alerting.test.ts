import { alertingContract } from '../ports/alerting.contract.ts';
import { InMemoryAlerting } from './in-memory-alerting.ts';

alertingContract('InMemoryAlerting', () => new InMemoryAlerting());
