import { existsSync, readFileSync } from 'node:fs';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { writeFileAtomically } from './write-file-atomically.ts';

interface Entry {
  readonly kind: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
}

const WRITE_DELAY_MS = 100;
const key = (kind: string, id: string): string => `${kind}:${id}`;

/**
 * Sessions, codes, grants and refresh tokens of the embedded provider: in memory, and in a file soon after each change,
 * so that people stay signed in when the provider is started again.
 */
export class OidcStore {
  private readonly entries = new Map<string, Entry>();
  private pending: NodeJS.Timeout | undefined;

  constructor(private readonly file: string) {
    if (!existsSync(file)) return;
    for (const entry of JSON.parse(readFileSync(file, 'utf8')) as Entry[]) this.entries.set(key(entry.kind, entry.id), entry);
  }

  adapter(kind: string): Adapter {
    return {
      upsert: async (id, payload, expiresIn) => {
        const expiresAt = expiresIn === undefined ? {} : { expiresAt: Date.now() + expiresIn * 1000 };
        this.entries.set(key(kind, id), { kind, id, payload, ...expiresAt });
        this.changed();
      },
      find: async (id) => this.live(key(kind, id))?.payload,
      findByUid: async (uid) => this.all(kind).find(({ payload }) => payload.uid === uid)?.payload,
      findByUserCode: async (userCode) => this.all(kind).find(({ payload }) => payload.userCode === userCode)?.payload,
      consume: async (id) => {
        const entry = this.live(key(kind, id));
        if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
        this.changed();
      },
      destroy: async (id) => this.remove(({ kind: itsKind, id: itsId }) => itsKind === kind && itsId === id),
      revokeByGrantId: async (grantId) => this.revokeGrant(grantId),
    };
  }

  /** Payloads of everything that is `kind` and belongs to a person: `Session`, `Grant`. */
  ofAccount(kind: string, accountId: string): readonly AdapterPayload[] {
    return this.all(kind).filter(({ payload }) => payload.accountId === accountId).map(({ payload }) => payload);
  }

  /** Ends a person's sessions and makes every token of theirs that is looked up here void. */
  forget(accountId: string): void {
    this.remove(({ payload }) => payload.accountId === accountId);
  }

  /** Writes what has not been written yet. */
  flush(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    writeFileAtomically(this.file, JSON.stringify([...this.entries.values()].filter(isLive)));
  }

  private revokeGrant(grantId: string): void {
    this.remove(({ payload }) => payload.grantId === grantId);
  }

  private all(kind: string): readonly Entry[] {
    return [...this.entries.values()].filter((entry) => entry.kind === kind && isLive(entry));
  }

  private live(of: string): Entry | undefined {
    const entry = this.entries.get(of);
    return entry && isLive(entry) ? entry : undefined;
  }

  private remove(matches: (entry: Entry) => boolean): void {
    for (const [of, entry] of this.entries) if (matches(entry) || !isLive(entry)) this.entries.delete(of);
    this.changed();
  }

  private changed(): void {
    this.pending ??= setTimeout(() => this.flush(), WRITE_DELAY_MS).unref();
  }
}

const isLive = ({ expiresAt }: Entry): boolean => expiresAt === undefined || expiresAt > Date.now();
