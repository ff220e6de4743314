import { Module } from '@nestjs/common';
import { BasemapController } from './basemap.controller.js';
import { MetaController } from './meta.controller.js';

/** What a page reads before the login: the platform and its base map. The documents are mounted by `configureApp`. */
@Module({
  controllers: [MetaController, BasemapController],
})
export class DocumentsModule {}
