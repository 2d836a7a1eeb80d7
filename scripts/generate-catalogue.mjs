// The catalogue of ready actions, from api/catalogue/*.yaml: what the server lists, and docs/catalogue.md. `--check` writes nothing and fails when one of them is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'api/catalogue');
const actions = readdirSync(folder).filter((file) => file.endsWith('.yaml')).sort().map((file) => {
  const action = parse(readFileSync(path.join(folder, file), 'utf8'), { version: '1.2', schema: 'core' });
  if (`${action.document.name}.yaml` !== file) throw new Error(`api/catalogue/${file} describes ${action.document.name}`);
  return action;
});

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
const undone = (action) => JSON.stringify(action.do).includes('"compensate"');
const needs = ({ document }) => [...Object.keys(document.metadata.secrets ?? {}).map((name) => `secret \`${name}\``), ...(document.tags.agent ? [`agent: \`${document.tags.agent}\``] : [])].join(', ') || '–';
const rows = actions.map((action) => {
  const { name, title, summary, tags, metadata } = action.document;
  return `| [\`${name}\`](${metadata.reference}) | ${tags.category} | **${cell(title)}.** ${cell(summary)} | ${needs(action)} | ${undone(action) ? 'yes' : 'no'} |`;
});
const page = `# Catalogue of actions

Ready definitions: \`GET /api/v1/catalogue\` lists them, \`POST /api/v1/catalogue/{name}/install\` makes a workflow of one, which is yours to change from then on.
Each is a document in \`api/catalogue\`, with the schema of its input. Secrets are named in the definition and kept by the tenant; the addresses have to be
allowed for the tenant. What an agent does is offered to agents with that capability. Each name leads to the API that the action speaks. This page is generated.

| action | about | what it does | needs | undone |
|---|---|---|---|---|
${rows.join('\n')}
`;

const files = [
  ['internal/automation/domain/catalogue.gen.json', `${JSON.stringify(actions, null, 1)}\n`],
  ['docs/catalogue.md', page],
];
for (const [file, text] of files) {
  const target = path.join(root, file);
  let current;
  try {
    current = readFileSync(target, 'utf8');
  } catch {
    current = undefined; // the first time
  }
  if (current === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, text);
    console.log(`wrote ${file}`);
  }
}
