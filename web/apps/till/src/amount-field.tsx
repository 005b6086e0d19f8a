import { TextField } from "@atelier/ui";
import { currencyDigits } from "@atelier/staff";
import { Keypad } from "./keypad";

interface AmountFieldProps { label: string; currency: string; value: string; error?: string | undefined; hint?: string | undefined; placeholder?: string; autoFocus?: boolean; onChange: (value: string) => void }

/** An amount typed on a keyboard or tapped on the keypad; a phone's own keyboard stays away. */
export function AmountField({ label, currency, value, error, hint, placeholder, autoFocus, onChange }: AmountFieldProps) {
  return (
    <div className="amount-field">
      <TextField label={`${label} · ${currency}`} inputMode="none" autoComplete="off" value={value} error={error} hint={hint} placeholder={placeholder} autoFocus={autoFocus} maxLength={12} onChange={(event) => onChange(event.target.value)} />
      <Keypad value={value} decimals={currencyDigits(currency) > 0} onChange={onChange} />
    </div>
  );
}
