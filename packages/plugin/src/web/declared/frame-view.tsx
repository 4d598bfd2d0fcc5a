import { useEffect, useRef, useState } from 'react';
import { ExternalLink } from '../link.tsx';
import { safeHref } from '../url.ts';
import { isObject, textOf } from './data.ts';
import styles from './declared.module.css';
import { messages } from './messages.ts';
import { Problem, Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { useFrameTalk } from './use-frame-talk.ts';

const POWERS = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox';

function addressIn(data: unknown): { url: string; title: string | undefined } | undefined {
  const url = safeHref(textOf(isObject(data) ? data['url'] : data) ?? '');
  if (!url?.startsWith('http')) return undefined;
  return { url, title: isObject(data) ? textOf(data['title']) : undefined };
}

/** A picture from elsewhere. */
export function PictureView({ data }: ShownProps<'picture'>) {
  const [failed, setFailed] = useState<string>();
  const address = addressIn(data);
  if (!address) return <Unfit view="picture" expected="address" />;
  if (failed === address.url) return <NotShown title={messages.pictureFailed} url={address.url} />;
  return (
    <figure className={styles.picture}>
      <img src={address.url} alt={address.title ?? ''} loading="lazy" onError={() => setFailed(address.url)} />
      {address.title && <figcaption className={styles.faint}>{address.title}</figcaption>}
    </figure>
  );
}

/** A page from elsewhere. It is told how the portal looks when it asks, and can do nothing in it. */
export function FrameView({ data, show }: ShownProps<'frame'>) {
  const address = addressIn(data);
  const origin = address && new URL(address.url).origin;
  const refused = useRefused(origin);
  // A page of the portal that could run as one would be the portal.
  const isOurs = origin === window.location.origin;
  const frame = useRef<HTMLIFrameElement>(null);
  const talk = useFrameTalk(frame, isOurs ? undefined : origin);
  if (!address) return <Unfit view="frame" expected="address" />;
  if (refused) return <NotShown title={messages.frameRefused} hint={messages.frameRefusedHint} url={address.url} />;
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      src={address.url}
      title={talk.title ?? address.title ?? messages.frame}
      height={talk.height ?? show.height}
      sandbox={isOurs ? POWERS : `${POWERS} allow-same-origin`}
      referrerPolicy="no-referrer"
      loading="lazy"
    />
  );
}

/** The browser says only here that the portal does not allow a frame. */
function useRefused(origin: string | undefined): boolean {
  const [refused, setRefused] = useState<string>();
  useEffect(() => {
    function note({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) {
      if (effectiveDirective === 'frame-src' && origin && blockedURI.startsWith(origin)) setRefused(origin);
    }
    document.addEventListener('securitypolicyviolation', note);
    return () => document.removeEventListener('securitypolicyviolation', note);
  }, [origin]);
  return origin !== undefined && refused === origin;
}

function NotShown({ title, hint = '', url }: { title: string; hint?: string; url: string }) {
  return (
    <>
      <Problem problem={{ message: title, hint }} />
      <ExternalLink href={url}>{messages.openInstead}</ExternalLink>
    </>
  );
}
