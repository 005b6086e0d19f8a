import { describe, expect, it } from "vitest";
import { afterKey, NO_BURST } from "./scanner";

/** Plays keys with a gap between them; returns the code that came out, if any. */
function play(keys: string[], gapMs: number, longestGapMs: number): string | undefined {
  let burst = NO_BURST, code: string | undefined;
  keys.forEach((key, index) => { const next = afterKey(burst, key, 1000 + index * gapMs, longestGapMs); burst = next.burst; code = next.code ?? code; });
  return code;
}
const EAN = [..."2001001050306", "Enter"];

describe("a keyboard-wedge scanner", () => {
  it("is heard as one code", () => expect(play(EAN, 5, 60)).toBe("2001001050306"));
  it("is heard when the browser stutters and no field has the focus", () => expect(play(EAN, 300, 400)).toBe("2001001050306"));
  it("is told from a person typing into a field", () => expect(play(EAN, 120, 60)).toBeUndefined());
  it("may send letters, dashes and Shift", () => expect(play(["Shift", "M", "Shift", "V", "-", "1", "0", "0", "1", "Enter"], 5, 60)).toBe("MV-1001"));
  it("never begins with the till's own keys", () => expect(play(["+", "+", "-", "+", "+", "+", "Enter"], 5, 400)).toBeUndefined());
  it("is not a few quick digits", () => expect(play(["1", "2", "3", "Enter"], 5, 60)).toBeUndefined());
});
