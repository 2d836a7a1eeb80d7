import { openApiDocument, type OperationAnswer, type OperationId, type OperationInput } from '#internal/platform/http';

/** The parts of a request that a caller chooses. Headers are spelled as they are sent. */
export interface Parts {
  readonly path?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Parts that the contract declares for the operation. */
export type PartsOf<Id extends OperationId> = Parts & {
  readonly path?: OperationInput<Id>['path'];
  readonly query?: Partial<OperationInput<Id>['query']>;
  readonly body?: OperationInput<Id>['body'];
};

export interface Answered<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, text otherwise, `undefined` where there is none. */
  readonly body: Body;
}

type BodyIn<Answer> = Answer extends { readonly body: infer Body } ? Body : undefined;

/** Somebody who calls the API over HTTP. */
export interface ProductClient {
  /** Calls an operation that must succeed: throws, with the answer, when it does not. */
  call<Id extends OperationId>(operation: Id, parts?: PartsOf<Id>): Promise<Answered<BodyIn<OperationAnswer<Id>>>>;
  /** Sends any parts, right or wrong, and gives back whatever is answered. */
  send(operation: OperationId, parts?: Parts): Promise<Answered>;
}

interface Place {
  readonly method: string;
  readonly template: string;
}

/** Where each operation of the contract is. */
export const OPERATIONS: ReadonlyMap<OperationId, Place> = new Map(
  Object.entries(openApiDocument.paths).flatMap(([template, item]) =>
    Object.entries(item as Readonly<Record<string, unknown>>)
      .filter((entry): entry is [string, { readonly operationId: OperationId }] => typeof entry[1] === 'object' && entry[1] !== null && 'operationId' in entry[1])
      .map(([method, { operationId }]): [OperationId, Place] => [operationId, { method: method.toUpperCase(), template }]),
  ),
);

export function productClient(address: string, credentials: Readonly<Record<string, string>>): ProductClient {
  const send = async (operation: OperationId, { path = {}, query = {}, body, headers = {} }: Parts = {}): Promise<Answered> => {
    const place = OPERATIONS.get(operation);
    if (!place) throw new Error(`the contract has no operation ${operation}`);
    const response = await fetch(new URL(filled(place.template, path) + search(query), address), {
      method: place.method,
      headers: { ...credentials, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = response.headers.get('content-type') === 'text/event-stream' ? await opening(response) : await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text };
  };
  return {
    send,
    async call<Id extends OperationId>(operation: Id, parts?: PartsOf<Id>) {
      const answer = await send(operation, parts);
      if (answer.status >= 300) throw new Error(`${operation} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer as Answered<BodyIn<OperationAnswer<Id>>>; // the API that tests start checks its answers against the contract
    },
  };
}

/** The first event of a stream that has no end; then the caller leaves. */
async function opening(response: Response): Promise<string> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.split('\n\n').length > 2) break;
  }
  return text;
}

const filled = (template: string, path: object): string =>
  Object.entries(path).reduce((url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(String(value))), template);

function search(query: object): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, String(item)]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
