import { icons } from './icons.ts';

export interface IconProps {
  /** A name of `icons.ts`; an unknown one draws a dashed circle. */
  name: string;
  /** Pixels; 16 unless told. */
  size?: number;
  className?: string | undefined;
  /** Says what the icon means where no text beside it does. */
  label?: string;
}

/** A small line drawing in the colour of the text around it. */
export function Icon({ name, size = 16, className, label }: IconProps) {
  const Drawing = icons[name] ?? icons['unknown'];
  if (!Drawing) return null;
  return (
    <Drawing
      size={size}
      stroke={1.75}
      className={className}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}
