import { canInstallByApt, installByApt } from './apt-packages.ts';
import { findOnPath } from './find-on-path.ts';

/** Debian's name first, then what others call the same browser. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const DEBIAN_PACKAGE = 'chromium';

/** Path of a Chromium on this machine, as tests of pages drive it; undefined where there is none. */
export function findChromium(): string | undefined {
  return PROGRAMS.map((name) => findOnPath(name)).find((path) => path !== undefined);
}

/**
 * Path of a Chromium, installed by apt when that is possible without asking anybody. Safe to repeat.
 *
 * @throws Error with a sentence that says what to do
 */
export async function ensureChromium(
  say: (line: string) => void = () => undefined,
): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (canInstallByApt()) {
    say(`installing ${DEBIAN_PACKAGE} with apt-get`);
    const fault = await installByApt(DEBIAN_PACKAGE);
    if (fault !== undefined)
      throw new Error(`apt-get could not install ${DEBIAN_PACKAGE}: ${fault}`);
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error('There is no Chromium on the PATH, in which the lab is tested: install one.');
}
