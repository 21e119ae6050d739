/**
 * Where a reply goes, as a transport writes it and only the same transport reads it. It travels in the
 * order's record as one word.
 */
export type ReplyAddress = string;

const REPLY_ADDRESS_PATTERN = /^[A-Za-z0-9._:~@/-]{1,200}$/;

/** Whether a text can travel as a reply address; says nothing about whether anybody listens there. */
export function isReplyAddress(text: string): text is ReplyAddress {
  return REPLY_ADDRESS_PATTERN.test(text);
}
