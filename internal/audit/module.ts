import type { Transactions } from '#internal/platform/transactions';
import { canonicalJson, GENESIS, linkHash } from '#pkg/hash-chain';
import type { LinkDigest } from './domain/chain.ts';
import { auditLogOperations } from './http/audit-log-operations.ts';
import { postgresAudit } from './postgres/postgres-audit.ts';
import { exportAuditLogs } from './service/export-audit-logs.ts';
import { listAuditLogs } from './service/list-audit-logs.ts';
import { verifyAuditLog } from './service/verify-audit-log.ts';

const digest: LinkDigest = (previousHash, entry) => linkHash(previousHash, canonicalJson(entry));

/** Wires the reading side of the audit log; `hashChainedAuditWriter`, the writing side, goes to the transactions. */
export function createAudit({ transactions }: { readonly transactions: Transactions }) {
  const work = postgresAudit(transactions);
  const useCases = {
    listAuditLogs: listAuditLogs({ work }),
    exportAuditLogs: exportAuditLogs({ work }),
    verifyAuditLog: verifyAuditLog({ work, digest, genesis: GENESIS }),
  };
  return { operations: auditLogOperations(useCases), useCases };
}
