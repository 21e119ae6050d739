export { compileValidator, type Validator } from './compile-validator';
