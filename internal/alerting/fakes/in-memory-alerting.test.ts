import { alertGroupsContract } from '../ports/alert-groups.contract.ts';
import { alertingContract } from '../ports/alerting.contract.ts';
import { ruleGroupsContract } from '../ports/rule-groups.contract.ts';
import { routingConfigsContract } from '../ports/routing-configs.contract.ts';
import { quietTimesContract } from '../ports/quiet-times.contract.ts';
import { silencesContract } from '../ports/silences.contract.ts';
import { InMemoryAlerting } from './in-memory-alerting.ts';

alertingContract('InMemoryAlerting', () => new InMemoryAlerting());
ruleGroupsContract('InMemoryAlerting', () => new InMemoryAlerting());
routingConfigsContract('InMemoryAlerting', () => new InMemoryAlerting());
quietTimesContract('InMemoryAlerting', () => new InMemoryAlerting());
silencesContract('InMemoryAlerting', () => new InMemoryAlerting());
alertGroupsContract('InMemoryAlerting', () => new InMemoryAlerting());
