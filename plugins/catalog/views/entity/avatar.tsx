import styles from './team.module.css';

/** Pictures come from inside the descriptor or the portal; an address elsewhere would tell strangers who looks at whom. */
function ownPicture(picture: string | undefined): string | undefined {
  if (!picture) return undefined;
  return /^data:image\/(png|jpeg|gif|webp|avif);base64,/.test(picture) || /^\/(?!\/)/.test(picture)
    ? picture
    : undefined;
}

function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '');
  return letters.join('').toUpperCase();
}

/** A face, or the first letters of a name. */
export function Avatar({ name, picture, size = 26 }: { name: string; picture: string | undefined; size?: number }) {
  const source = ownPicture(picture);
  const box = { width: size, height: size };
  if (source) return <img src={source} alt="" className={styles.avatar} style={box} loading="lazy" />;
  return (
    <span className={styles.avatar} style={box} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
