import { encodeBody } from './outgoing-body.ts';

describe('encodeBody', () => {
  test.each([
    [{ a: 1 }, undefined, '{"a":1}', 'application/json'],
    [[1], 'application/vnd.x+json', '[1]', 'application/vnd.x+json'],
    ['<a/>', 'application/xml', '<a/>', 'application/xml'],
    ['plain', undefined, 'plain', 'text/plain; charset=utf-8'],
    [{ a: 'b c', list: ['x', 'y'], n: 1 }, 'application/x-www-form-urlencoded', 'a=b+c&list=x&list=y&n=1', 'application/x-www-form-urlencoded'],
  ])('%j as %s', async (body, mediaType, text, contentType) => {
    expect(await encodeBody(body, mediaType)).toEqual({ body: text, contentType });
  });

  test('an object becomes the parts of a multipart form, with a boundary of its own', async () => {
    const { body, contentType = '' } = await encodeBody({ name: 'Milou', tags: ['dog', 'white'] }, 'multipart/form-data');
    const parts = await new Response(Buffer.from(body as Uint8Array), { headers: { 'content-type': contentType } }).formData();
    expect([parts.get('name'), parts.getAll('tags')]).toEqual(['Milou', ['dog', 'white']]);
  });

  test('without a body there is nothing to encode', async () => expect(await encodeBody(undefined, 'application/json')).toEqual({}));
});
