import { declaredSettings } from './setting.decorator';

/**
 * The texts of a config that no log line may show: values of settings marked `secret`, and the
 * password inside any value that is a URL.
 */
export function secretsOf<T extends object>(Class: new () => T, config: T): string[] {
  return declaredSettings(Class).flatMap(({ property, secret }) => {
    const value = (config as Record<string, unknown>)[property];
    if (typeof value !== 'string') return [];
    return secret ? [value, ...wordsOf(value), ...passwordsIn(value)] : passwordsIn(value);
  });
}

/** A setting may hold several secrets, for rotation. */
const wordsOf = (value: string): string[] => value.split(/[\s,]+/).filter((word) => word !== value);

/** Both spellings: drivers report the decoded password, messages quote the URL. */
function passwordsIn(value: string): string[] {
  const password = URL.parse(value)?.password;
  return password ? [password, decoded(password)] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
