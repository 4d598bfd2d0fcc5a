import { expect, test } from 'vitest';
import { findType } from '../grpc/lookup.ts';
import type { ProtoFile } from '../grpc/types.ts';
import { readDefinition } from './read-definition.ts';

function read(text: string): ProtoFile {
  const definition = readDefinition('grpc', text);
  if (definition.format !== 'grpc') throw new Error(JSON.stringify(definition));
  return definition.api;
}

const file = `
// Of the songs.
syntax = "proto3";

package music.v1;

import public "google/protobuf/timestamp.proto";
option java_package = "example;{";

// Finds songs.
service Songs {
  option (some.option) = { nested: { a: "}" } };
  // One by one.
  rpc Find (FindRequest) returns (stream Song) {
    option deprecated = true;
    option (google.api.http) = { get: "/v1/{name=songs/*}" additional_bindings { post: "/x" } };
  }
  rpc Tell(stream music.v1.Song) returns (google.protobuf.Empty); // Says it.
}

/*
 * A song.
 */
message Song {
  reserved 4, 8 to max;
  reserved "old";
  string title = 1; // As printed.
  map<string, Mood> moods = 2 [deprecated = true];
  oneof source {
    string file = 3;
    .music.v1.Song.Place place = 5;
  }
  message Place { optional int64 at = 1 [(validate.rules).int64 = { gte: -1 }]; }
  enum Mood { option allow_alias = true; MOOD_UNKNOWN = 0; SAD = -1; }
}
message FindRequest {}
`;

test('outlines services with their streams, and what stands in comments', () => {
  const api = read(file);
  expect(api).toMatchObject({
    syntax: 'proto3',
    package: 'music.v1',
    comment: 'Of the songs.',
    imports: ['google/protobuf/timestamp.proto'],
  });
  expect(api.services).toEqual([
    {
      name: 'Songs',
      comment: 'Finds songs.',
      methods: [
        {
          name: 'Find',
          request: 'FindRequest',
          requestStream: false,
          response: 'Song',
          responseStream: true,
          comment: 'One by one.',
          deprecated: true,
        },
        {
          name: 'Tell',
          request: 'music.v1.Song',
          requestStream: true,
          response: 'google.protobuf.Empty',
          responseStream: false,
          comment: 'Says it.',
        },
      ],
    },
  ]);
});

test('outlines messages with maps, choices and what is nested', () => {
  const [song, place, mood] = read(file).types;
  expect(song?.comment).toBe('A song.');
  expect(song?.fields).toEqual([
    { name: 'title', type: 'string', number: '1', comment: 'As printed.' },
    { name: 'moods', type: 'map<string, Mood>', number: '2', deprecated: true },
    { name: 'file', type: 'string', number: '3', oneof: 'source' },
    { name: 'place', type: '.music.v1.Song.Place', number: '5', oneof: 'source' },
  ]);
  expect(place).toMatchObject({ name: 'Song.Place', fields: [{ name: 'at', type: 'optional int64' }] });
  expect(mood).toMatchObject({
    kind: 'enum',
    name: 'Song.Mood',
    fields: [{ name: 'MOOD_UNKNOWN' }, { name: 'SAD', number: '-1' }],
  });
});

test('finds the type that a name means where it stands', () => {
  const api = read(file);
  expect(findType(api, 'Mood', 'Song')?.name).toBe('Song.Mood');
  expect(findType(api, 'Mood')).toBeUndefined();
  expect(findType(api, '.music.v1.Song.Place')?.name).toBe('Song.Place');
  expect(findType(api, 'google.protobuf.Empty')).toBeUndefined();
});

test('reads the second generation: labels, groups, extensions', () => {
  const api = read(`
    syntax = 'proto2';
    message A {
      required string name = 1 [default = "a;b"];
      repeated group Result = 2 { optional string url = 3; }
      extensions 100 to 199;
      extend B { optional int32 c = 126; }
      optional string message = 4;
      optional string enum = 5;
    }
    extend A { optional int32 d = 100; }
  `);
  expect(api.types.map(({ name, fields }) => [name, fields.map((field) => field.name)])).toEqual([
    ['A', ['name', 'Result', 'message', 'enum']],
    ['A.Result', ['url']],
  ]);
});
