import { ActiveProfile } from '../profile/active-profile';
import type { ProfileRequest } from '../profile/profile-document';
import { toServiceProfile } from '../profile/profile.mapper';
import { ManualClock } from '../testing/manual-clock';
import { SeededChance } from '../testing/chosen-chance';
import { Workshop } from './workshop';

class Rig {
  readonly clock = new ManualClock();
  readonly profile: ActiveProfile;
  readonly workshop: Workshop;
  readonly ends: string[] = [];
  readonly announced: string[] = [];

  constructor(request: ProfileRequest) {
    this.profile = new ActiveProfile(toServiceProfile(request));
    this.workshop = new Workshop(this.clock, new SeededChance(), this.profile);
  }

  perform(...names: string[]): void {
    for (const name of names) {
      let endsAtMs: number | undefined;
      const nearlyDone = (momentMs: number): void => {
        endsAtMs = momentMs;
        this.announced.push(`${name}@${momentMs}`);
      };
      void this.workshop.perform(nearlyDone).then((end) => {
        this.ends.push(end === 'done' ? `${name}@${endsAtMs}` : `${name} dropped`);
      });
    }
  }

  change(request: ProfileRequest): void {
    this.profile.change(toServiceProfile(request));
  }

  /** What has ended by then, as `name@moment`. */
  async endedBy(momentMs: number): Promise<string[]> {
    this.clock.goTo(momentMs);
    await Promise.resolve();
    return this.ends;
  }
}

const twoWorkers: ProfileRequest = { latency: { kind: 'fixed', ms: 50 }, workers: 2 };

describe('Workshop', () => {
  it('serves as many at once as it has workers, the rest in the order of their coming', async () => {
    const rig = new Rig(twoWorkers);
    rig.perform('a', 'b', 'c', 'd', 'e');
    expect([rig.workshop.inService, rig.workshop.waiting, rig.workshop.pending]).toEqual([2, 3, 5]);
    expect(await rig.endedBy(49.9)).toEqual([]);
    expect(await rig.endedBy(50)).toEqual(['a@50', 'b@50']);
    expect(await rig.endedBy(150)).toEqual(['a@50', 'b@50', 'c@100', 'd@100', 'e@150']);
    expect(rig.workshop.pending).toBe(0);
  });

  it('lets nobody wait when workers are unbounded', async () => {
    const rig = new Rig({ preset: 'unbounded' });
    rig.perform(...'abcdefghijklmnopqrstuvwxyz');
    expect([rig.workshop.inService, rig.workshop.waiting]).toEqual([26, 0]);
    expect(await rig.endedBy(50)).toHaveLength(26);
  });

  it('ends work without latency at once', async () => {
    const rig = new Rig({ latency: { kind: 'fixed', ms: 0 }, workers: 1 });
    rig.perform('a', 'b');
    expect(await rig.endedBy(0)).toEqual(['a@0', 'b@0']);
  });

  it('starts the next when the former ended, however late that is noticed', async () => {
    const rig = new Rig({ ...twoWorkers, workers: 1 });
    rig.perform('a', 'b', 'c');
    const wake = jest.spyOn(rig.clock, 'nowMs').mockReturnValue(137);
    rig.clock.ringNext();
    wake.mockRestore();
    expect(await rig.endedBy(137)).toEqual(['a@50', 'b@100']);
    expect(await rig.endedBy(150)).toContain('c@150');
  });

  it('stretches all that is pending as soon as contention begins, and back', async () => {
    const halved = { above: 2, floor: 0.5, exponent: 16 };
    const rig = new Rig({ ...twoWorkers, workers: 4, contention: halved });
    rig.perform('a', 'b');
    rig.clock.goTo(25);
    rig.perform(...'cdefgh');
    const rate = 0.5 + 0.5 * (2 / 8) ** 16;
    expect(await rig.endedBy(25 + 25 / rate - 0.001)).toEqual([]);
    expect(await rig.endedBy(25 + 25 / rate)).toEqual(['a@75', 'b@75']);
    expect(await rig.endedBy(10_000)).toHaveLength(8);
  });

  it('does not slow down at the limit of contention', async () => {
    const rig = new Rig({ preset: 'contended' });
    rig.perform(...Array.from({ length: 50 }, (_, index) => `${index}`));
    expect(await rig.endedBy(199.999)).toHaveLength(48);
    expect(await rig.endedBy(200)).toHaveLength(50);
  });

  it('announces an end shortly before it, together with those that come soon after', async () => {
    const rig = new Rig({ ...twoWorkers, workers: null });
    for (const [name, arrivesAtMs] of [
      ['a', 0],
      ['b', 3],
      ['c', 6],
      ['d', 9],
    ] as const) {
      rig.clock.goTo(arrivesAtMs);
      rig.perform(name);
    }
    expect(await rig.endedBy(44.9)).toEqual([]);
    expect(rig.announced).toEqual([]);
    expect(await rig.endedBy(45)).toEqual([]);
    expect(rig.announced).toEqual(['a@50']);
    expect(await rig.endedBy(51)).toEqual(['a@50']);
    expect(rig.announced).toEqual(['a@50', 'b@53', 'c@56']);
    expect(await rig.endedBy(100)).toEqual(['a@50', 'b@53', 'c@56', 'd@59']);
    expect(rig.announced).toEqual(rig.ends);
  });

  it('announces what is too short for that right away, and late ends with them', async () => {
    const rig = new Rig({ latency: { kind: 'fixed', ms: 2 }, workers: 1 });
    rig.perform('a', 'b');
    expect(rig.announced).toEqual(['a@2']);
    expect(await rig.endedBy(4)).toEqual(['a@2', 'b@4']);
    expect(rig.announced).toEqual(['a@2', 'b@4']);
  });

  it('does not announce what was dropped', async () => {
    const rig = new Rig(twoWorkers);
    rig.perform('a');
    rig.clock.goTo(40);
    rig.workshop.dropAll();
    expect(await rig.endedBy(100)).toEqual(['a dropped']);
    expect(rig.announced).toEqual([]);
  });

  describe('when the profile changes', () => {
    it('puts new workers to work at once', async () => {
      const rig = new Rig({ ...twoWorkers, workers: 1 });
      rig.perform('a', 'b', 'c');
      rig.clock.goTo(10);
      rig.change({ ...twoWorkers, workers: null });
      expect(await rig.endedBy(60)).toEqual(['a@50', 'b@60', 'c@60']);
    });

    it('lets workers who leave finish what they are doing', async () => {
      const rig = new Rig(twoWorkers);
      rig.perform('a', 'b', 'c', 'd');
      rig.change({ ...twoWorkers, workers: 1 });
      expect(await rig.endedBy(150)).toEqual(['a@50', 'b@50', 'c@100', 'd@150']);
    });

    it('keeps the work that was given out and draws anew for what waits', async () => {
      const rig = new Rig({ ...twoWorkers, workers: 1 });
      rig.perform('a', 'b');
      rig.change({ latency: { kind: 'fixed', ms: 5 }, workers: 1 });
      expect(await rig.endedBy(55)).toEqual(['a@50', 'b@55']);
    });

    it('ends contention at once', async () => {
      const crawl = { above: 1, floor: 0.001, exponent: 16 };
      const rig = new Rig({ ...twoWorkers, contention: crawl });
      rig.perform('a', 'b');
      rig.clock.goTo(1_000);
      rig.change(twoWorkers);
      const worked = 1_000 * (0.001 + 0.999 * 0.5 ** 16);
      const expected = Math.round(1_050 - worked);
      expect(await rig.endedBy(1_050)).toEqual([`a@${expected}`, `b@${expected}`]);
    });
  });

  it('drops all that is pending and goes on afresh', async () => {
    const rig = new Rig({ ...twoWorkers, workers: 1 });
    rig.perform('a', 'b', 'c');
    rig.clock.goTo(50);
    rig.workshop.dropAll();
    expect(rig.workshop.pending).toBe(0);
    expect(rig.clock.ringNext()).toBe(false);
    rig.perform('d');
    expect(await rig.endedBy(100)).toEqual(['a@50', 'b dropped', 'c dropped', 'd@100']);
  });
});
