import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { databases, startPortal, type ConformancePortal } from './portal.ts';

interface Result {
  type: string;
  rank: number;
  document: Record<string, unknown> & { title: string; kind: string };
  highlight: { preTag: string; postTag: string; fields: Record<string, string> };
}

interface Answer {
  numberOfResults: number;
  results: Result[];
  nextPageCursor?: string;
  previousPageCursor?: string;
  facets?: Record<string, { value: string; count: number }[]>;
}

describe.each(databases)('search, on $name', ({ url: database }) => {
  let portal: ConformancePortal;
  beforeAll(async () => {
    portal = await startPortal(database);
    await vi.waitFor(
      async () => {
        const { body } = await portal.call('GET', '/api/search/state');
        const { isReady, behind, documents } = body as { isReady: boolean; behind: number; documents: number };
        if (!isReady || behind > 0 || documents <= 5) throw new Error(`not ready: ${JSON.stringify(body)}`);
      },
      { timeout: 60_000, interval: 50 },
    );
  });
  afterAll(async () => {
    await portal?.stop();
  });
  const query = async (text: string) => (await portal.call('GET', `/api/search/query?${text}`)).body as Answer;
  const refused = async (text: string) => {
    const { status, body } = await portal.call('GET', `/api/search/query?${text}`);
    const { error, response } = body as { error: { name: string; message: string }; response: { statusCode: number } };
    expect(response.statusCode).toBe(status);
    return `${status} ${error.name}: ${error.message}`;
  };

  test('a result is the document with its place, rank and what was found of it', async () => {
    const { results } = await query('term=invoice');
    const { highlight, ...result } = results[0]!;
    expect(result).toMatchObject({
      type: 'software-catalog',
      rank: 1,
      document: {
        title: 'Invoice engine',
        text: 'Turns orders into PDFs',
        location: '/catalog/default/component/invoice-engine',
        componentType: 'service',
        type: 'service',
        namespace: 'default',
        kind: 'Component',
        owner: 'payments',
      },
    });
    expect(highlight.fields['title']).toBe(`${highlight.preTag}Invoice${highlight.postTag} engine`);
    expect(results[0]!.document).not.toHaveProperty('authorization');
  });

  test('an empty term finds everything, page by page, with ranks that go on', async () => {
    const all = await query('term=&pageLimit=100');
    expect(all.results).toHaveLength(all.numberOfResults);
    expect(all.nextPageCursor).toBeUndefined();
    expect(all.previousPageCursor).toBeUndefined();
    const first = await query('pageLimit=2');
    expect(first.nextPageCursor).toBe('MQ==');
    const second = await query(`pageLimit=2&pageCursor=${encodeURIComponent(first.nextPageCursor!)}`);
    expect(second.results.map(({ rank }) => rank)).toEqual([3, 4]);
    expect(second.previousPageCursor).toBe('MA==');
    expect([...first.results, ...second.results].map(({ document }) => document['location'])).toEqual(
      all.results.slice(0, 4).map(({ document }) => document['location']),
    );
  });

  test('filters take one value or several, in any of the usual spellings, whatever the case', async () => {
    const kinds = async (text: string) => [
      ...new Set((await query(text)).results.map(({ document }) => document.kind)),
    ];
    for (const text of ['filters[kind]=API', 'filters[kind]=api', 'filters[kind][0]=API', 'filters%5Bkind%5D=API'])
      expect(await kinds(text), text).toEqual(['API']);
    expect((await kinds('filters[kind][0]=API&filters[kind][1]=User')).sort()).toEqual(['API', 'User']);
    expect((await kinds('filters[kind][]=API&filters[kind][]=User')).sort()).toEqual(['API', 'User']);
    expect(await kinds('filters[kind]=API&filters[nothing]=x')).toEqual([]);
  });

  test('types name what is looked for', async () => {
    expect((await query('types[0]=software-catalog')).numberOfResults).toBeGreaterThan(0);
    expect((await query('types[]=software-catalog')).numberOfResults).toBeGreaterThan(0);
    expect(await refused('types[0]=nothing')).toContain("400 InputError: Unknown document type 'nothing'");
  });

  test('what cannot be understood is refused and named', async () => {
    expect(await refused(`term=${'x'.repeat(101)}`)).toContain('400 InputError: Invalid term');
    expect(await refused('pageLimit=101')).toContain('400 InputError: Invalid pageLimit');
    expect(await refused('pageLimit=0')).toContain('400 InputError: Invalid pageLimit');
    expect(await refused('pageCursor=nonsense')).toContain('400 InputError: Invalid pageCursor');
    expect(await refused('something=else')).toContain("400 InputError: Unknown query parameter 'something'");
    const { status } = await portal.call('GET', '/api/search/query', undefined, {
      authorization: 'Bearer wrong-token',
    });
    expect(status).toBe(401);
  });

  test('values are counted for each facet as if its own filter were not set', async () => {
    const { facets, results } = await query('facets[]=kind&filters[kind]=API');
    expect(results.every(({ document }) => document.kind === 'API')).toBe(true);
    expect(facets!['kind']!.map(({ value }) => value)).toContain('Component');
  });

  test('a name that is not there finds nothing and says what may have been meant', async () => {
    const answer = await query('term=xqzvbnm');
    expect(answer).toMatchObject({ numberOfResults: 0, results: [] });
  });
});
