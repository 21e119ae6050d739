/**
 * The only text rules of the contract. Lengths count Unicode code points (the `u` flag), which is
 * what JSON Schema's `maxLength` counts too; every pattern refuses lone surrogates.
 */

/** An order number as chosen by the client: unique per client, safe in a URL and in a log line. */
export const ORDER_NUMBER_PATTERN = /^[A-Za-z0-9._-]{1,64}$/u;

/** One line of readable text: no controls, no invisible formatting, no private use. */
export const PRINTABLE_PATTERN = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]{1,64}$/u;

/** Free text of several lines: everything but NUL and lone surrogates. */
export const NOTES_PATTERN = /^[^\0\p{Cs}]{0,500}$/u;

/** ISO 4217 shape; whether the currency exists is the backend's business. */
export const CURRENCY_PATTERN = /^[A-Z]{3}$/u;

/** A correlation id that is taken over from the caller; anything else is replaced. */
export const CORRELATION_ID_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;

/** Signing secrets as Standard Webhooks writes them; several, by spaces or commas, for rotation. */
export const CALLBACK_SECRETS_PATTERN =
  /^whsec_[A-Za-z0-9+/]{16,}={0,2}(?:[ ,]+whsec_[A-Za-z0-9+/]{16,}={0,2})*$/;
