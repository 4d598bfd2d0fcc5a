import { useMemo, useState } from 'react';
import { ExternalLink } from '../link.tsx';
import styles from './declared.module.css';
import looks from './radar.module.css';
import { messages } from './messages.ts';
import { Unfit } from './problem.tsx';
import { RADIUS, radarOf, ringEdge } from './radar.ts';
import type { Blip, Radar } from './radar.ts';
import type { ShownProps } from './shown-data.tsx';

/** What stands where on the way in: a picture, and the same as lists. Pointing at one shows it in the other. */
export function RadarView({ data }: ShownProps<'radar'>) {
  const radar = useMemo(() => radarOf(data), [data]);
  const [chosen, setChosen] = useState<number>();
  if (!radar) return <Unfit view="radar" expected="radar" />;
  return (
    <div className={looks.radar}>
      <RadarPicture radar={radar} chosen={chosen} onChoose={setChosen} />
      <div className={looks.radarLists}>
        {radar.quadrants.map((title, quadrant) => (
          <QuadrantList key={title} {...{ radar, title, quadrant, chosen }} onChoose={setChosen} />
        ))}
      </div>
    </div>
  );
}

interface Choosing {
  radar: Radar;
  chosen: number | undefined;
  onChoose: (blip: number | undefined) => void;
}

function RadarPicture({ radar: { quadrants, rings, blips }, chosen, onChoose }: Choosing) {
  const size = RADIUS + 6;
  return (
    <svg
      className={looks.radarPicture}
      viewBox={`${-size} ${-size} ${size * 2} ${size * 2}`}
      role="img"
      aria-label={messages.radar(rings.join(', '))}
    >
      {rings.map((ring, index) => (
        <circle key={ring} className={looks.ring} r={ringEdge(index, rings.length)} />
      ))}
      <path className={looks.ring} d={`M${-RADIUS} 0H${RADIUS}M0 ${-RADIUS}V${RADIUS}`} />
      {rings.map((ring, index) => (
        <text key={ring} className={looks.ringName} x={0} y={14 - ringEdge(index, rings.length)} textAnchor="middle">
          {ring}
        </text>
      ))}
      {quadrants.map((title, quadrant) => (
        <title key={title}>{`${quadrant + 1}: ${title}`}</title>
      ))}
      {blips.map((blip) => (
        <g
          key={blip.number}
          className={looks.blip}
          data-chosen={blip.number === chosen}
          data-line={blip.quadrant}
          transform={`translate(${blip.x.toFixed(1)} ${blip.y.toFixed(1)})`}
          onPointerEnter={() => onChoose(blip.number)}
          onPointerLeave={() => onChoose(undefined)}
        >
          <Shape moved={blip.moved} />
          <text y={3.5} textAnchor="middle">
            {blip.number}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Round: stays; pointing inwards or outwards: moved; square: new. */
function Shape({ moved }: Pick<Blip, 'moved'>) {
  if (moved === 'up') return <path d="M0 -11L11 8H-11Z" />;
  if (moved === 'down') return <path d="M0 11L11 -8H-11Z" />;
  return moved === 'new' ? <rect x={-9} y={-9} width={18} height={18} rx={2} /> : <circle r={9} />;
}

function QuadrantList({ radar, title, quadrant, chosen, onChoose }: Choosing & { title: string; quadrant: number }) {
  const blips = radar.blips.filter((blip) => blip.quadrant === quadrant);
  return (
    <section data-line={quadrant}>
      <h2 className={looks.quadrant}>{title}</h2>
      {radar.rings.map((ring, index) => {
        const here = blips.filter((blip) => blip.ring === index);
        if (!here.length) return null;
        return (
          <div key={ring} className={looks.ringList}>
            <p className={styles.faint}>{ring}</p>
            <ul>
              {here.map((blip) => (
                <li
                  key={blip.number}
                  data-chosen={blip.number === chosen}
                  onPointerEnter={() => onChoose(blip.number)}
                  onPointerLeave={() => onChoose(undefined)}
                >
                  <span className={looks.blipNumber}>{blip.number}</span>
                  <span>
                    {blip.url ? <ExternalLink href={blip.url}>{blip.name}</ExternalLink> : blip.name}
                    {blip.moved && <span className={styles.faint}> {messages.moved[blip.moved]}</span>}
                    {blip.text && <span className={looks.blipText}>{blip.text}</span>}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
