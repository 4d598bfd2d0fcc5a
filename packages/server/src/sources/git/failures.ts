/** What git says when it fails, in plain words and without secrets. */
import { SourceError } from '../source-error.ts';
import { displayUrl } from '../../net/fetch-error.ts';

interface Rule {
  pattern: RegExp;
  code: string;
  message: string;
  hint: string;
}

/** The first rule that matches counts. */
const RULES: readonly Rule[] = [
  {
    pattern: /reference already exists|stale info/,
    code: 'conflict',
    message: 'there is a branch of that name already',
    hint: 'Choose another name for the branch, or remove the old one.',
  },
  {
    pattern: /Host key verification failed|authenticity of host|HOST IDENTIFICATION HAS CHANGED/i,
    code: 'source-auth',
    message: 'the key of the host is not known',
    hint: 'Add the host to known_hosts of the user that runs the portal (ssh-keyscan), after checking its fingerprint.',
  },
  {
    pattern: /detected dubious ownership/,
    code: 'source-auth',
    message: 'the folder belongs to another user',
    hint: 'Let the user that runs the portal own the repository.',
  },
  {
    pattern: /error: 429|rate limit/i,
    code: 'source-rate-limited',
    message: 'the host takes no more requests for now',
    hint: 'Look less often (every), or let a webhook announce changes.',
  },
  {
    pattern:
      /Authentication failed|could not read (Username|Password)|Access denied|error: 40[13]|Permission denied|not authorized/i,
    code: 'source-auth',
    message: 'the host asks for other credentials',
    hint: 'Set a token that may read it, as option of the source or under integrations. Some hosts say this of repositories that do not exist, too.',
  },
  {
    pattern:
      /error: 404|error: 410|repository .*not found|does not exist|does not appear to be a git repository|not a git repository|project you were looking for/i,
    code: 'source-not-found',
    message: 'there is no such repository, or it is not shown without a token',
    hint: 'Check the URL; a private repository needs a token.',
  },
  {
    pattern: /couldn't find remote ref/i,
    code: 'source-not-found',
    message: 'there is no such branch',
    hint: 'Correct the branch of the source.',
  },
  {
    pattern: /No space left on device|disk full|Disk quota exceeded/i,
    code: 'disk-full',
    message: 'there is no space left for its clone',
    hint: 'Free space on the volume of the data folder.',
  },
  {
    pattern: /certificate|SSL|TLS/,
    code: 'source-unreachable',
    message: 'the certificate of the host is not trusted',
    hint: 'Give git the certificate of your authority through GIT_SSL_CAINFO.',
  },
  {
    pattern:
      /Could not resolve host|Connection (refused|reset|timed out)|Failed to connect|timed? ?out|unable to access|unable to connect|early EOF|RPC failed|hung up|error: 5\d\d|Empty reply|Network is unreachable|No route to host|too slow/i,
    code: 'source-unreachable',
    message: 'the host cannot be reached',
    hint: 'Check that the host is up and that the portal may reach it; the next look tries again.',
  },
];

/** @param secrets texts that must not appear in the message */
export function gitFailure(url: string, stderr: string, secrets: readonly string[]): SourceError {
  const said = lastWords(redact(stderr, secrets));
  const rule = RULES.find(({ pattern }) => pattern.test(stderr));
  const shown = displayUrl(url);
  if (rule) return new SourceError(rule.code, `${shown} cannot be read: ${rule.message}. git says: ${said}`, rule.hint);
  return new SourceError(
    'git-failed',
    `git failed on ${shown}: ${said}`,
    'Try the same by hand with git ls-remote; the next look tries again.',
  );
}

/** The clone failed, not the other side: `git-failed`, unless it is the disk's fault. */
export function cloneFailure(url: string, stderr: string): SourceError {
  const failure = gitFailure(url, stderr, []);
  if (failure.code === 'disk-full') return failure;
  return new SourceError(
    'git-failed',
    `The clone of ${displayUrl(url)} cannot be read: ${lastWords(stderr)}`,
    'The next look makes it anew.',
  );
}

/** Takes secrets, and credentials in URLs, out of a text. */
export function redact(text: string, secrets: readonly string[]): string {
  let plain = text;
  for (const secret of secrets) if (secret) plain = plain.replaceAll(secret, '***');
  return plain.replace(/\/\/[^/@\s]*@/g, '//');
}

/** The lines that say why, without progress and advice. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const telling = lines.filter((line) => /^(fatal|error|remote|ssh):/i.test(line));
  return (telling.length ? telling : lines).slice(-3).join(' ').slice(0, 500) || 'nothing';
}
