import { authContract } from '../ports/auth.contract.ts';
import { sessionStoreContract } from '../ports/session-store.contract.ts';
import { InMemoryAuth } from './in-memory-auth.ts';
import { InMemorySessions } from './in-memory-sessions.ts';

let count = 0;
const newId = () => `0198c0de-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;

authContract('InMemoryAuth', () => {
  const auth = new InMemoryAuth();
  return { work: auth, lookup: auth, newId };
});

sessionStoreContract('InMemorySessions', () => ({ store: new InMemorySessions(), newId }));
