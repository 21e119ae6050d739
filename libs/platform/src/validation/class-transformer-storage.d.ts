/** Where class-transformer keeps what `@Type()` says; it exports that nowhere else. */
declare module 'class-transformer/cjs/storage.js' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage';
}
