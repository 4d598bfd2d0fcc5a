/** Why a source could not be looked at. Nothing of it is taken to be gone because of that. */
export class SourceError extends Error {
  override name = 'SourceError';
  /** `source-not-found`, `source-unreachable`, `source-auth`, `source-rate-limited`, `source-invalid`, `git-failed`, … */
  readonly code: string;
  /** What to do about it. Like the message, without credentials. */
  readonly hint: string;
  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
