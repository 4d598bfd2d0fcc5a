/** How a command speaks to whoever called it. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether a person is looking at stdout: colours and progress make sense. */
  isTTY: boolean;
  /** Folder that relative paths are relative to. */
  cwd: string;
}

/** Ends a command: the message goes to stderr, the code to whoever called. */
export class Exit extends Error {
  override name = 'Exit';
  readonly code: number;
  constructor(code: number, message = '') {
    super(message);
    this.code = code;
  }
}
