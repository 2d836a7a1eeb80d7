export { eventually } from './eventually.ts';
export { type ContractServer, startContractServer } from './contract-server.ts';
export { type TestUrls, testUrls, useOwnDatabase, useTestPool } from './test-databases.ts';
export { someActor, someTenant } from './tenants.ts';
export { systemClock, transactionsOn, useTransactions, uuidGenerator } from './test-transactions.ts';
export { testTemporalAddress } from './temporal.ts';
