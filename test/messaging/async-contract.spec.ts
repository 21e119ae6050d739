import { AsyncContract } from './async-contract';

const $ref = (path: string) => ({ $ref: `#/${path}` });

const contract = () =>
  new AsyncContract({
    channels: {
      changes: {
        address: '{prefix}:changed:{key}',
        servers: [$ref('servers/redis')],
        parameters: { prefix: { enum: ['{a.b}'] } },
        messages: { changed: $ref('components/messages/changed') },
      },
      answers: {
        address: null,
        servers: [$ref('servers/nats')],
        messages: { answer: $ref('components/messages/answer') },
      },
    },
    operations: {},
    components: {
      messages: {
        changed: { contentType: 'text/plain', payload: { type: 'string', pattern: '^[0-9]+$' } },
        answer: {
          headers: { properties: { kind: { const: 'accepted' } } },
          payload: $ref('components/schemas/Order'),
        },
      },
      schemas: { Order: { type: 'object', required: ['id'] } },
    },
  });

describe('what is held to an AsyncAPI document', () => {
  it('is found by its address, on the server that has it', () => {
    const held = contract();
    expect(held.channelAt('redis', '{a.b}:changed:7')).toBe('changes');
    expect(held.channelAt('redis', '{aXb}:changed:7')).toBeUndefined();
    expect(held.channelAt('nats', '{a.b}:changed:7')).toBeUndefined();
  });

  it('is seen where it fits', () => {
    const held = contract();
    held.witness('changes', { headers: {}, body: '7' });
    expect([held.unseen(), held.faults]).toEqual([['answer'], []]);
    held.witness('answers', { headers: { kind: 'accepted' }, body: '{"id":"1"}' });
    expect([held.unseen(), held.faults]).toEqual([[], []]);
  });

  it.each([
    ['a header that is not named', { kind: 'accepted', more: 'x' }, '{"id":"1"}', 'headers more'],
    ['a header of another kind', { kind: 'ended' }, '{"id":"1"}', 'constant'],
    ['a payload that lacks something', { kind: 'accepted' }, '{}', 'id'],
    ['what is no JSON', { kind: 'accepted' }, '{', 'object'],
  ])('is a fault when it has %s', (_what, headers: Record<string, string>, body, word) => {
    const held = contract();
    held.witness('answers', { headers, body });
    expect(held.seen).toEqual([]);
    expect(held.faults).toEqual([expect.stringContaining(word)]);
  });
});
