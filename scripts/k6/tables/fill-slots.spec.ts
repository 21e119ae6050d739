import { fillSlots } from './fill-slots.ts';

const PAGE = `# Page

<!-- k6:accept -->

old

<!-- /k6:accept -->

between

<!-- k6:burst-150 -->
<!-- /k6:burst-150 -->
`;

describe('fillSlots', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    const filled = fillSlots(PAGE, (name) => `new ${name}`);
    expect(filled).toContain('<!-- k6:accept -->\n\nnew accept\n\n<!-- /k6:accept -->');
    expect(filled).toContain('new burst-150');
    expect(filled).toContain('between');
    expect(filled).not.toContain('old');
  });

  it('comes to the same when it is done again', () => {
    const once = fillSlots(PAGE, (name) => name);
    expect(fillSlots(once, (name) => name)).toBe(once);
  });
});
