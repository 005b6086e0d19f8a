// An EAN-13 as a film for Chromium's pretended camera (y4m: every frame is the same picture).
const L = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"];
const PARITY = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"];
const mirrored = (bits) => [...bits].reverse().join("");
const inverted = (bits) => bits.replace(/./g, (bit) => (bit === "1" ? "0" : "1"));

/** The 95 modules of the code, "1" is a bar. */
export function modulesOf(ean) {
  const digits = [...ean].map(Number), right = digits.slice(7).map((digit) => inverted(L[digit])).join("");
  const left = digits.slice(1, 7).map((digit, place) => (PARITY[digits[0]][place] === "L" ? L[digit] : mirrored(inverted(L[digit])))).join("");
  return `101${left}01010${right}101`;
}

export function filmOf(ean, { width = 640, height = 480, module = 4 } = {}) {
  const bars = modulesOf(ean), from = Math.floor((width - bars.length * module) / 2);
  const luma = Buffer.alloc(width * height, 235), chroma = Buffer.alloc((width * height) / 2, 128);
  for (let y = Math.floor(height / 4); y < (height * 3) / 4; y += 1) {
    for (let x = 0; x < bars.length * module; x += 1) if (bars[Math.floor(x / module)] === "1") luma[y * width + from + x] = 16;
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, chroma]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 10 }, () => frame)]);
}
