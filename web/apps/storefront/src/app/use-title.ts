import { useEffect } from "react";
import { HOUSE_NAME } from "../house";
import { titleOf } from "./names";

export function useTitle(title: string | null | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = titleOf(title, HOUSE_NAME);
  }, [title]);
}
