/** A small set of alternatives, one of them on; "" is all. */
export function Chips<Value extends string>({ label, value, options, onChange }: { label: string; value: Value | undefined; options: readonly (readonly [Value | "", string])[]; onChange: (value: Value | "") => void }) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map(([one, words]) => <button key={one} type="button" aria-pressed={(value ?? "") === one} onClick={() => onChange(one)}>{words}</button>)}
    </div>
  );
}
