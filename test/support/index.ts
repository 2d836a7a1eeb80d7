export { eventually } from './eventually.ts';
export { installed, type RunningBroker, startMosquitto, startNats, startRabbit } from './brokers.ts';
export { type Certificates, makeCertificates } from './certificates.ts';
export { type ContractServer, startContractServer } from './contract-server.ts';
export { type TestUrls, testUrls, useOwnDatabase, useTestPool } from './test-databases.ts';
export { someActor, someTenant } from './tenants.ts';
export { systemClock, transactionsOn, useTransactions, uuidGenerator } from './test-transactions.ts';
export { testTemporalAddress } from './temporal.ts';
export { PROMETHEUS, PROMETHEUS_3, type PrometheusServer, prometheusVersion, startPrometheus } from './prometheus-server.ts';
