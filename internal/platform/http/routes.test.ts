import { Routes } from './routes.ts';

describe('Routes', () => {
  const routes = new Routes<string>();
  for (const [method, template] of [['GET', '/things'], ['GET', '/things/{id}'], ['GET', '/things/export'], ['POST', '/things/{id}/run'], ['GET', '/things/{id}/steps/{step}'], ['GET', '/']] as const) {
    routes.add(method, template, `${method} ${template}`);
  }
  const find = (path: string) => {
    const match = routes.match(path);
    return match && [[...match.methods.values()], match.placeholders];
  };

  test.each([
    ['/', [['GET /'], []]],
    ['/things', [['GET /things'], []]],
    ['/things/7', [['GET /things/{id}'], ['7']]],
    ['/things/export', [['GET /things/export'], []]],
    ['/things/export/run', [['POST /things/{id}/run'], ['export']]],
    ['/things/7/steps/a%2Fb', [['GET /things/{id}/steps/{step}'], ['7', 'a%2Fb']]],
  ])('%s is found', (path, expected) => {
    expect(find(path)).toEqual(expected);
  });

  test.each(['/things/', '/things//run', '/things/7/', '//things', '/thing', '/things/7/walk', 'things', '*', '/__proto__', ''])('%j leads nowhere', (path) => {
    expect(find(path)).toBeUndefined();
  });
});
