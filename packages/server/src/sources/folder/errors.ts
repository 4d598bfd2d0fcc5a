/** What went wrong with files and folders, in plain words. */
import { HarvestReadError } from '@callboard/plugin/server';
import { SourceError } from '../source-error.ts';

export function errorCode(error: unknown): string {
  return (error instanceof Error && (error as NodeJS.ErrnoException).code) || '';
}

export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
}

/** A folder that a source stands on cannot be looked into. */
export function folderError(folder: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const code = errorCode(error);
  if (code === 'ENOENT') {
    return new SourceError(
      'source-not-found',
      `The folder ${folder} does not exist.`,
      'Correct the path, or mount the volume that it is on.',
    );
  }
  if (code === 'ENOTDIR') {
    return new SourceError('source-invalid', `${folder} is not a folder.`, 'Name the folder that the file is in.');
  }
  return new SourceError(
    'source-unreachable',
    `The folder ${folder} cannot be read: ${reasonOf(code)}.`,
    'Let the user that runs the portal read it.',
  );
}

/** A file that something names cannot be read. */
export function fileError(path: string, error: unknown): HarvestReadError {
  if (error instanceof HarvestReadError) return error;
  const reason = isMissing(error) ? 'it does not exist' : reasonOf(errorCode(error));
  return new HarvestReadError(
    'file-unreadable',
    `${path} cannot be read: ${reason}.`,
    'Restore the file, or correct what names it.',
  );
}

export function fileTooLarge(path: string, limit: number): HarvestReadError {
  return new HarvestReadError(
    'file-too-large',
    `${path} is larger than ${limit} bytes.`,
    'Split the file, or raise harvest.limits.fileBytes.',
  );
}

export function tooManyFiles(name: string, limit: number): SourceError {
  return new SourceError(
    'too-many-files',
    `${name} has more than ${limit} files that could be descriptors.`,
    'Narrow the globs in descriptors, or exclude folders.',
  );
}

function reasonOf(code: string): string {
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ELOOP: 'its links go round in a circle',
    EISDIR: 'it is a folder',
    EMFILE: 'too many files are open',
    EIO: 'the disk failed',
  };
  return reasons[code] ?? (code || 'unknown reason');
}
