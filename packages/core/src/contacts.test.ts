import { describe, expect, test } from 'vitest';
import { contactsOf } from './contacts.ts';

const team = (metadata: object, spec = {}) => ({ metadata: { name: 'playback', ...metadata }, spec });

describe('contacts of a team', () => {
  test('the channel that it names, and the link that opens it', () => {
    const links = [
      { url: 'https://grafana.example.org/d/1', title: 'Board', type: 'dashboard' },
      { url: 'https://chat.example.org/c/playback', title: 'Our channel', type: 'chat' },
    ];
    const annotations = { 'callboard.dev/chat-channel': '#playback' };
    expect(contactsOf(team({ links, annotations }, { profile: { email: 'playback@example.org' } }))).toEqual({
      chat: { title: '#playback', url: 'https://chat.example.org/c/playback' },
      email: 'playback@example.org',
    });
  });

  test.each([
    ['icon', { url: 'https://example.org/1', icon: 'slack' }],
    ['host', { url: 'https://acme.slack.com/archives/C1' }],
  ])('a chat link known by its %s, titled by its address when it has no title', (_by, link) => {
    expect(contactsOf(team({ links: [link] }))).toEqual({ chat: { title: link.url, url: link.url } });
  });

  test('a channel without a link is still a name to look for', () => {
    expect(contactsOf(team({ annotations: { 'callboard.dev/chat-channel': ' #apps ' } }))).toEqual({
      chat: { title: '#apps' },
    });
  });

  test('nothing where nothing is declared, whatever the shape of the profile', () => {
    for (const profile of [undefined, null, 'text', ['a'], { email: 7 }, { email: ' ' }])
      expect(contactsOf(team({}, { profile }))).toEqual({});
  });
});
