import { useEffect, useState } from "react";

/** Tells its value when the typing pauses. "/" brings the focus here. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]); // only typing starts the pause
  return <input type="search" aria-label={label} placeholder={label} value={text} maxLength={200} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === "Enter") onChange(text.trim()); }} />;
}
