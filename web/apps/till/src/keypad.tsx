import type { MouseEvent } from "react";
import { useSay } from "./words";

/** A tap leaves the focus in the field, so that Enter on a keyboard still confirms. */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

interface KeypadProps { value: string; decimals: boolean; onChange: (value: string) => void }

/** For the thumb. Keyboards type into the field beside it. */
export function Keypad({ value, decimals, onChange }: KeypadProps) {
  const say = useSay();
  const keys = ["7", "8", "9", "4", "5", "6", "1", "2", "3", decimals ? "." : "00", "0"];
  const press = (key: string) => {
    if (key === "." && value.includes(".")) return;
    if (value.length < 10) onChange(key === "." && value === "" ? "0." : value + key);
  };
  return (
    <div className="keypad" role="group" aria-label={say("keypad")} onMouseDown={keepFocus}>
      {keys.map((key) => <button key={key} type="button" onClick={() => press(key)}>{key}</button>)}
      <button type="button" aria-label={say("keypad.erase")} onClick={() => onChange(value.slice(0, -1))}>⌫</button>
    </div>
  );
}
