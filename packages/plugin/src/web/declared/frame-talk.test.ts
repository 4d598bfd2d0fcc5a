import { expect, test, vi } from 'vitest';
import { answerTo, isPathOfPortal, type FrameContext, type FrameHost } from './frame-talk.ts';

const context: FrameContext = {
  theme: {
    scheme: 'dark',
    colours: { ground: '#000' },
    font: { family: 'a', monospace: 'b', size: '14px' },
    spacing: '8px',
    radius: '6px',
  },
  entity: 'component:default/player',
  locale: 'en',
};

function host(changed: Partial<FrameHost> = {}): FrameHost {
  return {
    context: () => context,
    ask: vi.fn<FrameHost['ask']>(async () => ({ data: 1 })),
    setHeight: vi.fn<FrameHost['setHeight']>(),
    setTitle: vi.fn<FrameHost['setTitle']>(),
    navigate: vi.fn<FrameHost['navigate']>(),
    ...changed,
  };
}

const say = (message: object, to: FrameHost) => answerTo({ callboard: 1, ...message }, to);

test('a page that is ready is told how the portal looks and whose page it is on', async () => {
  expect(await say({ type: 'ready' }, host())).toEqual({ type: 'context', ...context });
});

test('what is no message of ours does nothing', async () => {
  const one = host();
  for (const message of [
    null,
    'ready',
    { type: 'ready' },
    { callboard: 2, type: 'ready' },
    { callboard: 1, type: 'eval' },
  ])
    expect(await answerTo(message, one)).toBeUndefined();
  await say({ type: 'height', height: '100%' }, one);
  await say({ type: 'height', height: Infinity }, one);
  expect(one.setHeight).not.toHaveBeenCalled();
});

test('a page has its height, within bounds', async () => {
  const one = host();
  for (const height of [200.2, -5, 1e9]) await say({ type: 'height', height }, one);
  expect(vi.mocked(one.setHeight).mock.calls).toEqual([[201], [40], [4000]]);
});

test('a page leads inside the portal and nowhere else', async () => {
  const one = host();
  const bad = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/api/callboard/plugins',
    '/api',
    '/..//x',
    '',
  ];
  for (const path of [...bad, '/catalog?kind=api']) await say({ type: 'navigate', path }, one);
  expect(vi.mocked(one.navigate).mock.calls).toEqual([['/catalog?kind=api']]);
  expect(isPathOfPortal('/apis')).toBe(true);
});

test('the service answers through the portal; what fails is said, and never thrown', async () => {
  expect(await say({ type: 'request', id: 7, path: './depth' }, host())).toEqual({ type: 'answer', id: 7, data: 1 });
  const failing = host({ ask: () => Promise.reject(new Error('no such path')) });
  expect(await say({ type: 'request', id: 'a', path: './x' }, failing)).toEqual({
    type: 'answer',
    id: 'a',
    error: { message: 'no such path' },
  });
});

test('a page that asks without end is held back', async () => {
  const ask = vi.fn<FrameHost['ask']>(() => new Promise<object>(() => undefined));
  const one = host({ ask });
  for (let id = 0; id < 10; id += 1) void say({ type: 'request', id, path: './x' }, one);
  expect(await say({ type: 'request', id: 11, path: './x' }, one)).toMatchObject({
    error: { message: expect.stringContaining('10') },
  });
  expect(ask).toHaveBeenCalledTimes(10);
});
