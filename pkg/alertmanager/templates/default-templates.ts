/** Both lists of alerts below headings; `list` is the template that writes one. */
const lists = (heading: string, list: string): string =>
  ['Firing', 'Resolved'].map((status) => `{{ if gt (len .Alerts.${status}) 0 }}\n${heading}Alerts ${status}:\n{{ template "${list}" .Alerts.${status} }}\n{{ end }}`).join('\n');

const define = (name: string, text: string): string => `{{ define "${name}" }}${text}{{ end }}`;
const subject = '{{ template "__subject" . }}';
const link = '{{ template "__alertmanagerURL" . }}';
const sender = '{{ template "__alertmanager" . }}';
const colour = '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}';
const plain = lists('', '__text_alert_list');
const markdown = lists('# ', '__text_alert_list_markdown');
const annotated = `{{ .CommonAnnotations.SortedPairs.Values | join " " }}\n${plain}`;

/** Raises a priority by the severity of an alert. */
const worse =
  '{{- $severity := index .Labels "severity" -}}{{- if eq $severity "critical" -}}{{- $worst = "High" -}}{{- else if and (eq $severity "warning") (ne $worst "High") -}}{{- $worst = "Medium" -}}{{- else if and (eq $severity "info") (eq $worst "") -}}{{- $worst = "Low" -}}{{- end -}}';

/** What each kind of integration says, by the name after its own. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slack: { title: subject, username: sender, fallback: '{{ template "slack.default.title" . }} | {{ template "slack.default.titlelink" . }}', callbackid: '', pretext: '', titlelink: link, iconemoji: '', iconurl: '', text: '', footer: '', color: colour },
  pagerduty: { description: subject, client: sender, clientURL: link, instances: '{{ template "__text_alert_list" . }}' },
  opsgenie: { message: subject, description: annotated, source: link },
  wechat: { message: `${subject}\n${annotated}\nAlertmanagerUrl:\n${link}`, to_user: '', to_party: '', to_tag: '', agent_id: '' },
  victorops: { state_message: annotated, entity_display_name: subject, monitoring_tool: sender },
  pushover: { title: subject, message: annotated, url: link },
  sns: { subject, message: annotated },
  telegram: { message: plain },
  discord: { content: '', title: subject, message: plain },
  webex: { message: annotated },
  msteams: { summary: subject, title: subject, text: markdown },
  msteamsv2: { title: subject, text: markdown },
  jira: {
    summary: subject,
    description: markdown,
    priority: '{{- $worst := "" -}}{{- range .Alerts.Firing -}}' + worse + '{{- end -}}{{- if eq $worst "" -}}{{- range .Alerts.Resolved -}}' + worse + '{{- end -}}{{- end -}}{{- $worst -}}',
  },
  rocketchat: { title: subject, alias: sender, titlelink: link, emoji: '', iconurl: '', text: '' },
  mattermost: { color: colour, username: sender, title: subject, titlelink: link, fallback: '{{ template "mattermost.default.title" . }} | {{ template "mattermost.default.titlelink" . }}', text: markdown },
  email: {
    subject,
    html: `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:16px;background:#f3f4f6;font-family:Helvetica,Arial,sans-serif;font-size:14px;color:#111827">
<div style="max-width:640px;margin:0 auto;background:#ffffff;border-radius:6px;overflow:hidden">
<div style="padding:16px;color:#ffffff;font-size:16px;background:{{ if gt (len .Alerts.Firing) 0 }}#b91c1c{{ else }}#15803d{{ end }}">
{{ .Alerts | len }} alert{{ if ne (len .Alerts) 1 }}s{{ end }} for {{ range .GroupLabels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}</div>
<div style="padding:16px">
<p><a href="${link}">View in ${sender}</a></p>
{{ if gt (len .Alerts.Firing) 0 }}<h3>[{{ .Alerts.Firing | len }}] Firing</h3>{{ template "__email_alert_list" .Alerts.Firing }}{{ end }}
{{ if gt (len .Alerts.Resolved) 0 }}<h3>[{{ .Alerts.Resolved | len }}] Resolved</h3>{{ template "__email_alert_list" .Alerts.Resolved }}{{ end }}
<p style="color:#6b7280"><a href="{{ .ExternalURL }}">Sent by ${sender}</a></p>
</div></div></body></html>
`,
  },
};

/** The templates that Alertmanager brings along, by the same names and with the same meaning, in our words where Alertmanager's are many. */
export const DEFAULT_TEMPLATES = [
  define('__alertmanager', 'Alertmanager'),
  define('__alertmanagerURL', '{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }}'),
  define(
    '__subject',
    '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.SortedPairs.Values | join " " }} {{ if gt (len .CommonLabels) (len .GroupLabels) }}({{ with .CommonLabels.Remove .GroupLabels.Names }}{{ .Values | join " " }}{{ end }}){{ end }}',
  ),
  define('__description', ''),
  define(
    '__text_alert_list',
    '{{ range . }}Labels:\n{{ range .Labels.SortedPairs }} - {{ .Name }} = {{ .Value }}\n{{ end }}Annotations:\n{{ range .Annotations.SortedPairs }} - {{ .Name }} = {{ .Value }}\n{{ end }}Source: {{ .GeneratorURL }}\n{{ end }}',
  ),
  define(
    '__text_alert_list_markdown',
    '{{ range . }}\nLabels:\n{{ range .Labels.SortedPairs }}  - {{ .Name }} = {{ .Value }}\n{{ end }}\nAnnotations:\n{{ range .Annotations.SortedPairs }}  - {{ .Name }} = {{ .Value }}\n{{ end }}\nSource: {{ .GeneratorURL }}\n{{ end }}\n',
  ),
  define(
    '__email_alert_list',
    '{{ range . }}<div style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #d1d5db"><strong>Labels</strong><br>{{ range .Labels.SortedPairs }}{{ .Name }} = {{ .Value }}<br>{{ end }}{{ if gt (len .Annotations) 0 }}<strong>Annotations</strong><br>{{ range .Annotations.SortedPairs }}{{ .Name }} = {{ .Value }}<br>{{ end }}{{ end }}<a href="{{ .GeneratorURL }}">Source</a></div>{{ end }}',
  ),
  ...Object.entries(KINDS).flatMap(([kind, templates]) => Object.entries(templates).map(([name, text]) => define(`${kind}.default.${name}`, text))),
].join('\n');
