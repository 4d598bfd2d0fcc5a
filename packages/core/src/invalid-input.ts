import { CallboardError } from './errors.ts';

/** What a caller sent cannot be understood; its message says what and is shown as it is. HTTP status 400, name `InputError`. */
export class InvalidInput extends CallboardError {
  constructor(message: string, options?: ErrorOptions) {
    super('input-invalid', message, options);
  }
}
