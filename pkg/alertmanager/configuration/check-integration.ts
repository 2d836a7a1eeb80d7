import type { ConfigDecoder, ConfigObject } from './config-decoder.ts';
import { atMostOne, isGiven, listOf, objectOf, textOf } from './config-values.ts';

type Check = (settings: ConfigObject, refuse: (message: string, below?: string) => void, decoder: ConfigDecoder, path: string) => void;

const SLACK_POST_MESSAGE = 'https://slack.com/api/chat.postMessage';

/** What kinds of integrations ask for beyond fields that have to be there. */
const CHECKS: Readonly<Record<string, Check>> = {
  email: ({ headers, threading }, refuse) => {
    const names = Object.keys(objectOf(headers)).map((name) => name.toLowerCase());
    names.forEach((name, index) => {
      if (names.indexOf(name) < index) refuse(`duplicate header ${JSON.stringify(name)} in email config`, '/headers');
    });
    const { enabled, thread_by_date: byDate } = objectOf(threading);
    if (enabled !== true) return;
    if (names.includes('references')) refuse('conflicting configuration: threading.enabled conflicts with custom References header');
    if (names.includes('in-reply-to')) refuse('conflicting configuration: threading.enabled conflicts with custom In-Reply-To header');
    if (!['none', 'daily'].includes(textOf(byDate) === '' ? 'daily' : textOf(byDate))) refuse("threading.thread_by_date must be either 'none' or 'daily'");
  },
  slack: (settings, refuse) => {
    const has = (...fields: string[]): boolean => fields.some((field) => isGiven(settings[field]));
    if (has('api_url', 'api_url_file') && has('app_token', 'app_token_file')) refuse('at most one of api_url/api_url_file & app_token/app_token_file must be configured');
    if (settings['update_message'] === true && settings['api_url'] !== SLACK_POST_MESSAGE) refuse(`update_message can only be used with bot tokens. api_url must be set to ${SLACK_POST_MESSAGE}`, '/update_message');
    listOf(settings['actions']).forEach((value, index) => {
      const action = objectOf(value);
      for (const field of ['type', 'text']) if (!isGiven(action[field])) refuse(`missing ${field} in Slack action configuration`, `/actions/${index}`);
      if (!isGiven(action['url']) && !isGiven(action['name'])) refuse('missing name or url in Slack action configuration', `/actions/${index}`);
      if (isGiven(action['confirm']) && !isGiven(objectOf(action['confirm'])['text'])) refuse('missing text in Slack confirmation configuration', `/actions/${index}/confirm`);
    });
    fieldsHave(settings, refuse, 'Slack');
  },
  mattermost: (settings, refuse) => fieldsHave(settings, refuse, 'Mattermost'),
  webex: ({ http_config: http }, refuse) => {
    if (!isGiven(objectOf(http)['authorization'])) refuse('missing webex_configs.http_config.authorization');
  },
  wechat: ({ message_type: type }, refuse) => {
    if (isGiven(type) && !/^(text|markdown)$/.test(textOf(type))) refuse(`weChat message type ${JSON.stringify(textOf(type))} does not match valid options ^(text|markdown)$`, '/message_type');
  },
  victorops: ({ custom_fields: fields }, refuse) => {
    for (const name of ['routing_key', 'message_type', 'state_message', 'entity_display_name', 'monitoring_tool', 'entity_id', 'entity_state']) {
      if (objectOf(fields)[name] !== undefined) refuse(`victorOps config contains custom field ${name} which cannot be used as it conflicts with the fixed/static fields`, '/custom_fields');
    }
  },
  pushover: (settings, refuse) => {
    if (settings['monospace'] === true && settings['html'] === true) refuse('at most one of monospace & html must be configured');
  },
  sns: (settings, refuse) => {
    // As Alertmanager: of three, an even number that are there is refused.
    const given = ['target_arn', 'topic_arn', 'phone_number'].filter((field) => isGiven(settings[field])).length;
    if (given === 2) refuse('must provide either a Target ARN, Topic ARN, or Phone Number for SNS config');
  },
  telegram: ({ parse_mode: mode }, refuse) => {
    if (!['', 'Markdown', 'MarkdownV2', 'HTML'].includes(textOf(mode))) refuse('unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string', '/parse_mode');
  },
  opsgenie: ({ responders }, refuse) => {
    listOf(responders).forEach((value, index) => {
      const responder = objectOf(value);
      if (!['id', 'username', 'name'].some((field) => isGiven(responder[field]))) refuse('opsGenieConfig responder has to have at least one of id, username or name specified', `/responders/${index}`);
      const type = textOf(responder['type']);
      if (!type.includes('{{') && !/^(team|teams|user|escalation|schedule)$/.test(type.toLowerCase())) refuse('opsGenieConfig responder type does not match valid options ^(team|teams|user|escalation|schedule)$', `/responders/${index}/type`);
    });
  },
  jira: ({ api_type: type }, refuse) => {
    if (!['', 'auto', 'cloud', 'datacenter'].includes(textOf(type))) refuse('unknown api_type on jira_config, must be auto, cloud or datacenter', '/api_type');
  },
  incidentio: (settings, refuse, decoder, path) => {
    const authorized = isGiven(objectOf(settings['http_config'])['authorization']);
    const token = isGiven(settings['alert_source_token']) || isGiven(settings['alert_source_token_file']);
    if (authorized && token) refuse('cannot specify alert_source_token or alert_source_token_file when using http_config.authorization');
    if (!authorized && !token) refuse('at least one of alert_source_token, alert_source_token_file or http_config.authorization must be configured');
    atMostOne(decoder, settings, ['alert_source_token', 'alert_source_token_file'], path);
  },
};

function fieldsHave({ fields }: ConfigObject, refuse: (message: string, below?: string) => void, kind: string): void {
  listOf(fields).forEach((value, index) => {
    for (const name of ['title', 'value']) if (!isGiven(objectOf(value)[name])) refuse(`missing ${name} in ${kind} field configuration`, `/fields/${index}`);
  });
}

/** Notes what Alertmanager would refuse in an integration. */
export function checkIntegration(decoder: ConfigDecoder, kind: string, settings: ConfigObject, path: string): void {
  CHECKS[kind]?.(settings, (message, below = '') => decoder.problem(`${path}${below}`, message), decoder, path);
}
