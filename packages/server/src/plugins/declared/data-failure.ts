/** Why a data source has no answer, in words for whoever looks at the card. Never holds a URL: secrets may stand in it. */
export interface DataError {
  code: DataErrorCode;
  message: string;
  hint: string;
  /** In the expression, from 0. */
  position?: number;
}

export type DataErrorCode =
  | 'value-missing'
  | 'value-unfit'
  | 'source-unreachable'
  | 'source-refused'
  | 'source-too-slow'
  | 'source-busy'
  | 'source-resting'
  | 'source-answered'
  | 'answer-unfit'
  | 'select-failed';

export class DataFailure extends Error {
  override name = 'DataFailure';
  readonly code: DataErrorCode;
  readonly hint: string;
  readonly position: number | undefined;
  /** Whether it may be otherwise in a moment. */
  readonly passes: boolean;
  constructor(
    code: DataErrorCode,
    message: string,
    hint: string,
    { position, passes = false }: { position?: number | undefined; passes?: boolean } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.position = position;
    this.passes = passes;
  }

  toJSON(): DataError {
    const { code, message, hint, position } = this;
    return { code, message, hint, ...(position === undefined ? {} : { position }) };
  }
}
