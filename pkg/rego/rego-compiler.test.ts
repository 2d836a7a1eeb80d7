import { existsSync } from 'node:fs';
import path from 'node:path';
import { compileRego } from './rego-compiler.ts';
import { RegoPolicies } from './rego-policies.ts';

const candidates = [process.env['OPA_PATH'] ?? '', ...(process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'opa'))];
const opa = candidates.find((file) => path.isAbsolute(file) && existsSync(file)) ?? '/nowhere/opa';
const isThere = existsSync(opa);
const entrypoint = 'orchestrix/plan/deny';
const compile = (source: string, command = opa): Promise<Uint8Array> => compileRego(source, { opa: command, entrypoint, field: '/rego' });

describe('compileRego', () => {
  if (!isThere) console.warn(`NOT TESTED: the compilation of policies, for there is no opa on this machine`);
  const withCompiler = isThere ? test : test.skip;

  withCompiler('makes a module that answers as the source says', async () => {
    const wasm = await compile('package orchestrix.plan\nimport rego.v1\ndeny contains "too many" if input.count > 3\n');
    const policies = new RegoPolicies();
    const evaluate = (count: number) => policies.evaluate({ digest: 'one', load: async () => wasm }, entrypoint, { count });
    expect([await evaluate(4), await evaluate(3)]).toEqual([[['too many']], [[]]]);
    await policies.close();
  });

  withCompiler.each([
    ['what is no Rego', 'package orchestrix.plan\ndeny contains', 'rego_parse_error'],
    ['what would call out', 'package orchestrix.plan\ndeny contains x if x := http.send({"method": "get", "url": "http://x"})', 'undefined function http.send'],
    ['what has no such rule', 'package orchestrix.plan\nallow := true', 'does not refer to a rule'],
  ])('refuses %s with what the compiler says', async (_, source, reason) => {
    await expect(compile(source)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/rego', reason: expect.stringContaining(reason) }] });
  });

  test('says so when there is no compiler', async () => {
    await expect(compile('package p', '/nowhere/opa')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
