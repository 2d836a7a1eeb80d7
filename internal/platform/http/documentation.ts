import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Response, Router, static as serveStatic } from 'express';
import type { OpenApiDocument } from './contract.ts';
import { PAGE_HEADERS } from './security-headers.ts';

const folderOf = (module: string): string => path.dirname(require.resolve(module));

const page = (title: string, head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}</head><body>${body}</body></html>`;

const SWAGGER = page(
  'Orchestrix API',
  '<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="/docs/favicon-32x32.png">',
  '<div id="swagger-ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>',
);
const SWAGGER_START = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, tryItOutEnabled: true });`;
const REDOC = page('Orchestrix API reference', '<style>body{margin:0}</style>', '<div id="redoc"></div><script src="/redoc/redoc.standalone.js"></script><script src="/redoc/start.js"></script>');
const REDOC_START = `Redoc.init('/openapi.json', { disableSearch: false, hideDownloadButton: false }, document.getElementById('redoc'));`;

function send(response: Response, mediaType: string, text: string | Buffer): void {
  response.set({ 'Content-Type': mediaType, 'Cache-Control': 'no-cache' }).end(text);
}

/** The contract for people and machines: `/openapi.json`, Swagger UI at `/docs` (where `/` leads, also after sign-in), ReDoc at `/redoc`. Everything is served from here, nothing from elsewhere. */
export function documentation(document: OpenApiDocument): Router {
  const json = Buffer.from(JSON.stringify(document));
  const zipped = gzipSync(json);
  const assets = { index: false, redirect: false, maxAge: '1h' } as const;
  const router = Router();
  router.get('/openapi.json', (request, response) => {
    const isZipped = request.acceptsEncodings('gzip') === 'gzip';
    response.set({ Vary: 'Accept-Encoding', ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}) });
    send(response, 'application/json', isZipped ? zipped : json);
  });
  router.get('/', (_request, response) => response.redirect(303, '/docs'));
  router.use(['/docs', '/redoc'], (_request, response, next) => {
    response.set(PAGE_HEADERS);
    next();
  });
  router.get('/docs', (_request, response) => send(response, 'text/html; charset=utf-8', SWAGGER));
  router.get('/docs/start.js', (_request, response) => send(response, 'text/javascript; charset=utf-8', SWAGGER_START));
  router.use('/docs', serveStatic(folderOf('swagger-ui-dist/swagger-ui.css'), assets));
  router.get('/redoc', (_request, response) => send(response, 'text/html; charset=utf-8', REDOC));
  router.get('/redoc/start.js', (_request, response) => send(response, 'text/javascript; charset=utf-8', REDOC_START));
  router.get('/redoc/redoc.standalone.js', (_request, response) => response.sendFile(require.resolve('redoc/bundles/redoc.standalone.js')));
  return router;
}
