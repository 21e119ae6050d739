const REASON_LENGTH = 300;
const SPOKEN_MEMBERS = ['detail', 'message', 'error', 'reason', 'title'];

/** Takes the sentence out of a refusal that explains it: of a problem's members or plain text. */
export function refusalReason(status: number, body: string): string {
  const reason = presentable(explanationOf(body));
  return reason === '' ? `The backend answered ${status} without an explanation.` : reason;
}

function explanationOf(body: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return body;
  }
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const members = value as Record<string, unknown>;
  const spoken = SPOKEN_MEMBERS.map((name) => members[name]);
  return spoken.find((member): member is string => isText(member)) ?? '';
}

function isText(member: unknown): boolean {
  return typeof member === 'string' && member.trim() !== '';
}

/** A client reads this later: no controls, no markup pages, no half characters, no novels. */
function presentable(text: string): string {
  if (/^\s*</.test(text)) return '';
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const points = [...line];
  return points.length <= REASON_LENGTH ? line : `${points.slice(0, REASON_LENGTH).join('')}…`;
}
