/** The key that does the same; hidden where there is no keyboard to be expected. */
export const KeyHint = ({ children }: { children: string }) => <kbd className="key-hint" aria-hidden="true">{children}</kbd>;
