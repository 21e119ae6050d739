import { Resources } from './resources.ts';

describe('Resources', () => {
  it('are undone in the reverse order, once', async () => {
    const undone: string[] = [];
    const resources = new Resources();
    resources.keep(() => undone.push('first'));
    resources.keep(async () => undone.push('second'));
    await resources.stopAll();
    await resources.stopAll();
    expect(undone).toEqual(['second', 'first']);
  });

  it('let every caller wait until all is undone', async () => {
    const undone: string[] = [];
    const resources = new Resources();
    resources.keep(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      undone.push('slow');
    });
    void resources.stopAll();
    await resources.stopAll();
    expect(undone).toEqual(['slow']);
  });

  it('tell what is just starting that it is over', async () => {
    const resources = new Resources();
    expect(resources.signal.aborted).toBe(false);
    await resources.stopAll();
    expect(resources.signal.aborted).toBe(true);
  });

  it('do not spare the others when one fails', async () => {
    const undone: string[] = [];
    const complaints: unknown[] = [];
    const resources = new Resources((error) => complaints.push(error));
    resources.keep(() => undone.push('first'));
    resources.keep(() => Promise.reject(new Error('stuck')));
    await resources.stopAll();
    expect(undone).toEqual(['first']);
    expect(complaints).toEqual([new Error('stuck')]);
  });
});
