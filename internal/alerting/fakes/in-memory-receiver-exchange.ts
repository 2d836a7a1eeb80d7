import type { Receivers } from '../ports/receivers.ts';
import type { KnownChannel, NewIntegration, ReceiverExchange } from '../ports/receiver-exchange.ts';

const settings = (...names: string[]): KnownChannel['settings'] => new Map(names.map((name) => [name.replace('[]', ''), { isList: name.endsWith('[]') }]));

/** Receivers with all that they say, for every tenant; webhooks, e-mail and Slack are known. */
export class InMemoryReceiverExchange implements ReceiverExchange, Receivers {
  readonly stored = new Map<string, readonly NewIntegration[]>();

  channels(): readonly KnownChannel[] {
    return [
      { kind: 'webhook', settings: settings('url', 'max_alerts'), secrets: new Set(['signing_secret', 'authorization']) },
      { kind: 'email', settings: settings('to[]', 'html'), secrets: new Set() },
      { kind: 'slack', settings: settings('channel', 'title'), secrets: new Set(['webhook_url']) },
    ];
  }

  async problemOf(_actor: unknown, _receiver: string, integration: NewIntegration): Promise<string | undefined> {
    return integration.settings['url'] === 'http://10.0.0.1/' ? 'settings/url: may not be called' : undefined;
  }

  async put(_actor: unknown, receivers: readonly { readonly name: string; readonly integrations: readonly NewIntegration[] }[]) {
    const [updated, created] = [receivers.filter(({ name }) => this.stored.has(name)), receivers.filter(({ name }) => !this.stored.has(name))].map((some) => some.map(({ name }) => name)) as [string[], string[]];
    for (const { name, integrations } of receivers) this.stored.set(name, integrations);
    return { created, updated };
  }

  async all() {
    return [...this.stored].map(([name, integrations]) => ({ name, integrations: integrations.map(({ secrets, ...rest }) => ({ ...rest, secretNames: Object.keys(secrets) })) }));
  }

  async list() {
    return [...this.stored].map(([name, integrations]) => ({ name, integrations: integrations.map(({ kind, sendResolved }, index) => ({ id: `${name}-${index}`, kind, sendResolved })) }));
  }
}
