import type { WebReader } from '@callboard/plugin/server';
import { describe, expect, test } from 'vitest';
import type { CheckedLink } from '../store.ts';
import { checkAll } from './check-all.ts';
import { checkLink } from './check-link.ts';

type Answers = Record<string, number | Error>;

/** A web of a few addresses; what was asked is noted. @param answers by method and address */
function webOf(answers: Answers): WebReader & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read: async (url, { method = 'GET' } = {}) => {
      asked.push(`${method} ${url}`);
      const answer = answers[`${method} ${url}`] ?? new Error('no route to host');
      if (answer instanceof Error) throw answer;
      return { url, status: answer, headers: new Map(), text: () => '' };
    },
  };
}

const signal = new AbortController().signal;
const page = 'https://docs.nightjar.dev/runbook';
const coded = (code: string) => Object.assign(new Error(code), { code });

describe('a link', () => {
  test.each<[string, Answers, string]>([
    ['that answers is fine', { [`HEAD ${page}`]: 200 }, 'ok'],
    ['that wants a sign-in is fine: something is there', { [`HEAD ${page}`]: 401 }, 'ok'],
    ['whose host knows only GET is fine', { [`HEAD ${page}`]: 405, [`GET ${page}`]: 200 }, 'ok'],
    ['that is large is fine', { [`HEAD ${page}`]: 405, [`GET ${page}`]: coded('file-too-large') }, 'ok'],
    ['that HEAD denies and GET shows is fine', { [`HEAD ${page}`]: 404, [`GET ${page}`]: 200 }, 'ok'],
    ['that is gone is dead', { [`HEAD ${page}`]: 404, [`GET ${page}`]: 404 }, 'dead'],
    ['that is gone for good is dead', { [`HEAD ${page}`]: 410 }, 'dead'],
    ['without an answer is out of reach', {}, 'unreachable'],
    ['into the own network is not asked for', { [`HEAD ${page}`]: coded('address-refused') }, 'refused'],
  ])('%s', async (_what, answers, state) => {
    expect((await checkLink(page, webOf(answers), signal)).state).toBe(state);
  });

  test.each([
    'mailto:a@b.c',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'not a link',
    'https://chat.nightjar.example/x',
  ])('%s is never asked', async (url) => {
    const web = webOf({});
    expect((await checkLink(url, web, signal)).state).toBe('refused');
    expect(web.asked).toEqual([]);
  });
});

describe('going through all links', () => {
  const hour = 3_600_000;

  function memory(links: CheckedLink[] = []) {
    const byUrl = new Map(links.map((link) => [link.url, link]));
    return {
      byUrl,
      links: async (urls: readonly string[]) => new Map([...byUrl].filter(([url]) => urls.includes(url))),
      storeLink: async (link: CheckedLink) => void byUrl.set(link.url, link),
      forgetLinks: async (before: string) => {
        for (const [url, { checkedAt }] of byUrl) if (checkedAt < before) byUrl.delete(url);
      },
    };
  }

  function round(store: ReturnType<typeof memory>, web: WebReader, hours: number, urls = [page]) {
    return checkAll({ urls, store, web, every: 24 * hour, signal, now: () => hours * hour, pause: 0 });
  }

  test('each is looked at once a day', async () => {
    const store = memory();
    const web = webOf({ [`HEAD ${page}`]: 200 });
    expect([await round(store, web, 0), await round(store, web, 23), await round(store, web, 24)]).toEqual([1, 0, 1]);
  });

  test('one silence of a host is forgiven, the second is told, with when it began', async () => {
    const store = memory();
    await round(store, webOf({ [`HEAD ${page}`]: 200 }), 0);
    const states = [];
    for (const hours of [24, 48, 72]) {
      await round(store, webOf({}), hours);
      states.push(store.byUrl.get(page)!.state);
    }
    expect(states).toEqual(['ok', 'unreachable', 'unreachable']);
    expect(store.byUrl.get(page)!.since).toBe(new Date(48 * hour).toISOString());
  });

  test('a host is asked one thing after the other', async () => {
    let open = 0;
    let most = 0;
    const web: WebReader = {
      read: async (url) => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 2));
        open--;
        return { url, status: 200, headers: new Map(), text: () => '' };
      },
    };
    const urls = Array.from({ length: 8 }, (_, index) => `https://one.nightjar.dev/${index}`);
    expect(await round(memory(), web, 0, urls)).toBe(8);
    expect(most).toBe(1);
  });

  test('a link that nobody has any more is forgotten in the end', async () => {
    const store = memory();
    await round(store, webOf({ [`HEAD ${page}`]: 200 }), 0);
    await round(store, webOf({}), 24 * 5, []);
    expect(store.byUrl.size).toBe(0);
  });
});
