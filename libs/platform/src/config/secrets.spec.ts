import { secretsOf } from './secrets';
import { Setting } from './setting.decorator';

class TrialConfig {
  @Setting({ description: 'Key', example: 'k', secret: true })
  key: string = 'top-secret';

  @Setting({ description: 'URL', example: 'redis://h' })
  url: string = 'redis://user:p%40ss@host:6379/0';

  @Setting({ description: 'Name', example: 'n' })
  name: string = 'not: a secret';

  @Setting({ description: 'Port', example: 1 })
  port: number = 1;
}

describe('secretsOf', () => {
  it('finds marked values and passwords in URLs, in both spellings', () => {
    expect(secretsOf(TrialConfig, new TrialConfig())).toEqual(['top-secret', 'p%40ss', 'p@ss']);
  });

  it('finds each of several secrets in one value', () => {
    const config = Object.assign(new TrialConfig(), { key: 'first second,third', url: '' });
    expect(secretsOf(TrialConfig, config)).toEqual([
      'first second,third',
      'first',
      'second',
      'third',
    ]);
  });
});
