import { dies, isBack } from '../cluster/member.ts';
import type { PlannedFault, Stage } from '../faults/fault.ts';
import { PASS, type LinkMode } from '../proxy/link-mode.ts';

/** A fault at a chosen moment, for a run in which nothing is left to chance. */
export function scripted(
  name: string,
  atMs: number,
  play: (stage: Stage) => Promise<unknown>,
): PlannedFault {
  const facts = { target: 'as scripted', detail: '', durationMs: 0, claims: [] };
  return {
    name,
    category: 'process',
    atMs,
    ...facts,
    play: async (stage) => {
      await play(stage);
      return true;
    },
  };
}

const PASSED_WITHIN_MS = 6_000;

/** SIGKILL at a pass of a failpoint; resolves when the process is back. */
export function killAt(atMs: number, target: string, point: string, pass = 2): PlannedFault {
  return scripted(`kill ${target} ${point}`, atMs, async ({ cluster }) => {
    const member = cluster.member(target);
    const dying = dies(member, PASSED_WITHIN_MS);
    member.failpoints?.arm(`${point}=kill@${pass}`);
    await dying;
    member.failpoints?.disarm();
    await isBack(member);
  });
}

export function profileFor(atMs: number, durationMs: number, profile: object): PlannedFault {
  return scripted('backend profile', atMs, async ({ cluster, sleep }) => {
    await cluster.setProfile(profile);
    await sleep(durationMs);
    await cluster.setProfile('steady');
  });
}

export function linksFor(
  atMs: number,
  durationMs: number,
  kind: 'gateway' | 'worker',
  to: 'redis' | 'backend',
  mode: LinkMode,
): PlannedFault {
  return scripted(`${kind} ↔ ${to} ${mode.kind}`, atMs, async ({ cluster, sleep }) => {
    const members = kind === 'gateway' ? cluster.gateways : cluster.workers;
    const links = members.flatMap((member) => member.links[to] ?? []);
    await Promise.all(links.map((link) => link.setMode(mode)));
    await sleep(durationMs);
    await Promise.all(links.map((link) => link.setMode(PASS)));
  });
}
