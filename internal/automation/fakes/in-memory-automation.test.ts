import { automationContract } from '../ports/automation.contract.ts';
import { approvalRepositoryContract } from '../ports/approval-repository.contract.ts';
import { eventSetRepositoryContract } from '../ports/event-set-repository.contract.ts';
import { eventRepositoryContract } from '../ports/event-repository.contract.ts';
import { executionRepositoryContract } from '../ports/execution-repository.contract.ts';
import { quotaRepositoryContract } from '../ports/quota-repository.contract.ts';
import { scheduleRepositoryContract } from '../ports/schedule-repository.contract.ts';
import { subscriptionRepositoryContract } from '../ports/subscription-repository.contract.ts';
import { workflowRepositoryContract } from '../ports/workflow-repository.contract.ts';
import { InMemoryAutomation } from './in-memory-automation.ts';

const open = () => new InMemoryAutomation();

automationContract('InMemoryAutomation', open);
workflowRepositoryContract('InMemoryAutomation', open);
executionRepositoryContract('InMemoryAutomation', open);
eventRepositoryContract('InMemoryAutomation', open);
subscriptionRepositoryContract('InMemoryAutomation', open);
eventSetRepositoryContract('InMemoryAutomation', open);
approvalRepositoryContract('InMemoryAutomation', open);
scheduleRepositoryContract('InMemoryAutomation', open);
quotaRepositoryContract('InMemoryAutomation', open);
