import type { Io } from './io.ts';

/** An `Io` that keeps what it is told, for tests. */
export function recordingIo(cwd: string, isTTY = false): Io & { out: string; err: string } {
  const io = {
    out: '',
    err: '',
    isTTY,
    cwd,
    stdout: (text: string) => void (io.out += text),
    stderr: (text: string) => void (io.err += text),
  };
  return io;
}
