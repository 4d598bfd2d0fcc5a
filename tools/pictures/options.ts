import { join } from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `Takes pictures of the portal over the example company.

  npm run pictures                                        those of the guide, into docs/images
  npm run pictures -- --looks all --out <folder>          every view in both themes, wide, narrow and zoomed, to look at
  npm run pictures -- --looks all --out <folder> --only home
                                                          only the views whose names begin so
`;

export interface Options {
  folder: string;
  isAll: boolean;
  /** What the name of a view begins with. */
  only: string;
}

/** @throws when an option is unknown or does not go with another */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: 'string' },
      looks: { type: 'string', default: 'guide' },
      only: { type: 'string', default: '' },
    },
  });
  const { out, looks, only } = values;
  if (looks !== 'guide' && looks !== 'all') throw new Error(`--looks is guide or all, not '${looks}'`);
  if (looks === 'all' && out === undefined) throw new Error('--looks all needs --out: these pictures are not kept');
  return { folder: out ?? join(import.meta.dirname, '../../docs/images'), isAll: looks === 'all', only };
}
