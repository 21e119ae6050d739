import { Parser } from '@asyncapi/parser';
import { asyncapiDocument } from './asyncapi-document';

/** As the parser counts: errors, warnings, hints. */
const WARNING: number = 1;

describe('the AsyncAPI document', () => {
  it('is one, by the parser of its makers', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncapiDocument()));
    const faults = diagnostics.filter(({ severity }) => (severity as number) <= WARNING);
    expect(faults.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
    expect(document!.version()).toBe('3.0.0');
    expect(document!.operations().get('takeOrderIn')!.reply()!.address()!.location()).toBe(
      '$message.header#/replyTo',
    );
  });
});
