/** What an integration of a kind needs, beside fields of the right types. */
export interface IntegrationRules {
  /** Fields of which one has to be there, with what is said else. */
  readonly oneOf?: readonly (readonly [fields: readonly string[], message: string])[];
  /** Fields of which at most one may be there. */
  readonly atMostOne?: readonly (readonly string[])[];
  /** Fields that take the value of a field of `global` when they are not there, nor any of `unless`; `a/b` is the field b of a. */
  readonly inherits?: Readonly<Record<string, { readonly from: string; readonly unless?: readonly string[] }>>;
  /** Whether ends of alerts are told when nobody says. */
  readonly sendResolved: boolean;
}

const webhookUrl = (kind: string): IntegrationRules => ({
  oneOf: [[['webhook_url', 'webhook_url_file'], `one of webhook_url or webhook_url_file must be configured (${kind})`]],
  atMostOne: [['webhook_url', 'webhook_url_file']],
  sendResolved: true,
});

/** All kinds of integrations that Alertmanager 0.34 has, by what stands before `_configs`. */
export const INTEGRATION_KINDS: Readonly<Record<string, IntegrationRules>> = {
  webhook: { oneOf: [[['url', 'url_file'], 'one of url or url_file must be configured']], atMostOne: [['url', 'url_file']], sendResolved: true },
  email: {
    oneOf: [[['to'], 'missing to address in email config'], [['smarthost'], 'no global SMTP smarthost set'], [['from'], 'no global SMTP from set']],
    inherits: {
      smarthost: { from: 'smtp_smarthost' },
      from: { from: 'smtp_from' },
      hello: { from: 'smtp_hello' },
      auth_username: { from: 'smtp_auth_username' },
      auth_password: { from: 'smtp_auth_password', unless: ['auth_password_file'] },
      auth_password_file: { from: 'smtp_auth_password_file', unless: ['auth_password'] },
      auth_secret: { from: 'smtp_auth_secret' },
      auth_secret_file: { from: 'smtp_auth_secret_file' },
      auth_identity: { from: 'smtp_auth_identity' },
      require_tls: { from: 'smtp_require_tls' },
      force_implicit_tls: { from: 'smtp_force_implicit_tls' },
      tls_config: { from: 'smtp_tls_config' },
    },
    sendResolved: false,
  },
  slack: {
    oneOf: [[['api_url', 'api_url_file', 'app_token', 'app_token_file'], 'no Slack API URL nor App token set either inline or in a file']],
    atMostOne: [['api_url', 'api_url_file'], ['app_token', 'app_token_file']],
    inherits: {
      app_url: { from: 'slack_app_url' },
      app_token: { from: 'slack_app_token', unless: ['app_token_file', 'api_url', 'http_config/authorization'] },
      app_token_file: { from: 'slack_app_token_file', unless: ['app_token', 'api_url', 'http_config/authorization'] },
      api_url: { from: 'slack_api_url', unless: ['api_url_file'] },
      api_url_file: { from: 'slack_api_url_file', unless: ['api_url'] },
    },
    sendResolved: false,
  },
  pagerduty: {
    oneOf: [[['routing_key', 'service_key', 'routing_key_file', 'service_key_file'], 'missing service or routing key in PagerDuty config']],
    atMostOne: [['routing_key', 'routing_key_file'], ['service_key', 'service_key_file']],
    inherits: { url: { from: 'pagerduty_url' } },
    sendResolved: true,
  },
  opsgenie: {
    oneOf: [[['api_key', 'api_key_file'], 'no global OpsGenie API Key set either inline or in a file']],
    atMostOne: [['api_key', 'api_key_file']],
    inherits: { api_url: { from: 'opsgenie_api_url' }, api_key: { from: 'opsgenie_api_key', unless: ['api_key_file'] }, api_key_file: { from: 'opsgenie_api_key_file', unless: ['api_key'] } },
    sendResolved: true,
  },
  wechat: {
    oneOf: [[['api_secret', 'api_secret_file'], 'no global Wechat Api Secret set either inline or in a file'], [['corp_id'], 'no global Wechat CorpID set']],
    atMostOne: [['api_secret', 'api_secret_file']],
    inherits: { api_url: { from: 'wechat_api_url' }, api_secret: { from: 'wechat_api_secret', unless: ['api_secret_file'] }, api_secret_file: { from: 'wechat_api_secret_file', unless: ['api_secret'] }, corp_id: { from: 'wechat_api_corp_id' } },
    sendResolved: false,
  },
  pushover: {
    oneOf: [[['user_key', 'user_key_file'], 'one of user_key or user_key_file must be configured'], [['token', 'token_file'], 'one of token or token_file must be configured']],
    atMostOne: [['user_key', 'user_key_file'], ['token', 'token_file']],
    sendResolved: true,
  },
  victorops: {
    oneOf: [[['routing_key'], 'missing Routing key in VictorOps config'], [['api_key', 'api_key_file'], 'no global VictorOps API Key set']],
    atMostOne: [['api_key', 'api_key_file']],
    inherits: { api_url: { from: 'victorops_api_url' }, api_key: { from: 'victorops_api_key', unless: ['api_key_file'] }, api_key_file: { from: 'victorops_api_key_file', unless: ['api_key'] } },
    sendResolved: true,
  },
  sns: { oneOf: [[['target_arn', 'topic_arn', 'phone_number'], 'must provide either a Target ARN, Topic ARN, or Phone Number for SNS config']], sendResolved: true },
  telegram: {
    oneOf: [[['bot_token', 'bot_token_file'], 'missing bot_token or bot_token_file on telegram_config'], [['chat_id', 'chat_id_file'], 'missing chat_id or chat_id_file on telegram_config']],
    atMostOne: [['bot_token', 'bot_token_file'], ['chat_id', 'chat_id_file']],
    inherits: { api_url: { from: 'telegram_api_url' }, bot_token: { from: 'telegram_bot_token', unless: ['bot_token_file'] }, bot_token_file: { from: 'telegram_bot_token_file', unless: ['bot_token'] } },
    sendResolved: true,
  },
  discord: webhookUrl('discord'),
  msteams: webhookUrl('msteams'),
  msteamsv2: webhookUrl('msteamsv2'),
  webex: { oneOf: [[['room_id'], 'missing room_id on webex_config']], inherits: { api_url: { from: 'webex_api_url' } }, sendResolved: true },
  jira: {
    oneOf: [[['project'], 'missing project in jira_config'], [['issue_type'], 'missing issue_type in jira_config'], [['api_url'], 'no global Jira Cloud URL set']],
    inherits: { api_url: { from: 'jira_api_url' } },
    sendResolved: true,
  },
  rocketchat: {
    oneOf: [[['token_id', 'token_id_file'], 'no global Rocketchat TokenID set either inline or in a file'], [['token', 'token_file'], 'no global Rocketchat Token set either inline or in a file']],
    atMostOne: [['token', 'token_file'], ['token_id', 'token_id_file']],
    inherits: {
      api_url: { from: 'rocketchat_api_url' },
      token: { from: 'rocketchat_token' },
      token_file: { from: 'rocketchat_token_file', unless: ['token'] },
      token_id: { from: 'rocketchat_token_id' },
      token_id_file: { from: 'rocketchat_token_id_file', unless: ['token_id'] },
    },
    sendResolved: false,
  },
  mattermost: {
    oneOf: [[['webhook_url', 'webhook_url_file'], 'missing webhook_url or webhook_url_file on mattermost_config']],
    atMostOne: [['webhook_url', 'webhook_url_file']],
    inherits: { webhook_url: { from: 'mattermost_webhook_url', unless: ['webhook_url_file'] }, webhook_url_file: { from: 'mattermost_webhook_url_file', unless: ['webhook_url'] } },
    sendResolved: true,
  },
  incidentio: {
    oneOf: [[['url', 'url_file'], 'one of url or url_file must be configured']],
    atMostOne: [['url', 'url_file'], ['alert_source_token', 'alert_source_token_file']],
    sendResolved: true,
  },
};

/** Pairs of fields of `global` of which at most one may be there. */
export const GLOBAL_AT_MOST_ONE: readonly (readonly string[])[] = [
  'slack_app_token', 'slack_api_url', 'opsgenie_api_key', 'victorops_api_key', 'telegram_bot_token', 'smtp_auth_password', 'rocketchat_token', 'rocketchat_token_id', 'smtp_auth_secret', 'wechat_api_secret', 'mattermost_webhook_url',
].map((name) => [name, `${name}_file`]);

/** What Alertmanager takes where `global` says nothing. */
export const GLOBAL_DEFAULTS: Readonly<Record<string, string | boolean>> = {
  smtp_hello: 'localhost',
  smtp_require_tls: true,
  pagerduty_url: 'https://events.pagerduty.com/v2/enqueue',
  opsgenie_api_url: 'https://api.opsgenie.com/',
  wechat_api_url: 'https://qyapi.weixin.qq.com/cgi-bin/',
  victorops_api_url: 'https://alert.victorops.com/integrations/generic/20131114/alert/',
  telegram_api_url: 'https://api.telegram.org',
  webex_api_url: 'https://webexapis.com/v1/messages',
  rocketchat_api_url: 'https://open.rocket.chat/',
  slack_app_url: 'https://slack.com/api/chat.postMessage',
};
