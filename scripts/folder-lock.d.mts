/**
 * Runs `work` while holding a lock that is a folder; waits for another holder, named in the line
 * that says so, and takes over from one that died.
 */
export function withFolderLock<T>(
  folder: string,
  holder: string,
  work: () => Promise<T>,
): Promise<T>;
