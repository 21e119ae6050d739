import { grouped } from '../../bench/measure/text-table.ts';

/** What k6 prints once a second, and below it a line per scenario; the metronome's is as long as the load. */
const RUNNING = /running \([^)]+\), (\d+)\/\d+ VUs, (\d+) complete/;
const METRONOME = /^pulse\b.*\] .* VUs +([\dhms.]+)(?:\/([\dhms.]+))? /;

/** Makes of k6's own lines one that a person reads while waiting. */
export class K6Progress {
  private atOnce = 0;
  private iterations = 0;

  /** Something to show; undefined for lines that are about nothing new. */
  read(line: string): string | undefined {
    const running = RUNNING.exec(line);
    if (running) [this.atOnce, this.iterations] = [Number(running[1]), Number(running[2])];
    const pulse = METRONOME.exec(line);
    if (!pulse) return undefined;
    const [, elapsed, whole] = pulse;
    const time = whole === undefined ? 'all sent' : `${duration(elapsed)} of ${duration(whole)}`;
    return `${time}, ${grouped(this.iterations)} iterations, ${grouped(this.atOnce)} at once`;
  }
}

/** `1h02m03.5s`, or a part of it. */
function secondsOf(text = ''): number {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(text) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

function duration(text: string | undefined): string {
  const whole = Math.floor(secondsOf(text));
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min`;
}
