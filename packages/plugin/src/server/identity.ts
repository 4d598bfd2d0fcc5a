/** Who is calling. */
export interface Identity {
  type: 'user' | 'service' | 'none';
  /** `user:development/guest`, `external:ci`, or `anonymous`. */
  subject: string;
  /** References that the caller owns things as. */
  ownership: string[];
}
