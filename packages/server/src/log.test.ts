import { describe, expect, test } from 'vitest';
import { createLog, forPeople, type LogLevel } from './log.ts';
import { createRedact } from './redact.ts';

function logTo(level: LogLevel, secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLog(level, createRedact(secrets), { write: (line) => void lines.push(line) });
  return { log, lines };
}

describe('redacting', () => {
  const redact = createRedact(['correct horse', 'correct horse battery']);
  test.each([
    ['clone https://kim:pa55@host/x and ssh://git@host/y', 'clone https://***@host/x and ssh://***@host/y'],
    ['postgres://kim:p@ss@db:5432/x', 'postgres://***@db:5432/x'],
    ['Authorization: Bearer eyJhbGciOiJI.x-y_z', 'Authorization: Bearer ***'],
    ['authorization: token ghp_abcdef123', 'authorization: token ***'],
    ['GET /x?private_token=abc&of=1&access_token=def', 'GET /x?private_token=***&of=1&access_token=***'],
    ['said "correct horse battery", then "correct horse"', 'said "***", then "***"'],
  ])('hides what is secret in %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  test.each([
    'the token verification failed',
    'see https://host/users/@kim',
    'kim@example.org wrote',
    'https://host/a?b=c',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  test('does not take long over long texts', () => {
    for (const piece of ['a', 'a.', 'a://', 'Bearer ', '?token'])
      expect(redact(piece.repeat(200_000))).toBeTypeOf('string');
  });
});

describe('a log for people', () => {
  const said: string[] = [];
  const terminal = forPeople({ write: (line) => void said.push(line) }, false);

  test('says what happened in one line, and below it what is known', () => {
    createLog('warn', createRedact(['hunter2hunter2']), terminal).warn('a source could not be read', {
      source: '/code',
      error: 'first\nsecond hunter2hunter2',
      tries: 3,
    });
    expect(said.pop()).toMatch(
      /^\d\d:\d\d:\d\d warning a source could not be read\n {4}source: \/code\n {4}error: first\n {6}second \*\*\*\n {4}tries: 3\n$/,
    );
  });

  test('lets nobody write over other lines', () => {
    createLog('warn', createRedact([]), terminal).error('name \u001b[2J\u001b[1;1H\r', { file: 'a\u0007b' });
    // oxlint-disable-next-line no-control-regex
    expect(said.pop()).not.toMatch(/[\u0007\u001b\r]/);
  });
});

describe('a log', () => {
  test('writes lines of JSON from its level on', () => {
    const { log, lines } = logTo('warn');
    log.info('not this');
    log.warn('this', { of: 1 });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ msg: 'this', of: 1, level: 40, time: expect.any(String) }),
    ]);
    expect(logTo('silent').lines).toEqual([]);
  });

  test('holds no secret, however deep, and one line whatever is written', () => {
    const { log, lines } = logTo('debug', ['hunter2hunter2']);
    const error = new Error('cannot reach https://kim:pa55@host');
    log.error('failed with hunter2hunter2\n{"level":10}', {
      error,
      nested: {
        list: ['hunter2hunter2', { url: 'x://k:p@h' }],
        authToken: 'abc',
        tokens: 3,
        headers: { Authorization: 'abc' },
      },
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/hunter2|pa55|k:p|abc/);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      error: expect.stringContaining('cannot reach https://***@host'),
      nested: { tokens: 3 },
    });
  });

  test('does not end at data that has no end', () => {
    const { log, lines } = logTo('debug');
    const round: Record<string, unknown> = {};
    round['round'] = round;
    log.info('round', { round, nothing: undefined, none: null, bare: Object.create(null) as unknown });
    expect(lines).toHaveLength(1);
  });
});
