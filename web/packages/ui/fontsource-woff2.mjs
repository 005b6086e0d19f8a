/**
 * Vite plug-in: drops the WOFF fallbacks from Fontsource's style sheets. Every browser we serve reads WOFF2, and each
 * CJK family would bring 120 files more.
 */
export function fontsourceWoff2() {
  return {
    name: "fontsource-woff2",
    enforce: "pre",
    transform(code, id) {
      if (!/\.css($|\?)/.test(id)) return null;
      return code.replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, "");
    },
  };
}
