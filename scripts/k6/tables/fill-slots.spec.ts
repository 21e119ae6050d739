import { fillSlots } from './fill-slots.ts';

const PAGE = `# Page

<!-- k6:accept -->

old

<!-- /k6:accept -->

between

<!-- k6:burst-150 -->
<!-- /k6:burst-150 -->
<!-- bench:accept -->

kept

<!-- /bench:accept -->
`;

const ofSuites = (kind: string, name: string) => (kind === 'k6' ? `new ${name}` : undefined);

describe('fillSlots', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    const filled = fillSlots(PAGE, ofSuites);
    expect(filled).toContain('<!-- k6:accept -->\n\nnew accept\n\n<!-- /k6:accept -->');
    expect(filled).toContain('new burst-150');
    expect(filled).toContain('between');
    expect(filled).not.toContain('old');
  });

  it('keeps what there is nothing new for', () => {
    expect(fillSlots(PAGE, ofSuites)).toContain('<!-- bench:accept -->\n\nkept\n\n');
  });

  it('comes to the same when it is done again', () => {
    const once = fillSlots(PAGE, (_, name) => name);
    expect(fillSlots(once, (_, name) => name)).toBe(once);
  });
});
