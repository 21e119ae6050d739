import { relative } from 'node:path';
import { APP_NAMES } from '../stack/project.ts';
import type { Service, ServiceStartError } from '../stack/service.ts';
import type { StackEvent } from '../stack/stack-event.ts';
import { digestLogLine, spokenLines } from './log-digest.ts';
import { LogWatch } from './log-watch.ts';
import { RepetitionFilter } from './repetition-filter.ts';
import type { Terminal } from '../terminal.ts';

/** An app names itself before what it says to people; the line has its name already. */
const APP_PREFIX = new RegExp(`^(?:${APP_NAMES.join('|')}): `);

/** Tells at the terminal what becomes of a stack, its apps' warnings and errors included. */
export class StackNarrator {
  private readonly terminal: Terminal;
  private readonly waitingFor = new Set<string>();
  private readonly stopping = new Map<string, number>();
  private readonly watches = new Map<string, LogWatch>();
  private isStopping = false;
  private readonly filter = new RepetitionFilter();

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  tell(event: StackEvent): void {
    const { name, url } = event.service;
    switch (event.kind) {
      case 'starting':
        return this.waitFor(event.service);
      case 'ready':
        return this.tellReady(event.service);
      case 'died':
        return this.tellDeath(name, event.why, event.delayMs, event.output);
      case 'restarted':
        return this.terminal.done(name, `back on ${url}`);
      case 'gave-up':
        return this.tellGivingUp(name, event.output, event.why);
      case 'stopping':
        return void this.stopping.set(name, performance.now());
      case 'stopped':
        return this.tellStopped(name);
    }
  }

  /** Why services would not start; what several say of a shared setting is told once. */
  tellFailures(failures: ServiceStartError[]): void {
    const told = new Set<string>();
    for (const { service, output, message } of failures) {
      const lines = lastWords(output, message).filter((line) => !told.has(line));
      for (const line of lines) {
        this.terminal.fail(service, line);
        told.add(line);
      }
    }
  }

  /** Warnings in the apps' logs are shown: those from the start first, then as they come. */
  watchLogs(): void {
    for (const watch of this.watches.values()) watch.begin();
  }

  /** From here on the end of a process is news, as it is wanted. */
  announceStop(): void {
    this.isStopping = true;
  }

  close(): void {
    for (const watch of this.watches.values()) watch.stop();
  }

  private waitFor({ name, spec }: Service): void {
    this.waitingFor.add(name);
    this.showWaiting();
    if (name === 'redis') return;
    this.watches.set(name, new LogWatch(spec.logFile, (line) => this.tellLogLine(name, line)));
  }

  private showWaiting(): void {
    if (this.waitingFor.size === 0) return this.terminal.idle();
    this.terminal.move(`starting ${[...this.waitingFor].join(', ')}`);
  }

  private tellReady({ name, url, spec }: Service): void {
    this.waitingFor.delete(name);
    const shown = name === 'redis' ? `${url}  (data in ${folderOf(spec.args)})` : url;
    this.terminal.done(name, shown);
    this.showWaiting();
  }

  private tellDeath(name: string, why: string, delayMs: number, output: string): void {
    const again = `starting it again in ${(delayMs / 1_000).toFixed(1)} s`;
    this.terminal.warn(name, `died (${why}); ${again}`);
    const [lastWord] = spokenLines(output).slice(-1);
    if (name !== 'redis' && lastWord !== undefined) this.terminal.warn(name, lastWord);
  }

  private tellGivingUp(name: string, output: string, why: string): void {
    for (const line of lastWords(output, why)) this.terminal.fail(name, line);
  }

  private tellStopped(name: string): void {
    if (!this.isStopping) return;
    const tookMs = performance.now() - (this.stopping.get(name) ?? performance.now());
    this.terminal.done(name, `stopped after ${(tookMs / 1_000).toFixed(1)} s`);
  }

  private tellLogLine(name: string, line: string): void {
    const news = digestLogLine(line);
    const text = news && this.filter.pass(`${name}\n${news.text}`);
    if (!news || text === undefined) return;
    const shown = text.slice(name.length + 1);
    if (news.level === 'warn') this.terminal.warn(name, shown);
    else this.terminal.fail(name, shown);
  }
}

/** What a process that will not run said about it, or how it ended when it said nothing. */
function lastWords(output: string, otherwise: string): string[] {
  const spoken = spokenLines(output).map((line) => line.replace(APP_PREFIX, ''));
  const logged = output.split('\n').flatMap((line) => digestLogLine(line)?.text ?? []);
  const words = spoken.length > 0 ? spoken : logged;
  return words.length > 0 ? words.slice(-5) : [otherwise];
}

function folderOf(args: string[]): string {
  const folder = args[args.indexOf('--dir') + 1] ?? '';
  return relative(process.cwd(), folder);
}
