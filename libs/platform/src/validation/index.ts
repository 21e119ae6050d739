export { compileValidator, type Validator } from './compile-validator';
export { dtoSchema } from './dto-schema';
export type { JsonSchema } from './json-schema';
export type { Constructor } from './read-dto';
