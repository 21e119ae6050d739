import { type CpuProfile, type ProfileNode, selfTimes } from './cpu-profile.ts';
import { type Origin, originOf } from './frame-origin.ts';

/** A function as it was called from one place of the stack. */
export interface FlameFrame {
  name: string;
  origin: Origin;
  /** In the function itself, without what it calls. */
  selfUs: number;
  children: FlameFrame[];
}

/** The profiler's own doing and waiting for work cost an order nothing. */
const NOT_WORK = ['(idle)', 'toggle'];

const ROOT_ORIGIN: Origin = { kind: 'engine', name: 'everything' };

/** The calls of a profile as a tree, the same functions on the same way down made one. */
export function flameTree(profile: CpuProfile): FlameFrame {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const times = selfTimes(profile);
  const framesOf = (ids: readonly number[], caller: Origin): FlameFrame[] => {
    const nodes = ids.flatMap((id) => byId.get(id) ?? []).filter(isWork);
    const groups = Map.groupBy(nodes, (node) => identity(node, caller));
    return [...groups.values()].map((alike) => frameOf(alike, caller));
  };
  const frameOf = (alike: readonly ProfileNode[], caller: Origin): FlameFrame => {
    const [first] = alike;
    const origin = (first && originOf(first.callFrame)) ?? caller;
    return {
      name: first?.callFrame.functionName || '(anonymous)',
      origin,
      selfUs: alike.reduce((sum, { id }) => sum + (times.get(id) ?? 0), 0),
      children: framesOf(
        alike.flatMap(({ children = [] }) => children),
        origin,
      ),
    };
  };
  const root = profile.nodes.find(({ callFrame }) => callFrame.functionName === '(root)');
  return {
    name: 'all',
    origin: ROOT_ORIGIN,
    selfUs: 0,
    children: framesOf(root?.children ?? [], ROOT_ORIGIN),
  };
}

/** Time in all functions of an origin themselves, in µs, the largest first. */
export function timeByOrigin(frame: FlameFrame): Map<string, number> {
  const times = new Map<string, number>();
  const visit = ({ origin, selfUs, children }: FlameFrame): void => {
    if (selfUs > 0) times.set(origin.name, (times.get(origin.name) ?? 0) + selfUs);
    children.forEach(visit);
  };
  visit(frame);
  return new Map([...times].toSorted(([, a], [, b]) => b - a));
}

function isWork({ callFrame }: ProfileNode): boolean {
  return !NOT_WORK.includes(callFrame.functionName);
}

function identity({ callFrame }: ProfileNode, caller: Origin): string {
  return `${(originOf(callFrame) ?? caller).name} ${callFrame.functionName}`;
}
