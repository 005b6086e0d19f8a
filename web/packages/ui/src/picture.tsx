export const PICTURE_WIDTHS = [160, 320, 480, 640, 960, 1280, 1600] as const;

export interface PictureSource {
  hash: string;
  width: number;
  height: number;
  alt: string;
}

/** The server answers AVIF, WebP or JPEG after the browser's Accept header. */
export const mediaUrl = (hash: string, width: (typeof PICTURE_WIDTHS)[number]): string => `/media/${hash}/${width}`;

interface PictureProps {
  photo: PictureSource | null;
  /** How wide it will be shown, as in `(min-width: 60rem) 25vw, 50vw`. */
  sizes: string;
  /** The first picture of a page: fetched at once, before anything else. */
  eager?: boolean;
  /** Shape of the box; the picture is cropped into it. Defaults to the picture's own. */
  ratio?: string;
  /** The words beside it say the same: hide it from screen readers. */
  decorative?: boolean;
  className?: string;
}

export function Picture({ photo, sizes, eager, ratio, decorative, className = "" }: PictureProps) {
  if (photo === null) {
    return (
      <span className={`picture ${className}`} style={{ "--ratio": ratio ?? "4 / 5" } as React.CSSProperties} aria-hidden="true">
        <span className="picture-missing">·</span>
      </span>
    );
  }
  const widths = PICTURE_WIDTHS.filter((width) => width <= Math.max(photo.width, PICTURE_WIDTHS[0]));
  return (
    <span className={`picture ${className}`} style={{ "--ratio": ratio ?? `${photo.width} / ${photo.height}` } as React.CSSProperties}>
      <img
        src={mediaUrl(photo.hash, 640)}
        srcSet={widths.map((width) => `${mediaUrl(photo.hash, width)} ${width}w`).join(", ")}
        sizes={sizes}
        width={photo.width}
        height={photo.height}
        alt={decorative ? "" : photo.alt}
        loading={eager ? "eager" : "lazy"}
        fetchPriority={eager ? "high" : "auto"}
        decoding="async"
      />
    </span>
  );
}
