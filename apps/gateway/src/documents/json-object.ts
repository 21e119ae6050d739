/** Any part of a document, as JSON. */
export type JsonObject = Record<string, unknown>;
