/** A throw-away SSH server for git, with keys of its own: nothing of the machine's accounts is used. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isExecutable } from './chromium.ts';

export interface SshServer {
  /** `ssh://user@127.0.0.1:port`, to be followed by an absolute path. */
  url: string;
  /** Folder to begin PATH with: its `ssh` is the system's, with the key that is let in and the hosts that are known here. */
  path: string;
  /** Makes the host one that nobody knows. */
  forgetHost(): void;
  stop(): Promise<void>;
}

/** Path of sshd; undefined when it is not installed. */
export function findSshd(): string | undefined {
  return ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find(isExecutable);
}

export async function startSshServer(sshd: string): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-ssh-'));
  const path = join(folder, 'bin');
  mkdirSync(path);
  const key = (file: string) => {
    const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`ssh-keygen failed: ${made.stderr}`);
    return readFileSync(`${file}.pub`, 'utf8').trim();
  };
  const hostKey = key(join(folder, 'host'));
  writeFileSync(join(folder, 'authorized'), `${key(join(folder, 'user'))}\n`, { mode: 0o600 });
  const port = await freePort();
  const known = join(folder, 'known_hosts');
  writeFileSync(known, `[127.0.0.1]:${port} ${hostKey.split(' ').slice(0, 2).join(' ')}\n`);
  // ssh looks into the home of the account, whatever the environment says: it is told where to look here.
  const client = [
    'Host *',
    `  IdentityFile ${join(folder, 'user')}`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile ${known}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
  ];
  writeFileSync(join(folder, 'client'), `${client.join('\n')}\n`);
  const program = spawnSync('sh', ['-c', 'command -v ssh'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(path, 'ssh'), `#!/bin/sh\nexec '${program}' -F '${join(folder, 'client')}' "$@"\n`, {
    mode: 0o755,
  });
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    `PidFile ${join(folder, 'pid')}`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
  ];
  writeFileSync(join(folder, 'config'), `${config.join('\n')}\n`);
  // It wants a folder that a service would have made for it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const server = spawn(sshd, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ended = once(server, 'exit');
  async function stop(): Promise<void> {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (server.exitCode !== null || tries > 200) throw new Error(`sshd did not start: ${said}`);
    await sleep(50);
  }
  return {
    url: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    path,
    forgetHost: () => writeFileSync(known, ''),
    stop,
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const is = await Promise.race([
    once(socket, 'connect').then(
      () => true,
      () => false,
    ),
    sleep(1000, false),
  ]);
  socket.destroy();
  return is;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
