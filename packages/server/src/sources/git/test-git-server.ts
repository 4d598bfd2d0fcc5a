/** Git's own HTTP server behind a small one, for tests. */
import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startTestServer, type TestServer } from '../../net/test-server.ts';

export interface GitServerOptions {
  /** Folder of bare repositories. */
  root: string;
  /** `user:password` that is asked for; absent: none. */
  credentials?: string;
  /** Path → where it redirects to. */
  redirects?: Record<string, string>;
  /** Serves plain files instead of speaking git's protocol. */
  dumb?: boolean;
}

export function startGitServer(options: GitServerOptions): Promise<TestServer> {
  return startTestServer((request, response) => {
    const url = new URL(request.url!, 'http://x');
    const redirect = Object.entries(options.redirects ?? {}).find(([path]) => url.pathname.startsWith(path));
    if (redirect)
      return void response.writeHead(301, { location: request.url!.replace(redirect[0], redirect[1]) }).end();
    const given = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    if (options.credentials && given !== options.credentials) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    }
    if (options.dumb) url.search = '';
    backend(options.root, url, request, response);
  });
}

/** Hands the request to `git http-backend`, as a web server does it. */
function backend(root: string, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (part: Buffer) => {
    if (!head) return void response.write(part);
    head = Buffer.concat([head, part]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const lines = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': ') as [string, string]);
    const status = lines.find(([name]) => name === 'Status')?.[1];
    for (const [name, value] of lines) if (name !== 'Status') response.setHeader(name, value);
    response.writeHead(status ? Number.parseInt(status, 10) : 200);
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  child.on('close', () => response.end());
}
