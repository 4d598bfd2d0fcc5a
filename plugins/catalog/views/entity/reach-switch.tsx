import { useUrlState } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { ViewSwitch } from './view-switch.tsx';

export type Reach = 'direct' | 'all';

/** How far a card of a team looks, kept in the address. */
export function useReach(param: string): [Reach, (reach: Reach) => void] {
  const [params, change] = useUrlState();
  const reach = params.get(param) === 'direct' ? 'direct' : 'all';
  return [reach, (next) => change((url) => (next === 'all' ? url.delete(param) : url.set(param, next)))];
}

interface ReachSwitchProps {
  reach: Reach;
  onChange: (reach: Reach) => void;
  names: Record<Reach, string>;
}

/** With what is below, or itself alone. */
export function ReachSwitch({ reach, onChange, names }: ReachSwitchProps) {
  const { all, direct } = names;
  return <ViewSwitch label={messages.team.reach} value={reach} options={{ all, direct }} onChange={onChange} />;
}
