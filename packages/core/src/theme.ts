/** Colours of a company, as data. Whatever is set, texts stay legible: a theme in which one would not be is refused. */
import { z } from 'zod';

/** Our own colours by scheme, as the style sheet of the shell has them: what a theme leaves out is as here. */
export const ownColours = {
  light: {
    ground: '#ffffff',
    side: '#faf9f7',
    subtle: '#f7f6f3',
    hover: '#f2f1ed',
    selected: '#edebe5',
    line: '#e7e5e0',
    bar: '#e9e7e2',
    text: '#1d1b18',
    'text-soft': '#55514a',
    'text-faint': '#6b665d',
    link: '#0a5bb0',
    amber: '#f2a31b',
    'amber-hover': '#e49408',
    'on-amber': '#2b1a00',
  },
  dark: {
    ground: '#141412',
    side: '#100f0e',
    subtle: '#1b1a18',
    hover: '#22211e',
    selected: '#2b2925',
    line: '#2b2a26',
    bar: '#2a2926',
    text: '#eeece7',
    'text-soft': '#bdb8ae',
    'text-faint': '#9d978b',
    link: '#84b9f7',
    amber: '#f2a31b',
    'amber-hover': '#ffb638',
    'on-amber': '#2b1a00',
  },
} as const;

type Colours = Partial<Record<keyof (typeof ownColours)['light'], string | undefined>>;

const texts = ['text', 'text-soft', 'text-faint', 'link'] as const;
const grounds = ['ground', 'side', 'subtle'] as const;
const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #0a5bb0')
  .optional();
const colours = z.strictObject(
  Object.fromEntries(Object.keys(ownColours.light).map((name) => [name, colour])) as Record<
    keyof (typeof ownColours)['light'],
    typeof colour
  >,
);

export const themeSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, starting with a letter'),
    title: z.string().min(1).max(40),
    /** Who has chosen none has this one. */
    default: z.boolean().default(false),
    /** Stands for the mark of the portal, 22 pixels high. */
    logo: z
      .string()
      .max(30_000)
      .regex(/^data:image\/(svg\+xml|png|webp);base64,[A-Za-z0-9+/=]+$/, 'data:image/svg+xml;base64,…')
      .optional(),
    light: colours.optional(),
    dark: colours.optional(),
  })
  .superRefine((theme, context) => {
    for (const scheme of ['light', 'dark'] as const)
      for (const message of illegibleIn({ ...ownColours[scheme], ...given(theme[scheme]) }))
        context.addIssue({ code: 'custom', path: [scheme], message });
  });

function given(some: Colours = {}): Colours {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
}

/** WCAG AA for texts. */
const leastContrast = 4.5;

function illegibleIn(all: Colours): string[] {
  const pairs = [
    ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
    ['on-amber', 'amber'] as const,
    ['on-amber', 'amber-hover'] as const,
  ];
  return pairs.flatMap(([text, ground]) => {
    const contrast = contrastOf(all[text]!, all[ground]!);
    if (contrast >= leastContrast) return [];
    return [`${text} on ${ground} has a contrast of ${contrast.toFixed(1)}, and needs ${leastContrast} to be read`];
  });
}

/** From 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
