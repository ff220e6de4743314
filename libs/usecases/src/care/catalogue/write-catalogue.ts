import type { ItemOnFile, ItemOverride } from '@silverbell/care';
import { as, refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '../../ports/registry-write.js';

export interface CatalogueTransaction {
  item(code: string): Promise<Pick<ItemOnFile, 'code' | 'regionId'> | null>;
  insertItem(item: ItemOnFile): Promise<void>;
  /** One of the same region, code and day is replaced. */
  putOverride(
    override: ItemOverride & { readonly source: string },
    command: Pick<RegistryCommand, 'by' | 'at'>,
  ): Promise<void>;
  /** The region itself first, the root last. */
  chain(regionId: string): Promise<readonly string[]>;
}

export interface WantedItem {
  readonly regionId: string;
  readonly code: string;
  readonly validFrom: string;
  readonly source: string;
  /** What the region says otherwise, or the parts of an item of its own. */
  readonly priceFen?: number | undefined;
  readonly standard?: string | undefined;
  readonly classes?: ItemOnFile['classes'] | undefined;
  readonly hidden?: boolean | undefined;
  /** Given: the code is a new one of the region. */
  readonly own?:
    Pick<ItemOnFile, 'name' | 'aid' | 'content' | 'unit' | 'subsidised' | 'twoPeople' | 'certificate'> | undefined;
}

/** CR-16: a region says otherwise from a day on, or adds an item of its own; a code never changes what it means. */
export function putCatalogueItem(
  { catalogue }: { readonly catalogue: RegistryStore<CatalogueTransaction> },
  command: RegistryCommand,
  wanted: WantedItem,
): RegistryResult {
  return catalogue.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { regionId, code, validFrom, source, priceFen, standard, classes, hidden, own } = wanted;
    const audit: RegistryWritten = {
      id: regionId,
      audit: {
        ...{
          action: 'catalogue-changed',
          subjectKind: 'catalogue',
          subjectId: regionId,
          regionId: as<RegionId>(regionId),
        },
        details: { code, validFrom },
      },
    };
    const known = await tx.item(code);
    if (own !== undefined) {
      if (known !== null) return refuse('id-taken');
      if (priceFen === undefined || standard === undefined) return refuse('catalogue-item-parts');
      await tx.insertItem({ ...own, code, regionId, from: validFrom, priceFen, standard, classes: classes ?? [] });
      return audit;
    }
    const isOffered =
      known !== null && (known.regionId === null || (await tx.chain(regionId)).includes(known.regionId));
    if (!isOffered) return refuse('item-unknown');
    await tx.putOverride(
      {
        ...{ regionId, code, validFrom, source, priceFen: priceFen ?? null, standard: standard ?? null },
        ...{ classes: classes ?? null, hidden: hidden ?? null },
      },
      command,
    );
    return audit;
  });
}
