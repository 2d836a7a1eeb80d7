import type { Actor, Clock, JsonObject } from '#internal/kernel';
import type { AlertmanagerTemplates } from '#pkg/alertmanager';
import { TemplateError } from '#pkg/go-template';
import type { ChannelAnswer, ChannelMessage, EndProblem } from '../ports/channel.ts';
import { type ChannelHttpDeps, urlProblem } from './channel-http.ts';

/** What channels are built on whose texts are templates. */
export interface TemplatedChannelDeps extends ChannelHttpDeps {
  readonly templates: AlertmanagerTemplates;
  readonly clock: Clock;
}

/** A setting that is a template; without `text` it is left out where nobody sets it. */
export const template = (text?: string, description?: string): JsonObject => ({ type: 'string', maxLength: 20_000, ...(text !== undefined && { default: text }), ...(description !== undefined && { description }) });

/** The templates that Alertmanager brings along for a kind of integration: `{{ template "slack.default.title" . }}`. */
export const standard = (name: string): JsonObject => template(`{{ template "${name}" . }}`);

/** The same value with every text in it expanded. Throws `TemplateError`. */
export function expanded<Value>({ templates, clock }: TemplatedChannelDeps, { data }: ChannelMessage, value: Value): Value {
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return part.includes('{{') ? templates.text(part, data, clock.now().getTime()) : part;
    if (Array.isArray(part)) return part.map(walk);
    return part !== null && typeof part === 'object' ? Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, walk(inner)])) : part;
  };
  return walk(value) as Value;
}

/** What is wrong with the addresses of an end, by their fields, or with the templates in its settings. */
export async function templatedEndProblem(deps: TemplatedChannelDeps, actor: Actor, settings: object, urls: Readonly<Record<string, string | undefined>>): Promise<EndProblem | undefined> {
  for (const [field, url] of Object.entries(urls)) {
    const problem = url === undefined ? undefined : await urlProblem(deps, actor, field, url);
    if (problem) return problem;
  }
  return templateProblem(deps.templates, 'settings', settings);
}

function templateProblem(templates: AlertmanagerTemplates, field: string, value: unknown): EndProblem | undefined {
  if (typeof value === 'string') {
    try {
      templates.check(value);
      return undefined;
    } catch (error) {
      if (error instanceof TemplateError) return { field, reason: error.message };
      throw error;
    }
  }
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const problem = templateProblem(templates, `${field}/${name}`, inner);
    if (problem) return problem;
  }
  return undefined;
}

/** A template that fails on these alerts fails on them at every attempt. */
export async function refusingBadTemplates(deliver: () => Promise<ChannelAnswer>): Promise<ChannelAnswer> {
  try {
    return await deliver();
  } catch (error) {
    if (error instanceof TemplateError) return { outcome: 'refused', code: 'template', error: error.message };
    throw error;
  }
}

/** At most so many code points; what is cut off is shown by `…`, as in Alertmanager. */
export function truncated(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** What stands before the text of a message that stands for several. */
export function heldBackText({ data: { heldBack } }: ChannelMessage): string {
  if (!heldBack) return '';
  const groups = heldBack.groups.slice(0, 20).map(({ groupKey, status, alerts }) => `- ${status}, ${alerts} alerts: ${groupKey}`);
  return [`${heldBack.messages} messages in one, because more than ${heldBack.ratePerMinute} a minute were due:`, ...groups, ...(heldBack.groups.length > 20 ? [`and ${heldBack.groups.length - 20} more`] : [])].join('\n');
}

/** A text with what was held back before it and the link to acknowledge, which is never cut off, after it. */
export function wholeText(message: ChannelMessage, text: string, most: number, link = (url: string): string => `Acknowledge: ${url}`): string {
  const end = message.ackUrl === undefined ? '' : link(message.ackUrl);
  const body = [heldBackText(message), text].filter((part) => part !== '').join('\n\n');
  if (end === '') return truncated(body, most);
  const room = most - [...end].length - 2;
  return body === '' || room < 1 ? truncated(end, most) : `${truncated(body, room)}\n\n${end}`;
}
