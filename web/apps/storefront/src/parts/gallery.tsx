import { useRef, useState } from "react";
import { Picture } from "@atelier/ui";
import type { Schemas } from "@atelier/api";
import { useSay } from "../app/words";

/** On a phone one row to swipe, with its count; on a desktop two columns that scroll past the buying column. */
export function Gallery({ photos }: { photos: Schemas["Photo"][] }) {
  const say = useSay();
  const row = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const follow = () => {
    const { current } = row;
    if (current && current.clientWidth > 0) setAt(Math.round(current.scrollLeft / current.clientWidth));
  };
  if (photos.length === 0) return <div className="gallery"><Picture photo={null} sizes="100vw" /></div>;
  return (
    <div className="gallery">
      <ul ref={row} className="gallery-row" onScroll={follow} tabIndex={0} aria-label={say("item.pictures", { count: photos.length })}>
        {photos.map((photo, index) => (
          <li key={photo.hash}><Picture photo={photo} eager={index === 0} ratio="4 / 5" sizes={index === 0 || (index === photos.length - 1 && index % 2 === 1) ? "(min-width: 60rem) 58vw, 100vw" : "(min-width: 60rem) 29vw, 100vw"} /></li>
        ))}
      </ul>
      {photos.length > 1 && <p className="gallery-count text-xs numbers" aria-hidden="true">{at + 1} / {photos.length}</p>}
    </div>
  );
}
