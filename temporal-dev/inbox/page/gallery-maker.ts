import { renderGallery, renderGalleryTrouble, renderGalleryWait } from './gallery';
import { GALLERY_DATA, type GalleryData, type GalleryProvider, type GallerySample } from './gallery-sample';

type Made = { readonly samples: readonly GallerySample[] } | { readonly trouble: string };

/** Has the samples of each kind of data made when somebody looks at them for the first time, and keeps them. */
export class Gallery {
  private readonly made = new Map<GalleryData, Made>();
  private making: Promise<void> | undefined;

  constructor(private readonly provider: GalleryProvider) {}

  /** The page as it can be shown now: the samples, that they are being made, or why they could not be made. */
  page(query: URLSearchParams): string {
    const data = GALLERY_DATA.find((each) => each === query.get('data')) ?? 'ordinary';
    const made = this.made.get(data);
    if (made && 'samples' in made) return renderGallery(data, made.samples, query.get('group') ?? undefined);
    // Whoever looks again after trouble has it tried again. One kind at a time: each takes much of the machine.
    this.made.delete(data);
    this.making ??= this.make(data);
    return made ? renderGalleryTrouble(made.trouble) : renderGalleryWait();
  }

  private async make(data: GalleryData): Promise<void> {
    try {
      this.made.set(data, { samples: await this.provider(data) });
    } catch (error) {
      this.made.set(data, { trouble: error instanceof Error ? error.message : String(error) });
    }
    this.making = undefined;
  }
}
