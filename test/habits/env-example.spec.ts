import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProjectFile } from './project-files';
import { contradictions, settingsSections, type SettingsSection } from './settings';

const HEAD = `# Every setting with its default; copy to .env what you change. npm start reads .env, and what the
# shell sets wins. Four are different under npm start when they are not set: REDIS_URL (a Redis of
# its own is run), BACKEND_URL (the mock backend is run), CALLBACK_SECRET (one is made and kept in
# DATA_DIR) and SHUTDOWN_DELAY_MS (0).
`;

describe('.env.example', () => {
  it('is what the config classes say (UPDATE_ENV_EXAMPLE=1 writes it)', () => {
    const text = [HEAD, ...settingsSections().map(render)].join('\n');
    if (process.env['UPDATE_ENV_EXAMPLE']) {
      writeFileSync(join(__dirname, '..', '..', '.env.example'), text);
    }
    expect(readProjectFile('.env.example')).toBe(text);
  });

  it('has one default for one name', () => {
    expect(contradictions()).toEqual([]);
  });
});

function render({ title, settings }: SettingsSection): string {
  const entries = settings.map(({ variable, description, example, default: value }) => {
    const hint = value === undefined ? ` (unset; e.g. ${example})` : '';
    return `# ${description}${hint}\n#${variable}=${value ?? ''}\n`;
  });
  return [`## ${title}\n`, ...entries].join('\n');
}
