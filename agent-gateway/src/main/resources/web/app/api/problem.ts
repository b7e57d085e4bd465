/** Why a request failed, in words for the person at the page: what happened, and what to do. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title}. ${detail}`);
  }

  /** The gateway could not be reached at all. */
  static unreachable(): Problem {
    return new Problem(
      0,
      'unreachable',
      'The gateway does not answer',
      'Check the network, and on the server: ./aiops status. The page goes on by itself when it is back.',
    );
  }

  /** Reads an RFC 9457 answer; says something useful even where the body is none. */
  static async of(response: Response): Promise<Problem> {
    const body = await readJson(response);
    // What no service knows by that address is not missing but not built: the page is newer than what it talks to.
    if ((response.status === 404 && body.code === 'not-found') || response.status === 405) {
      return new Problem(
        response.status,
        'not-offered',
        'This installation cannot do that yet',
        'The service that it belongs to is older than the page; update it.',
      );
    }
    const advice = ADVICE[response.status];
    return new Problem(
      response.status,
      body.code ?? `http-${response.status}`,
      body.title ?? advice?.[0] ?? `The gateway answered ${response.status}`,
      [body.detail, fieldErrors(body), body.detail ? undefined : advice?.[1], body.traceId && `Trace ${body.traceId}.`]
        .filter(Boolean)
        .join(' '),
    );
  }

  /** Whether the same request may succeed a little later without anybody doing anything. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  traceId?: string;
  errors?: { field?: string; detail?: string }[];
}

const ADVICE: Record<number, [title: string, whatToDo: string]> = {
  401: ['The key is not valid', 'Sign in again with the key from .aiops/admin.key, or ask an admin for a new one.'],
  403: ['Your key may not do this', 'Ask somebody with the role that is needed, or sign in with another key.'],
  400: ['This was not accepted', 'Change it and send it again.'],
  404: ['This does not exist any more', 'It may have been deleted, or the address is wrong.'],
  409: ['It is in another state by now', 'Read it again.'],
  413: ['This is too large', 'Send less at once.'],
  422: ['This was not accepted', 'Change it and send it again.'],
  429: ['Too many requests', 'Wait a moment and try again.'],
  503: ['A part of the platform is down', 'See the status beside, or run ./aiops status on the server.'],
};

async function readJson(response: Response): Promise<ProblemBody> {
  try {
    const body: unknown = await response.json();
    // Alertmanager's API says what is wrong as a bare string.
    if (typeof body === 'string') return { detail: body };
    return typeof body === 'object' && body !== null ? (body as ProblemBody) : {};
  } catch {
    return {};
  }
}

function fieldErrors(body: ProblemBody): string | undefined {
  return body.errors?.map((e) => [e.field, e.detail].filter(Boolean).join(': ')).join('; ');
}

/** Whatever was thrown, as a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(
    -1,
    'page-error',
    'The page made a mistake',
    `${String(error)}. Reload it; if it stays, report it.`,
  );
}
