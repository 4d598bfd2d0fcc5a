// data table
/** One row of the error table: what an HTTP client sees when something fails. Codes are permanent. */
export interface ErrorRow {
  /** Error name in the body; existing clients branch on it. */
  name: string;
  status: number;
  title: string;
  hint: string;
}

/** Every error that the API answers with, by its code. */
export const errorTable = {
  'input-invalid': {
    name: 'InputError',
    status: 400,
    title: 'The request is not valid',
    hint: 'Correct what the message names and send it again.',
  },
  'credentials-missing': {
    name: 'AuthenticationError',
    status: 401,
    title: 'No credentials',
    hint: 'Send a token in the header Authorization: Bearer <token>.',
  },
  'credentials-invalid': {
    name: 'AuthenticationError',
    status: 401,
    title: 'The token is not valid',
    hint: 'Ask for a new token; check that it was copied whole.',
  },
  'not-allowed': {
    name: 'NotAllowedError',
    status: 403,
    title: 'Not allowed',
    hint: 'Ask an administrator for the permission that the message names.',
  },
  'not-found': {
    name: 'NotFoundError',
    status: 404,
    title: 'Not found',
    hint: 'Check the spelling; search the catalog for the name.',
  },
  conflict: {
    name: 'ConflictError',
    status: 409,
    title: 'Conflicts with what exists',
    hint: 'Look at the existing one first; change or remove it, then try again.',
  },
  'payload-too-large': {
    name: 'PayloadTooLargeError',
    status: 413,
    title: 'The body is too large',
    hint: 'Send less at a time.',
  },
  'webhook-refused': {
    name: 'AuthenticationError',
    status: 401,
    title: 'The webhook could not be verified',
    hint: 'Set the same secret in the host’s webhook and in webhooks.<host>.secret.',
  },
  internal: {
    name: 'InternalServerError',
    status: 500,
    title: 'Something failed inside',
    hint: 'Try again; if it stays, give your administrator the time and the path of the request.',
  },
  'plugin-failed': {
    name: 'PluginError',
    status: 500,
    title: 'A plugin failed',
    hint: 'Tell the owner of the plugin that the message names.',
  },
  'storage-unavailable': {
    name: 'ServiceUnavailableError',
    status: 503,
    title: 'The database cannot be reached',
    hint: 'Check that the database is up; Callboard goes on by itself as soon as it is.',
  },
  'storage-full': {
    name: 'ServiceUnavailableError',
    status: 503,
    title: 'No space left for the database',
    hint: 'Free space on the volume of the data folder; nothing already stored is lost.',
  },
  'index-missing': {
    name: 'MissingIndexError',
    status: 503,
    title: 'The search index is being built',
    hint: 'Wait a few seconds: it is built once, and then kept up with every change.',
  },
  'not-ready': {
    name: 'ServiceUnavailableError',
    status: 503,
    title: 'Not ready yet',
    hint: 'Wait a few seconds: the portal is starting or stopping.',
  },
} as const satisfies Record<string, ErrorRow>;

/** A code of the error table. */
export type ErrorCode = keyof typeof errorTable;

/** An error that a client may see. Everything else is masked as `internal`. */
export class CallboardError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly hint: string;
  /** @param options `hint`: what to do, where there is something better to say than the table has */
  constructor(code: ErrorCode, message?: string, options?: ErrorOptions & { hint?: string | undefined }) {
    const row = errorTable[code];
    super(message ?? row.title, options);
    this.name = row.name;
    this.code = code;
    this.status = row.status;
    this.hint = options?.hint ?? row.hint;
  }
}
