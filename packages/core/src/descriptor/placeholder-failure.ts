/** Something that keeps one placeholder from being filled in. */
export class PlaceholderFailure extends Error {
  override name = 'PlaceholderFailure';
  /** A finding code. */
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
