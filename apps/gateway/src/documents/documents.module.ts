import { type DynamicModule, Module } from '@nestjs/common';
import { asyncapiDocument } from './asyncapi/asyncapi-document';
import type { JsonObject } from './json-object';
import { DOCUMENTS, type Documents, DocumentsController } from './documents.controller';
import { type DocumentSettings, openapiDocument } from './openapi/openapi-document';

/** The API reference, derived from the code. */
@Module({})
export class DocumentsModule {
  /** @param settings bodies of other features come with it, for features do not know each other */
  static forRoot(settings: DocumentSettings): DynamicModule {
    const documents: Documents = {
      openapi: once(() => openapiDocument(settings)),
      asyncapi: once(asyncapiDocument),
    };
    return {
      module: DocumentsModule,
      controllers: [DocumentsController],
      providers: [{ provide: DOCUMENTS, useValue: documents }],
    };
  }
}

function once(make: () => JsonObject): () => Buffer {
  let made: Buffer | undefined;
  return () => (made ??= Buffer.from(JSON.stringify(make())));
}
