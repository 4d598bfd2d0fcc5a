import { expect, test } from 'vitest';
import type { AsyncApi } from '../asyncapi/types.ts';
import { readDefinition } from './read-definition.ts';

function read(document: unknown): AsyncApi {
  const definition = readDefinition('asyncapi', JSON.stringify(document));
  if (definition.format !== 'asyncapi') throw new Error(JSON.stringify(definition));
  return definition.api;
}

const played = { name: 'played', payload: { type: 'object' }, examples: [{ name: 'one', payload: { song: 'a' } }] };

test('turns round what the second generation says: to publish is to have the application receive', () => {
  const api = read({
    asyncapi: '2.6.0',
    servers: { main: { url: 'kafka.example:9092', protocol: 'kafka' } },
    channels: {
      'songs/{id}': {
        parameters: { id: { description: 'Of the song', schema: { enum: ['a', 'b'] } } },
        publish: { operationId: 'onPlayed', message: { $ref: '#/components/messages/Played' } },
        subscribe: { message: { oneOf: [{ $ref: '#/components/messages/Played' }, { payload: {} }] } },
      },
    },
    components: { messages: { Played: played } },
  });
  expect(api.operations.map(({ action, name, messages }) => ({ action, name, messages }))).toEqual([
    { action: 'receive', name: 'onPlayed', messages: ['message played'] },
    { action: 'send', name: 'songs/{id}', messages: ['message played', 'message songs/{id}'] },
  ]);
  expect(api.servers).toEqual([{ name: 'main', url: 'kafka.example:9092', protocol: 'kafka' }]);
  expect(api.channels[0]?.parameters).toEqual([{ name: 'id', description: 'Of the song', values: ['a', 'b'] }]);
  expect(api.messages[0]?.examples).toEqual([{ name: 'one', value: { song: 'a' } }]);
});

test('reads the third generation: operations refer to channels, and messages over two steps', () => {
  const api = read({
    asyncapi: '3.0.0',
    channels: {
      plays: {
        address: 'plays.v1',
        messages: { played: { $ref: '#/components/messages/Played' }, other: { payload: {} } },
      },
      answers: { address: null, messages: { done: { payload: {} } } },
    },
    operations: {
      tell: {
        action: 'send',
        channel: { $ref: '#/channels/plays' },
        messages: [{ $ref: '#/channels/plays/messages/played' }],
        reply: { channel: { $ref: '#/channels/answers' } },
        traits: [{ summary: 'From a trait' }],
      },
      hear: { action: 'receive', channel: { $ref: '#/channels/plays' } },
    },
    components: { messages: { Played: played } },
  });
  expect(api.operations[0]).toMatchObject({
    id: 'send tell',
    channel: 'plays',
    summary: 'From a trait',
    messages: ['message played'],
    reply: { channel: 'answers', messages: ['message done'] },
  });
  expect(api.operations[1]?.messages).toEqual(['message played', 'message other']);
  expect(api.channels.map(({ address }) => address)).toEqual(['plays.v1', 'answers']);
});

test('is not led round in circles, and keeps messages of one name apart', () => {
  const api = read({
    asyncapi: '3.0.0',
    channels: {
      a: { messages: { m: { $ref: '#/components/messages/x' }, n: { payload: 1 } } },
      b: { messages: { n: { payload: 2 } } },
    },
    components: { messages: { x: { $ref: '#/components/messages/y' }, y: { $ref: '#/components/messages/x' } } },
  });
  expect(api.messages.map(({ id, payload }) => [id, payload])).toEqual([
    ['message n', 1],
    ['message n 2', 2],
  ]);
});

test('says in which other language a payload is described', () => {
  const api = read({
    asyncapi: '3.0.0',
    channels: {
      a: { messages: { m: { payload: { schemaFormat: 'application/vnd.apache.avro', schema: { type: 'record' } } } } },
    },
  });
  expect(api.messages[0]).toMatchObject({ schemaFormat: 'application/vnd.apache.avro', payload: { type: 'record' } });
});
