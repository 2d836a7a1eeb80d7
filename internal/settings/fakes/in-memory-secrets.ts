import { pageOf } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { SealedSecret, Secret } from '../domain/secret.ts';
import type { SecretRepository } from '../ports/secret-repository.ts';

type Stored = readonly SealedSecret[];

/** Secrets of one tenant in a list that `read` gives and `write` replaces. */
export function inMemorySecrets(read: () => Stored, write: (secrets: Stored) => void): SecretRepository {
  const find = (name: string): SealedSecret | undefined => read().find((secret) => secret.name === name);
  const without = (name: string): Stored => read().filter((secret) => secret.name !== name);
  return {
    list: async ({ limit, after: [start = ''] = [] }) => {
      const rest = [...read()].filter(({ name }) => name > start).sort((one, other) => (one.name < other.name ? -1 : 1));
      return pageOf(rest.map(metadata), limit, ({ name }) => [name]);
    },
    count: async () => read().length,
    find: async (name) => find(name),
    findAll: async (names) => read().filter(({ name }) => names.includes(name)),
    save: async (secret) => {
      const before = find(secret.name);
      if (before && before.version !== secret.version - 1) throw conflict(`the secret '${secret.name}' changed meanwhile`);
      write([...without(secret.name), secret]);
    },
    remove: async (name) => {
      const before = find(name);
      if (!before) throw notFound('secret', name);
      write(without(name));
      return metadata(before);
    },
  };
}

const metadata = ({ sealed: _sealed, ...rest }: SealedSecret): Secret => rest;
