/** What a failure says of itself, whatever was thrown: plugins throw anything. */
export function errorText(error: unknown): string {
  if (error instanceof Error) return error.message;
  try {
    return String(error);
  } catch {
    // An object without a prototype has no text.
    return 'something that is no error was thrown';
  }
}
