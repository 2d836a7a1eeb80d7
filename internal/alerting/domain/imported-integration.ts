import { type ConfigObject, type ConfigValue, type IntegrationConfig, SECRET } from '#pkg/alertmanager';
import type { JsonObject } from '#internal/kernel';

/** What of a file was taken: all, a part, or nothing. */
export type ImportOutcome = 'full' | 'partial' | 'none';

/** A setting that was not taken, and why. */
export interface ImportRemark {
  /** With the name of the file; empty: the element as a whole. */
  readonly field: string;
  readonly reason: string;
}

/** A channel that an integration may become. */
export interface ImportChannel {
  readonly kind: string;
  readonly settings: ReadonlyMap<string, { readonly isList: boolean }>;
  readonly secrets: ReadonlySet<string>;
}

/** An integration in the form of Orchestrix, and what is missing of it. */
export interface ImportedIntegration {
  /** Undefined when nothing could be made of it. */
  readonly integration: { readonly kind: string; readonly settings: JsonObject; readonly secrets: Readonly<Record<string, string>>; readonly sendResolved: boolean } | undefined;
  readonly remarks: readonly ImportRemark[];
}

/** Under which names channels may know what Alertmanager calls otherwise, the likeliest first. */
const OTHER_KINDS: Readonly<Record<string, readonly string[]>> = { msteamsv2: ['msteamsv2', 'msteams', 'teams', 'microsoft_teams'], msteams: ['msteams', 'teams', 'microsoft_teams'], email: ['email', 'e-mail'] };
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  url: ['url', 'webhook_url'],
  api_url: ['api_url', 'webhook_url', 'url'],
  webhook_url: ['webhook_url', 'url'],
  app_token: ['app_token', 'bot_token', 'token'],
  bot_token: ['bot_token', 'token'],
  routing_key: ['routing_key', 'integration_key'],
};

/** Fields that say the same whether or not they are written. */
const NEUTRAL: Readonly<Record<string, readonly ConfigValue[]>> = { max_alerts: [0], timeout: ['0s', '0'], enable_http2: [true], follow_redirects: [true], require_tls: [true], hello: ['localhost'] };

/** What Alertmanager takes where nothing is written; a channel has defaults of its own, so these are no loss. */
const PROVIDER_URLS: ReadonlySet<ConfigValue | undefined> = new Set(['https://events.pagerduty.com/v2/enqueue', 'https://api.opsgenie.com/', 'https://api.telegram.org', 'https://slack.com/api/chat.postMessage', 'https://qyapi.weixin.qq.com/cgi-bin/', 'https://alert.victorops.com/integrations/generic/20131114/alert/', 'https://webexapis.com/v1/messages', 'https://open.rocket.chat/']);

/** Makes an integration of Orchestrix of one of an alertmanager.yml: what a channel knows by the same or a known name is taken, all else is said. */
export function importIntegration({ kind, settings, sendResolved }: IntegrationConfig, channels: readonly ImportChannel[]): ImportedIntegration {
  const channel = (OTHER_KINDS[kind] ?? [kind]).flatMap((name) => channels.find((each) => each.kind === name) ?? [])[0];
  if (!channel) return { integration: undefined, remarks: [{ field: '', reason: `Orchestrix has no channel of the kind ${kind}` }] };
  const taken = new Taken(channel);
  for (const [field, value] of Object.entries(settings)) {
    if (field === 'send_resolved' || value === undefined || value === null || value === '') continue;
    if (field === 'http_config') taken.http(value as ConfigObject);
    else taken.field(field, value);
  }
  return { integration: { kind: channel.kind, settings: taken.settings, secrets: taken.secrets, sendResolved }, remarks: taken.remarks };
}

class Taken {
  readonly settings: Record<string, JsonObject[string]> = {};
  readonly secrets: Record<string, string> = {};
  readonly remarks: ImportRemark[] = [];

  constructor(private readonly channel: ImportChannel) {}

  field(field: string, value: ConfigValue): void {
    if (field.endsWith('_file')) return this.refuse(field, 'files of the machine where Alertmanager runs cannot be read from here: set the secret by hand');
    if (value === SECRET) return this.refuse(field, 'the file holds `<secret>` in place of the secret: set it by hand');
    const { settings, secrets } = this.channel;
    const known = (OTHER_NAMES[field] ?? [field]).find((name) => settings.has(name) || secrets.has(name));
    if (known === undefined) {
      if (!(NEUTRAL[field]?.includes(value) ?? false) && !PROVIDER_URLS.has(value)) this.refuse(field, `the channel ${this.channel.kind} has no such setting`);
    } else if (secrets.has(known)) {
      if (typeof value === 'object') this.refuse(field, 'is not a text');
      else this.secrets[known] = String(value);
    } else this.settings[known] = settings.get(known)?.isList === true && typeof value === 'string' ? value.split(',').map((part) => part.trim()).filter((part) => part !== '') : (value as JsonObject[string]);
  }

  /** How the provider is called: of all that, who calls is taken. */
  http(http: ConfigObject): void {
    for (const [field, value] of Object.entries(http)) {
      if (value === undefined || value === null || value === '' || NEUTRAL[field]?.includes(value)) continue;
      const given = value as ConfigObject;
      if (field === 'authorization') this.authorization(`http_config/${field}`, given['credentials'], `${text(given['type']) || 'Bearer'} `);
      else if (field === 'bearer_token') this.authorization(`http_config/${field}`, value, 'Bearer ');
      else if (field === 'basic_auth' && text(given['password']) !== SECRET) this.authorization(`http_config/${field}`, base64(`${text(given['username'])}:${text(given['password'])}`), 'Basic ');
      else this.refuse(`http_config/${field}`, field === 'tls_config' ? 'certificates are checked by the rules of the installation' : field.startsWith('proxy') ? 'outgoing calls take the way of the installation' : 'cannot be set per integration');
    }
  }

  private authorization(field: string, credentials: ConfigValue | undefined, prefix: string): void {
    if (text(credentials) === '' || credentials === SECRET) this.refuse(field, credentials === SECRET ? 'the file holds `<secret>` in place of the secret: set it by hand' : 'files of the machine where Alertmanager runs cannot be read from here: set the secret by hand');
    else if (this.channel.secrets.has('authorization')) this.secrets['authorization'] = `${prefix}${text(credentials)}`;
    else this.refuse(field, `the channel ${this.channel.kind} cannot send it`);
  }

  private refuse(field: string, reason: string): void {
    this.remarks.push({ field, reason });
  }
}

const text = (value: ConfigValue | undefined): string => (typeof value === 'string' ? value : '');

/** The bytes of a text, as they stand in an Authorization header (RFC 7617). */
const base64 = (value: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(value)));
