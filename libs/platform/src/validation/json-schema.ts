/** The part of JSON Schema that DTOs need, plus the keywords `holds` and `detail` of ours. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  enum?: unknown[];
  /** class-validator's own verdicts, where JSON Schema has no keyword of the very same meaning. */
  holds?: ((value: unknown) => boolean)[];
  /** What a fault of this value is told as. */
  detail?: string;
}
