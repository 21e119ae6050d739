import { ConfigError, loadConfig } from '@sluice/platform';
import { GatewayConfig } from '../../gateway.config';
import { isLoopback } from './loopback';

describe('loopback', () => {
  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('is %s', (host) =>
    expect(isLoopback(host)).toBe(true),
  );

  it.each(['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'localhost.example', '127.0.0.1.example', ''])(
    'is not %s',
    (host) => expect(isLoopback(host)).toBe(false),
  );

  it('is what the gateway keeps to without keys', () => {
    const load = (env: NodeJS.ProcessEnv) => loadConfig(GatewayConfig, env);
    expect(() => load({ GATEWAY_HOST: '0.0.0.0' })).toThrow(ConfigError);
    expect(() => load({ GATEWAY_HOST: '0.0.0.0' })).toThrow(/GATEWAY_HOST must be a loopback/);
    expect(load({ GATEWAY_HOST: '::1' }).gatewayHost).toBe('::1');
    expect(load({ GATEWAY_HOST: '0.0.0.0', API_KEYS_FILE: 'k.json' }).gatewayHost).toBe('0.0.0.0');
  });
});
