import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import { Icon } from "./icon";

interface FieldWords {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Shown after the label of a field that may stay empty, e.g. "optional". */
  optionalWord?: string | undefined;
}

/** Label, control, hint and error, tied together for screen readers. `children` gets the control's attributes. */
export function Field({ label, hint, error, optionalWord, children }: FieldWords & { children: (control: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optionalWord && ` (${optionalWord})`}
      </label>
      {children({ id, ...(error ? { "aria-invalid": true as const } : {}), ...(described ? { "aria-describedby": described } : {}) })}
      {hint && !error && <p className="field-hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p className="field-error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

export function TextField({ label, hint, error, optionalWord, ...input }: FieldWords & InputHTMLAttributes<HTMLInputElement>) {
  return <Field {...{ label, hint, error, optionalWord }}>{(control) => <input className="field-control" {...input} {...control} />}</Field>;
}

export function TextArea({ label, hint, error, optionalWord, ...input }: FieldWords & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <Field {...{ label, hint, error, optionalWord }}>{(control) => <textarea className="field-control" {...input} {...control} />}</Field>;
}

export function Select({ label, hint, error, optionalWord, children, ...select }: FieldWords & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field {...{ label, hint, error, optionalWord }}>
      {(control) => <select className="field-control" {...select} {...control}>{children}</select>}
    </Field>
  );
}

interface CheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  type?: "checkbox" | "radio";
  count?: ReactNode;
  children: ReactNode;
}

export function Check({ type = "checkbox", count, children, ...input }: CheckProps) {
  return (
    <label className="check">
      <input type={type} {...input} />
      <span className="check-text">{children}</span>
      {count !== undefined && <span className="check-count text-sm">{count}</span>}
    </label>
  );
}

interface StepperProps {
  value: number;
  min?: number;
  max: number;
  onChange: (value: number) => void;
  words: { group: string; less: string; more: string };
}

export function Stepper({ value, min = 1, max, onChange, words }: StepperProps) {
  return (
    <div className="stepper" role="group" aria-label={words.group}>
      <button type="button" aria-label={words.less} disabled={value <= min} onClick={() => onChange(value - 1)}><Icon name="minus" /></button>
      <output aria-live="polite">{value}</output>
      <button type="button" aria-label={words.more} disabled={value >= max} onClick={() => onChange(value + 1)}><Icon name="plus" /></button>
    </div>
  );
}
