import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:100vh;margin:0;color:#1b1f24;background:#f4f6f8}
main{background:#fff;padding:2rem;border-radius:.5rem;box-shadow:0 1px 6px #0003;width:min(22rem,90vw);box-sizing:border-box}
h1{font-size:1.4rem;margin:0 0 1rem}label{display:block;margin-top:1rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #6b7785;border-radius:.25rem}
button{font:inherit;margin-top:1.5rem;width:100%;padding:.6rem;border:0;border-radius:.25rem;background:#0b5cad;color:#fff;cursor:pointer}
:focus-visible{outline:3px solid #f0a500;outline-offset:2px}[role=alert]{color:#a1121f;margin:0}
@media (prefers-color-scheme:dark){body{background:#14181d;color:#e8ebee}main{background:#1e242b}input{background:#14181d;color:inherit}[role=alert]{color:#ff9aa2}}`;

const SUBMIT_AT_ONCE = 'document.forms[0].submit()';
const sourceHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** No `form-action`: browsers apply it to the redirects after a form, too, which lead to the application. */
const POLICY = `default-src 'none'; style-src ${sourceHash(STYLE)}; script-src ${sourceHash(SUBMIT_AT_ONCE)}; base-uri 'none'; frame-ancestors 'none'`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;
}

export interface LoginForm {
  /** Where the form goes. */
  readonly action: string;
  /** Name of the application somebody signs in to. */
  readonly application: string;
  /** The last attempt, when it was wrong. */
  readonly rejected?: { readonly username: string };
}

/** The sign-in form: labels, an announced error, the caret in the first field, works without scripts. */
export function loginPage({ action, application, rejected }: LoginForm): string {
  const error = rejected === undefined ? '' : '<p role="alert" id="error">Invalid user name or password.</p>';
  const described = rejected === undefined ? '' : ' aria-invalid="true" aria-describedby="error"';
  return page(`Sign in to ${application}`, `${error}<form method="post" action="${escape(action)}">
<label for="username">User name or e-mail</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus${described} value="${escape(rejected?.username ?? '')}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${described}>
<button type="submit">Sign in</button></form>`);
}

/** Ends the session: at once when the application proved whose it is, after a click otherwise. */
export function logoutPage(form: string, atOnce: boolean): string {
  const button = '<input type="hidden" name="logout" value="yes"><button type="submit">Sign out</button>';
  return page('Sign out', `${form.replace('</form>', `${button}</form>`)}${atOnce ? `<script>${SUBMIT_AT_ONCE}</script>` : ''}`);
}

export const signedOutPage = (): string => page('Signed out', '<p>You are signed out. You can close this page.</p>');

/** Asks for the code that a device shows; `form` is the provider's, with its hidden fields. */
export function deviceCodePage(form: string, wrong: boolean): string {
  const fields = `<label for="user_code">Code on your device</label><input id="user_code" name="user_code" autocomplete="off" autocapitalize="characters" required autofocus><button type="submit">Continue</button>`;
  const error = wrong ? '<p role="alert">This code is not valid, or no longer.</p>' : '';
  return page('Connect a device', error + form.replace(/<input type="text"[^>]*>/, '').replace('</form>', `${fields}</form>`));
}

export function deviceConfirmPage(form: string, userCode: string): string {
  const button = '<button type="submit">Yes, this is the code</button>';
  return page('Connect a device', `<p>Does your device show <strong>${escape(userCode)}</strong>?</p>${form.replace('</form>', `${button}</form>`)}`);
}

export const deviceDonePage = (): string => page('Device connected', '<p>You can go back to your device and close this page.</p>');

export const errorPage = (code: string, description: string): string => page('This did not work', `<p role="alert">${escape(description || code)}</p>`);

/** Headers that keep a page out of frames and caches, and foreign content out of it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

export function sendPage(response: ServerResponse, html: string, status = 200): void {
  response.writeHead(status, PAGE_HEADERS);
  response.end(html);
}
