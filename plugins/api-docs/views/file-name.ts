const ENDINGS: Readonly<Record<string, string>> = {
  graphql: 'graphql',
  grpc: 'proto',
  protobuf: 'proto',
  proto: 'proto',
};

/** What a definition is called once it is saved. */
export function fileNameOf(name: string, type: string, text: string): string {
  const known = ENDINGS[type.toLowerCase()];
  if (known) return `${name}.${known}`;
  if (/^\s*[{[]/.test(text)) return `${name}.json`;
  return `${name}.${/^[\w-]+:(\s|$)/m.test(text) ? 'yaml' : 'txt'}`;
}
