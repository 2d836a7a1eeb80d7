import { remediationContract } from '../ports/remediation.contract.ts';
import { InMemoryRemediation } from './in-memory-remediation.ts';

remediationContract('InMemoryRemediation', () => new InMemoryRemediation());
